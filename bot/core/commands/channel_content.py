"""A channel's shared list: look, add, say when a thing is used next, hand it over."""

from bot.core.commands.adding import add, use
from bot.core.commands.binding import FURTHEST, item
from bot.core.commands.content import hand_over, looked, show
from bot.core.commands.handing_over import ALL, hand_over_all
from bot.core.commands.lines import english
from bot.core.commands.standing_in import stand_in
from bot.core.commands.table import CHANNEL, Command, Kind, Parameter, Values
from bot.core.moment import Moment, choice, reply
from bot.core.plan.document import Finding
from bot.core.situation import Outcome

ACTIONS = ("add", "due", *(finding.value for finding in Finding), "used", "hand-over", "stand-in")
TO_SOMEBODY = ("hand-over", "stand-in")


def content(moment: Moment, values: Values) -> Outcome:
    """Show the shared list, add to it, note what a look found or when it is used, or hand an item over."""
    action = values.text("action", "due")
    if action == "due":
        return show(moment, values, shared=True)
    if not moment.situation.actor.is_member:
        join_choice = choice(moment.say("channel.join"), "channel", "join")
        return reply(moment.say("permit.members_only"), choices=(join_choice,))
    if action == "add":
        if not values.text("title"):
            return reply(moment.say("content.add_how"))
        return add(moment, values, shared=True)
    if action == "used":
        return _used(moment, values)
    named, _, to = values.text("title").rpartition(" to ") if action in TO_SOMEBODY else (values.text("title"), "", "")
    said = values.text("item") or named or to
    if not said:
        return reply(moment.say("value.item"))
    if action == "hand-over" and said.casefold() in ALL:
        return hand_over_all(moment, values.text("to") or (to if named else ""))
    key = item(said, moment.situation.channel.items, moment)
    if action in TO_SOMEBODY:
        whom = values.text("to") or (to if named else "")
        return stand_in(moment, key, whom) if action == "stand-in" else hand_over(moment, key, whom, shared=True)
    return looked(moment, key, Finding(action), shared=True)


def _used(moment: Moment, values: Values) -> Outcome:
    try:
        read = english.day(values.text("title"), moment.today)
    except english.NotADay:
        return reply(moment.say("value.no_such_day"))
    if not read or not (values.text("item") or read[1]):
        return reply(moment.say("content.used_how"))
    day, title = read
    if abs(day - moment.today) > FURTHEST:
        return reply(moment.say("value.day_far"))
    words = [word for word in title.split() if word.casefold().strip(",") not in {"on", "used", "next"}]
    key = item(values.text("item") or " ".join(words), moment.situation.channel.items, moment)
    return use(moment, key, day, shared=True)


COMMANDS = (
    Command(
        ("channel", "content"),
        content,
        (
            CHANNEL,
            Parameter("action", Kind.ONE_OF, options=ACTIONS),
            Parameter("title", Kind.LONG_TEXT),
            Parameter("item", Kind.ITEM, shared=True),
            Parameter("to", Kind.TEXT),
        ),
        in_place=True,
        afar=True,
    ),
)
