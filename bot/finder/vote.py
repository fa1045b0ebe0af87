"""The vote of the nearest examples: what a text is about, and how likely it is about nothing we answer. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.finder.index import Label, Near

MOST = 5  # examples that vote for one thing
FADE = 0.7  # each further one counts this much of the one before
PIECES = 0.25  # a vote by pieces of words beside one by whole words; it weighs about four times as much by itself
PASSAGE = 0.3  # a passage beside an example: its words are ours, not an asker's
AGAINST = 0.6  # out-of-scope examples are many and of all kinds, so some of them are always rather near
STRICT = frozenset({"clinical", "injection"})  # of these nothing is answered, so they count in full
HALF = 20.0  # the vote that scores 0.5: about two good examples
FOREIGN = 0.3  # a text of words that nothing here has loses this much of its best vote
WEAK = 8.6  # the best vote at which it is as likely in as out: about one weak example
LEAD = 2.7  # the lead over what is out of scope at which it is as likely in as out


@dataclass(frozen=True, slots=True)
class Votes:
    """Votes from 0 upwards: for points, plan intents, kinds of what is out of scope; `out` is how likely that is."""

    points: Mapping[int, float] = field(default_factory=dict)
    intents: Mapping[str, float] = field(default_factory=dict)
    kinds: Mapping[str, float] = field(default_factory=dict)
    out: float = 1.0


def score(vote: float) -> float:
    """Return a vote as a number from 0 to below 1."""
    return round(vote / (vote + HALF), 6)


def vote(
    by_words: Iterable[Near],
    by_pieces: Iterable[Near],
    by_passages: Iterable[tuple[int, str, float]],
    foreign: float = 0.0,
) -> Votes:
    """Count the votes of neighbours that come best first; `foreign` (0 … 1) of the words are in nothing we answer."""
    weights: dict[Label, list[list[float]]] = defaultdict(lambda: [[], []])
    for which, found in enumerate((by_words, by_pieces)):
        for label, weight, _ in found:
            weights[label][which].append(weight)
            if label.kind == "out":
                weights[Label("out", "")][which].append(weight)
                if label.name in STRICT:
                    weights[Label("strict", "")][which].append(weight)
    votes = {label: _sum(words) + PIECES * _sum(pieces) for label, (words, pieces) in weights.items()}
    points = {int(label.name): one for label, one in votes.items() if label.kind == "point"}
    best: dict[int, float] = {}
    for point, _, weight in by_passages:
        best[point] = max(best.get(point, 0.0), weight)
    points = {point: points.get(point, 0.0) + PASSAGE * best.get(point, 0.0) for point in points.keys() | best.keys()}
    intents = {label.name: one for label, one in votes.items() if label.kind == "intent"}
    kinds = {label.name: one for label, one in votes.items() if label.kind == "out" and label.name}
    first = max((*points.values(), *intents.values()), default=0.0)
    return Votes(points, intents, kinds, _out(first * (1 - FOREIGN * foreign), votes))


def _sum(weights: list[float]) -> float:
    return sum(weight * FADE**place for place, weight in enumerate(weights[:MOST]))


def _out(best: float, votes: Mapping[Label, float]) -> float:
    """Return 1 where the examples out of scope outvote the best in scope, 0.5 where that leads by `LEAD` or is weak."""
    against = max(AGAINST * votes.get(Label("out", ""), 0.0), votes.get(Label("strict", ""), 0.0))
    return round(max(LEAD / (LEAD + max(0.0, best - against)), WEAK / (WEAK + best)), 6)
