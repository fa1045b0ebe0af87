"""Which one suggestion: every rule looks at the same moment, and the one that reduces load wins."""

from collections.abc import Callable

from bot.core.message import Choice
from bot.core.moment import Moment, choice
from bot.core.points import (
    p01_few_tools,
    p05_integrate,
    p07_use_it,
    p09_over_commit,
    p10_keep_current,
    p11_backup,
    p13_the_boffin,
    p15_more_than_teaching,
    p17_explore,
)
from bot.core.points.term import is_covered
from bot.core.points.verdict import Quiet, Suggestion, Verdict
from bot.core.situation import Suggested

RULES: tuple[Callable[[Moment], Verdict], ...] = (
    p09_over_commit.over,
    p01_few_tools.unused,
    p01_few_tools.three,
    p13_the_boffin.helped,
    p11_backup.drill,
    p17_explore.tryout_over,
    p11_backup.backup,
    p15_more_than_teaching.conference,
    p07_use_it.missed,
    p05_integrate.asked_why,
    p10_keep_current.item,
    p15_more_than_teaching.profile,
    p17_explore.time_left,
)


def verdicts(moment: Moment) -> tuple[Verdict, ...]:
    """Return what every rule says now, in the order in which they are asked."""
    return tuple(_unless_less(rule(moment), moment) for rule in RULES)


def _unless_less(verdict: Verdict, moment: Moment) -> Verdict:
    if isinstance(verdict, Suggestion) and verdict.rule in moment.plan.settings.less_of:
        return Quiet(verdict.rule, verdict.point, "less_of_this")
    if isinstance(verdict, Suggestion) and is_covered(moment, verdict.rule):
        return Quiet(verdict.rule, verdict.point, "term_card")
    return verdict


def suggestion(moment: Moment) -> Suggestion | None:
    """Return the one suggestion of this moment, or None."""
    found = [verdict for verdict in verdicts(moment) if isinstance(verdict, Suggestion)]
    return min(found, key=lambda made: not made.reduces, default=None)


def words(made: Suggestion, moment: Moment) -> tuple[str, tuple[Choice, ...], Suggested]:
    """Return the suggestion's sentence, its choices, and the row that remembers it was shown."""
    told = Suggested(moment.fresh(f"suggested/{made.rule}"), made.rule, made.subject, moment.now)
    steps = tuple(
        Choice(moment.words.family("finding" if step.finding else "step", step.word, **step.details), step.does)
        for step in made.steps
    )
    less = choice(moment.say("choice.less"), "nudges", "less", rule=made.rule, told=told.id)
    not_now = choice(moment.say("choice.not_now"), "nudges", "not-now", told=told.id)
    line = moment.words.family("suggest", made.wording, **made.details)
    line = moment.words.family("frame", made.frame, line=line) if made.frame else line
    line = moment.say("mark.channel", place=made.place, line=line) if made.place else line
    return line, (*steps, not_now, less), told
