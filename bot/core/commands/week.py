"""What a person tells about a week: the check-in, and minutes written down in one line."""

import re
from dataclasses import replace
from datetime import date, timedelta

from bot.core.commands.binding import minutes, tool
from bot.core.commands.lines import english
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.message import Choice, Field, FieldKind, Form, Message
from bot.core.moment import Moment, changed, choice, reply
from bot.core.nudges.suggestion import suggestion, words
from bot.core.plan.edits import Edit, edit
from bot.core.plan.load import as_planned, planned, total
from bot.core.plan.weeks import Log, Told, Week, monday
from bot.core.points.first_weeks import RULE as FIRST_WEEKS
from bot.core.points.first_weeks import first_weeks
from bot.core.situation import Outcome, Suggested

TIMES = {"1.5": 3, "2": 4, "3": 6}  # halves of the weekly time


def checkin(moment: Moment, values: Values) -> Outcome:
    """Take the one tap about a week, and show at once what it changes."""
    start = monday(values.day("week") or moment.today)
    if start > monday(moment.today) or moment.today - start > timedelta(days=60):
        return reply(moment.say("checkin.which_week"), choices=checkin_choices(moment, monday(moment.today)))
    spent = minutes(values.text("spent"), moment) if values.text("spent") else None
    if not (told := values.text("told") or _told(moment, spent)):
        return reply(moment.say("checkin.question"), choices=checkin_choices(moment, start))
    if told == Told.MORE and spent is None and not values.text("times") and moment.plan.settings.weekly_minutes:
        return reply(moment.say("checkin.how_much"), choices=_more_choices(moment, start))
    if values.text("tools") == "?":
        return _by_tool_form(moment, values, start)
    by_tool, unclear = _tools(values.text("tools"), moment)
    if unclear:
        return reply(unclear)
    week = _week(moment, Told(told), values.text("times")) if spent is None else Week(Told(told), spent)
    if by_tool:
        missed = tuple(name for name, spent in by_tool.items() if spent == 0)
        kept = tuple(name for name, spent in by_tool.items() if spent)
        counted = sum(by_tool.values())
        week = replace(week, minutes=max(week.minutes or 0, counted) or None, by_tool=by_tool, kept=kept, missed=missed)
    edits = edit("weeks", start.isoformat(), moment.situation.weeks.get(start), week)
    more = () if by_tool or told == Told.BUSY or spent is not None else (_by_tool_choice(moment, values, start),)
    return _with_suggestion(moment, edits, more, *_week_lines(moment, start, week, by_tool))


def _told(moment: Moment, spent: int | None) -> str:
    """Return which tap a week's minutes stand for, "" where none were told."""
    hour = moment.plan.settings.weekly_minutes
    if spent is None:
        return ""
    if hour is None or spent == hour:
        return Told.AS_PLANNED
    return Told.MORE if spent > hour else Told.LESS


def _fixed(values: Values, start: date) -> dict[str, str]:
    times = {"times": values.text("times")} if values.text("times") else {}
    return {"told": values.text("told"), "week": start.isoformat()} | times


def _by_tool_choice(moment: Moment, values: Values, start: date) -> Choice:
    return choice(moment.say("checkin.by_tool"), "checkin", **_fixed(values, start), tools="?")


def _by_tool_form(moment: Moment, values: Values, start: date) -> Outcome:
    """Ask tool by tool, as an optional second step; never prefilled from last week."""
    asked = Field("tools", moment.say("checkin.by_tool_how"), FieldKind.LINES, required=True)
    form = Form(("checkin",), moment.say("checkin.by_tool"), (asked,), _fixed(values, start))
    return Outcome(messages=(Message((moment.say("checkin.by_tool_why"),), form=form),))


def _week(moment: Moment, told: Told, times: str) -> Week:
    hour = moment.plan.settings.weekly_minutes
    match told:
        case Told.AS_PLANNED:
            return as_planned(moment.plan, hour)
        case Told.LESS:
            return Week(told, hour // 2 if hour else None)
        case Told.MORE:
            return Week(told, hour * TIMES[times] // 2 if hour and times else None)
        case _:
            return Week(told)


def _week_lines(moment: Moment, start: date, week: Week, by_tool: dict[str, int]) -> tuple[str, ...]:
    if week.told is Told.BUSY:
        return (moment.say("checkin.busy"),)
    spent = total(week, moment.situation.logs.values(), start)
    which = "" if start == monday(moment.today) else moment.say("checkin.week_of", day=start)
    if week.told is Told.TOO_MUCH:
        return (moment.say("checkin.too_much"), which)
    if spent is None:
        return (moment.say("checkin.noted_plain"), which)
    return (moment.say("checkin.noted", minutes=spent), which)


def _with_suggestion(moment: Moment, edits: tuple[Edit, ...], more: tuple[Choice, ...], *lines: str) -> Outcome:
    """Answer with the effect of what was told; a suggestion comes along if none came this week."""
    after = replace(moment, situation=_after(moment, edits))
    recent = moment.situation.suggested and moment.now - moment.situation.suggested[0].at < timedelta(days=6)
    made = None if recent else suggestion(after)
    if made is None:
        line, row = _first_weeks(after)
        return replace(changed(moment, edits, *lines, line, choices=more), suggested=row)
    sentence, choices, told = words(made, after)
    return replace(changed(moment, edits, *lines, sentence, choices=(*choices, *more)), suggested=(told,))


def _first_weeks(moment: Moment) -> tuple[str, tuple[Suggested, ...]]:
    """Return what changed since the beginning, once, after the first known weeks; and the row that remembers it."""
    found = first_weeks(moment)
    if found is None:
        return "", ()
    way = "less" if found.last < found.first else "more" if found.last > found.first else "same"
    line = moment.words.family("first_weeks", way, n=found.weeks, first=found.first, last=found.last,
                               change=abs(found.last - found.first))  # fmt: skip
    if found.rests:
        line += " " + moment.say("first_weeks_rest", tools=[moment.tool_name(name) for name in found.rests])
    return line, (Suggested(moment.fresh("first-weeks"), FIRST_WEEKS, "", moment.now),)


def _after(moment: Moment, edits: tuple[Edit, ...]):  # type: ignore[no-untyped-def]
    weeks, logs = dict(moment.situation.weeks), dict(moment.situation.logs)
    for change in edits:
        if isinstance(change.after, Week):
            weeks[date.fromisoformat(change.key)] = change.after
        elif isinstance(change.after, Log):
            logs[change.key] = change.after
    return replace(moment.situation, weeks=weeks, logs=logs)


def checkin_choices(moment: Moment, start: date) -> tuple[Choice, ...]:
    """Return the taps of a check-in about the week that starts on `start`."""
    week = start.isoformat()
    hour = moment.plan.settings.weekly_minutes
    as_plan = moment.say("checkin.as_planned_time", minutes=hour) if hour else moment.say("checkin.as_planned")
    told = (
        (as_plan, Told.AS_PLANNED),
        (moment.say("checkin.less"), Told.LESS),
        (moment.say("checkin.more"), Told.MORE),
        (moment.say("checkin.felt_too_much"), Told.TOO_MUCH),
        (moment.say("checkin.busy_week"), Told.BUSY),
    )
    return tuple(choice(label, "checkin", told=tap.value, week=week) for label, tap in told)


def _more_choices(moment: Moment, start: date) -> tuple[Choice, ...]:
    hour = moment.plan.settings.weekly_minutes or 0
    return tuple(
        choice(
            moment.say("checkin.times", times=label, minutes=hour * TIMES[times] // 2),
            "checkin", told="more", times=times, week=start.isoformat(),
        )
        for times, label in (("1.5", "1½"), ("2", "2"), ("3", "3"))
    )  # fmt: skip


PARTS = re.compile(r"[,;\n]|\band\b(?!\s+a\s+half)|\bplus\b", re.IGNORECASE)


WEEK_MINUTES = 7 * 24 * 60


def _tools(text: str, moment: Moment) -> tuple[dict[str, int], str]:
    """Read "youtube 20m, blog 0m"; return minutes by tool, or a sentence about what is unclear."""
    spent: dict[str, int] = {}
    text = re.sub(r"^\s*(?:by )?tools?\s*:", "", text, flags=re.IGNORECASE)
    for part in filter(None, (part.strip() for part in PARTS.split(text))):
        found = english.duration(part)
        if not found or not 0 <= found[0] <= WEEK_MINUTES or not found[1]:
            return {}, moment.say("checkin.tools_unclear")
        spent[tool(found[1].strip(" :-"), moment)] = found[0]
    return spent, ""


def plan_sum(moment: Moment) -> int:
    """Return what the speaker's plan adds up to, in minutes a week."""
    return planned(moment.plan, {card.id: card.weekly_minutes for card in moment.library.tools.values()})


COMMANDS = (
    Command(
        ("checkin",),
        checkin,
        (
            Parameter("told", Kind.ONE_OF, options=tuple(Told)),
            Parameter("times", Kind.ONE_OF, options=("1.5", "2", "3")),
            Parameter("tools", Kind.TEXT),
            Parameter("week", Kind.DAY),
            Parameter("spent", Kind.TEXT, only_typed=True),
        ),
        aliases=("check-in",),
    ),
)
