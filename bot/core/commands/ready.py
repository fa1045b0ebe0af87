"""Ready for students? Six taps for a tool, to leave and go on with; what is open is shown, nothing is blocked."""

from dataclasses import replace

from bot.core.answers.passage import passage_of, source_line
from bot.core.commands.ready_texts import TEXTS, text, texts_choice
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.message import Choice
from bot.core.moment import Moment, changed, choice, reply
from bot.core.plan.document import Answer, Stage, Tool
from bot.core.plan.edits import edit
from bot.core.points.p06_ethics import rulings, stop_signs
from bot.core.points.readiness import (
    ASKED_LATER,
    BY_ID,
    POINTS,
    QUESTIONS,
    Question,
    left,
    next_question,
    open_by_tool,
    open_in,
)
from bot.core.situation import Outcome

MOST_OPEN = 4  # things that are open, in one line
MOST_TOOLS = 4  # tools to choose from, and in the overview


def ready(moment: Moment, values: Values) -> Outcome:
    """Ask the next of the six, keep what was tapped, or show what is open; without a tool, all of them at a glance."""
    name, show, check = values.text("tool"), values.text("show"), values.text("check")
    if show in TEXTS:
        return text(moment, name if name in moment.plan.tools or moment.tool_card(name) else "", show)
    if not name or (name not in moment.plan.tools and moment.tool_card(name) is None):
        return _overview(moment, name)
    tool = moment.plan.tools.get(name)
    if check == ASKED_LATER and values.text("tap"):
        return _students_asked(moment, name, values.text("tap"))
    question = BY_ID.get(check)
    if question and values.text("tap") in question.taps:
        return _kept(moment, name, question, values.text("tap"))
    if show == "again":
        return _again(moment, name, tool)
    asked = question or (next_question(tool) if tool else QUESTIONS[0])
    if asked is None or (tool and show == "open"):
        return reply(*_standing(moment, name, tool or Tool(Stage.LOOKING, moment.today)), choices=_ways(moment, name))
    more = _reading(moment, asked) if show == "more" else ()
    begun = "" if more or question or (tool and tool.ready) else moment.say("ready.begin", tool=moment.tool_name(name))
    return reply(begun, *more, *_asked(moment, name, asked), choices=_taps(moment, name, asked, read=bool(more)))


def _overview(moment: Moment, said: str) -> Outcome:
    """Show each tool with what is open, and offer the check for it."""
    tools = {key: tool for key, tool in moment.plan.tools.items() if tool.stage is not Stage.RETIRED}
    first = moment.say("plan.not_in_plan", tool=said) if said and "student" not in said.casefold() else ""
    if not tools:
        start = choice(moment.say("choice.start"), "start")
        return reply(first, moment.say("ready.no_tools"), choices=(start,))
    lines = [_line(moment, name, tool) for name, tool in list(tools.items())[:MOST_TOOLS]]
    ways = tuple(choice(moment.tool_name(name), "ready", tool=name) for name in tools)
    return reply(first, moment.say("ready.which"), *lines, choices=ways)


def _line(moment: Moment, name: str, tool: Tool) -> str:
    shown = moment.tool_name(name)
    if not tool.ready:
        return moment.say("ready.not_begun", tool=shown)
    found = _named(moment, open_in(name, tool, moment))
    if found:
        return moment.say("ready.open_here", tool=shown, open="; ".join(found[:2]))
    return (
        moment.say("ready.to_go_here", tool=shown, n=left(tool)) if left(tool) else moment.say("ready.fine", tool=shown)
    )


def _named(moment: Moment, found: tuple[str, ...]) -> list[str]:
    return [moment.words.family("ready_open", one) for one in found]


def _asked(moment: Moment, name: str, question: Question) -> tuple[str, ...]:
    """Return the question with its place among the six, and what is known already that helps to answer it."""
    shown = moment.tool_name(name)
    asks = moment.words.family("ready_ask", question.id, tool=shown)
    line = moment.say("ready.step", n=POINTS.index(question.point) + 1, of=len(POINTS), question=asks)
    card = moment.tool_card(name)
    if question.id == "ethics":
        return (line, *_rules_here(moment, name))
    return (line, card.export.text) if question.id == "keys" and card else (line,)


def _rules_here(moment: Moment, name: str) -> tuple[str, ...]:
    signs = [moment.say("ready.sign", name=sign.name, why=sign.text) for sign in stop_signs(name, moment)]
    policy = [moment.say("ready.policy", name=rule.name, text=rule.text) for rule in rulings("policy", moment)]
    return tuple((*signs, *policy)[:2])


def _taps(moment: Moment, name: str, question: Question, *, read: bool = False) -> tuple[Choice, ...]:
    taps = [
        choice(moment.words.family("ready_tap", _key(question.id, tap)), "ready", tool=name, check=question.id, tap=tap)
        for tap in question.taps
    ]
    if question.id == "way":
        taps.append(choice(moment.say("ready.drop"), "plan", "retire", tool=name))
    if question.id == "backup":
        taps.insert(0, choice(moment.say("ready.note_backup"), "plan", "backup", tool=name))
    if not read and question.id != "way":  # its reading was behind the question before
        taps.append(choice(moment.say("ready.more"), "ready", tool=name, check=question.id, show="more"))
    return tuple(taps)


def _key(*parts: str) -> str:
    return "_".join(parts).replace("-", "_")


def _reading(moment: Moment, question: Question) -> tuple[str, ...]:
    """Return the reading behind a question: the passage of its point, with its source."""
    found = passage_of(f"{question.point}/{question.passage}", moment)
    return (found[1].answer, source_line(*found, moment)) if found else ()


def _kept(moment: Moment, name: str, question: Question, tap: str) -> Outcome:
    """Keep one tap with its day, say what it opens, and ask the next."""
    held = moment.plan.tools.get(name)
    tool = held or Tool(Stage.LOOKING, moment.today)
    now = replace(tool, ready={**tool.ready, question.key: Answer(tap, moment.today)})
    new = [one for one in open_in(name, now, moment) if one not in open_in(name, tool, moment)]
    opened = next((moment.words.family("ready_said", one) for one in new if one in SAID), "")
    asked = next_question(now, question)
    noted = moment.say("ready.noted", tap=moment.words.family("ready_tap", _key(question.id, tap)))
    if asked is None:
        shown = _standing(moment, name, now)
        return changed(moment, edit("tools", name, held, now), noted, *shown, choices=_ways(moment, name, now))
    taps = _taps(moment, name, asked)
    if "space_required" in new:
        taps = (
            texts_choice(moment, name, "another-way"),
            *(one for one in taps if one.does.values.get("show") != "more"),
        )
    return changed(moment, edit("tools", name, held, now), noted, opened, *_asked(moment, name, asked), choices=taps)


SAID = ("space_required", "space_social", "keys_neither")  # said plainly at once


def _standing(moment: Moment, name: str, tool: Tool) -> tuple[str, ...]:
    """Return what is open before students use a tool, how many taps are left, and that nothing is blocked."""
    shown = moment.tool_name(name)
    found = _named(moment, open_in(name, tool, moment))
    if not found and left(tool):
        return (moment.say("ready.to_go_here", tool=shown, n=left(tool)),)
    if not found:
        return (moment.say("ready.fine", tool=shown), moment.say("ready.fine_why"))
    to_go = moment.say("ready.to_go", n=left(tool)) if left(tool) else ""
    more = len(found) - MOST_OPEN
    rest = moment.say("ready.open_more", n=more) if more > 0 else ""
    first = moment.say("ready.open", tool=shown, open="; ".join(found[:MOST_OPEN]))
    return (first, rest, to_go, moment.say("ready.not_blocked"))


def _ways(moment: Moment, name: str, now: Tool | None = None) -> tuple[Choice, ...]:
    """Return the step for the first thing that is open, the texts, and the check once more."""
    tool = now or moment.plan.tools.get(name)
    found = open_in(name, tool, moment) if tool else ()
    step = next((made for one in found if (made := _step(moment, name, one))), None)
    go_on = choice(moment.say("ready.go_on"), "ready", tool=name) if tool and left(tool) else None
    texts = choice(moment.say("ready.texts"), "ready", tool=name, show="texts")
    again = choice(moment.say("ready.again"), "ready", tool=name, show="again")
    return tuple(one for one in (step, go_on, texts, again) if one)


def _step(moment: Moment, name: str, finding: str) -> Choice | None:
    """Return the one thing that closes a finding, or begins to."""
    label = moment.words.family("ready_step", kind) if (kind := STEPS.get(finding, "")) else ""
    match kind:
        case "session":
            return choice(label, "ready", tool=name, check="way")
        case "rules":
            return choice(label, "ready", tool=name, check="ethics")
        case "route":
            return choice(label, "ready", tool=name, show="another-way")
        case "backup":
            return choice(label, "plan", "backup", tool=name)
        case "keys":
            return choice(label, "plan", "keys", tool=name)
        case _:
            return None


STEPS = {
    "session_nothing": "session", "session_unsure": "session", "ethics_not_yet": "rules", "ethics_none_found": "rules",
    "ethics_changed": "rules", "space_required": "route", "space_social": "route", "space_route": "route",
    "backup_not_yet": "backup", "backup_same": "backup", "backup_fix": "backup", "keys_only_me": "keys",
    "keys_neither": "keys", "keys_unsure": "keys",
}  # fmt: skip


def _again(moment: Moment, name: str, held: Tool | None) -> Outcome:
    """Set the answers aside and ask from the first."""
    tool = held or Tool(Stage.LOOKING, moment.today)
    now = replace(tool, ready={key: one for key, one in tool.ready.items() if key == ASKED_LATER})
    asked = next_question(now) or QUESTIONS[0]
    edits = edit("tools", name, held, now) if held else ()
    return changed(moment, edits, *_asked(moment, name, asked), choices=_taps(moment, name, asked))


def _students_asked(moment: Moment, name: str, tap: str) -> Outcome:
    """Keep whether a student asked why, and give what helps in either case."""
    held = moment.plan.tools.get(name)
    if held is None:
        return reply(moment.say("plan.not_in_plan", tool=moment.tool_name(name)))
    now = replace(held, ready={**held.ready, ASKED_LATER: Answer(tap, moment.today)})
    said = moment.say("ready.asked") if tap == "yes" else moment.say("ready.not_asked", tool=moment.tool_name(name))
    return changed(moment, edit("tools", name, held, now), said, choices=(texts_choice(moment, name, "why"),))


def card_line(moment: Moment) -> str:
    """Return what is open before students use a tool, the first that was begun; "" where nothing is."""
    found = open_by_tool(moment)
    if not found:
        return ""
    name, what = next(iter(found.items()))
    open_ = "; ".join(_named(moment, what)[:2])
    return moment.say("ready.card", n=len(found), tool=moment.tool_name(name), open=open_)


TAPS = tuple(dict.fromkeys(tap for question in QUESTIONS for tap in question.taps))
COMMANDS = (
    Command(
        ("ready",),
        ready,
        (
            Parameter("tool", Kind.TOOL),
            Parameter("check", Kind.ONE_OF, options=(*BY_ID, ASKED_LATER), only_typed=True),
            Parameter("tap", Kind.ONE_OF, options=TAPS, only_typed=True),
            Parameter("show", Kind.ONE_OF, options=("more", "open", "again", *TEXTS), only_typed=True),
        ),
    ),
)
