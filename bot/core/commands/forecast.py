"""The weeks ahead, on request; and what a new promise would do to the fullest of them, said before it is kept."""

from bot.core.commands.table import Command, Values
from bot.core.message import Choice
from bot.core.moment import Moment, choice, reply
from bot.core.plan.calendar import Kind
from bot.core.points.p09_forecast import Effect, Forecast, effect, forecast, told_totals
from bot.core.situation import Outcome


def show(moment: Moment, values: Values) -> Outcome:
    """Say what the weeks ahead may take at the told pace, and how sure that is."""
    made = forecast(moment)
    if made is None:
        wanted = moment.library.rules.forecast_known_weeks
        tap = choice(moment.say("choice.checkin"), "checkin")
        return reply(moment.say("forecast.too_few", n=len(told_totals(moment)), wanted=wanted), choices=(tap,))
    hour = moment.plan.settings.weekly_minutes
    lines = [_pace(moment, made.pace.usual, hour), _ahead(moment, made), _exams(moment, made, hour)]
    steps = made.steps
    each = moment.library.rules.conference_step_minutes
    lines.append(moment.say("forecast.conferences", n=steps, minutes=each) if steps else "")
    lines += [_fullest(moment, made), _how_sure(moment, made)]
    return reply(*lines, choices=_ways(moment, made, hour))


def _pace(moment: Moment, usual: int, hour: int | None) -> str:
    if hour is None:
        return moment.say("forecast.pace", minutes=usual)
    if usual > hour:
        return moment.say("forecast.pace_over", minutes=usual, over=usual - hour, hour=hour)
    return moment.say("forecast.pace_within", minutes=usual, hour=hour)


def _ahead(moment: Moment, made: Forecast) -> str:
    exams, free = made.count(Kind.EXAMS), made.count(Kind.FREE)
    weeks = [moment.words.family("forecast_weeks", "term", n=made.count(Kind.TERM))]
    weeks += [moment.words.family("forecast_weeks", "exams", n=exams)] if exams else []
    weeks += [moment.words.family("forecast_weeks", "free", n=free)] if free else []
    return moment.say("forecast.ahead", weeks=weeks)


def _exams(moment: Moment, made: Forecast, hour: int | None) -> str:
    """Return what exam weeks took where they were told, that none was where some come."""
    if not made.count(Kind.EXAMS):
        return ""
    if made.exams is None:
        return moment.say("forecast.exams_unknown")
    if hour is not None and made.exams.usual > hour:
        return moment.say("forecast.exams_over", over=made.exams.usual - hour)
    return moment.say("forecast.exams", minutes=made.exams.usual)


def _fullest(moment: Moment, made: Forecast) -> str:
    week = made.fullest
    if week is None or week.minutes == made.pace.usual:
        return ""  # all are alike
    return moment.say("forecast.fullest", day=week.monday, minutes=week.minutes)


def _how_sure(moment: Moment, made: Forecast) -> str:
    """Return the uncertainty in words: how many weeks it is from, and how much they differ."""
    rules, pace = moment.library.rules, made.pace
    is_rough = pace.told < rules.forecast_sure_weeks or pace.is_wide(rules.forecast_wide_percent)
    word = "rough" if is_rough else "steady"
    return moment.words.family("forecast_sure", word, n=pace.told, least=pace.least, most=pace.most)


def _ways(moment: Moment, made: Forecast, hour: int | None) -> tuple[Choice, ...]:
    """Offer what makes the weeks lighter where they are over: the note for students first."""
    if hour is None or made.pace.usual <= hour:
        return ()
    note = choice(moment.say("step.reply_note"), "plan", "reply-note")
    new = choice(
        moment.say("step.new_time", minutes=made.pace.usual), "plan", "budget", minutes=f"{made.pace.usual} min"
    )
    return (note, new)


def promise_effect(moment: Moment, name: str) -> tuple[str, Effect | None]:
    """Return the line on what a first promise for a tool does to the fullest week ahead, and the numbers behind it."""
    found = effect(moment, name)
    if found is None:
        return "", None
    line = moment.say("forecast.promise_over" if found.is_over else "forecast.promise_fits",
                      day=found.week.monday, minutes=found.after, hour=found.hour)  # fmt: skip
    return line, found


COMMANDS = (Command(("plan", "forecast"), show, aliases=("forecast",)),)
