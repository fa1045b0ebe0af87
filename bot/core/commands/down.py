"""A tool is down, now: the backup at once, then a version that needs no network; later, how it did."""

from dataclasses import replace

from bot.core.commands.lines.failing import NETWORK
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.library import squeeze
from bot.core.message import Choice, File
from bot.core.moment import TAKES_TIME, Moment, changed, choice, reply
from bot.core.nudges.coming import next_card
from bot.core.nudges.reminder import DRILL, clock, next_working_day, why_not
from bot.core.nudges.suggestion import words
from bot.core.plan.document import Backup, Drill, Tool
from bot.core.plan.edits import Edit, edit
from bot.core.points.p11_backup import backup_line, drill, is_itself, same_login_as, with_backups
from bot.core.points.verdict import Quiet
from bot.core.situation import Delivery, Outcome, Skip

PRINTED_PAPER = 3  # versions that need no network, on the printed page


def down(moment: Moment, values: Values) -> Outcome:
    """Give the backup on record first; without one, and when that fails too, a paper version."""
    name = values.text("tool")
    if squeeze(name) in NETWORK:
        return _paper(moment, name, None, str(values.get("after") or 0))
    if values.text("worked") == "ask":
        return _asked(moment, name)
    if values.text("worked"):
        return _answered(moment, name, worked=values.text("worked") == "yes")
    held = moment.plan.tools.get(name) or _shared(moment, name)
    if values.text("after") or not (held and held.backup) or is_itself(name, held, moment):
        return _paper(moment, name, held, values.text("after"))
    found, shown = held.backup, moment.tool_name(name)
    students = moment.say("down.students", tool=shown, do=_where(moment, found))
    fails = choice(moment.say("down.fails_too"), "down", tool=name, after="0")
    change = choice(moment.say("down.change"), "plan", "backup", tool=name)
    first = moment.say("down.backup", where=found.where)
    edits = _used(moment, name)
    later = moment.say("down.later" if next_card(moment) else "down.later_own") if edits else ""
    ways = (fails, change, *_ask_me(moment))
    return changed(moment, edits, first, students, _warning(moment, name, held), later, choices=ways)


def _ask_me(moment: Moment) -> tuple[Choice, ...]:
    """Return the tap by which one is asked on the next working day, where one's clock is known."""
    if DRILL in moment.plan.reminders and moment.plan.reminders[DRILL].on > moment.today:
        return ()
    day = next_working_day(moment)
    return (choice(moment.say("down.ask_me", day=day), "nudges", "remind", which=DRILL),) if clock(moment) else ()


def drill_asked(moment: Moment, delivery: Delivery) -> Outcome | Skip:
    """Ask how a backup did on the day that was asked for, once; not where a card asked before."""
    if reason := why_not(moment.plan.reminders.get(DRILL), moment.today, moment.plan):
        return Skip(reason)
    made = drill(moment)
    if isinstance(made, Quiet):
        return Skip("nothing to ask")
    sentence, choices, told = words(made, moment)
    return reply(sentence, choices=(*choices, choice(moment.say("choice.stop"), "stop")), suggested=(told,))


def _where(moment: Moment, found: Backup) -> str:
    if found.do:
        return moment.say("down.use_and", where=found.where, do=found.do)
    return moment.say("down.use", where=found.where)


def _paper(moment: Moment, name: str, held: Tool | None, after: str) -> Outcome:
    number = int(after or 0)
    version = moment.library.paper[number % len(moment.library.paper)]
    has_one = held is not None and held.backup is not None and not is_itself(name, held, moment)
    none = moment.say("down.itself" if held and held.backup else "down.none", tool=moment.tool_name(name))
    note_it = not has_one and squeeze(name) not in NETWORK
    first = moment.say("down.paper") if after else none
    another = choice(moment.say("down.another"), "down", tool=name, after=str(number + 1))
    note = choice(moment.say("down.note_backup"), "plan", "backup", tool=name)
    return reply(first, version.text, choices=(another, note) if note_it else (another,))


def _warning(moment: Moment, name: str, held: Tool) -> str:
    """Return what may be wrong with this backup: it falls with the tool, or it needed a fix before."""
    if same_login_as(name, held, moment):
        return moment.say("down.same")
    last = moment.plan.drills.get(name)
    return moment.say("down.fix", day=last.used) if last and last.worked is False else ""


def _used(moment: Moment, name: str) -> tuple[Edit, ...]:
    """Return the edit that has the person asked later how it did; once a day is enough."""
    last = moment.plan.drills.get(name)
    return () if last and last.used == moment.today else edit("drills", name, last, Drill(moment.today))


def _asked(moment: Moment, name: str) -> Outcome:
    """Ask how a backup did, where it was asked for."""
    last, shown = moment.plan.drills.get(name), moment.tool_name(name)
    if last is None:
        return reply(moment.say("down.no_drill", tool=shown))
    worked = choice(moment.say("step.worked"), "down", tool=name, worked="yes")
    fix = choice(moment.say("step.needs_fix"), "down", tool=name, worked="no")
    return reply(moment.say("suggest.drill", tool=shown, day=last.used), choices=(worked, fix))


def _answered(moment: Moment, name: str, *, worked: bool) -> Outcome:
    """Keep how a backup did; a button pressed late says how things stand now."""
    last, shown = moment.plan.drills.get(name), moment.tool_name(name)
    if last is None:
        return reply(moment.say("down.no_drill", tool=shown))
    said = moment.say("down.worked", tool=shown, day=last.used) if worked else moment.say("down.needs_fix", tool=shown)
    if last.worked is worked:
        return reply(moment.say("down.answered", line=said))
    change = () if worked else (choice(moment.say("down.change"), "plan", "backup", tool=name),)
    return changed(moment, edit("drills", name, last, replace(last, worked=worked)), said, choices=change)


def _shared(moment: Moment, name: str) -> Tool | None:
    """Return the tool as this channel has it, else as a channel whose plan the person joined has it."""
    channels = (moment.situation.channel, *(channel for _, channel in moment.situation.channels))
    found = [channel.tools[name] for channel in channels if name in channel.tools]
    return next((tool for tool in found if tool.backup), found[0] if found else None)


def on_paper(moment: Moment, values: Values) -> Outcome:
    """Give a page with every backup, to print: it is there when nothing else is."""
    tools = {name: tool for name, tool in with_backups(moment.plan, moment).items() if tool.stage in TAKES_TIME}
    if not tools:
        return reply(moment.say("backups.empty"))
    lines = [f"# {moment.say('backups.title', day=moment.today)}", ""]
    lines += [f"- {backup_line(name, tool, moment)}" for name, tool in tools.items()]
    lines += ["", *(f"- {moment.say('backups.paper', text=one.text)}" for one in moment.library.paper[:PRINTED_PAPER])]
    file = File(f"boffin-backups-{moment.today.isoformat()}.md", "\n".join(lines) + "\n")
    return reply(moment.say("backups.made", file=file.name), files=(file,))


COMMANDS = (
    Command(
        ("down",),
        down,
        (
            Parameter("tool", Kind.TOOL, required=True),
            Parameter("after", Kind.NUMBER),
            Parameter("worked", Kind.ONE_OF, options=("yes", "no", "ask"), only_typed=True),
        ),
        opens_form=True,
    ),
    Command(("plan", "print"), on_paper),
)
