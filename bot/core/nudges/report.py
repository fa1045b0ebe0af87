"""A term's report on a channel: items and tools exactly, people in rounded figures, made once and then frozen.

Nothing in it is finer than a term, and nothing about people is shown before it is made: looked at often
enough, a figure that moves would point at whoever moved it.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from bot.core.library import Rules
from bot.core.moment import TAKES_TIME, Moment
from bot.core.nudges.figures import figure, rounded
from bot.core.plan.document import ChannelPlan, Finding, Item, Term
from bot.core.situation import Counted, Outcome, Shown, Situation, Use

MOST_POINTS = 3
FELT, ASKED = "felt/", "asked/"


def term_of(channel: ChannelPlan, day: date) -> Term | None:
    """Return the term that this day is in; of several the one that began first."""
    found = [term for term in channel.terms.values() if term.first <= day <= term.last]
    return min(found, key=lambda term: (term.first, term.last), default=None)


def use_of(outcome: Outcome, situation: Situation, today: date) -> Use | None:
    """Return what is counted of something a person said for themselves in a channel, None outside term."""
    term = term_of(situation.channel, today) if situation.place else None
    if term is None or outcome.forget or not situation.actor.person.id:
        return None
    return Use(term.first, outcome.thread.point if outcome.thread else 0)


def may_be_made(term: Term, today: date, rules: Rules) -> bool:
    """Say whether a term's report may be made: from two weeks before its end."""
    return today >= term.last - timedelta(days=rules.report_ahead_days)


def last_term(channel: ChannelPlan, today: date, rules: Rules) -> Term | None:
    """Return the term that a report is about: the last one whose report may be made, else the one that runs."""
    ready = [term for term in channel.terms.values() if may_be_made(term, today, rules)]
    return max(ready, key=lambda term: (term.last, term.first), default=None) or term_of(channel, today)


def made_before(term: Term, reports: tuple[Shown, ...]) -> Shown | None:
    """Return the report that was made of this term, or of one that overlaps it: those days are told already."""
    first, last = term.first.toordinal(), term.last.toordinal()
    return next((made for made in reports if made.text["first"] <= last and first <= made.text["last"]), None)


def things(channel: ChannelPlan, term: Term) -> dict[str, int]:
    """Return what is counted exactly: shared items and tools."""
    items = channel.items.values()
    retired = sum(term.first <= gone.on <= term.last for gone in channel.retired.values())
    used = [tool for tool in channel.tools.values() if tool.stage in TAKES_TIME]
    return {
        "items": len(items),
        "checked": sum(_looked(item, term) for item in items),
        "changed": sum(bool(item.changed_on and term.first <= item.changed_on <= term.last) for item in items),
        "retired": retired,
        "tools": len(used),
        "backups": sum(tool.backup is not None for tool in used),
    }


def _looked(item: Item, term: Term) -> bool:
    return item.last not in (None, Finding.DROP) and term.first <= item.checked <= term.last


def people(moment: Moment, term: Term) -> dict[str, int]:
    """Return what is said about people: rounded, each figure of enough, 0 where it may not be shown."""
    rules, counted = moment.library.rules, moment.situation.counted.get(term.first, Counted())
    members = len(moment.situation.channel.members)
    figures = {
        "members": rounded(members, rules) if members >= rules.answers_in_a_cell else 0,
        "users": figure(counted.users, counted.others, rules),
    }
    asked = {point: figure(n, counted.silent.get(point, 0), rules) for point, n in counted.asked.items()}
    most = sorted((point for point in asked if asked[point]), key=lambda point: (-asked[point], point))[:MOST_POINTS]
    return figures | {f"{ASKED}{point}": place for place, point in enumerate(most, 1)} | felt(moment, term)


def felt(moment: Moment, term: Term) -> dict[str, int]:
    """Return the sums of the results that the term's posts have shown already: nothing new can be read in them."""
    sums: dict[str, int] = {}
    for post in moment.situation.posts:
        shown = moment.situation.shown.get(post.id)
        if post.kind == "load" and shown and term.first <= post.at.date() <= term.last:
            for answer, n in shown.text.items():
                sums[f"{FELT}{answer}"] = sums.get(f"{FELT}{answer}", 0) + n
    return sums


def report_id(place: str, term: Term) -> str:
    """Return the id under which a term's report is kept: one for a term, whoever makes it."""
    return f"report/{place}/{term.first.isoformat()}"


def lines(text: Mapping[str, int], moment: Moment) -> list[str]:
    """Return a report in words."""
    first, last = date.fromordinal(text["first"]), date.fromordinal(text["last"])
    return [moment.say("report.term", first=first, last=last), *thing_lines(text, moment), *people_lines(text, moment)]


def thing_lines(text: Mapping[str, int], moment: Moment) -> list[str]:
    """Return the lines about shared items and tools."""
    counts = {name: text[name] for name in ("items", "checked", "changed", "retired")}
    return [
        moment.say("report.items", **counts),
        moment.say("report.tools", tools=text["tools"], backups=text["backups"]),
    ]


def people_lines(text: Mapping[str, int], moment: Moment) -> list[str]:
    """Return the lines about people."""
    members, users = text["members"], text["users"]
    said = [moment.say("report.members", n=members) if members else moment.say("report.few_members")]
    said.append(moment.say("report.users", n=users) if users else moment.say("report.few_users"))
    points = sorted((place, int(key.removeprefix(ASKED))) for key, place in text.items() if key.startswith(ASKED))
    titles = [moment.library.guidance[point].title for _, point in points if point in moment.library.guidance]
    said.append(moment.say("report.asked", titles=titles) if titles else moment.say("report.few_asked"))
    cells = [
        moment.say("post.cell", answer=moment.words.family("feeling", answer.replace("-", "_")), count=n)
        for answer in ("lighter", "about-right", "too-much")
        if (n := text.get(f"{FELT}{answer}", 0))
    ]
    said.append(
        moment.say("report.felt", n=text[f"{FELT}all"], cells=cells) if cells else moment.say("report.few_felt")
    )
    return [*said, moment.say("report.not_in_here")]
