"""Which weeks are teaching, busy or free for somebody: terms, exams and public holidays, with their own word above all.

Term and exam dates come from the channels whose plan one joined, and hold until one says of a stretch that it is not
theirs; own dates stand beside them. Where no dates are known, every week is a teaching week.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.core.plan.document import Away, AwayKind, ChannelPlan, Plan, Term


class Kind(StrEnum):
    """What a stretch of days is for teaching; `FREE` is away or public holidays."""

    TERM = "term"
    EXAMS = "exams"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A term or an exam time, whose word it is ("": one's own), and whether it holds for this person.

    `key` is unique among all that somebody has: it says where the dates come from.
    """

    key: str
    kind: Kind
    dates: Term
    said_by: str = ""
    is_mine: bool = True


def stretches(plan: Plan, channels: Mapping[str, tuple[str, ChannelPlan]]) -> tuple[Stretch, ...]:
    """Return every term and exam time of these channels (id → name and plan) and of one's own, the earliest first."""
    found = [*_own(plan.terms, Kind.TERM), *_own(plan.exams, Kind.EXAMS)]
    for place, (name, channel) in channels.items():
        for kind, dates in ((Kind.TERM, channel.terms), (Kind.EXAMS, channel.exams)):
            for held in dates.values():
                key = f"{place}/{kind}/{held.first.isoformat()}"
                found.append(Stretch(key, kind, held, name, key not in plan.settings.not_mine))
    return tuple(sorted(found, key=lambda one: (one.dates.first, one.dates.last, one.kind, one.key)))


def _own(dates: Mapping[str, Term], kind: Kind) -> Iterator[Stretch]:
    for key, held in dates.items():
        yield Stretch(f"{kind}/{key}", kind, held)


def terms(found: tuple[Stretch, ...]) -> tuple[Term, ...]:
    """Return the terms that hold, each once, the earliest first."""
    return tuple(dict.fromkeys(one.dates for one in found if one.kind is Kind.TERM and one.is_mine))


def free(plan: Plan, found: tuple[Stretch, ...], holidays: Mapping[date, str]) -> tuple[Away, ...]:
    """Return the days that count for nothing: away, in exams, and public holidays."""
    exams = (Away(AwayKind.EXAMS, one.dates.first, one.dates.last) for one in found if _is_exams(one))
    days = (Away(AwayKind.LEAVE, day, day) for day in holidays)
    return (*plan.away.values(), *exams, *days)


def _is_exams(one: Stretch) -> bool:
    return one.kind is Kind.EXAMS and one.is_mine


def kind_of(
    start: date, plan: Plan, found: tuple[Stretch, ...], holidays: Mapping[date, str], days: int
) -> Kind | None:
    """Return what the week that starts on this Monday is, by `days` of its five; None where it is out of term."""
    week = [start + timedelta(days=n) for n in range(5)]

    def count(*stretches: Away | Term) -> int:
        return sum(any(one.first <= day <= one.last for one in stretches) for day in week)

    gone = tuple(one for one in free(plan, found, holidays) if one.kind is not AwayKind.EXAMS)
    if count(*gone) >= days:
        return Kind.FREE
    if count(*free(plan, found, holidays)) >= days:
        return Kind.EXAMS
    held = terms(found)
    return Kind.TERM if not held or count(*held) else None
