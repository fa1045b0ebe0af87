"""Point 12, you are on your own: who else has the keys, whether content gets out, and whether this work counts here."""

from bot.core.moment import Moment
from bot.core.plan.document import Answer
from bot.core.points.p06_ethics import Ruling, keepers_in_force, rulings

FINE = "both"
PROMOTION = "promotion"


def open_in(answer: Answer | None) -> tuple[str, ...]:
    """Return what is open on keys and content of one tool, as it was tapped."""
    return () if answer is None or answer.said == FINE else (f"keys_{answer.said}".replace("-", "_"),)


def recognition(moment: Moment) -> tuple[Ruling, ...]:
    """Return what the keepers noted on whether this work counts for promotion, with the day; empty where nobody did."""
    return rulings(PROMOTION, moment)


def recognition_lines(moment: Moment) -> tuple[str, ...]:
    """Return what counts here as the keeper's entry says it, with its day; without one, who may know."""
    found = recognition(moment)
    if found:
        return tuple(
            moment.say("local.counts", name=rule.name, day=rule.since, year=str(rule.since.year), text=rule.text)
            for rule in found
        )
    names = keepers_in_force(moment.situation)
    return (moment.say("local.counts_ask", names=list(names)) if names else moment.say("local.counts_lead"),)
