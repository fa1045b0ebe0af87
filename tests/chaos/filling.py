"""People with a card, or channels with posts, all due at the same moment."""

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Connection

from bot.core.people import Person, Place, Standing
from bot.core.plan.document import CardWish, ChannelPlan, Member, Plan, Posts
from bot.core.plan.edits import Edit, edit
from bot.core.schedules import asked_for
from bot.core.situation import Address, Kept, Outcome
from bot.storage.accounts import make_account, make_place
from bot.storage.keeping import keep
from bot.storage.loading import load
from bot.storage.parts import Store

MADE = datetime(2026, 11, 6, 9, 0, tzinfo=UTC)
EACH = 20  # channels that one person keeps
DUE = datetime(2026, 11, 6, 12, 30, tzinfo=UTC)  # a Friday; London has the same clock


def fill(connection: Connection, store: Store, count: int, in_private: bool, teams: int = 1) -> None:
    """Give so many persons a weekly card, or so many channels their posts; a keeper has a few of them."""
    keepers: list[str] = []
    for number in range(count if in_private else -(-count // EACH)):
        id_ = make_account(connection, Address("slack", f"T{number % teams + 1}", f"U{number}"))
        keepers.append(id_)
        if in_private:
            settings = Plan().settings
            after = type(settings)(60, "Europe/London", CardWish.YES, 4, time(12, 30), begun=MADE.date())
            _keep(connection, store, id_, None, f"u{number}", edits=edit("settings", "", settings, after))
    for number in range(0 if in_private else count):
        place = make_place(connection, store.codec, Address("slack", "T1", f"C{number}"), f"c{number}")
        held = ChannelPlan().posts
        turned_on = edit("posts", "", held, Posts(True, 4, time(12, 30), "Europe/London"))
        member: tuple[Edit, ...] = edit(
            "members", keepers[number // EACH], None, Member("Kim", date(2026, 9, 1), keeper=True)
        )
        _keep(connection, store, keepers[number // EACH], place, f"c{number}", channel_edits=turned_on + member)


def _keep(connection: Connection, store: Store, id_: str, place: Place | None, said: str, **kept: Any) -> None:
    person = Person(id_, "Kim", Standing.REGULAR, zone="Europe/London")
    situation = load(connection, store.codec, person, place, MADE, "", False, False, False, None)
    outcome = Outcome(**kept)
    touched, schedules = asked_for(outcome, situation)
    made = Kept(outcome, f"made-{said}", ("start",), (), schedules, touched, used_on=MADE.date())
    keep(connection, store.codec, situation, made, f"made-{said}", MADE)
