"""A channel's local rules: read by everyone there, written by its keeper, in a form or line by line."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.core.commands.binding import Unclear, tool
from bot.core.commands.channel import kept
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.message import Choice, Draft, Field, FieldKind, Form, Message
from bot.core.moment import Moment, choice, reply
from bot.core.plan.document import LocalRule
from bot.core.plan.edits import Edit, edit
from bot.core.points.p06_ethics import LINES, version
from bot.core.situation import Outcome

MOST_CHARACTERS = 240  # a line is read on a phone, beside others
SIGNS = "stop-signs"
NOTHING: Mapping[str, str] = MappingProxyType({})


def rules(moment: Moment, values: Values) -> Outcome:
    """Show the local rules, or change what the keeper says of them and show what changed."""
    if not values:
        return reply(*_lines(moment), choices=_fill_in(moment))
    if not moment.situation.actor.is_keeper:
        names = moment.situation.channel.keepers
        return reply(moment.say("permit.keeper_only", names=names) if names else moment.say("channel.no_keeper"))
    if values.text("change") == "open-form":
        return _form(moment)
    if line := values.text("line"):
        if not values.text("words"):
            return reply(moment.say("rules.how"))
        given = {line: values.text("words")}
    else:
        given = {name: values.text(name) for name in (*LINES, SIGNS)}
    if problems := _problems(given, moment):
        return reply(*problems.values()) if line else _form(moment, given, problems)
    return _kept(moment, given, whole=not line)


def _problems(given: Mapping[str, str], moment: Moment) -> dict[str, str]:
    """Return what cannot be kept, by field."""
    too_long = moment.say("rules.too_long", most=MOST_CHARACTERS)
    problems = {name: too_long for name, text in given.items() if name != SIGNS and len(text) > MOST_CHARACTERS}
    try:
        signs = _signs(given.get(SIGNS, ""), moment)
    except Unclear as unclear:
        return problems | {SIGNS: unclear.sentence}
    return problems | ({SIGNS: too_long} if any(len(why) > MOST_CHARACTERS for why in signs.values()) else {})


def _name(line: str, moment: Moment) -> str:
    return moment.words.family("rules_line", line.replace("-", "_"))


def _lines(moment: Moment) -> tuple[str, ...]:
    channel = moment.situation.channel
    if not version(channel):
        return (moment.say("rules.none"),)
    noted = [
        moment.say("rules.line", what=_name(line, moment), text=channel.rules[line].text, day=channel.rules[line].since)
        for line in LINES
        if line in channel.rules
    ]
    signs = [
        moment.say("rules.stop", tool=moment.tool_name(name), why=rule.text)
        for name, rule in sorted(channel.stop_signs.items())
    ]
    missing = [_name(line, moment) for line in LINES if line not in channel.rules]
    asked = moment.say("rules.missing", names=missing) if missing else ""
    return (moment.say("rules.version", n=version(channel)), *noted, *signs, asked)


def _fill_in(moment: Moment) -> tuple[Choice, ...]:
    if not moment.situation.actor.is_keeper:
        return ()
    return (choice(moment.say("rules.fill_in"), "channel", "rules", change="open-form"),)


def _form(moment: Moment, given: Mapping[str, str] | None = None, problems: Mapping[str, str] = NOTHING) -> Outcome:
    """Ask for all lines at once, each with what stands there now, or with what was filled in and what is wrong."""
    made = form(moment, given or {}, problems)
    draft = Draft(made.path, {**made.fixed, **given}) if given is not None else None
    line = moment.say("door.mend") if problems else moment.say("rules.form")
    return Outcome(messages=(Message((line,), form=made),), draft=draft)


def form(moment: Moment, given: Mapping[str, str], problems: Mapping[str, str]) -> Form:
    """Return the form of all lines; one that was not filled in yet has what stands there now."""
    channel = moment.situation.channel
    signs = "\n".join(f"{moment.tool_name(name)}: {rule.text}" for name, rule in sorted(channel.stop_signs.items()))
    now = {line: channel.rules[line].text for line in LINES if line in channel.rules} | {SIGNS: signs, **given}
    fields = tuple(
        Field(
            line,
            moment.words.family("option", line.replace("-", "_")),
            FieldKind.LINES if line == SIGNS else FieldKind.LINE,
            value=now.get(line, ""),
            problem=problems.get(line, ""),
        )
        for line in (*LINES, SIGNS)
    )
    return Form(("channel", "rules"), moment.say("rules.title"), fields, {"change": "save-form"})


def _kept(moment: Moment, given: dict[str, str], *, whole: bool) -> Outcome:
    """Keep what differs as one new version, and show each changed line, before and after."""
    channel = moment.situation.channel
    after = {line: text for line, text in given.items() if line != SIGNS}
    edits = _edits(moment, "rules", channel.rules, after)
    if SIGNS in given:
        signs = _signs(given[SIGNS], moment)
        gone = {name: "" for name in channel.stop_signs if whole and name not in signs}
        edits += _edits(moment, "stop_signs", channel.stop_signs, signs | gone)
    if not edits:
        return reply(moment.say("rules.same"))
    return kept(
        moment, edits, moment.say("rules.noted", n=version(channel) + 1), *(_shown(made, moment) for made in edits)
    )


def _edits(
    moment: Moment, collection: str, held: Mapping[str, LocalRule], after: Mapping[str, str]
) -> tuple[Edit, ...]:
    number = version(moment.situation.channel) + 1
    edits: tuple[Edit, ...] = ()
    for key, text in after.items():
        before = held.get(key)
        was = before.text if before else ""
        if text != was:
            edits += edit(collection, key, before, LocalRule(text, moment.today, number, was) if text else None)
    return edits


def _signs(text: str, moment: Moment) -> dict[str, str]:
    """Read one stop sign per line, "tiktok: blocked here"; raise Unclear where a line has no reason."""
    signs: dict[str, str] = {}
    for line in filter(str.strip, text.splitlines()):
        name, colon, why = line.partition(":")
        if not colon or not why.strip():
            raise Unclear(moment.say("rules.sign_how", said=line[:60]))
        signs[tool(name.strip(), moment)] = why.strip()
    return signs


def _shown(made: Edit, moment: Moment) -> str:
    """Return one changed line: what it says now, and what stood there."""
    what = _name(made.key, moment) if made.collection == "rules" else moment.tool_name(made.key)
    now = made.after.text if isinstance(made.after, LocalRule) else ""
    was = made.before.text if isinstance(made.before, LocalRule) else ""
    if not now:
        return moment.say("rules.gone", what=what, was=was)
    return (
        moment.say("rules.now", what=what, text=now)
        if not was
        else moment.say("rules.was", what=what, text=now, was=was)
    )


COMMANDS = (
    Command(
        ("channel", "rules"),
        rules,
        (
            Parameter("line", Kind.ONE_OF, options=(*LINES, SIGNS)),
            Parameter("words", Kind.TEXT),
            *(Parameter(line, Kind.TEXT) for line in LINES),
            Parameter(SIGNS, Kind.LONG_TEXT),
            Parameter("change", Kind.TEXT),
        ),
        in_place=True,
        form=form,
    ),
)
