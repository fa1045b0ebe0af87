"""Something went wrong: what to do, in order, with the local people. Nothing is asked or kept of what happened."""

from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.message import Choice
from bot.core.moment import TAKES_TIME, Moment, choice, reply
from bot.core.nudges.reminder import habits, held
from bot.core.points.p06_ethics import channels_in_force
from bot.core.points.p18_be_strong import Harm, first_to_tell, others_to_tell
from bot.core.points.verdict import rests
from bot.core.situation import Outcome

MOST_TOOLS = 3


def oops(moment: Moment, values: Values) -> Outcome:
    """Ask who could be harmed, then say what to do in order. What else was typed is not read."""
    if values.text("step") == "lesson":
        return _lesson(moment)
    if not values.text("harm"):
        harms = tuple(choice(moment.words.family("oops_harm", _key(harm)), "oops", harm=harm) for harm in Harm)
        return reply(moment.say("oops.who"), moment.say("oops.nothing_typed"), choices=harms)
    harm = Harm(values.text("harm"))
    match values.text("step"):
        case "words-today":
            return reply(
                moment.words.family("oops_words_today", _key(harm)),
                choices=_ways(moment, harm, "words-person", "all-done"),
            )
        case "words-person":
            return reply(
                moment.words.family("oops_words_person", _key(harm)),
                choices=_ways(moment, harm, "words-today", "all-done"),
            )
        case "who-else":
            return reply(*_others(moment, harm), choices=_ways(moment, harm, "words-today", "words-person", "all-done"))
        case "all-done":
            return _done(moment, harm)
        case _:
            return _steps(moment, harm)


def _steps(moment: Moment, harm: Harm) -> Outcome:
    """Say the four things in the order in which they limit harm."""
    lines = (
        moment.say("oops.note"),
        moment.words.family("oops_hide", _key(harm)),
        *_today(moment, harm),
        moment.words.family("oops_person", _key(harm)),
        moment.say("oops.kept_nothing"),
    )
    return reply(*lines, choices=_ways(moment, harm, "all-done", "words-today", "words-person", "who-else"))


def _today(moment: Moment, harm: Harm) -> tuple[str, ...]:
    """Return whom to tell today; where channels differ each is named, where none says it, whom to ask."""
    found = first_to_tell(harm, moment)
    early = moment.say("oops.early") if harm in (Harm.STUDENT, Harm.PATIENT) else ""
    if not found:
        return (moment.words.family("oops_today", _key(harm)), _ask_whom(moment), early)
    if len(found) == 1:
        return (moment.say("oops.tell", who=found[0][1]), early)
    return (*(moment.say("oops.tell_here", place=name, who=text) for name, text in found), early)


def _ask_whom(moment: Moment) -> str:
    """Say that no contact is noted, and who keeps the channel: they may know."""
    names = [name for _, channel in channels_in_force(moment.situation) for name in channel.keepers]
    return moment.say("oops.ask_keeper", names=list(dict.fromkeys(names))) if names else moment.say("oops.ask_lead")


def _others(moment: Moment, harm: Harm) -> tuple[str, ...]:
    found = others_to_tell(harm, moment)
    if not found:
        return (moment.say("oops.nobody_else"),)
    return tuple(
        moment.say("oops.also", what=moment.words.family("rules_line", _key(line)), place=name, who=text)
        for line, name, text in found
    )


def _ways(moment: Moment, harm: Harm, *steps: str) -> tuple[Choice, ...]:
    return tuple(choice(moment.words.family("oops_step", _key(step)), "oops", harm=harm, step=step) for step in steps)


def _key(value: str) -> str:
    """Return a value as keys of wording are written."""
    return value.replace("-", "_")


def _done(moment: Moment, harm: Harm) -> Outcome:
    """Say that this limits it, and offer what may follow: rest for a tool, a habit; nothing of it by itself."""
    used = [name for name, tool in moment.plan.tools.items() if tool.stage in TAKES_TIME and not rests(moment, name)]
    quiet = tuple(
        choice(moment.say("oops.rest", tool=moment.tool_name(name)), "nudges", "rest", tool=name)
        for name in used[:MOST_TOOLS]
    )
    habit = choice(moment.say("oops.habit"), "oops", step="lesson")
    lines = (moment.say("oops.done"), moment.say("oops.later"))
    remind = () if held(moment.plan) else (choice(moment.say("oops.remind"), "nudges", "remind"),)
    return reply(*lines, choices=(*_ways(moment, harm, "words-today", "words-person"), *quiet, habit, *remind))


def _lesson(moment: Moment) -> Outcome:
    """Offer habits to pick from; none is fine."""
    return reply(moment.say("oops.which_habit"), choices=habits(moment))


STEPS = ("words-today", "words-person", "who-else", "all-done", "lesson")
COMMANDS = (
    Command(
        ("oops",),
        oops,
        (
            Parameter("harm", Kind.ONE_OF, options=tuple(Harm)),
            Parameter("step", Kind.ONE_OF, options=STEPS, only_typed=True),
        ),
        lenient=True,
        fleeting=True,
    ),
)
