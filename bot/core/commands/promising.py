"""A promise: a small if-then for a tool, what it does to the fullest week ahead, and its five-minute version."""

import re
from dataclasses import replace

from bot.core.commands.binding import tool_names
from bot.core.commands.forecast import promise_effect
from bot.core.commands.forms import form
from bot.core.commands.plan_tools import TOOL, check_name
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.message import Choice, Message
from bot.core.moment import TAKES_TIME, Moment, changed, choice, reply
from bot.core.plan.document import Promise, Stage, Tool
from bot.core.plan.edits import edit
from bot.core.points.p07_use_it import SMALLER, as_it_stands
from bot.core.situation import Outcome

_PROMISE = re.compile(
    r"^(?:if|when|on|at)?\s*(?P<when>.{2,120}?)\s*(?:,|:|;|->|→)?\s*\bthen\b\s*(?P<then>.{2,160})$", re.I
)
PROMPT_MINUTES = 5


def promise(moment: Moment, values: Values) -> Outcome:
    """Keep a small if-then for a tool; typed in one line or asked for in a form."""
    name, when, then = values.text("tool"), values.text("when"), values.text("then")
    if values.text("told") == SMALLER:
        return _smaller(moment, name, when, then)
    if name not in moment.plan.tools:
        check_name(name, moment)
    if name not in tool_names(moment).values():
        return _which_tool(moment, name, when, then)
    if when and not then and (found := _PROMISE.match(when)):
        when, then = found["when"].removesuffix(","), found["then"]
    if not when or not then:
        return reply(moment.say("plan.promise_how"))
    held = moment.plan.tools.get(name)
    now = replace(held or Tool(Stage.IN_USE, moment.today), promise=Promise(when, then))
    line = moment.say("plan.promise_noted", tool=moment.tool_name(name), when=when, then=then)
    ahead, effect = promise_effect(moment, name)
    if effect and effect.is_over and not values.text("told"):
        return reply(ahead, choices=_before_it_is_kept(moment, name, when, then))
    return changed(moment, edit("tools", name, held, now), line, "" if values.text("told") else ahead)


def _which_tool(moment: Moment, said: str, when: str, then: str) -> Outcome:
    """Ask which tool a promise is for, where a word is no tool known here: it may be a part of the promise."""
    if not when and not then:
        when = said
    used = [key for key, held in moment.plan.tools.items() if held.stage in TAKES_TIME]
    given = {key: text for key, text in (("when", when), ("then", then)) if text}
    taps = [choice(moment.tool_name(key), "plan", "promise", tool=key, **given) for key in used]
    add = choice(moment.say("log.add_tool", tool=said), "plan", "tool", tool=said)
    return reply(moment.say("plan.promise_which", said=said), choices=(*taps, add))


def _before_it_is_kept(moment: Moment, name: str, when: str, then: str) -> tuple[Choice, ...]:
    """Offer to keep a promise as it is, to make it smaller, or to leave it."""
    keep = moment.words.family("promise_choice", "keep")
    smaller = moment.words.family("promise_choice", "smaller")
    return (
        choice(keep, "plan", "promise", tool=name, when=when, then=then, told="yes"),
        choice(smaller, "plan", "promise", tool=name, **as_it_stands(Promise(when, then))),
        choice(moment.say("choice.not_now"), "nudges", "not-now"),
    )


def _smaller(moment: Moment, name: str, when: str, then: str) -> Outcome:
    """Show a promise as it stands, or as it was said just now, in the form to change it."""
    given = {"tool": name, "when": when, "then": then, "told": "yes"}
    command = next(one for one in COMMANDS if one.path == ("plan", "promise"))
    return Outcome(messages=(Message((moment.say("plan.promise_smaller"),), form=form(command, given, {}, moment)),))


def prompt(moment: Moment, values: Values) -> Outcome:
    """Give a five-minute version of a promise, ready to post now."""
    name = values.text("tool")
    if not name:
        used = [key for key, held in moment.plan.tools.items() if held.stage in TAKES_TIME]
        taps = tuple(choice(moment.tool_name(key), "plan", "prompt", tool=key) for key in used)
        return reply(moment.say("prompt.which" if taps else "prompt.no_tool"), choices=taps)
    posted = choice(moment.say("prompt.posted"), "log", entries=f"{PROMPT_MINUTES} min {moment.tool_name(name)}")
    lines = (moment.say("prompt.five_minutes", tool=moment.tool_name(name)), moment.say("prompt.text"))
    return reply(*lines, choices=(posted,))


COMMANDS = (
    Command(
        ("plan", "promise"),
        promise,
        (
            TOOL,
            Parameter("when", Kind.TEXT, required=True),
            Parameter("then", Kind.TEXT),
            Parameter("told", Kind.TEXT),
        ),
        opens_form=True,
    ),
    Command(("plan", "prompt"), prompt, (Parameter("tool", Kind.TOOL),), listed=False, typed=True),
)
