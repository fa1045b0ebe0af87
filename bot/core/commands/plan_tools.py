"""The tools of a plan: where each stands, its time, and its backup."""

import re
from dataclasses import replace

from bot.core.commands.binding import Unclear
from bot.core.commands.lines import english
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.commands.week import plan_sum
from bot.core.commands.wish_list import label, thank_choices
from bot.core.library import squeeze
from bot.core.message import Choice
from bot.core.moment import TAKES_TIME, Moment, changed, choice, reply
from bot.core.plan.document import Backup, Plan, Stage, Tool
from bot.core.plan.edits import edit
from bot.core.points.p11_backup import same_login, service_in
from bot.core.situation import Outcome

_BACKUP = re.compile(r"^(?:(?:the\s+|a\s+)?backup\b(?:\s*[:=]|\s+(?:is|in|at|on)\b)?|is\b)[\s:=]*", re.I)
_NO_NAME = frozenset(
    {*english.WEEKDAYS, *english.MONTHS, *english.NUMBERS, "today", "tomorrow", "at", "on", "every", "next", "of"}
    | {f"{day}s" for day in english.WEEKDAYS}
    | {"mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun", "am", "pm", "sept"}
    | {month[:3] for month in english.MONTHS}
) - {"a", "an"}
_DIGITS = re.compile(r"\d+(?:st|nd|rd|th|am|pm|h|m|min)?")


def backup_words(said: str) -> str:
    """Return where to go when a tool fails, without the word for it: "backup: Moodle" is Moodle."""
    return _BACKUP.sub("", said, count=1).strip()


def is_no_name(name: str) -> bool:
    """Say whether a tool in own words is only a day, a month, a time or a number."""
    words = squeeze(name).split()
    return bool(words) and all(word in _NO_NAME or _DIGITS.fullmatch(word) for word in words)


def check_name(name: str, moment: Moment) -> None:
    """Raise Unclear where a tool that is new here is called like a day or a number: a slip, not a tool."""
    if is_no_name(name) and not moment.tool_card(name):
        raise Unclear(moment.say("plan.no_name", said=name))


def show(moment: Moment, values: Values) -> Outcome:
    """Show the plan: needs, tools with time and promises, and what it adds up to."""
    plan = moment.plan
    if not plan.tools and not plan.needs:
        start = choice(moment.say("choice.start"), "start")
        return reply(moment.say("plan.empty"), choices=(start,))
    lines = []
    if plan.needs:
        needs = sorted(plan.needs.values(), key=lambda need: (need.priority, need.words))
        lines.append(moment.say("plan.needs", needs=[label(moment, need) for need in needs]))
    lines += [tool_line(moment, name, tool) for name, tool in plan.tools.items() if tool.stage is not Stage.RETIRED]
    lines.append(_sum_line(moment))
    history = choice(moment.say("choice.history"), "plan", "history")
    return reply(*lines, choices=(history, *_ready(plan, moment), *thank_choices(moment)))


def _ready(plan: Plan, moment: Moment) -> tuple[Choice, ...]:
    return (choice(moment.say("ready.begin_choice"), "ready"),) if plan.tools else ()


def tool_line(moment: Moment, name: str, tool: Tool) -> str:
    """Return one line about a tool as it stands in a plan."""
    stage = moment.words.family("stage", tool.stage.name.lower())
    line = moment.say("plan.tool", tool=moment.tool_name(name), stage=stage)
    if tool.budget is not None:
        line += " " + moment.say("plan.tool_time", minutes=tool.budget)
    if tool.promise:
        line += " " + moment.say("plan.tool_promise", when=tool.promise.when, then=tool.promise.then)
    if tool.backup:
        line += " " + moment.say("plan.tool_backup", where=tool.backup.where)
    return line


def _sum_line(moment: Moment) -> str:
    hour, adds = moment.plan.settings.weekly_minutes, plan_sum(moment)
    if not adds:
        return ""
    if hour is None:
        return moment.say("plan.sum", minutes=adds)
    return moment.say("plan.sum_over" if adds > hour else "plan.sum_of", minutes=adds, hour=hour)


def tool(moment: Moment, values: Values) -> Outcome:
    """Record where a tool stands, as it is; nothing that is true is refused."""
    name = values.text("tool")
    held = moment.plan.tools.get(name)
    if held is None:
        check_name(name, moment)
    stage = Stage(values.text("stage") or (held.stage if held else Stage.IN_USE))
    now = replace(held, stage=stage, since=moment.today) if held else Tool(stage, moment.today)
    if held and held.stage is stage:
        return reply(moment.say("plan.already", line=tool_line(moment, name, held)))
    lines = [
        moment.say(
            "plan.tool_noted", tool=moment.tool_name(name), stage=moment.words.family("stage", stage.name.lower())
        )
    ]
    edits = edit("tools", name, held, now)
    used = sum(t.stage in TAKES_TIME for key, t in moment.plan.tools.items() if key != name) + (stage in TAKES_TIME)
    if stage in TAKES_TIME and used > moment.library.rules.tools_to_begin_with:
        lines.append(moment.say("plan.many_tools", n=used, most=moment.library.rules.tools_to_begin_with))
    thanks = thank_choices(moment, name) if stage is Stage.IN_USE else ()
    idea = moment.say("need.idea_in_use") if thanks else ""
    return changed(moment, edits, *lines, _new_sum(moment, name, now), idea, choices=thanks)


def _new_sum(moment: Moment, name: str, now: Tool) -> str:
    """Return the plan's own sum when a change takes it above the chosen time."""
    plan = replace(moment.plan, tools={**moment.plan.tools, name: now})
    after = replace(moment, situation=replace(moment.situation, plan=plan))
    hour = moment.plan.settings.weekly_minutes
    return moment.say("plan.sum_over", minutes=adds, hour=hour) if hour and (adds := plan_sum(after)) > hour else ""


def budget(moment: Moment, values: Values) -> Outcome:
    """Set the weekly time, or the part of it that one tool gets."""
    minutes, name = values.minutes("minutes"), values.text("tool")
    if minutes is None:
        times = tuple(
            choice(moment.say("minutes", minutes=m), "plan", "budget", minutes=f"{m} min") for m in (30, 60, 120)
        )
        return reply(moment.say("plan.how_much_time"), choices=times)
    if not name:
        settings = moment.plan.settings
        edits = edit("settings", "", settings, replace(settings, weekly_minutes=minutes))
        adds = plan_sum(moment)
        over = moment.say("plan.sum_over", minutes=adds, hour=minutes) if adds > minutes else ""
        return changed(moment, edits, moment.say("plan.time_noted", minutes=minutes), over)
    if name not in moment.plan.tools:
        check_name(name, moment)
    held = moment.plan.tools.get(name) or Tool(Stage.IN_USE, moment.today)
    now = replace(held, budget=minutes)
    line = moment.say("plan.tool_time_noted", tool=moment.tool_name(name), minutes=minutes)
    return changed(moment, edit("tools", name, moment.plan.tools.get(name), now), line, _new_sum(moment, name, now))


def _stage(moment: Moment, name: str, stage: Stage, *lines: str) -> Outcome:
    held = moment.plan.tools.get(name)
    if held is None:
        add = choice(moment.say("log.add_tool", tool=moment.tool_name(name)), "plan", "tool", tool=name)
        return reply(moment.say("plan.not_in_plan", tool=moment.tool_name(name)), choices=(add,))
    if held.stage is stage:
        return reply(moment.say("plan.already", line=tool_line(moment, name, held)))
    return changed(moment, edit("tools", name, held, replace(held, stage=stage, since=moment.today)), *lines)


def pause(moment: Moment, values: Values) -> Outcome:
    """Pause a tool, with a note for visitors."""
    name = moment.tool_name(values.text("tool"))
    lines = (moment.say("plan.paused", tool=name), moment.say("plan.pause_note", tool=name))
    return _stage(moment, values.text("tool"), Stage.PAUSED, *lines)


def retire(moment: Moment, values: Values) -> Outcome:
    """Stop using a tool; what was told about it stays in the past weeks."""
    return _stage(
        moment,
        values.text("tool"),
        Stage.RETIRED,
        moment.say("plan.retired", tool=moment.tool_name(values.text("tool"))),
    )


def backup(moment: Moment, values: Values) -> Outcome:
    """Note where to go when a tool fails. The same tool or login is said to be no backup."""
    name, where, do = values.text("tool"), backup_words(values.text("where")), values.text("do")
    if not where:
        return reply(moment.say("plan.backup_how"))
    held = moment.plan.tools.get(name)
    if held is None:
        check_name(name, moment)
    known = service_in(where, moment) or where
    same = ""
    if known == name:
        same = moment.say("plan.backup_itself", tool=where)
    elif same_login(moment, name, known):
        same = moment.say("plan.backup_same", tool=moment.tool_name(name), where=where)
    now = replace(held or Tool(Stage.IN_USE, moment.today), backup=Backup(where, do))
    line = moment.say("plan.backup_noted", tool=moment.tool_name(name), where=where)
    last = moment.plan.drills.get(name)
    mended = edit("drills", name, last, None) if last and last.worked is False else ()
    return changed(moment, (*edit("tools", name, held, now), *mended), line, same)


TOOL = Parameter("tool", Kind.TOOL, required=True)
COMMANDS = (
    Command(("plan", "show"), show),
    Command(("plan", "tool"), tool, (TOOL, Parameter("stage", Kind.ONE_OF, options=tuple(Stage))), opens_form=True),
    Command(("plan", "budget"), budget, (Parameter("minutes", Kind.MINUTES), Parameter("tool", Kind.TOOL))),
    Command(("plan", "pause"), pause, (TOOL,), opens_form=True),
    Command(("plan", "retire"), retire, (TOOL,), opens_form=True),
    Command(
        ("plan", "backup"),
        backup,
        (TOOL, Parameter("where", Kind.TEXT, required=True), Parameter("do", Kind.TEXT)),
        opens_form=True,
    ),
)
