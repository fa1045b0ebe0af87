"""What belongs to a channel: its keeper and members, tools, content list, posts and term dates."""

from dataclasses import replace

from bot.core.commands.content import member_choices, members_named, which_of
from bot.core.commands.plan_tools import backup_words, check_name, tool_line
from bot.core.commands.table import CHANNEL, Command, Kind, Parameter, Values
from bot.core.message import Audience, Choice, Message
from bot.core.moment import Moment, choice, reply, undo_choice
from bot.core.nudges.posts import FEELINGS
from bot.core.people import Role
from bot.core.plan.document import Backup, Member, Stage, Tool
from bot.core.plan.edits import Edit, edit
from bot.core.situation import Outcome, Post, Tap


def kept(moment: Moment, edits: tuple[Edit, ...], *lines: str) -> Outcome:
    """Return an outcome that changes the channel's document and offers to take it back."""
    return reply(*lines, choices=(undo_choice(moment),) if edits else (), channel_edits=edits)


def show(moment: Moment, values: Values) -> Outcome:
    """Show what the channel has: keeper, posts, tools and content list; never anyone's plan."""
    channel = moment.situation.channel
    names = channel.keepers
    lines = [moment.say("channel.keeper", names=names) if names else moment.say("channel.no_keeper")]
    # How many are in its plan is left to the report, where it is rounded: from day to day it would tell who left.
    lines.append(moment.say("channel.counts", tools=len(channel.tools), items=len(channel.items)))
    posts = choice(moment.say("channel.posts_choice"), "channel", "posts")
    rules = choice(moment.say("channel.rules_choice"), "channel", "rules")
    if not moment.situation.actor.is_member:
        return reply(
            *lines,
            moment.say("channel.join_line"),
            choices=(choice(moment.say("channel.join"), "channel", "join"), posts, rules),
        )
    return reply(*lines, choices=(choice(moment.say("channel.content_choice"), "channel", "content"), posts, rules))


def welcome(moment: Moment, values: Values) -> Outcome:
    """Say once who this is, what it reads and who keeps it; whoever invited it is the keeper."""
    if moment.situation.channel.keepers or moment.situation.posts:
        return Outcome()
    me = moment.person_id
    name = moment.situation.actor.person.name
    member = Member(name, moment.today, keeper=True)
    public = Message(
        (moment.say("welcome.who"), moment.say("welcome.reads"), moment.say("welcome.keeper", name=name)),
        _first_choices(moment),
        audience=Audience.PLACE,
    )
    private = Message(
        (moment.say("welcome.to_keeper"),),
        (
            choice(moment.say("rules.fill_in"), "channel", "rules", change="open-form"),
            choice(moment.say("channel.posts_on"), "channel", "posts", action="on"),
        ),
    )
    return Outcome(messages=(public, private), channel_edits=edit("members", me, None, member))


def arrive(moment: Moment) -> Outcome:
    """Say once who this is, in a channel of a workspace that nobody in particular invited Boffin to."""
    if moment.situation.channel.keepers or moment.situation.posts:
        return Outcome()
    take = choice(moment.say("channel.take"), "channel", "keeper", action="take")
    lines = (moment.say("welcome.who"), moment.say("welcome.reads"), moment.say("channel.no_keeper"))
    public = Message(lines, (take, *_first_choices(moment)), audience=Audience.PLACE)
    return Outcome(messages=(public,), post=Post(moment.fresh("welcome"), "welcome", "", moment.now))


def _first_choices(moment: Moment) -> tuple[Choice, ...]:
    return (
        choice(moment.say("welcome.ask"), "ask"),
        choice(moment.say("welcome.plan"), "start"),
        choice(moment.say("channel.join"), "channel", "join"),
        choice(moment.say("welcome.stored"), "privacy", "stored"),
    )


def join(moment: Moment, values: Values) -> Outcome:
    """Join the channel's plan by one's own tap: shared items, load taps, the report's preview."""
    if moment.situation.actor.is_member:
        return reply(moment.say("channel.already_member"))
    member = Member(moment.situation.actor.person.name, moment.today)
    return kept(
        moment,
        edit("members", moment.person_id, None, member),
        moment.say("channel.joined"),
        moment.say("channel.joined_see"),
    )


def leave(moment: Moment, values: Values) -> Outcome:
    """Leave the channel's plan; the items one owned there stay, without an owner."""
    channel = moment.situation.channel
    held = channel.members.get(moment.person_id)
    if held is None:
        return reply(moment.say("channel.not_member"))
    if held.keeper and len(channel.members) > 1 and len(channel.keepers) == 1:
        return reply(moment.say("channel.keeper_hand_over"))
    edits = edit("members", moment.person_id, held, None)
    for key, held_item in channel.items.items():
        edits += edit("items", key, held_item, held_item.without(moment.person_id))
    owned = any(one.owner == moment.person_id for one in channel.items.values())
    left = moment.say("channel.left_items") if owned else moment.say("channel.left")
    if moment.situation.afar:  # from outside, a channel whose plan one is not in can't be reached, so no Undo
        return reply(left, moment.say("channel.join_there"), channel_edits=edits)
    return kept(moment, edits, left)


def keeper(moment: Moment, values: Values) -> Outcome:
    """Show who keeps the channel, keep it where nobody does, or hand it over to a member."""
    channel = moment.situation.channel
    me, names = channel.members.get(moment.person_id), channel.keepers
    if values.text("action") == "take" or (not names and values.text("action") != "show"):
        if names:
            return reply(moment.say("channel.has_keeper", names=names))
        if not moment.situation.actor.person.may_keep:
            return reply(moment.say("channel.no_keeper"), moment.say("channel.who_may_keep"))
        if not values.text("action"):
            return reply(
                moment.say("channel.no_keeper"),
                choices=(choice(moment.say("channel.take"), "channel", "keeper", action="take"),),
            )
        after = (
            replace(me, keeper=True) if me else Member(moment.situation.actor.person.name, moment.today, keeper=True)
        )
        return kept(moment, edit("members", moment.person_id, me, after), moment.say("channel.taken"))
    if values.text("action") == "hand-over":
        if not (me and me.keeper):
            return reply(moment.say("permit.keeper_only", names=names))
        others = {key: member for key, member in channel.members.items() if key != moment.person_id}
        named = members_named(values.text("to"), others)
        if len(named) != 1:
            offers = member_choices(moment, named or others, "keeper", action="hand-over")
            asked = moment.say("channel.keeper_to" if offers else "content.nobody_else")
            return reply(which_of(moment, named) if named else asked, choices=offers)
        ((key, member),) = named.items()
        edits = edit("members", key, member, replace(member, keeper=True)) + edit(
            "members", moment.person_id, me, replace(me, keeper=False)
        )
        return kept(moment, edits, moment.say("channel.handed_over", name=member.name))
    remove = choice(moment.words.family("command", "channel_remove"), "channel", "remove")
    return reply(moment.say("channel.keeper", names=names), choices=(remove,) if me and me.keeper else ())


def tools(moment: Moment, values: Values) -> Outcome:
    """Show the channel's tools, or record where one stands and what its backup is."""
    channel = moment.situation.channel
    name = values.text("tool")
    if not name:
        lines = [tool_line(moment, key, tool) for key, tool in channel.tools.items()]
        return reply(*(lines or [moment.say("channel.no_tools")]))
    if not moment.situation.actor.is_member:
        return reply(moment.say("permit.members_only"))
    held = channel.tools.get(name)
    if values.text("action") == "remove":
        line = moment.say("channel.tool_removed" if held else "channel.tool_not_there", tool=moment.tool_name(name))
        return kept(moment, edit("tools", name, held, None), line)
    if held is None:
        check_name(name, moment)
    stage = Stage(values.text("stage") or (held.stage if held else Stage.IN_USE))
    after = replace(held, stage=stage) if held else Tool(stage, moment.today)
    if said := values.text("backup"):
        if not (where := backup_words(said)):
            return reply(moment.say("channel.backup_how"))
        after = replace(after, backup=Backup(where))
    return kept(
        moment, edit("tools", name, held, after), moment.say("channel.tool_noted", line=tool_line(moment, name, after))
    )


def felt(moment: Moment, values: Values) -> Outcome:
    """Take a member's tap on a load post; it is counted there and read into nobody's plan."""
    post = values.text("post")
    if post in moment.situation.shown or post not in {p.id for p in moment.situation.posts}:
        return reply(moment.say("post.closed"))
    return reply(moment.say("post.tap_noted"), tap=Tap(post, values.text("answer")))


COMMANDS = (
    Command(("channel", "show"), show, (CHANNEL,), in_place=True, afar=True),
    Command(
        ("channel", "tools"),
        tools,
        (
            Parameter("action", Kind.ONE_OF, options=("add", "remove")),
            Parameter("tool", Kind.TOOL),
            Parameter("stage", Kind.ONE_OF, options=tuple(Stage)),
            Parameter("backup", Kind.TEXT),
        ),
        in_place=True,
    ),
    Command(
        ("channel", "keeper"),
        keeper,
        (Parameter("action", Kind.ONE_OF, options=("show", "take", "hand-over")), Parameter("to", Kind.TEXT)),
        in_place=True,
    ),
    Command(("channel", "join"), join, in_place=True),
    Command(("channel", "leave"), leave, (CHANNEL,), in_place=True, afar=True),
    Command(("channel", "welcome"), welcome, in_place=True, listed=False),
    Command(
        ("channel", "felt"),
        felt,
        (
            Parameter("post", Kind.TEXT, required=True),
            Parameter("answer", Kind.ONE_OF, required=True, options=FEELINGS),
        ),
        role=Role.MEMBER,
        in_place=True,
        listed=False,
    ),
)
