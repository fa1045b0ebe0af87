"""Questions in five voices that nothing was trained on, and what should come of each of them."""

from collections import defaultdict
from pathlib import Path

from bot.core.answers.judgement import is_safeguarding, why_refused
from bot.core.answers.refusals import Refused
from bot.core.answers.topic import ANSWERED, Ending, ending, topics
from bot.core.commands.lines.wishes import STOP, WISHES
from bot.finder.index import examples
from tests.core.scene import library
from tests.finder.test_real_content import rank

FILE = Path(__file__).parent / "held_out.txt"
LEAST = {  # measured: .84, .95, .87 of 134 about points, and all of the rest
    "first": 0.82, "of three": 0.93, "one tap": 0.85, "plan": 0.85, "tool": 0.85, "out": 0.9, "any": 1.0, "crisis": 1.0,
}  # fmt: skip


def lines() -> list[tuple[str, str]]:
    """Return what should come of a question, and the question."""
    told = FILE.read_text(encoding="utf-8").splitlines()[1:]
    return [(wanted, text) for wanted, _, text in (line.partition("\t") for line in told)]


def about_a_point(point: int, text: str) -> dict[str, bool]:
    """Say whether a question found its point: first, among three, and in one tap of what would be said."""
    if is_safeguarding(text):
        return dict.fromkeys(("first", "of three", "one tap"), point == 18)
    found, end = topics(rank(text)), ending(rank(text), library().rules, text)
    near = [topic.point for topic in found[: 3 if end is Ending.CHOICES else 1]]
    alone = [one for one, _ in rank(text).points[:3]]
    answered = end in ANSWERED and why_refused(text, rank(text), library().rules) is None
    return {"first": alone[:1] == [point], "of three": point in alone, "one tap": answered and point in near}


def comes_out(wanted: str, text: str) -> dict[str, bool]:
    """Return what was measured of one question, by name."""
    kind, _, name = wanted.partition(":")
    why, rules = why_refused(text, rank(text), library().rules), library().rules
    answered = ending(rank(text), rules, text) in ANSWERED and why is None
    match kind:
        case "plan":
            return {"plan": answered and topics(rank(text))[0].intent == name}
        case "out":
            return {"out": not answered}
        case "crisis":
            return {"crisis": why is Refused.CRISIS}
        case "any":
            return {"any": why is not Refused.CRISIS}
        case "tool" if name == "stop":
            return {"tool": bool(STOP.match(text))}
        case "tool":
            said = any(path == ("privacy", "stored") and ways.match(text) for ways, path in WISHES)
            return {"tool": said or (not answered and rank(text).kind == "about-boffin")}
    return about_a_point(int(wanted.partition("/")[0]), text)


def test_what_nobody_trained_on_is_mostly_found():
    found = defaultdict(list)
    for wanted, text in lines():
        for what, right in comes_out(wanted, text).items():
            found[what].append(right)
    shares = {what: round(sum(right) / len(right), 3) for what, right in found.items()}
    assert {what: share for what, share in shares.items() if share < LEAST[what]} == {}, shares


def test_none_of_it_is_learnt_from():
    learnt = {" ".join(text.casefold().split()) for _, _, text in examples(library())}
    assert [text for _, text in lines() if " ".join(text.casefold().split()) in learnt] == []
