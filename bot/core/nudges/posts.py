"""What a channel gets, at most once a week: about load, news, an item, or a question without a name.

Nothing worth saying: no post. Figures about people need enough answers in every cell that is shown,
are rounded, and once published are frozen. No hours, no names, no counts of who did not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Literal

from bot.core.library import LoadLine
from bot.core.message import Audience, Choice, Message
from bot.core.moment import Moment, choice
from bot.core.nudges.figures import result
from bot.core.nudges.nameless import asked_choices, asked_lines, posted, tried_choices, tried_lines, waits_here
from bot.core.nudges.news import news_choices, news_lines, news_that_touches
from bot.core.nudges.rhythm import local_date, zone_of
from bot.core.plan.content_list import due, item_details
from bot.core.plan.document import Finding, Item
from bot.core.plan.load import in_term
from bot.core.plan.weeks import monday
from bot.core.points.p10_shared import waits_long
from bot.core.situation import Outcome, Post, Shown, Skip

SHORTEST_GAP_DAYS = 5  # a post on Sunday and one on Monday are two in one week to those who read them
FEELINGS = ("lighter", "about-right", "too-much")


Kind = Literal["load", "news", "refresh", "asked", "tried"]
KINDS: tuple[Kind, ...] = ("load", "news", "refresh", "asked", "tried")


def channel_post(moment: Moment, *, preview: bool = False) -> Outcome | Skip:
    """Compose the post of this week, or say why there is none. This is the fence.

    A preview says nothing of answers that are still open: looked at often enough, they would point at people.
    """
    situation = moment.situation
    posts = situation.channel.posts
    if not posts.on:
        return Skip("no longer wanted")
    if not moment.may_post:
        return Skip("not allowed here by an admin")
    zone = zone_of(posts.zone)
    today = local_date(moment.now, zone) if zone else moment.today
    if posts.in_term and not in_term(today, situation.channel.terms.values()):
        return Skip("not in term")
    if any(closure.first <= today <= closure.last for closure in situation.channel.closures.values()):
        return Skip("closed")
    if any(exams.first <= today <= exams.last for exams in situation.channel.exams.values()):
        return Skip("exams")
    if today in situation.place_holidays.days:
        return Skip("public holiday")
    last = next((post for post in situation.posts if post.kind != "welcome"), None)
    if last and (_same_week(local_date(last.at, zone) if zone else last.at.date(), today)):
        return Skip("posted this week")
    ready = [kind for kind in KINDS if getattr(posts, kind) and _is_ready(kind, moment, today)]
    if not ready:
        return Skip("nothing worth saying")
    match min(ready, key=lambda kind: (_last_of(kind, moment), KINDS.index(kind))):
        case "load":
            made = _load(moment, preview=preview)
        case "refresh":
            made = _refresh(moment, today)
        case other:
            made = _asking(other, moment)
    return replace(_in_keepers_words(made, moment), waited=posted(moment))


def post_before(moment: Moment) -> str:
    """Return the id of the last post here, "" where there was none."""
    return next((post.id for post in moment.situation.posts if post.kind != "welcome"), "")


def lead_of(kind: str, lines: Sequence[str]) -> int:
    """Return how many first lines of a post a keeper may put in own words; figures and what is asked of all stay."""
    return {"load": 2, "refresh": 1, "tried": 1, "asked": len(lines) - 1}.get(kind, len(lines))


def _in_keepers_words(made: Outcome, moment: Moment) -> Outcome:
    """Return the post in its keeper's words, where they were written for it and no post came between."""
    own, post = moment.situation.channel.next_words, made.post
    if post is None or not own.text or (own.kind, own.subject, own.after) != (
        post.kind, post.subject, post_before(moment)
    ):  # fmt: skip
        return made
    (message,) = made.messages
    lines = (*own.text.splitlines(), *message.lines[lead_of(post.kind, message.lines) :])
    return replace(made, messages=(replace(message, lines=lines),))


def _is_ready(kind: Kind, moment: Moment, today: date) -> bool:
    """Say whether there is something worth saying of this kind."""
    match kind:
        case "load":
            return _load_is_due(moment)
        case "news":
            return news_that_touches(moment) is not None
        case "refresh":
            return bool(_worth_a_look(moment, today))
        case _:
            return waits_here(moment, kind) is not None


def _asking(kind: Literal["news", "asked", "tried"], moment: Moment) -> Outcome:
    """Compose news, a question without a name, or who has tried a tool."""
    id_ = moment.fresh("post")
    if kind == "news" and (found := news_that_touches(moment)):
        news, touched = found
        post = Post(id_, "news", news.id, moment.now)
        return _post(post, news_lines(news, touched, moment), news_choices(moment), None)
    if (one := waits_here(moment, kind)) is None:
        return Outcome()
    post = Post(id_, one.kind, one.id, moment.now)
    if one.kind == "asked":
        return _post(post, asked_lines(one, moment), asked_choices(one, moment), None)
    return _post(post, tried_lines(one, moment), tried_choices(one, moment), None)


def _same_week(last: date, today: date) -> bool:
    """Say whether a post on `last` leaves no room today: the same week, or hardly any days between."""
    return monday(last) == monday(today) or (today - last).days < SHORTEST_GAP_DAYS


def _worth_a_look(moment: Moment, today: date) -> tuple[tuple[str, str], ...]:
    """Return the due items; one that was posted lately and not taken waits, so that others have their turn."""
    rest = moment.now - timedelta(weeks=moment.library.rules.refresh_again_weeks)
    lately = {post.subject for post in moment.situation.posts if post.kind == "refresh" and post.at > rest}
    found = due(moment.situation.channel.items, today, moment.library.rules, moment.library.news.values())
    return tuple((key, reason) for key, reason in found if key not in lately)


def _last_of(kind: str, moment: Moment) -> float:
    return next((post.at.timestamp() for post in moment.situation.posts if post.kind == kind), 0.0)


def _load_is_due(moment: Moment) -> bool:
    last = _last_of("load", moment)
    wait = timedelta(weeks=moment.library.rules.load_post_weeks) - timedelta(days=1)
    return not last or moment.now - datetime.fromtimestamp(last, moment.now.tzinfo) >= wait


def _line(moment: Moment) -> LoadLine:
    """Return the line said longest ago; a line never said comes first, in the editor's order."""
    said = {post.subject: post.at for post in reversed(moment.situation.posts) if post.kind == "load"}
    lines = moment.library.load_lines
    return min(lines, key=lambda line: (said[line.id].timestamp() if line.id in said else 0.0, lines.index(line)))


def _load(moment: Moment, *, preview: bool) -> Outcome:
    line = _line(moment)
    post = Post(moment.fresh("post"), "load", line.id, moment.now)
    lines = [line.line, moment.say("post.drop", drop=line.drop)]
    shown = None
    last = next((p for p in moment.situation.posts if p.kind == "load"), None)
    if last and (shown := moment.situation.shown.get(last.id) or (None if preview else _frozen(last, moment))):
        lines.append(result_line(shown.text, moment))
    elif last:
        lines.append(moment.say("post.answers_later"))
    lines.append(moment.say("post.how_is_it"))
    taps = tuple(
        choice(moment.words.family("feeling", f.replace("-", "_")), "channel", "felt", post=post.id, answer=f)
        for f in FEELINGS
    )
    mine = choice(moment.say("post.only_you"), "card")
    return _post(post, lines, (*taps, mine), shown)


def _frozen(post: Post, moment: Moment) -> Shown:
    """Return the result of a post as it is published now, and stays."""
    taps, members = moment.situation.taps.get(post.id, {}), len(moment.situation.channel.members)
    return Shown(post.id, result(taps, moment.library.rules, members))


def result_line(text: Mapping[str, int], moment: Moment) -> str:
    """Return the line about the last post's answers."""
    if not text:
        return moment.say("post.too_few")
    cells = [
        moment.say("post.cell", answer=moment.words.family("feeling", a.replace("-", "_")), count=text[a])
        for a in FEELINGS
        if a in text
    ]
    return moment.say("post.result", count=text["all"], cells=cells)


def _refresh(moment: Moment, today: date) -> Outcome:
    channel = moment.situation.channel
    key, reason = _worth_a_look(moment, today)[0]
    item = channel.items[key]
    post = Post(moment.fresh("post"), "refresh", key, moment.now)
    lines = [
        moment.words.family("refresh", reason, **item_details(item, today, moment.library)),
        moment.words.family("refresh_who", _who_looks(item, moment)),
    ]
    mine = choice(moment.say("post.refresh_mine"), "channel", "content", action="hand-over", item=key, to="me")
    return _post(post, lines, (*look_at(key, moment), *(() if item.owner else (mine,))), None)


def _who_looks(item: Item, moment: Moment) -> str:
    """Return who is asked: whoever knows it best, or anybody where nobody has it or it waited; never why it waited."""
    if not item.owner:
        return "nobody"
    return "waits" if waits_long(item, moment) else "knows"


def look_at(key: str, moment: Moment) -> tuple[Choice, ...]:
    """Return the four outcomes of a shared item, and handing it over."""
    made = tuple(
        choice(moment.words.family("finding", f.name.lower()), "channel", "content", action=f.value, item=key)
        for f in Finding
    )
    return (*made, choice(moment.say("content.hand_over"), "channel", "content", action="hand-over", item=key))


def _post(post: Post, lines: list[str], choices: tuple[Choice, ...], shown: Shown | None) -> Outcome:
    message = Message(tuple(line for line in lines if line), choices, audience=Audience.PLACE)
    return replace(Outcome(messages=(message,)), post=post, shown=shown)
