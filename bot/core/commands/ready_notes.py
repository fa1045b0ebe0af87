"""What the ready check notes in words: the session a tool feeds, who else has the keys, and a new role."""

import re
from dataclasses import replace

from bot.core.commands.ready_texts import texts_choice
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.moment import Moment, changed, choice, reply
from bot.core.plan.document import Answer, Stage, Tool
from bot.core.plan.edits import edit
from bot.core.points.p12_on_your_own import FINE
from bot.core.points.p14_accounts import accounts, asked_again
from bot.core.situation import Outcome

_LOST = re.compile(r"^(?P<session>.+?)[,;.]?\s+(?:lost|without it)\s*:\s*(?P<lost>.+)$", re.IGNORECASE | re.DOTALL)


def session(moment: Moment, values: Values) -> Outcome:
    """Note which session a tool feeds and what students would lose without it, in words to show them."""
    name = values.text("tool")
    held = moment.plan.tools.get(name)
    tool = held or Tool(Stage.LOOKING, moment.today)
    feeds, lost = values.text("session"), values.text("lost")
    if not lost and (found := _LOST.match(feeds)):
        feeds, lost = found["session"], found["lost"]
    has_place = Answer("yes", moment.today)
    now = replace(tool, session=feeds, lost=lost or tool.lost, ready={**tool.ready, "session": has_place})
    line = moment.say("ready.session_noted", tool=moment.tool_name(name), session=now.session)
    return changed(moment, edit("tools", name, held, now), line, choices=(texts_choice(moment, name, "why"),))


def keys(moment: Moment, values: Values) -> Outcome:
    """Note who else can get in, as an office or a role."""
    name = values.text("tool")
    held = moment.plan.tools.get(name)
    tool = held or Tool(Stage.LOOKING, moment.today)
    stuck = "keys" in tool.ready and tool.ready["keys"].said in ("neither", "no-way-out")
    answer = Answer("no-way-out" if stuck else FINE, moment.today)
    now = replace(tool, keys=values.text("who"), ready={**tool.ready, "keys": answer})
    line = moment.say("ready.keys_noted", tool=moment.tool_name(name), who=now.keys)
    return changed(moment, edit("tools", name, held, now), line)


def role(moment: Moment, values: Values) -> Outcome:
    """Take note that the person's role changed: which account is for what is asked again. The role is not kept."""
    edits = asked_again(moment.plan)
    if not edits:
        return reply(moment.say("ready.no_accounts"), choices=(choice(moment.say("ready.begin_choice"), "ready"),))
    names = list(accounts(moment.plan))
    ask = tuple(choice(moment.tool_name(name), "ready", tool=name, check="account") for name in names)
    line = moment.say("ready.role_changed", tools=[moment.tool_name(name) for name in names])
    return changed(moment, edits, line, choices=ask)


_TOOL = Parameter("tool", Kind.TOOL, required=True)
COMMANDS = (
    Command(
        ("plan", "session"),
        session,
        (_TOOL, Parameter("session", Kind.TEXT, required=True), Parameter("lost", Kind.TEXT)),
        opens_form=True,
    ),
    Command(("plan", "keys"), keys, (_TOOL, Parameter("who", Kind.TEXT, required=True)), opens_form=True),
    Command(("plan", "role"), role, lenient=True),
)
