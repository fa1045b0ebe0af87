"""Point 9, don't over-commit: known weeks above the time one chose, or "too much" tapped.

Three weeks over are a pattern, and two that are far over: the further, the fewer it takes to be sure.
"""

from datetime import timedelta

from bot.core.message import Invocation
from bot.core.moment import Moment
from bot.core.plan.load import KnownWeek
from bot.core.plan.weeks import Told
from bot.core.points.verdict import Quiet, Step, Suggestion, Verdict, last_suggested, recent_weeks, rests


def over(moment: Moment) -> Verdict:
    """Suggest the one cut that costs students least, at most once in six weeks."""
    rules = moment.library.rules
    hour = moment.plan.settings.weekly_minutes
    weeks = recent_weeks(moment)
    above = full_weeks(moment)
    if not above and not _felt(weeks):
        if hour is None:
            return Quiet("over", 9, "no_time_chosen")
        told = _totals(weeks)[: rules.over_weeks]
        count = next((i for i, total in enumerate(told) if not is_over(total, hour, rules.over_percent)), len(told))
        return Quiet("over", 9, "not_over", {"n": count, "weeks": rules.over_weeks, "percent": rules.over_percent})
    spoken = last_suggested(moment, "over")
    if spoken and moment.now - spoken < timedelta(weeks=rules.over_rest_weeks):
        return Quiet("over", 9, "rests", {"n": rules.over_rest_weeks})
    details: dict[str, object] = {
        "n": len(above),
        "totals": [moment.say("minutes", minutes=total) for total in reversed(above)],
        "hour": hour or 0,
        "percent": rules.over_percent,
        "rest": rules.over_rest_weeks,
    }
    steps = [Step("reply_note", Invocation(("plan", "reply-note"), {}))]
    if (most := most_time(told_weeks=weeks[: rules.over_weeks])) and not rests(moment, most):
        details["tool"] = moment.tool_name(most)
    if above:
        fits = -(-min(above) // 15) * 15
        if fits <= rules.longest_log_minutes:
            steps.append(
                Step("new_time", Invocation(("plan", "budget"), {"minutes": f"{fits} min"}), {"minutes": fits})
            )
    variant = "over" if above else "felt"
    return Suggestion("over", 9, "", True, details, tuple(steps), f"{variant}_tool" if "tool" in details else variant)


def full_weeks(moment: Moment) -> tuple[int, ...]:
    """Return the newest known totals where they are a pattern above the chosen time, newest first; () where not."""
    rules, hour = moment.library.rules, moment.plan.settings.weekly_minutes
    patterns = ((rules.over_weeks, rules.over_percent), (rules.far_over_weeks, rules.far_over_percent))
    for weeks, percent in patterns if hour else ():
        newest = _totals(recent_weeks(moment))[:weeks]
        each = len(newest) == weeks and all(is_over(total, hour or 0, rules.over_percent) for total in newest)
        if each and is_over(sum(newest), (hour or 0) * weeks, percent):
            return newest
    return ()


def is_too_much(moment: Moment) -> bool:
    """Say whether the known weeks are above the chosen time, or felt too much, whenever that was said last."""
    return _felt(recent_weeks(moment)) or bool(full_weeks(moment))


def _felt(weeks: tuple[KnownWeek, ...]) -> bool:
    return bool(weeks) and weeks[0].week.told is Told.TOO_MUCH


def _totals(weeks: tuple[KnownWeek, ...]) -> tuple[int, ...]:
    return tuple(week.total for week in weeks if week.total is not None)


def is_over(minutes: int, hour: int, percent: int) -> bool:
    """Say whether a week's total is more than `percent` of the chosen time; exactly that is not."""
    return minutes * 100 > hour * percent


def most_time(told_weeks: tuple[KnownWeek, ...]) -> str:
    """Return the tool that took most of the told minutes of these weeks, "" where none was told."""
    spent: dict[str, int] = {}
    for week in told_weeks:
        for tool, minutes in week.by_tool.items():
            spent[tool] = spent.get(tool, 0) + minutes
    return max(sorted(spent), key=lambda tool: spent[tool]) if any(spent.values()) else ""
