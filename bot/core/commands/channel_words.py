"""A keeper's hand on what the channel gets next: its words, and a question without a name that shall not go.

Of what waits only that is shown whose week is over, as the posts have it: what was asked today would point at whoever
used Boffin today.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.core.commands.channel import kept
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.message import Choice, Field, FieldKind, Form, Message
from bot.core.moment import Moment, choice, reply
from bot.core.nudges.nameless import all_that_wait
from bot.core.nudges.posts import channel_post, lead_of, post_before
from bot.core.plan.document import PostWords
from bot.core.plan.edits import edit
from bot.core.situation import Outcome, Skip, Waiting

PATH = ("channel", "words")
FIRST_WORDS = 4
MOST_WORDS, MOST_LINES = 60, 4  # of a whole post, and of the keeper's part


def upcoming(moment: Moment, *, usual: bool = False) -> Outcome | Skip:
    """Return the post as it would go now if posts were on, or why none would; `usual`: without the keeper's words."""
    channel = moment.situation.channel
    on = replace(channel, posts=replace(channel.posts, on=True))
    on = replace(on, next_words=PostWords()) if usual else on
    return channel_post(replace(moment, situation=replace(moment.situation, channel=on)), preview=True)


def keeper_choices(moment: Moment, made: Outcome) -> tuple[Choice, ...]:
    """Return what a keeper can do about the next post: change its words, or drop what somebody asked."""
    if not moment.situation.actor.is_keeper or made.post is None:
        return ()
    change = choice(moment.say("post_words.change"), *PATH)
    drop = choice(moment.say("post_words.drop"), "channel", "drop", which=made.post.subject)
    return (change, drop) if made.post.kind in ("asked", "tried") else (change,)


def words(moment: Moment, values: Values) -> Outcome:
    """Ask for the keeper's own words for the next post, or keep them: for as long as it is about the same."""
    if not moment.situation.actor.is_keeper:
        return reply(moment.say("permit.keeper_only", names=moment.situation.channel.keepers))
    made = upcoming(moment, usual=True)
    if isinstance(made, Skip) or made.post is None:
        reason = made.reason if isinstance(made, Skip) else "nothing worth saying"
        return reply(moment.words.family("skip", reason.replace(" ", "_")))
    if not (text := values.text("words")):
        return Outcome(messages=(Message((moment.say("post_words.how"),), form=form(moment, {}, {})),))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    shown = made.messages[0].lines
    whole = " ".join((*lines, *shown[lead_of(made.post.kind, shown) :])).split()
    if len(whole) > MOST_WORDS or len(lines) > MOST_LINES:
        most = moment.say("post_words.too_long", most=MOST_WORDS, lines=MOST_LINES, n=len(whole))
        return Outcome(messages=(Message((most,), form=form(moment, {"words": text}, {"words": most})),))
    own = PostWords("\n".join(lines), made.post.kind, made.post.subject, post_before(moment))
    edits = edit("next_words", "", moment.situation.channel.next_words, own)
    return kept(moment, edits, moment.say("post_words.kept"))


def form(moment: Moment, given: Mapping[str, str], problems: Mapping[str, str]) -> Form:
    """Return the form with the words as they stand."""
    usual, now = upcoming(moment, usual=True), upcoming(moment)
    shown = ""
    if isinstance(usual, Outcome) and isinstance(now, Outcome) and usual.post:
        lines = usual.messages[0].lines
        below = len(lines) - lead_of(usual.post.kind, lines)
        shown = "\n".join(now.messages[0].lines[: len(now.messages[0].lines) - below])
    label = moment.words.family("option", "words")
    asked = Field("words", label, FieldKind.LINES, True, given.get("words", shown), problem=problems.get("words", ""))
    return Form(PATH, moment.words.family("command", "channel_words"), (asked,))


def drop(moment: Moment, values: Values) -> Outcome:
    """Show what waits to be asked, or drop one of it; that cannot be taken back, so it is asked first."""
    if not moment.situation.actor.is_keeper:
        return reply(moment.say("permit.keeper_only", names=moment.situation.channel.keepers))
    waiting = {one.id: one for one in all_that_wait(moment)}
    one = waiting.get(values.text("which"))
    if one is None:
        lines = [_asked(one, moment) for one in waiting.values()]
        taps = tuple(
            choice(moment.say("post_words.drop_one", begins=_begins(one, moment)), "channel", "drop", which=id_)
            for id_, one in waiting.items()
        )
        return reply(*(lines or [moment.say("post_words.none_waits")]), choices=taps)
    if values.text("sure") != "yes":
        yes = choice(moment.say("post_words.drop_yes"), "channel", "drop", which=one.id, sure="yes")
        no = choice(moment.say("choice.not_now"), "nudges", "not-now")
        return reply(_asked(one, moment), moment.say("post_words.drop_sure"), choices=(yes, no))
    return reply(moment.say("post_words.dropped"), waited=(one.id,))


def _begins(one: Waiting, moment: Moment) -> str:
    """Return the first words of what waits, so that a button says which of them it is."""
    words = (moment.tool_name(one.text) if one.kind == "tried" else one.text).split()
    return " ".join(words[:FIRST_WORDS])[:30] + ("…" if len(words) > FIRST_WORDS else "")


def _asked(one: Waiting, moment: Moment) -> str:
    if one.kind == "tried":
        return moment.say("post.tried", tool=moment.tool_name(one.text))
    return moment.say("post.asked", question=one.text)


COMMANDS = (
    Command(PATH, words, (Parameter("words", Kind.LONG_TEXT),), in_place=True, form=form, listed=False, typed=True),
    Command(
        ("channel", "drop"),
        drop,
        (Parameter("which", Kind.TEXT), Parameter("sure", Kind.ONE_OF, options=("yes",))),
        in_place=True,
        listed=False,
        typed=True,
        fleeting=True,
    ),
)
