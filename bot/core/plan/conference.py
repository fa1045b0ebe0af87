"""When the small steps around a conference are worth taking: dates only, no words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.library import Rules
from bot.core.plan.document import Away, Conference, ConferenceStep
from bot.core.plan.load import is_away

BEFORE = (ConferenceStep.IDEA, ConferenceStep.CLEAR, ConferenceStep.TEASER)
# What stays where weeks are full: nothing that is not clear goes out, and the two after the talk.
SMALL = (ConferenceStep.CLEAR, ConferenceStep.THANKS, ConferenceStep.OUTCOME)


@dataclass(frozen=True, slots=True)
class Planned:
    """One step of a conference and the day it is meant for; `moved` where that day's week is away."""

    step: ConferenceStep
    day: date
    moved: bool = False


def planned(conference: Conference, away: Iterable[Away], rules: Rules, *, small: bool) -> tuple[Planned, ...]:
    """Return the steps in order, fewer in the smaller version; a step never falls into a week that is away."""
    stretches = tuple(away)
    return tuple(
        _placed(step, day, conference, stretches, rules)
        for step, day in _days(conference, rules).items()
        if not small or step in SMALL
    )


def still_open(conference: Conference, steps: Iterable[Planned], today: date, rules: Rules) -> tuple[Planned, ...]:
    """Return the steps that are neither done nor left out, without those whose time has passed."""
    gone = {*conference.done, *conference.left_out}
    late = timedelta(days=rules.conference_late_days)
    return tuple(
        one
        for one in steps
        if one.step not in gone and today <= one.day + late and (one.step not in BEFORE or today < conference.first)
    )


def _days(conference: Conference, rules: Rules) -> Mapping[ConferenceStep, date]:
    first, last = conference.first, conference.last
    return {
        ConferenceStep.IDEA: first - timedelta(days=rules.conference_idea_days),
        ConferenceStep.CLEAR: first - timedelta(days=rules.conference_clear_days),
        ConferenceStep.TEASER: first - timedelta(days=rules.conference_teaser_days),
        ConferenceStep.THANKS: last + timedelta(days=rules.conference_thanks_days),
        ConferenceStep.DISCUSSION: last + timedelta(days=rules.conference_discussion_days),
        ConferenceStep.OUTCOME: last + timedelta(days=rules.conference_outcome_days),
    }


def _placed(step: ConferenceStep, day: date, conference: Conference, away: tuple[Away, ...], rules: Rules) -> Planned:
    """Return the step on its day, or outside the weeks that are away: earlier before the talk, later after it."""
    back = day < conference.first
    moved = day
    while is_away(moved - timedelta(days=moved.weekday()), away, rules.away_days_that_free_a_week):
        moved += timedelta(days=-7 if back else 7)
    return Planned(step, moved, moved != day)
