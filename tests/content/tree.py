"""A small content folder in which nothing is wrong, and ways to break it."""

from collections.abc import Iterable
from pathlib import Path

from bot.content import problems
from bot.content.limit import POINTS
from bot.core.library import INTENTS

SOURCES = """\
sources:
  - id: amee-2014
    short: AMEE 2014
    full: AMEE. A Reflection. 2014.
    link: https://example.org/
"""
NEEDS = """\
needs:
  - id: questions
    label: Questions between sessions
    meaning: Students ask between two sessions.
  - id: prepare
    label: Prepare before class
    meaning: Students read before they come.
"""
LINT = """\
guilt: [lazy, you should have, shouldn't have]
spelling: {color: colour, organization: organisation}
"""
TOOL = """\
name: YouTube
aliases: [yt, you tube]
what: Video hosting.
fits: {questions: 1, prepare: 3}
ease: 3
weekly_minutes: 45
who_sees: {text: Public or unlisted., sources: [amee-2014]}
account: {text: An account to upload.}
data: {text: History is kept.}
export: {text: By the export page.}
cost: {text: Free.}
usual_failure: {text: Blocked on a hospital network.}
same_login: google
links: [youtube.com]
as_of: 2026-11-01
review_by: 2027-05-01
"""
OTHER_TOOL = (
    TOOL.replace("YouTube", "Padlet")
    .replace("[yt, you tube]", "[pad]")
    .replace("youtube.com", "padlet.com")
    .replace("google", "padlet")
)
GUIDANCE = """\
point: {point}
title: A title
says: Say it in one line.
why: Because it helps.
passages:
  - id: one
    question: What is one?
    answer: One is this.
    sources: [amee-2014]
  - id: two
    question: What is two?
    answer: Two is that.
    sources: [amee-2014]
  - id: three
    question: What is three?
    answer: Three is more.
    sources: [amee-2014]
  - id: four
    question: What is four?
    answer: Four is enough.
    sources: [amee-2014]
pitfalls:
  - Doing it twice.
first_step:
  minutes: 3
  text: Write one line.
tensions:
  - point: 7
    this_side: A small promise holds.
    other_side: A quiet space empties.
sources: [amee-2014]
as_of: 2026-11-01
review_by: 2027-11-01
"""
LOAD = """\
lines:
  - id: once
    line: One clear answer helps.
    drop: Single replies.
    points: [9]
"""
PAPER = """\
versions:
  - id: vote
    text: Vote with fingers.
"""
WORDING = """\
choice:
  undo: Undo
week:
  told:
    one: One week you told me about.
    other: "{n} weeks you told me about."
  begins: The week of {day:date} begins.
"""
PACK = """\
name: Example University
policy: ""
data_protection: dpo@example.org
who_to_tell: ""
student_support: ""
promotion: ""
stop_signs:
  youtube: Blocked on the wards.
as_of: 2026-11-01
"""
OUT_OF_SCOPE = ("clinical", "injection", *(f"kind-{number}" for number in range(7)))
QUESTIONS = "".join(f"  - question {{point}} number {number}\n" for number in range(30))


def questions(key: str, names: Iterable[str]) -> str:
    """Return a file of thirty questions under each name."""
    lines = [f"  {name}:\n" + "".join(f"    - {name} number {number}\n" for number in range(30)) for name in names]
    return f"{key}:\n" + "".join(lines)


RULES = (Path(__file__).parents[2] / "content/rules/thresholds.yaml").read_text(encoding="utf-8")

GUIDANCE_9 = "en/guidance/09-point-nine.yaml"
YOUTUBE = "en/tools/youtube.yaml"
WORDS = "en/wording/words.yaml"


class Tree:
    """A content folder on disk; `broken` is what the checks say after a change."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "content"
        for name, text in {
            "sources.yaml": SOURCES,
            "rules/thresholds.yaml": RULES,
            "packs/example.yaml": PACK,
            "en/needs.yaml": NEEDS,
            "en/lint.yaml": LINT,
            "en/nudges/load.yaml": LOAD,
            "en/nudges/paper.yaml": PAPER,
            YOUTUBE: TOOL,
            "en/tools/padlet.yaml": OTHER_TOOL,
            WORDS: WORDING,
            "en/questions/ana/intents.yaml": questions("intents", INTENTS),
            "en/questions/ana/out-of-scope.yaml": questions("out_of_scope", OUT_OF_SCOPE),
        }.items():
            self.write(name, text)
        for point in range(1, POINTS + 1):
            name = GUIDANCE_9 if point == 9 else f"en/guidance/{point:02}-point-{point}.yaml"
            self.write(name, GUIDANCE.format(point=point))
            asked = f"point: {point}\nquestions:\n" + QUESTIONS.format(point=point)
            self.write(f"en/questions/ana/{point:02}.yaml", asked)

    def write(self, name: str, text: str | bytes) -> None:
        """Write one file of the folder."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    def change(self, name: str, old: str, new: str) -> None:
        """Replace `old`, which must be there, by `new` in one file."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def problems(self) -> list[str]:
        """Return every problem as it is printed."""
        return [str(one) for one in problems(self.root)]
