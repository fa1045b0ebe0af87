"""Asking a channel without a name, and who here has tried a tool: each by a tap of one's own, never by anyone else's.

What is to be asked is kept beside the channel, without its asker; nothing of the person's own says which it was.
"""

import re
from dataclasses import replace

from bot.core.answers.passage import passage_of
from bot.core.answers.refusals import refused
from bot.core.answers.topic import Ending, ending, topics
from bot.core.commands.ask import ask as answer_at_once
from bot.core.commands.channel import kept
from bot.core.commands.table import CHANNEL, Command, Kind, Parameter, Values
from bot.core.library import squeeze
from bot.core.moment import Moment, choice, reply
from bot.core.nudges.nameless import enough_members, who_tried
from bot.core.plan.edits import edit
from bot.core.plan.weeks import monday
from bot.core.situation import Outcome, Thread, Waiting

LONGEST_QUESTION = 160  # characters: a post is short
_SOMEBODY = re.compile(r"\b(?:Dr|Prof|Professor|Mr|Mrs|Ms|Miss|Sir|Dame)\b\.? [A-Z]\w+|(?:^|\s)@\w")


def ask(moment: Moment, values: Values) -> Outcome:
    """Show what the channel would see of a question; it is asked only once that is confirmed."""
    return _previewed(values.text("question"), moment)


def put(moment: Moment, values: Values) -> Outcome:
    """Let the channel have the question that was shown or asked last, without a name."""
    thread = moment.thread
    if thread is None or not thread.question:
        return reply(moment.say("useful.gone"))
    if values.text("sure") != "yes":
        return _previewed(thread.question, moment)
    if (stop := _not_here(thread.question, moment)) is not None:
        return stop
    if any(squeeze(one.text) == squeeze(thread.question) for one in moment.situation.waiting):
        return reply(moment.say("asked.waits_already"), thread_done=True)
    # The id comes from what was said now, and nothing that is kept of the person does.
    new = Waiting(
        moment.fresh("asked"), "asked", thread.question, monday(moment.today), thread.point, thread.passage
    )  # fmt: skip
    return reply(moment.say("asked.waits"), waits=new, thread_done=True)


def _previewed(question: str, moment: Moment) -> Outcome:
    if (stop := _not_here(question, moment)) is not None:
        return stop
    last = moment.thread
    is_it = last is not None and last.question == question
    thread = last if last and is_it else answered(question, moment)
    yes = choice(moment.say("asked.yes"), "channel", "put", sure="yes")
    no = choice(moment.say("choice.not_now"), "nudges", "not-now")
    consent = moment.say("asked.consent_named" if _names_somebody(question, moment) else "asked.consent")
    return reply(
        moment.say("asked.preview", question=question),
        consent,
        choices=(yes, no),
        thread=replace(thread, at=moment.now),
    )


def _names_somebody(question: str, moment: Moment) -> bool:
    """Say whether a question tells of somebody by a title and name, a mention, or the name of a member."""
    names = {member.name.split()[0] for member in moment.situation.channel.members.values() if member.name.strip()}
    known = any(re.search(rf"(?<=[\w,;] ){re.escape(name)}\b", question) for name in names)
    return known or _SOMEBODY.search(question) is not None


def answered(question: str, moment: Moment) -> Thread:
    """Return the question with what guidance surely answers to it, if it does: the channel sees that in short."""
    ranking, rules = moment.situation.ranking, moment.library.rules
    pair = None
    if ranking and ending(ranking, rules, question) is Ending.ANSWER:
        sure = tuple((name, score) for name, score in ranking.passages if score >= rules.surely_answered)
        point = topics(ranking)[0].point
        pair = next((passage_of(name, moment) for name, _ in sure if name.startswith(f"{point}/")), None)
    return Thread(question, pair[0].point if pair else 0, pair[1].id if pair else "", moment.now)


def _not_here(question: str, moment: Moment) -> Outcome | None:
    """Return what to say where a question cannot go to the channel."""
    if refused(question) is not None:
        return answer_at_once(replace(moment, public=False), Values({"question": question}))
    if len(question) > LONGEST_QUESTION:
        return reply(moment.say("asked.too_long", most=LONGEST_QUESTION))
    if not moment.may_post:
        return reply(moment.say("posts.not_allowed"))
    posts = moment.situation.channel.posts
    if not posts.on or not posts.asked:
        return reply(moment.say("asked.posts_off"))
    if not enough_members(moment):
        return reply(moment.say("asked.too_few", least=moment.library.rules.askers_at_least))
    return None


def tried(moment: Moment, values: Values) -> Outcome:
    """Show who said that they tried a tool, say so oneself or no longer, or have the channel asked."""
    name, action = values.text("tool"), values.text("action")
    channel = moment.situation.channel
    if not name:
        found = sorted({tool for member in channel.members.values() for tool in member.tried})
        lines = [moment.say("tried.names", tool=moment.tool_name(t), names=who_tried(t, channel)) for t in found]
        return reply(*(lines or [moment.say("tried.none")]), moment.say("tried.how"))
    if action in ("yes", "no"):
        return _own_tap(moment, name, said=action == "yes")
    if action == "ask":
        return _ask_who(moment, name)
    names = who_tried(name, channel)
    tool = moment.tool_name(name)
    line = moment.say("tried.names", tool=tool, names=names) if names else moment.say("tried.nobody", tool=tool)
    member = channel.members.get(moment.person_id)
    mine = "no" if member and name in member.tried else "yes"
    own = choice(moment.words.family("tried_choice", mine), "channel", "tried", action=mine, tool=name)
    who = choice(moment.words.family("tried_choice", "ask"), "channel", "tried", action="ask", tool=name)
    return reply(line, choices=(own, who))


def _own_tap(moment: Moment, name: str, *, said: bool) -> Outcome:
    member = moment.situation.channel.members.get(moment.person_id)
    if member is None:
        join = choice(moment.say("channel.join"), "channel", "join")
        return reply(moment.say("permit.members_only"), choices=(join,))
    others = tuple(tool for tool in member.tried if tool != name)
    after = replace(member, tried=(*others, name) if said else others)
    line = moment.words.family("tried_done", "yes" if said else "no", tool=moment.tool_name(name))
    return kept(moment, edit("members", moment.person_id, member, after), line)


def _ask_who(moment: Moment, name: str) -> Outcome:
    posts, tool = moment.situation.channel.posts, moment.tool_name(name)
    if not moment.may_post:
        return reply(moment.say("posts.not_allowed"))
    if not posts.on or not posts.tried:
        return reply(moment.say("asked.posts_off"))
    if not enough_members(moment):
        return reply(moment.say("asked.too_few", least=moment.library.rules.askers_at_least))
    if any(one.kind == "tried" and one.text == name for one in moment.situation.waiting):
        return reply(moment.say("asked.waits_already"))
    new = Waiting(moment.fresh("tried"), "tried", name, monday(moment.today))
    return reply(moment.say("tried.waits", tool=tool), waits=new)


COMMANDS = (
    Command(
        ("channel", "ask"), ask, (CHANNEL, Parameter("question", Kind.TEXT, required=True)), opens_form=True,
        in_place=True, afar=True, fleeting=True, talks=True, ranked=True,
    ),
    Command(
        ("channel", "put"), put, (CHANNEL, Parameter("sure", Kind.ONE_OF, options=("yes",))), in_place=True, afar=True,
        listed=False, fleeting=True, talks=True,
    ),
    Command(
        ("channel", "tried"),
        tried,
        (CHANNEL, Parameter("action", Kind.ONE_OF, options=("yes", "no", "ask")), Parameter("tool", Kind.TOOL)),
        in_place=True,
        afar=True,
        fleeting=True,
    ),
)  # fmt: skip
