"""A made-up year of made-up educators, through the real decider, the real weekly card and the real rules.

No database and no platform: an educator's situation is kept in memory, and what an outcome would keep is kept there, so
that a year of two hundred people takes seconds. Each has a true load that no rule sees: rules see what is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.core.commands.card import weekly_card
from bot.core.commands.decide import Decider
from bot.core.library import Library
from bot.core.message import Incoming, Invocation
from bot.core.moment import Moment
from bot.core.nudges.coming import card_rhythm
from bot.core.nudges.rhythm import next_after
from bot.core.people import Actor, Owner, Person, Standing
from bot.core.plan.document import CardWish, Item, Plan, Promise, Settings, Stage, Tool
from bot.core.plan.edits import ROWS, apply, put
from bot.core.plan.weeks import Told
from bot.core.ports import Words
from bot.core.situation import Outcome, Situation, Skip

ZONE = "Europe/London"
FIRST = date(2026, 9, 7)  # a Monday, the week before term
LOADS = (0.6, 1.0, 1.0, 1.5, 2.0)  # of the chosen time, week after week
ANSWERS = (0.4, 0.6, 0.8, 1.0)  # of the weeks in which somebody tells
SWAY = 0.25  # how far one week lies from another, on a logarithmic scale
STOPS = 0.1  # of the educators stop using Boffin at some time
TOOLS = ("youtube", "whatsapp", "x", "blog", "podcast")


@dataclass
class Educator:
    """Somebody made up: what is true of them, and what they told."""

    number: int
    load: float
    answers: float
    stops: int | None  # the week from which they never come back
    style: str  # "tap", "by tool" or "log"
    situation: Situation
    away: frozenset[int]  # weeks of leave, told ahead
    on_call: frozenset[int]  # weeks on call, told on their Monday
    busy: frozenset[int]  # weeks that turn out busy, told when asked
    known_free: set[int] = field(default_factory=set)  # weeks in which nothing may come: Boffin was told before
    cards: list[int] = field(default_factory=list)  # the weeks in which a card came
    shown: list[tuple[int, str]] = field(default_factory=list)  # week and rule of each suggestion

    @property
    def hour(self) -> int:
        """The weekly time, in minutes."""
        return self.situation.plan.settings.weekly_minutes or 0


@dataclass(frozen=True, slots=True)
class Ground:
    """What all of them share."""

    library: Library
    words: Words
    decider: Decider
    weeks: int


def educators(number: int, seed: int, ground: Ground) -> Iterator[Educator]:
    """Return made-up educators, each lived through the year; the same seed makes the same ones."""
    for count in range(number):
        rng = Random(f"{seed}/{count}")  # noqa: S311 - nothing secret is drawn
        made = _educator(count, rng, ground.weeks)
        for week in range(ground.weeks):
            _live(made, week, rng, ground)
        yield made


def _educator(number: int, rng: Random, weeks: int) -> Educator:
    names = rng.sample(TOOLS, rng.choice((2, 2, 3, 3, 4)))
    hour = rng.choice((30, 60, 60, 90, 120))
    promised = {name: Promise("Tuesday 12:30", "one question") if rng.random() < 0.5 else None for name in names}
    tools = {name: Tool(Stage.IN_USE, FIRST, (), promised[name], hour // len(names)) for name in names}
    items = {f"i{n}": _item(n, rng) for n in range(rng.randrange(5))}
    at = time(rng.choice((8, 9, 12, 13, 16)), rng.choice((0, 30)))
    settings = Settings(hour, ZONE, CardWish.YES, rng.randrange(5), at, begun=FIRST)
    person = Person(f"educator-{number}", "", Standing.REGULAR, zone=ZONE)
    situation = Situation(Actor(person), plan=Plan({}, tools, items, settings=settings),
                          versions={Owner("person", person.id): 1}, used_on=FIRST)  # fmt: skip
    some = rng.sample(range(weeks), min(weeks, 14))
    stops = rng.randrange(weeks // 4, weeks) if rng.random() < STOPS else None
    return Educator(
        number, LOADS[number % len(LOADS)], ANSWERS[number // len(LOADS) % len(ANSWERS)], stops,
        rng.choices(("tap", "by tool", "log"), (60, 25, 15))[0], situation,
        frozenset(some[:5]), frozenset(some[5:10]), frozenset(some[10:14]),
    )  # fmt: skip


def _item(number: int, rng: Random) -> Item:
    checked = FIRST - timedelta(days=rng.randrange(700))
    used = FIRST + timedelta(days=rng.randrange(350)) if rng.random() < 0.6 else None
    return Item(f"Lecture {number + 1}", checked, checked, 365, next_used=used, clinical=rng.random() < 0.5)


def _live(made: Educator, week: int, rng: Random, ground: Ground) -> None:
    """One week: being away is told first, the card comes if it may, and perhaps the week is told."""
    start = FIRST + timedelta(weeks=week)
    gone = made.stops is not None and week >= made.stops
    free = week in made.away or week in made.on_call
    if free and not gone:
        made.known_free.add(week)
        until = (start + timedelta(weeks=1)).isoformat()
        why = "leave" if week in made.away else "on-call"
        _say(made, week, start, time(7, 45), ("nudges", "away"), {"why": why, "until": until}, ground)
    came = _card(made, week, start, ground)
    factor = made.load * rng.lognormvariate(0, SWAY)
    tells, much, less, looks = rng.random() < made.answers, rng.random() < 0.05, rng.random(), rng.random() < 0.6
    rested = rng.choice(TOOLS) if rng.random() < 0.3 else ""
    if gone or free or not tells:
        return
    at = (came or datetime.combine(start + timedelta(days=4), time(13), UTC)).time()
    _tell(made, week, start + timedelta(days=4), at.replace(hour=min(at.hour + 2, 18)), factor, much, rested, ground)
    if looks and made.shown and made.shown[-1] == (week, "item"):
        item = made.situation.suggested[0].subject
        _say(made, week, start + timedelta(days=4), time(18, 20), ("content", "still-right"), {"item": item}, ground)
    if less < 0.02 and made.shown and made.shown[-1][0] == week:
        _say(
            made, week, start + timedelta(days=4), time(18, 30), ("nudges", "less"), {"rule": made.shown[-1][1]}, ground
        )


def _card(made: Educator, week: int, start: date, ground: Ground) -> datetime | None:
    """Have the card composed at its moment, as after a claim; return that moment where it came."""
    begin = datetime.combine(start, time(0), ZoneInfo(ZONE)).astimezone(UTC)
    due = next_after(card_rhythm(made.situation.plan.settings), begin - timedelta(minutes=1))
    if due is None or due >= begin + timedelta(days=5):
        return None
    outcome = weekly_card(_moment(made, due, f"card/{week}", ground))
    if isinstance(outcome, Skip):
        return None
    _keep(made, week, outcome, ground, f"card/{week}")
    made.cards.append(week)
    made.situation = replace(made.situation, cards=(due, *made.situation.cards))
    return due


def _tell(
    made: Educator, week: int, day: date, at: time, factor: float, much: bool, rested: str, ground: Ground
) -> None:
    """Tell of the week as people do: the nearest tap, tool by tool, or minutes in a line and a tap."""
    values = {"week": (FIRST + timedelta(weeks=week)).isoformat()}
    if week in made.busy:
        _say(made, week, day, at, ("checkin",), values | {"told": Told.BUSY}, ground)
        return
    if much and factor > 1.75:
        _say(made, week, day, at, ("checkin",), values | {"told": Told.TOO_MUCH}, ground)
        return
    tools = [name for name, tool in made.situation.plan.tools.items() if tool.stage is Stage.IN_USE]
    shares = {name: round(made.hour * factor / max(len(tools) - (rested in tools), 1)) for name in tools}
    shares |= {name: 0 for name in tools if name == rested and len(tools) > 1}
    if made.style == "log":
        said = ", ".join(f"{minutes} min {name}" for name, minutes in shares.items() if minutes)
        _say(made, week, day, at, ("log",), {"entries": said}, ground)
    tap = nearest_tap(factor)
    if made.style == "by tool" and tools:
        tap = tap | {"tools": ", ".join(f"{name} {minutes}m" for name, minutes in shares.items())}
    _say(made, week, day, at.replace(minute=59), ("checkin",), values | tap, ground)


def nearest_tap(factor: float) -> dict[str, str]:
    """Return the tap nearest to a week that took `factor` times the chosen time."""
    if factor < 0.75:
        return {"told": Told.LESS}
    if factor <= 1.25:
        return {"told": Told.AS_PLANNED}
    return {"told": Told.MORE, "times": "1.5" if factor < 1.75 else "2" if factor < 2.5 else "3"}


def _say(
    made: Educator, week: int, day: date, at: time, path: tuple[str, ...], values: dict[str, str], ground: Ground
) -> None:
    now = datetime.combine(day, at, UTC)
    token = f"{week}/{' '.join(path)}"
    moment = _moment(made, now, token, ground)
    outcome = ground.decider.decide(Incoming(token, made.situation.actor.person, Invocation(path, values)), moment)
    _keep(made, week, outcome, ground, token)
    made.situation = replace(made.situation, used_on=day)


def _moment(made: Educator, now: datetime, token: str, ground: Ground) -> Moment:
    return Moment(made.situation, ground.library, ground.words, now, f"{made.number}/{token}")


def _keep(made: Educator, week: int, outcome: Outcome, ground: Ground, token: str) -> None:
    """Keep what an outcome keeps, as far as anything here looks at it."""
    held = made.situation
    weeks = {day.isoformat(): told for day, told in held.weeks.items()}
    logs = dict(held.logs)
    for change in outcome.edits:
        if change.collection in ROWS:
            put(weeks if change.collection == "weeks" else logs, change)
    made.shown += [(week, told.rule) for told in outcome.suggested]
    made.situation = replace(
        held,
        plan=apply(held.plan, outcome.edits),
        weeks={date.fromisoformat(day): told for day, told in weeks.items()} if outcome.edits else held.weeks,
        logs=logs,
        suggested=(*outcome.suggested, *held.suggested),
    )
