"""Point 9, don't over-commit: three known weeks above the time one chose, or "too much" tapped."""

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
    told = [(week, week.total) for week in weeks if week.total is not None][: rules.over_weeks]
    felt = bool(weeks) and weeks[0].week.told is Told.TOO_MUCH
    above = (
        hour is not None
        and len(told) == rules.over_weeks
        and all(is_over(t, hour, rules.over_percent) for _, t in told)
    )
    if not above and not felt:
        if hour is None:
            return Quiet("over", 9, "no_time_chosen")
        count = next((i for i, (_, t) in enumerate(told) if not is_over(t, hour, rules.over_percent)), len(told))
        return Quiet("over", 9, "not_over", {"n": count, "weeks": rules.over_weeks, "percent": rules.over_percent})
    spoken = last_suggested(moment, "over")
    if spoken and moment.now - spoken < timedelta(weeks=rules.over_rest_weeks):
        return Quiet("over", 9, "rests", {"n": rules.over_rest_weeks})
    details: dict[str, object] = {
        "n": len(told),
        "totals": [moment.say("minutes", minutes=t) for _, t in reversed(told)],
        "hour": hour or 0,
        "percent": rules.over_percent,
        "rest": rules.over_rest_weeks,
    }
    steps = [Step("reply_note", Invocation(("plan", "reply-note"), {}))]
    if (most := most_time(told_weeks=weeks[: rules.over_weeks])) and not rests(moment, most):
        details["tool"] = moment.tool_name(most)
    if above and hour is not None:
        fits = -(-min(t for _, t in told) // 15) * 15
        if fits <= rules.longest_log_minutes:
            steps.append(
                Step("new_time", Invocation(("plan", "budget"), {"minutes": f"{fits} min"}), {"minutes": fits})
            )
    variant = "over" if above else "felt"
    return Suggestion("over", 9, "", True, details, tuple(steps), f"{variant}_tool" if "tool" in details else variant)


def is_too_much(moment: Moment) -> bool:
    """Say whether the known weeks are above the chosen time, or felt too much, whenever that was said last."""
    rules, hour, weeks = moment.library.rules, moment.plan.settings.weekly_minutes, recent_weeks(moment)
    totals = [week.total for week in weeks if week.total is not None][: rules.over_weeks]
    felt = bool(weeks) and weeks[0].week.told is Told.TOO_MUCH
    full = hour is not None and len(totals) == rules.over_weeks
    return felt or (full and hour is not None and all(is_over(one, hour, rules.over_percent) for one in totals))


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
