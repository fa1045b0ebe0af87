"""What must hold for example questions: each point, intent and strict kind has some, and none is there twice."""

import unicodedata

from bot.content.gathering import Gathered
from bot.content.limit import POINTS
from bot.content.problem import did_you_mean
from bot.content.question import KINDS
from bot.core.library import INTENTS

_STRICT = frozenset({"clinical", "injection"})  # kinds of which the finder answers nothing
_LONGEST = 300  # characters


def check_questions(gathered: Gathered) -> None:
    """Report a point, an intent or a kind without questions, one nobody knows, and a question that is there twice."""
    _names(gathered)
    seen: dict[str, str] = {}
    for kind, spot in gathered.pages:
        if kind not in KINDS:
            continue
        for path, text in spot.node.texts():
            folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
            here = f"{spot.file}:{spot.reach(path)[0].line}"
            if not folded:
                spot.wrong("a question is empty; write it or delete the line", *path)
            elif len(text) > _LONGEST:
                spot.wrong(f"a question has {len(text)} characters; at most {_LONGEST}", *path)
            elif folded in seen:
                spot.wrong(f"this question is at {seen[folded]} already; keep one", *path)
            seen.setdefault(folded, here)


def _names(gathered: Gathered) -> None:
    points = [found.thing.point for found in gathered.about_points]
    if gathered.points and (missing := [str(n) for n in range(1, POINTS + 1) if n not in points]):
        folder = f"{gathered.root_name}/{gathered.language}/questions"
        gathered.report.wrong(folder, 1, f"no example questions for point {', '.join(missing)}")
    for plan in gathered.about_plan:
        for name in plan.thing.intents.keys() - INTENTS.keys():
            plan.spot.wrong(f"there is no intent `{name}`{did_you_mean(name, INTENTS)}", "intents", name)
        if lacking := sorted(INTENTS.keys() - plan.thing.intents.keys()):
            plan.spot.wrong(f"no example questions for {', '.join(lacking)}", "intents")
    for out in gathered.out_of_scope:
        if lacking := sorted(_STRICT - out.thing.out_of_scope.keys()):
            out.spot.wrong(f"no example questions for {', '.join(lacking)}", "out_of_scope")
