"""What a rule says: a suggestion of one step, or why it is quiet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.core.message import Invocation
from bot.core.moment import Moment
from bot.core.plan.load import KnownWeek, known_weeks


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to tap: the wording key `step.<word>` (with `finding`: `finding.<word>`) and what it does."""

    word: str
    does: Invocation
    details: Mapping[str, object] = field(default_factory=dict)
    finding: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One step of five minutes or less. Its sentence is `suggest.<wording>`, its reason `why.<wording>`.

    `wording` is the rule's name unless the rule has several ways to speak. `details` are the numbers it
    was made from; `reduces` says that it takes load away. `place` is the channel it is about, `frame` the key
    `frame.<frame>` of words around its sentence.
    """

    rule: str
    point: int
    subject: str
    reduces: bool
    details: Mapping[str, object]
    steps: tuple[Step, ...] = ()
    variant: str = ""
    place: str = ""
    frame: str = ""

    @property
    def wording(self) -> str:
        """The last word of the keys under which its sentences stand."""
        return self.variant or self.rule


@dataclass(frozen=True, slots=True)
class Quiet:
    """Why a rule has nothing to say: the sentence `quiet.<reason>` with its numbers."""

    rule: str
    point: int
    reason: str
    details: Mapping[str, object] = field(default_factory=dict)


Verdict = Suggestion | Quiet


def recent_weeks(moment: Moment) -> tuple[KnownWeek, ...]:
    """Return the known weeks, newest first, back to the first gap that is too long to speak across."""
    rules = moment.library.rules
    weeks = known_weeks(
        moment.situation.weeks,
        moment.situation.logs.values(),
        moment.free,
        rules.away_days_that_free_a_week,
        moment.today,
    )
    fresh, after = timedelta(days=rules.known_weeks_fresh_days), moment.today
    recent = []
    for week in weeks:
        if after - week.monday > fresh:
            break
        recent.append(week)
        after = week.monday
    return tuple(recent)


def rests(moment: Moment, tool: str) -> bool:
    """Say whether nothing is to be said unasked about a tool for now."""
    held = moment.plan.tools.get(tool)
    return bool(held and held.quiet_until and moment.today < held.quiet_until)


def last_suggested(moment: Moment, rule: str, subject: str | None = None) -> datetime | None:
    """Return when this rule last spoke (about this subject), None where it never did."""
    return next(
        (
            told.at
            for told in moment.situation.suggested
            if told.rule == rule and (subject is None or told.subject == subject)
        ),
        None,
    )


def spoke_since(moment: Moment, rule: str, subject: str, since: datetime) -> bool:
    """Say whether this rule spoke about this subject at or after `since`."""
    spoken = last_suggested(moment, rule, subject)
    return spoken is not None and spoken >= since
