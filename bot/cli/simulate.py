"""`boffin simulate`: made-up educators over made-up weeks, through the real rules, and what came of it in numbers."""

import argparse
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot import settings
from bot.cli.simulating import FIRST, Educator, Ground, educators
from bot.content import BabelWords, find_content, read
from bot.core.commands.all import table
from bot.core.commands.decide import Decider
from bot.core.errors import CannotStart
from bot.core.plan.load import total

TERM_WEEKS = 12
MOST_WRONG, LEAST_CAUGHT = 15, 85  # percent of terms
ON_BUDGET, HALF_OVER, TWICE = 1.0, 1.5, 2.0
SELDOM = 0.4  # answers four weeks in ten
TOLD = 4  # whose weeks are told where nobody is named


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("--educators", type=_up_to(5000), default=200, help="how many made-up educators (200)")
    parser.add_argument("--weeks", type=_up_to(520), default=52, help="how many weeks (52)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same people (1)")
    parser.add_argument("--plot", type=Path, metavar="FILE.png", help="draw the told weeks of one educator")
    parser.add_argument("--person", type=int, help="whose weeks are told in words and drawn (4, or the last)")


def _up_to(most: int) -> Callable[[str], int]:
    def read_number(text: str) -> int:
        if not (text.isdecimal() and len(text) < 10 and 1 <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"a whole number from 1 to {most} is needed, not {text[:20]!r}")
        return int(text)

    return read_number


def run(args: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Print the figures; return 1 where one of them is not as it should be."""
    person = min(TOLD, args.educators - 1) if args.person is None else args.person
    if not 0 <= person < args.educators:
        raise CannotStart(f"There is no educator {person}: they are numbered from 0 to {args.educators - 1}.")
    if args.plot:
        from bot.cli.plotting import can_draw

        can_draw(args.plot)  # said now, and not after minutes of weeks
    library = read(find_content(settings.read(environ).content.folder))
    ground = Ground(library, BabelWords(library), Decider(table()), args.weeks)
    counted = Counted(args.weeks)
    shown = None
    for made in educators(args.educators, args.seed, ground):
        counted.add(made)
        shown = made if made.number == person else shown
    print(
        "Through the real decider, weekly card and rules, in memory: no database, no platform. All people are made up."
    )
    problems = 0
    for good, line in counted.lines():
        problems += good is False
        print(f"{'      ' if good is None else 'ok    ' if good else 'wrong '}{line}")
    if shown is not None:
        print(*facts(shown, args.weeks), sep="\n")
        if args.plot:
            from bot.cli.plotting import draw

            draw(
                args.plot,
                facts(shown, args.weeks)[0],
                shown.hour,
                told_totals(shown, args.weeks),
                shown.known_free,
                said(shown),
                args.weeks,
            )
            print(f"Drawn: {args.plot}")
    return 1 if problems else 0


@dataclass
class Counted:
    """What is counted over all educators."""

    weeks: int
    people: int = 0
    nudges: Counter[int] = field(default_factory=Counter)  # cards in a week -> person-weeks
    in_free_weeks: int = 0
    free_weeks: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    together: int = 0
    over: dict[tuple[float, bool], list[bool]] = field(
        default_factory=dict
    )  # load, answers seldom -> said, term by term
    ever: dict[tuple[float, bool], list[bool]] = field(default_factory=dict)  # the same, said at all
    after_leaving: list[int] = field(default_factory=list)
    weeks_to_silence: list[int] = field(default_factory=list)

    def add(self, made: Educator) -> None:
        """Count one educator's weeks."""
        self.people += 1
        came = Counter(made.cards)
        self.nudges.update(came[week] for week in range(self.weeks))
        self.in_free_weeks += sum(came[week] for week in made.known_free)
        self.free_weeks += len(made.known_free)
        self.rules.update(rule for _, rule in made.shown)
        by_week: dict[int, set[str]] = {}
        for week, rule in made.shown:
            by_week.setdefault(week, set()).add(rule)
        self.together += sum({"missed", "over"} <= rules for rules in by_week.values())
        if made.stops is not None:
            late = [week for week in made.cards if week >= made.stops]
            self.after_leaving.append(len(late))
        if made.stops is None:
            self.ever.setdefault((made.load, made.answers == SELDOM), []).append(
                "over" in {rule for _, rule in made.shown}
            )
        for first in range(0, self.weeks - TERM_WEEKS + 1, TERM_WEEKS):
            whole = made.stops is None or made.stops >= first + TERM_WEEKS
            if whole:
                said = any(rule == "over" and first <= week < first + TERM_WEEKS for week, rule in made.shown)
                self.over.setdefault((made.load, made.answers == SELDOM), []).append(said)

    def lines(self) -> Iterable[tuple[bool | None, str]]:
        """Return each figure, and whether it is as it should be (None: there is nothing it should be)."""
        each = [count for count, times in self.nudges.items() for _ in range(times)]
        yield None, f"people {self.people}, weeks {self.weeks}, person-weeks {len(each)}"
        yield (
            max(each) <= 1,
            (
                f"cards per person and week: median {statistics.median(each):g}, mean {statistics.fmean(each):.2f}, "
                f"most {max(each)} (at most 1)"
            ),
        )
        yield (
            self.in_free_weeks == 0,
            f"cards in {self.free_weeks} weeks known to be busy or away: {self.in_free_weeks} (0)",
        )
        for rule, times in sorted(self.rules.items(), key=lambda pair: -pair[1]):
            yield None, f"suggestions, {rule}: {times}, {times / self.people:.1f} a person"
        yield self.together == 0, f"rules 7 and 9 in one week: {self.together} (0)"
        most = max(self.after_leaving, default=0)
        yield (
            most <= 4,
            f"cards to the {len(self.after_leaving)} who stopped answering: at most {most} (4), then silence",
        )
        yield from self._load()

    def _load(self) -> Iterable[tuple[bool | None, str]]:
        """Return how often the load rule spoke in a term and at all, by what is true of the person."""
        percent, line = _share("wrong: exactly on budget, said in", self.over, ON_BUDGET, "terms")
        yield None if percent is None else percent <= MOST_WRONG, f"{line} (at most {MOST_WRONG})"
        for what, load, seldom in (
            ("1.5 times the budget", HALF_OVER, False), ("twice the budget", TWICE, False),
            ("twice, answers 4 weeks in 10", TWICE, True),
        ):  # fmt: skip
            percent, line = _share(f"caught: {what}, said in", self.over, load, "terms", seldom=seldom)
            yield None if percent is None else percent >= LEAST_CAUGHT, f"{line} (at least {LEAST_CAUGHT})"
            yield (
                None,
                _share(f"        {what}, said at all, of who stayed, to", self.ever, load, "people", seldom=seldom)[1],
            )


def _share(
    what: str, found: Mapping[tuple[float, bool], list[bool]], load: float, unit: str, *, seldom: bool = False
) -> tuple[float | None, str]:
    """Return how many in a hundred it was said to, of all or of those who answer seldom, None where there is nobody."""
    said = [one for key in ((load, True), (load, False)) if key[1] or not seldom for one in found.get(key, ())]
    if not said:
        return None, f"{what} no {unit}"
    percent = 100 * sum(said) / len(said)
    return percent, f"{what} {percent:.0f} % of {len(said)} {unit}"


def facts(made: Educator, weeks: int) -> list[str]:
    """Return in words what the picture of one educator shows."""
    totals = told_totals(made, weeks)
    told = {week: minutes for week, minutes in totals.items() if minutes is not None}
    above = sum(minutes * 100 > made.hour * 125 for minutes in told.values())
    numbers = [str(week + 1) for week in sorted(said(made))]
    when = f"week{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}" if numbers else "no week"
    return [
        f"Educator {made.number}: {made.hour} min a week chosen, about {made.load:g} times that in truth, "
        f"answers {made.answers * 10:.0f} weeks in 10.",
        f"Told with minutes: {len(told)} of {weeks} weeks, {above} above 125 %; "
        f"{len(made.known_free)} away or on call; the others unknown, never zero.",
        f"Least {min(told.values(), default=0)}, most {max(told.values(), default=0)} min. "
        f"Over-commitment suggested in {when}.",
    ]


def said(made: Educator) -> set[int]:
    """Return the weeks in which the load rule spoke."""
    return {week for week, rule in made.shown if rule == "over"}


def told_totals(made: Educator, weeks: int) -> dict[int, int | None]:
    """Return the minutes of each week that was told, by its number; None where it was told without minutes."""
    found: dict[int, int | None] = {}
    for number in range(weeks):
        start = FIRST + timedelta(weeks=number)
        if week := made.situation.weeks.get(start):
            found[number] = total(week, made.situation.logs.values(), start)
    return found
