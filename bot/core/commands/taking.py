"""Taking one of the offered choices: by its button, by its number, and not twice by a double press."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.commands.leaving_words import goes_on
from bot.core.message import Incoming, Invocation, Picked
from bot.core.situation import Offered

UNDOES = ("undo", "/boffin undo", "plan undo", "/boffin plan undo")
GRAVE = (("privacy", "forget"), ("privacy", "leaving"), ("channel", "leave"))
LONGEST = 3  # digits of a number that may be a choice's
DOUBLE = timedelta(seconds=3)  # the same choice again within this is one press
LAPSES = timedelta(minutes=15)  # what cannot be undone is not done by an answer to a question long out of sight


def wanted_row(incoming: Incoming) -> tuple[str, str | None]:
    """Return which row of choices is to be loaded: the pressed message's, or where a line goes on from the last one.

    What everyone could read is never a choice.
    """
    if isinstance(incoming.said, Picked):
        return incoming.said.row, None
    goes_on = not incoming.public and (_goes_on(incoming.said) or number(incoming.said) is not None)
    return "", incoming.via if goes_on else None


def _goes_on(said: object) -> bool:
    """Say whether this takes back what the last message did, or answers what it asked about leaving."""
    if isinstance(said, Invocation):
        return said.path == ("plan", "undo") and not said.values.get("change")
    return isinstance(said, str) and (said.strip(" .!").casefold() in UNDOES or goes_on(said))


def number(said: object) -> int | None:
    """Return the number that was typed and nothing else, None for other words."""
    text = said.strip().rstrip(".)") if isinstance(said, str) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None


def by_number(incoming: Incoming, offered: Offered | None) -> Incoming:
    """Return a typed number as the choice that it names; what names none stays as it was said."""
    typed = number(incoming.said)
    if typed is None or incoming.public or offered is None or not 1 <= typed <= len(offered.choices):
        return incoming
    return replace(incoming, said=Picked(offered.row, typed - 1))


def is_asked_still(incoming: Incoming, offered: Offered | None) -> bool:
    """Say whether the last choices stay open after this: the number named none of them, and none of them is grave."""
    wrong = number(incoming.said) is not None and not incoming.public
    return wrong and offered is not None and not any(is_grave(does) for does in offered.choices)


def taken(incoming: Incoming, offered: Offered | None) -> Picked | None:
    """Return the choice that is noted as taken by whom it was offered to.

    What everyone may press counts by person, and needs no note.
    """
    said = incoming.said
    if not isinstance(said, Picked) or offered is None or offered.person != incoming.person.id:
        return None
    return said if is_index(said.index, offered.choices) else None


def is_double(incoming: Incoming, offered: Offered | None, now: datetime) -> bool:
    """Say whether this choice was taken a moment ago: fingers press twice, and mean it once."""
    picked = taken(incoming, offered)
    if picked is None or offered is None or offered.taken is None:
        return False
    index, at = offered.taken
    return index == picked.index and timedelta(0) <= now - at < DOUBLE


def is_grave(does: Invocation) -> bool:
    """Say whether this erases, leaves or gives away: never taken by a number unless it was asked last of all."""
    gives = does.values.get("action") == "hand-over" and does.values.get("to") not in (None, "me", "nobody")
    return gives or does.path in GRAVE


def is_final(does: Invocation) -> bool:
    """Say whether taking this cannot be undone: everything is erased."""
    return does.path == ("privacy", "forget") and does.values.get("sure") == "yes"


def is_lapsed(does: Invocation, offered: Offered, days: int, now: datetime) -> bool:
    """Say whether this cannot be undone and was asked too long ago; choices are kept for so many `days`."""
    return is_final(does) and now - (offered.expires - timedelta(days=days)) > LAPSES


def is_index(index: object, choices: tuple[Invocation, ...]) -> bool:
    """Say whether this is a number of one of the choices; what a platform hands over may be anything."""
    return isinstance(index, int) and not isinstance(index, bool) and 0 <= index < len(choices)
