"""Minutes written down in one line, as people write or dictate them; what cannot be read is said."""

import difflib
import re
from datetime import date, timedelta

from bot.core.commands.binding import Unclear, minutes, tool, tool_names
from bot.core.commands.lines import english
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.commands.week import PARTS
from bot.core.library import squeeze
from bot.core.moment import Moment, changed, choice, reply
from bot.core.plan.edits import Edit, edit
from bot.core.plan.load import logged, total
from bot.core.plan.weeks import Log, monday
from bot.core.situation import Outcome

MOST_ENTRIES = 8
_FILLER = re.compile(
    r"\b(?:i|we|spent|did|logged|log|put|in|used|was|on|for|about|roughly|some|of|at|my|the|making|writing|answering)\b",
    re.IGNORECASE,
)


def log(moment: Moment, values: Values) -> Outcome:
    """Write down minutes on one or more tools, today or on a day that is named."""
    try:
        entries = _entries(values.text("entries"), moment)
    except NearTool as near:
        said = moment.say("log.did_you_mean", said=near.said[:40], tool=moment.tool_name(near.tool))
        meant = re.sub(re.escape(near.said), near.tool, values.text("entries"), count=1, flags=re.IGNORECASE)
        return reply(said, choices=(choice(moment.tool_name(near.tool), "log", entries=meant),))
    edits: tuple[Edit, ...] = ()
    for number, log_ in enumerate(entries):
        edits += edit("logs", moment.fresh(f"log/{number}"), None, log_)
    logs = [*moment.situation.logs.values(), *entries]
    lines = []
    for day in dict.fromkeys(log_.day for log_ in entries):
        told = [
            moment.say("log.entry", tool=moment.tool_name(log_.tool), minutes=log_.minutes)
            for log_ in entries
            if log_.day == day
        ]
        noted = moment.say("log.noted", entries=told)
        lines.append(noted if day == moment.today else moment.say("log.noted_day", entries=told, day=day))
    lines.append(_so_far(moment, monday(entries[-1].day), logs))
    week = logged(logs, monday(entries[-1].day))
    return _not_in_use(moment, edits, entries, *lines, _far_over(moment, entries, week))


def _so_far(moment: Moment, start: date, logs: list[Log]) -> str:
    spent = total(moment.situation.weeks.get(start), logs, start) or 0
    hour = moment.plan.settings.weekly_minutes
    if start != monday(moment.today):
        return moment.say("log.past_week", minutes=spent, day=start)
    return moment.say("log.week_of_hour", minutes=spent, hour=hour) if hour else moment.say("log.week", minutes=spent)


def _not_in_use(moment: Moment, edits: tuple[Edit, ...], entries: list[Log], *lines: str) -> Outcome:
    new = [log_.tool for log_ in entries if log_.tool not in moment.plan.tools]
    if not new:
        return changed(moment, edits, *lines)
    add = choice(moment.say("log.add_tool", tool=moment.tool_name(new[0])), "plan", "tool", tool=new[0], stage="in-use")
    return changed(moment, edits, *lines, choices=(add,))


def _far_over(moment: Moment, entries: list[Log], week: dict[str, int]) -> str:
    """Return a line about a tool far over its own budget; said in this reply only, never sent."""
    for name in (log_.tool for log_ in entries):
        held = moment.plan.tools.get(name)
        if held and held.budget and week.get(name, 0) * 100 > held.budget * moment.library.rules.tool_far_over_percent:
            return moment.say("log.far_over", tool=moment.tool_name(name), minutes=week[name], budget=held.budget)
    return ""


class NearTool(Exception):
    """A tool that is nearly one of those known; the person is asked."""

    def __init__(self, said: str, tool: str) -> None:
        super().__init__(tool)
        self.said = said
        self.tool = tool


def _entries(text: str, moment: Moment) -> list[Log]:
    """Return what a line such as "20m youtube and 10 min on yt, yesterday" tells; raise Unclear or NearTool.

    A day that is named once holds for the whole line; otherwise each part has its own, or today.
    """
    parts = [part.strip() for part in PARTS.split(text) if part.strip()]
    dated = [_day_in(part, moment) for part in parts]
    named = {day for day, _ in dated if day}
    common = named.pop() if len(named) == 1 else moment.today
    entries: list[Log] = []
    for day, part in dated:
        if not part or (not _has_time(part) and any(_has_time(other) for _, other in dated)):
            continue  # "…, yesterday": the day stood alone; "…, felt pointless": a remark
        spent, rest = _minutes_in(part, moment)
        entries.append(Log(day or common, _tool_in(rest, moment), spent))
    if not entries:
        raise Unclear(moment.say("log.how_long"))
    if len(entries) > MOST_ENTRIES:
        raise Unclear(moment.say("log.too_many"))
    return entries


def _has_time(part: str) -> bool:
    return bool(english.duration(part)) or any(character.isdigit() for character in part)


def _day_in(text: str, moment: Moment) -> tuple[date | None, str]:
    try:
        found = english.day_past(text, moment.today)
    except english.NotADay:
        raise Unclear(moment.say("value.no_such_day")) from None
    if not found and english.is_vague(text):
        raise Unclear(moment.say("log.which_day"))
    if not found:
        return None, text
    day, rest = found
    if day > moment.today:
        raise Unclear(moment.say("log.ahead"))
    if moment.today - day > timedelta(days=60):
        raise Unclear(moment.say("log.too_old"))
    return day, re.sub(r"\b(?:on|for|since)\s*$", "", rest).strip(" ,.;")


def _minutes_in(text: str, moment: Moment) -> tuple[int, str]:
    """Find how long: "20m", "1:15", or a bare number, which is minutes."""
    found = english.duration(text)
    if not found and (clock := re.search(r"\b(\d{1,2}):([0-5]\d)\b", text)):
        found = int(clock[1]) * 60 + int(clock[2]), text.replace(clock[0], " ", 1)
    if not found and (bare := re.search(r"(?<![\w.,/-])(\d{1,4})(?![\w/])", text)):
        found = int(bare[1]), text.replace(bare[0], " ", 1)
    if not found:
        raise Unclear(moment.say("log.how_long"))
    spent = minutes(f"{found[0]} min", moment)
    if spent == 0:
        raise Unclear(moment.say("log.nought"))
    return spent, found[1]


def _tool_in(text: str, moment: Moment) -> str:
    names = tool_names(moment)
    words = squeeze(text).split()
    for length in (3, 2, 1):
        for start in range(len(words) - length + 1):
            if found := names.get(" ".join(words[start : start + length])):
                left = " ".join(words[:start] + words[start + length :])
                if any(character.isdigit() for character in left):
                    raise Unclear(moment.say("log.left_over", said=left[:40]))
                return found
    own = " ".join(_FILLER.sub(" ", text).split())
    if not own:
        raise Unclear(moment.say("log.which_tool"))
    near = difflib.get_close_matches(squeeze(own)[:60], names, 1, 0.75)
    if near:
        raise NearTool(own, names[near[0]])
    return tool(own, moment)


COMMANDS = (Command(("log",), log, (Parameter("entries", Kind.TEXT, required=True),), opens_form=True),)
