"""Ready for students? One check of six taps for a tool, one for each of the points 5, 6, 8, 11, 12 and 14.

What is open is shown, and nothing is blocked. A check can be left half way: what was answered stays.
"""

from dataclasses import dataclass

from bot.core.moment import Moment
from bot.core.plan.document import Plan, Stage, Tool
from bot.core.points import p05_integrate, p06_ethics, p08_student_space, p11_backup, p12_on_your_own

POINTS = (5, 6, 8, 11, 12, 14)
BEFORE_STUDENTS = frozenset({Stage.LOOKING, Stage.TRYOUT, Stage.IN_USE})


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its buttons; `kept` is the name its answer stands under, `passage` the reading behind it."""

    id: str
    point: int
    taps: tuple[str, ...]
    passage: str
    kept: str = ""

    @property
    def key(self) -> str:
        """The name under which a tool keeps the answer."""
        return self.kept or self.id


QUESTIONS = (
    Question("session", 5, ("yes", "nothing", "unsure"), "gone-next-week"),
    Question("way", 5, ("link", "optional", "undecided"), "gone-next-week", kept="session"),
    Question("ethics", 6, ("yes", "not-yet", "none-found"), "find-the-rules"),
    Question("space", 8, ("yes", "no", "unsure"), "does-mine-feel-creepy"),
    Question("social", 8, ("yes", "no"), "does-mine-feel-creepy"),
    Question("route", 8, ("yes", "no"), "compulsory-joining"),
    Question("graded", 8, ("yes", "no"), "compulsory-joining"),
    Question("backup", 11, ("paper", "not-yet"), "what-counts"),
    Question("keys", 12, ("both", "not-both", "unsure"), "keys"),
    Question("missing", 12, ("only-me", "no-way-out", "neither"), "keys", kept="keys"),
    Question("account", 14, ("personal", "work", "course"), "one-or-two"),
)
BY_ID = {question.id: question for question in QUESTIONS}
ASKED_LATER = "students-asked"  # not of the six: asked once, some weeks in


def applies(question: Question, tool: Tool) -> bool:
    """Say whether a question is one for this tool, as far as it was answered."""
    match question.id:
        case "way":
            return _said(tool, "session") in ("nothing", *BY_ID["way"].taps)
        case "social" | "route" | "graded":
            return p08_student_space.asks_more(tool.ready)
        case "backup":
            return tool.backup is None
        case "missing":
            return _said(tool, "keys") in ("not-both", *BY_ID["missing"].taps)
        case _:
            return True


def is_answered(question: Question, tool: Tool) -> bool:
    """Say whether a question has its answer; one that opens a second is answered by that one."""
    return _said(tool, question.key) in question.taps or (not question.kept and _said(tool, question.id) != "")


def next_question(tool: Tool, after: Question | None = None) -> Question | None:
    """Return the next question that is still to be tapped, after one or from the first; None where none is left."""
    at = QUESTIONS.index(after) + 1 if after else 0
    order = (*QUESTIONS[at:], *QUESTIONS[:at])
    return next((one for one in order if applies(one, tool) and not is_answered(one, tool)), None)


def left(tool: Tool) -> int:
    """Return how many of the six points are still to be tapped."""
    return len({one.point for one in QUESTIONS if applies(one, tool) and not is_answered(one, tool)})


def open_in(name: str, tool: Tool, moment: Moment) -> tuple[str, ...]:
    """Return what is open before students use a tool, in the order of the points; what was not asked is not open."""
    return (
        *p05_integrate.open_in(tool.ready.get("session")),
        *p06_ethics.open_in(name, tool.ready.get("ethics"), moment),
        *p08_student_space.open_in(tool.ready),
        *p11_backup.open_in(name, tool, tool.ready.get("backup"), moment),
        *p12_on_your_own.open_in(tool.ready.get("keys")),
    )


PREFIXES = {5: ("session",), 6: ("ethics", "stop"), 8: ("space",), 11: ("backup",), 12: ("keys",)}


def begun(plan: Plan) -> dict[str, Tool]:
    """Return the tools that are, or may come, before students and whose check was begun."""
    return {name: tool for name, tool in plan.tools.items() if tool.ready and tool.stage in BEFORE_STUDENTS}


def open_by_tool(moment: Moment, point: int = 0) -> dict[str, tuple[str, ...]]:
    """Return what is open on each tool whose check was begun, on one point or on all; tools without are left out."""
    starts = PREFIXES.get(point, ()) if point else ("",)
    found = {name: open_in(name, tool, moment) for name, tool in begun(moment.plan).items()}
    kept = {name: tuple(one for one in what if one.startswith(starts)) for name, what in found.items()}
    return {name: what for name, what in kept.items() if what}


def _said(tool: Tool, key: str) -> str:
    return tool.ready[key].said if key in tool.ready else ""
