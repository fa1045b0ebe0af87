"""What must hold for example questions, all authors together: enough of each, and none is there twice."""

import unicodedata
from collections import Counter

from bot.content.gathering import SLUG, Gathered
from bot.content.limit import POINTS
from bot.content.problem import did_you_mean
from bot.content.question import KINDS
from bot.core.library import INTENTS

# What the finder learns from. With fewer, a topic is found too rarely and too much is answered.
LEAST_OF_A_POINT = 30
LEAST_OF_AN_INTENT = 30
LEAST_OUT_OF_SCOPE = 250
STRICT = {"clinical": 8, "injection": 8}  # kinds of which the finder answers nothing
_LONGEST = 300  # characters


def check_questions(gathered: Gathered) -> None:
    """Report a name nobody knows, too few questions about something, and a question that is there twice."""
    _names(gathered)
    _counts(gathered)
    seen: dict[str, str] = {}
    for kind, spot in gathered.pages:
        if kind not in KINDS:
            continue
        author = spot.file.split("/")[-2]
        if not SLUG.fullmatch(author):
            spot.wrong(f"the author's folder `{author}` is not small letters, digits and single hyphens")
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
    for plan in gathered.about_plan:
        for name in plan.thing.intents.keys() - INTENTS.keys():
            plan.spot.wrong(f"there is no intent `{name}`{did_you_mean(name, INTENTS)}", "intents", name)
    told = {one.thing.point: [passage.id for passage in one.thing.passages] for one in gathered.guidance}
    for about in gathered.about_points:
        known = told.get(about.thing.point)
        for name in about.thing.passages.keys() - set(known or about.thing.passages):
            about.spot.wrong(f"the point has no passage `{name}`{did_you_mean(name, known or ())}", "passages", name)


def _counts(gathered: Gathered) -> None:
    asked: Counter[str] = Counter()
    for about in gathered.about_points:
        asked[f"point {about.thing.point}"] += len(about.thing.asked)
    for plan in gathered.about_plan:
        asked.update({f"the intent `{name}`": len(texts) for name, texts in plan.thing.intents.items()})
    for out in gathered.out_of_scope:
        asked.update({f"the kind `{name}`": len(texts) for name, texts in out.thing.out_of_scope.items()})
        asked["what is out of scope"] += sum(len(texts) for texts in out.thing.out_of_scope.values())
    wanted = {
        **{f"point {number}": LEAST_OF_A_POINT for number in range(1, POINTS + 1)},
        **{f"the intent `{name}`": LEAST_OF_AN_INTENT for name in sorted(INTENTS)},
        **{f"the kind `{name}`": least for name, least in STRICT.items()},
        "what is out of scope": LEAST_OUT_OF_SCOPE,
    }
    folder = f"{gathered.root_name}/{gathered.language}/questions"
    for what, least in wanted.items():
        if asked[what] < least:
            gathered.report.wrong(folder, 1, f"{asked[what]} example questions for {what}; at least {least}")
