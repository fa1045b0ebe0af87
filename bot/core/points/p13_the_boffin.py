"""Point 13, you might be the boffin: what one helps with again and again is answered once for all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.core.message import Invocation
from bot.core.moment import Moment
from bot.core.plan.load import is_away
from bot.core.plan.weeks import Told, monday
from bot.core.points.verdict import Quiet, Step, Suggestion, Verdict, last_suggested


@dataclass(frozen=True, slots=True)
class Helped:
    """How often help was given with a topic lately, and the minutes that took."""

    times: int
    minutes: int


def helped_lately(moment: Moment) -> Mapping[str, Helped]:
    """Return by topic how often help was given within the days that are looked at, most often first."""
    since = moment.today - timedelta(days=moment.library.rules.helped_days)
    counts: dict[str, Helped] = {}
    for log in moment.situation.logs.values():
        if log.helped and log.day > since:
            before = counts.get(log.helped, Helped(0, 0))
            counts[log.helped] = Helped(before.times + 1, before.minutes + log.minutes)
    return dict(sorted(counts.items(), key=lambda one: (-one[1].times, one[0])))


def topic_name(topic: str, moment: Moment) -> str:
    """Return how a topic is shown; one in own words is its own name."""
    known = f"help_topic.{topic}" in moment.library.wording
    return moment.words.family("help_topic", topic) if known else topic


def helped(moment: Moment) -> Verdict:
    """Suggest the one shared answer for what was helped with three times; once for each topic."""
    rules = moment.library.rules
    counts = helped_lately(moment)
    often = {topic: told for topic, told in counts.items() if told.times >= rules.helped_times}
    if not often:
        most = max((told.times for told in counts.values()), default=0)
        return Quiet("helped", 13, "helped_few", {"n": most, "times": rules.helped_times})
    if _is_free(moment):
        return Quiet("helped", 13, "helped_free")
    new = [topic for topic in often if last_suggested(moment, "helped", topic) is None]
    if not new:
        return Quiet("helped", 13, "helped_said")
    return _suggested(new[0], often[new[0]], moment)


def _suggested(topic: str, told: Helped, moment: Moment) -> Suggestion:
    steps = tuple(
        Step(f"helped_{then.replace('-', '_')}", Invocation(("helped",), {"subject": topic, "then": then}))
        for then in ("share", "half-hour", "peer")
    )
    details = {
        "topic": topic_name(topic, moment), "n": told.times, "minutes": told.minutes,
        "times": moment.library.rules.helped_times,
    }  # fmt: skip
    return Suggestion("helped", 13, topic, True, details, steps)


def _is_free(moment: Moment) -> bool:
    """Say whether this week counts for nothing: away, or told to be busy."""
    start, days = monday(moment.today), moment.library.rules.away_days_that_free_a_week
    week = moment.situation.weeks.get(start)
    return is_away(start, moment.plan.away.values(), days) or (week is not None and week.told is Told.BUSY)
