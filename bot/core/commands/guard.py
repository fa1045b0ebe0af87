"""The guard: words by which a patient or a student could be recognised go no further than this.

Whatever is typed, filled in or handed over by a platform comes through here before it is kept, looked up, put into a
choice or said back. Everything is looked at, whatever it was meant as; `EXEMPT` names what is not, with the reason.
"""

from collections.abc import Mapping

from bot.core.answers.refusals import Refused, has_private_details, refused
from bot.core.commands.ask import comfort, refusal
from bot.core.message import Incoming, Invocation, Picked
from bot.core.moment import Moment, reply
from bot.core.situation import Outcome

Path = tuple[str, ...]
EXEMPT: Mapping[Path, str] = {
    ("oops",): "What follows the word is not read, and nobody may be kept from help by how they ask for it.",
    ("before",): "What follows the words is not read or kept; the five questions are the answer to it.",
}
CONTACTS: Mapping[Path, str] = {
    ("channel", "rules"): "A keeper gives offices and people to turn to: addresses and numbers are what is asked for.",
}


def stopped(incoming: Incoming, meant: Invocation, moment: Moment) -> Outcome | None:
    """Return the stop, with nothing kept, or None where the words may go on.

    A choice that was picked holds only what came through here when it was typed.
    """
    if isinstance(incoming.said, Picked) or meant.path in EXEMPT:
        return None
    line = incoming.said if isinstance(incoming.said, str) else ""
    contacts, ours = meant.path in CONTACTS, _ids(moment)
    said = (text for text in (line, *meant.values.values()) if text not in ours)
    found = next((text for text in said if has_private_details(text, contacts=contacts)), "")
    if not found:
        return None
    return _answered(refused(found), moment, asked=meant.path == ("ask",), public=incoming.public)


def _ids(moment: Moment) -> set[str]:
    """Return the ids that a form may name: nobody typed them, and one in eighty looks like a patient's number."""
    plan, channel, joined = moment.plan, moment.situation.channel, moment.situation.channels
    return {*plan.items, *plan.needs, *plan.conferences, *channel.items, *(place.id for place, _ in joined)}


def _answered(why: Refused | None, moment: Moment, *, asked: bool, public: bool) -> Outcome:
    """Say why it stopped; somebody in danger or worn out comes first, whatever they typed it into."""
    match why:
        case Refused.EXHAUSTED:
            return Outcome(messages=(comfort(moment),))
        case Refused.CRISIS:
            return refusal(why, moment)
        case Refused.CLINICAL if asked:
            return refusal(why, moment)
    return reply(moment.say("refused.identifiers"), moment.say("refused.in_public") if public else "")
