"""Texts to copy and send: why we use this, another route, a briefing for students, declining a request."""

from bot.core.message import Choice
from bot.core.moment import Moment, choice, reply
from bot.core.plan.document import Tool
from bot.core.points.p06_ethics import rulings
from bot.core.points.p08_student_space import is_required
from bot.core.points.p14_accounts import account_of, accounts
from bot.core.situation import Outcome

TEXTS = ("texts", "why", "another-way", "briefing", "decline")
MOST_WORDS = 12  # of a local rule inside a briefing; a longer one is named


def texts_choice(moment: Moment, name: str, kind: str) -> Choice:
    """Return the choice that gives one text."""
    tool = {"tool": name} if name else {}
    return choice(moment.words.family("ready_text_name", kind.replace("-", "_")), "ready", **tool, show=kind)


def text(moment: Moment, name: str, kind: str) -> Outcome:
    """Give one text, complete to copy; or the names of all four. Declining needs no tool."""
    if kind == "texts" or (kind != "decline" and not name):
        return reply(moment.say("ready.texts_which"), choices=_others(moment, name, ""))
    tool, others = moment.plan.tools.get(name), _others(moment, name, kind)
    match kind:
        case "why":
            line = choice(moment.say("ready.name_session"), "plan", "session", tool=name)
            return reply(_why(moment, name, tool), choices=others if tool and tool.session else (line, *others))
        case "another-way":
            return reply(_route(moment, name, tool), choices=others)
        case "briefing":
            return reply(*_briefing(moment, name, tool), choices=others)
        case _:
            return reply(_decline(moment, tool), choices=others)


def _others(moment: Moment, name: str, kind: str) -> tuple[Choice, ...]:
    kinds = TEXTS[1:] if name else ("decline",)
    return tuple(texts_choice(moment, name, one) for one in kinds if one != kind)


def _why(moment: Moment, name: str, tool: Tool | None) -> str:
    shown = moment.tool_name(name)
    if tool and tool.session and tool.lost:
        return moment.say("ready_text.why", tool=shown, session=tool.session, lost=tool.lost)
    if tool and tool.session:
        return moment.say("ready_text.why_session", tool=shown, session=tool.session)
    return moment.say("ready_text.why_plain", tool=shown)


def _route(moment: Moment, name: str, tool: Tool | None) -> str:
    if tool and is_required(tool.ready):
        return moment.say("ready_text.route_required", tool=moment.tool_name(name))
    return moment.say("ready_text.route", tool=moment.tool_name(name))


def _briefing(moment: Moment, name: str, tool: Tool | None) -> tuple[str, ...]:
    """Return an outline of five lines, with the local policy where one is noted."""
    shown = moment.tool_name(name)
    job = (
        moment.say("ready_text.briefing_session", session=tool.session)
        if tool and tool.session
        else moment.say("ready_text.briefing_job")
    )
    found = rulings("policy", moment)
    if not found:
        rules = moment.say("ready_text.briefing_rules")
    elif len(found[0].text.split()) > MOST_WORDS:
        rules = moment.say("ready_text.briefing_named", name=found[0].name)
    else:
        rules = moment.say("ready_text.briefing_policy", text=found[0].text)
    ends = moment.say("ready_text.briefing_wrong"), moment.say("ready_text.briefing_route")
    return (moment.say("ready_text.briefing", tool=shown), job, moment.say("ready_text.briefing_nobody"), rules, *ends)


def _decline(moment: Moment, tool: Tool | None) -> str:
    own = account_of(tool) == "personal" if tool else "personal" in accounts(moment.plan).values()
    return moment.say("ready_text.decline_own" if own else "ready_text.decline")
