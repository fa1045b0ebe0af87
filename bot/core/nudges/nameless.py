"""What a channel is asked without a name: a question, or who has tried a tool. Names come by their own tap only.

A question waits until a later week than its own, and until enough members are there that it can be anybody's.
"""

import re

from bot.core.message import Choice
from bot.core.moment import Moment, choice
from bot.core.plan.document import ChannelPlan
from bot.core.plan.weeks import monday
from bot.core.situation import Waiting

LONGEST_SHORT = 22  # words of a short answer
MOST_NAMES = 6


def waits_here(moment: Moment, kind: str) -> Waiting | None:
    """Return what is asked next of this kind, None where nothing is, or not yet."""
    return next((one for one in all_that_wait(moment) if one.kind == kind), None)


def all_that_wait(moment: Moment) -> list[Waiting]:
    """Return what may be asked by now, the longest waiting first."""
    if not enough_members(moment):
        return []
    told = {post.subject for post in moment.situation.posts}
    week = monday(moment.today)
    return [one for one in moment.situation.waiting if one.week < week and one.id not in told]


def posted(moment: Moment) -> tuple[str, ...]:
    """Return the ids of what was posted and waits no longer."""
    told = {post.subject for post in moment.situation.posts}
    return tuple(one.id for one in moment.situation.waiting if one.id in told)


def enough_members(moment: Moment) -> bool:
    """Say whether a question without a name can be anybody's here."""
    return len(moment.situation.channel.members) >= moment.library.rules.askers_at_least


def asked_lines(one: Waiting, moment: Moment) -> list[str]:
    """Return a question without a name, with the short answer where there is one."""
    return [moment.say("post.asked", question=one.text), _short(one, moment), moment.say("post.asked_how")]


def _short(one: Waiting, moment: Moment) -> str:
    guidance = moment.library.guidance.get(one.point)
    if guidance is None:
        return ""
    passage = next((passage for passage in guidance.passages if passage.id == one.passage), None)
    short = first_sentences(passage.answer) if passage else ""
    if not short:
        return moment.say("post.asked_point", point=one.point, title=guidance.title)
    return moment.say("post.asked_short", answer=short, point=one.point)


def first_sentences(answer: str) -> str:
    """Return as many first sentences of an answer as a post has room for, no quotation cut; "" where none fits."""
    said = whole = ""
    for sentence in re.split(r"(?<=[.?!])\s+", answer):
        said = f"{said} {sentence}".strip()
        if len(said.split()) > LONGEST_SHORT:
            break
        if said.count('"') % 2 == 0 and said.count("“") == said.count("”"):
            whole = said
    return whole


def asked_choices(one: Waiting, moment: Moment) -> tuple[Choice, ...]:
    """Return what a reader can do: ask as well, or read on where guidance says something."""
    ask = choice(moment.say("post.ask_too"), "channel", "ask")
    more = choice(moment.say("answer.more"), "read", point=str(one.point))
    return (ask, more) if one.point else (ask,)


def tried_lines(one: Waiting, moment: Moment) -> list[str]:
    """Return the question who has tried a tool, and who said so already."""
    names = who_tried(one.text, moment.situation.channel)
    said = moment.say("tried.names", tool=moment.tool_name(one.text), names=names[:MOST_NAMES]) if names else ""
    return [moment.say("post.tried", tool=moment.tool_name(one.text)), said, moment.say("post.tried_how")]


def tried_choices(one: Waiting, moment: Moment) -> tuple[Choice, ...]:
    """Return the tap by which somebody is named, and what everybody can see of it."""
    return (
        choice(moment.say("tried.mine"), "channel", "tried", action="yes", tool=one.text),
        choice(moment.say("tried.who"), "channel", "tried", tool=one.text),
    )


def who_tried(tool: str, channel: ChannelPlan) -> list[str]:
    """Return the names of the members who let the others know that they tried this tool."""
    return [member.name for member in channel.members.values() if tool in member.tried]
