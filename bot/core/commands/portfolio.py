"""A portfolio from one's own notes, every line chosen by the person; it goes to nobody, and nothing of it is kept."""

from collections.abc import Sequence

from bot.core.commands.conference import CAME
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.message import Choice, File
from bot.core.moment import Moment, choice, reply
from bot.core.plan.evidence import KINDS, Evidence, evidence
from bot.core.points.p12_on_your_own import recognition_lines
from bot.core.points.p13_the_boffin import topic_name
from bot.core.situation import Outcome, derived

BETWEEN = "."  # the chosen lines go from choice to choice as short marks; nothing of them is written down


def portfolio(moment: Moment, values: Values) -> Outcome:
    """Say what there is, show it line by line, and give what was chosen as a file."""
    lines = gathered(moment)
    chosen = tuple(filter(None, values.text("told").split(BETWEEN)))
    if values.text("change") == "counts":
        return reply(*recognition_lines(moment), choices=(*_export(moment, chosen), _choose(moment, lines)))
    if not lines:
        return reply(
            moment.say("portfolio.nothing"), moment.say("portfolio.nothing_yet"), choices=(_counts(moment, ()),)
        )
    match values.text("change"):
        case "line":
            return _line(moment, lines, chosen, int(values.text("after") or 0))
        case "rest":
            rest = tuple(mark(line) for line in lines[int(values.text("after") or 0) :])
            return _enough(moment, lines, (*chosen, *rest))
        case "enough":
            return _enough(moment, lines, chosen)
        case "export" if chosen:
            return _file(moment, [line for line in lines if mark(line) in chosen])
    return reply(
        moment.say("portfolio.nobody"), _sum(moment, lines), choices=(_choose(moment, lines), _counts(moment, ()))
    )


def gathered(moment: Moment) -> tuple[Evidence, ...]:
    """Return every line that may be chosen: one's own plan, logs, and the items one has on channels' lists."""
    situation = moment.situation
    channels = [channel for _, channel in situation.channels] + [situation.channel]
    shared = {
        key: item for channel in channels for key, item in channel.items.items() if item.owner == moment.person_id
    }
    return evidence(moment.plan, situation.logs.values(), shared, moment.today)


def mark(line: Evidence) -> str:
    """Return a short mark of a line: the same one as long as it is the same thing."""
    return derived(line.kind, line.key)[:8]


def _sum(moment: Moment, lines: Sequence[Evidence]) -> str:
    counts = {kind: sum(line.kind == kind for line in lines) for kind in KINDS}
    parts = [moment.words.family("portfolio_count", kind, n=n) for kind, n in counts.items() if n]
    return moment.say("portfolio.sum", parts=parts)


def _choose(moment: Moment, lines: Sequence[Evidence]) -> Choice:
    return choice(moment.say("portfolio.choose"), "privacy", "portfolio", change="line" if lines else "enough")


def _counts(moment: Moment, chosen: tuple[str, ...]) -> Choice:
    label = moment.say("portfolio.counts")
    return choice(label, "privacy", "portfolio", change="counts", told=BETWEEN.join(chosen))


def _export(moment: Moment, chosen: tuple[str, ...]) -> tuple[Choice, ...]:
    if not chosen:
        return ()
    told = BETWEEN.join(chosen)
    return (choice(moment.say("portfolio.export"), "privacy", "portfolio", change="export", told=told),)


def _line(moment: Moment, lines: Sequence[Evidence], chosen: tuple[str, ...], at: int) -> Outcome:
    """Show one line and ask whether it goes in."""
    if at >= len(lines):
        return _enough(moment, lines, chosen)
    line, after = lines[at], str(at + 1)
    with_it = BETWEEN.join((*chosen, mark(line)))
    told = BETWEEN.join(chosen)
    path = ("privacy", "portfolio")
    choices = (
        choice(moment.say("portfolio.take"), *path, change="line", after=after, told=with_it),
        choice(moment.say("portfolio.leave"), *path, change="line", after=after, told=told),
        choice(moment.say("portfolio.rest"), *path, change="rest", after=str(at), told=told),
        choice(moment.say("portfolio.enough"), *path, change="enough", told=told),
    )
    shown = moment.say("portfolio.line", n=at + 1, all=len(lines), line=said(line, moment))
    return reply(shown, rests_on(line, moment), choices=choices)


def _enough(moment: Moment, lines: Sequence[Evidence], chosen: tuple[str, ...]) -> Outcome:
    known = tuple(mark(line) for line in lines if mark(line) in chosen)
    if not known:
        return reply(moment.say("portfolio.none_chosen"), choices=(_choose(moment, lines), _counts(moment, ())))
    ways = (*_export(moment, known), _counts(moment, known), _choose(moment, lines))
    return reply(moment.say("portfolio.chosen", n=len(known)), choices=ways)


def said(line: Evidence, moment: Moment) -> str:
    """Return one line in words, with its day."""
    details = line.details
    match line.kind:
        case "tool":
            needs = [_need(key, moment) for key in _keys(details["needs"])]
            tool = moment.tool_name(line.key)
            return (
                moment.say("portfolio_said.tool_for", tool=tool, day=line.day, year=_year(line), needs=needs)
                if needs
                else moment.say("portfolio_said.tool", tool=tool, day=line.day, year=_year(line))
            )
        case "item":
            last = moment.words.family("portfolio_found", str(details["last"]).replace("-", "_"))
            return moment.say("portfolio_said.item", title=details["title"], day=line.day, year=_year(line), last=last)
        case "conference":
            came = str(details["came"])
            came = moment.words.family("conference_came", came) if came in CAME else came
            title = details["title"]
            return (
                moment.say("portfolio_said.conference_came", title=title, day=line.day, year=_year(line), came=came)
                if came
                else moment.say("portfolio_said.conference", title=title, day=line.day, year=_year(line))
            )
        case "help":
            topic = topic_name(line.key, moment)
            return moment.say("portfolio_said.help", topic=topic, n=details["n"], day=line.day, year=_year(line))
        case _:
            habit = moment.words.family("habit", line.key.replace("-", "_"))
            return moment.say("portfolio_said.lesson", habit=habit, day=line.day, year=_year(line))


def rests_on(line: Evidence, moment: Moment) -> str:
    """Return what a line rests on: what the person noted, and how."""
    return moment.words.family("portfolio_rests", line.kind)


def _year(line: Evidence) -> str:
    return str(line.day.year)


def _keys(needs: object) -> tuple[str, ...]:
    return needs if isinstance(needs, tuple) else ()


def _need(key: str, moment: Moment) -> str:
    held = moment.plan.needs.get(key)
    return moment.need_label(held.kind, held.words) if held else moment.need_label(key)


def _file(moment: Moment, lines: Sequence[Evidence]) -> Outcome:
    """Give the chosen lines as Markdown, kind by kind, each with what it rests on."""
    parts = [
        f"# {moment.say('portfolio.title')}",
        moment.say("portfolio.made", day=moment.today, year=str(moment.today.year)),
    ]
    for kind in KINDS:
        if own := [line for line in lines if line.kind == kind]:
            parts.append(f"## {moment.words.family('portfolio_kind', kind)}")
            parts.append("\n".join(f"- {_plain(said(line, moment))} *{rests_on(line, moment)}*" for line in own))
    file = File(f"portfolio-{moment.today.isoformat()}.md", "\n\n".join(parts) + "\n")
    given = moment.say("portfolio.given", file=file.name, n=len(lines))
    return reply(given, choices=(_counts(moment, tuple(mark(line) for line in lines)),), files=(file,))


def _plain(text: str) -> str:
    """Return a text in which nothing is taken for a sign of Markdown."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in " ".join(text.split()))


COMMANDS = (
    Command(
        ("privacy", "portfolio"),
        portfolio,
        (
            Parameter("change", Kind.TEXT),
            Parameter("told", Kind.TEXT),
            Parameter("after", Kind.NUMBER),
        ),
        aliases=("portfolio", "my portfolio"),
    ),
)
