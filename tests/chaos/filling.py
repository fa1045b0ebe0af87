"""People with a card and what they asked to be reminded of, or channels with posts, all due at the same moment."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection

from bot.core.nudges.reminder import DRILL, LOOK_BACK, TERM
from bot.core.people import Person, Place, Standing
from bot.core.plan.document import CardWish, ChannelPlan, Drill, Member, Plan, Posts, Reminder, Term
from bot.core.plan.edits import Edit, edit
from bot.core.schedules import asked_for
from bot.core.situation import Address, Kept, Outcome
from bot.storage.accounts import make_account, make_place
from bot.storage.keeping import keep
from bot.storage.loading import load
from bot.storage.parts import Store
from tests.chaos.ground import SLACK, Ground

MADE = datetime(2026, 11, 6, 9, 0, tzinfo=UTC)
EACH = 20  # channels that one person keeps
DUE = datetime(2026, 11, 6, 12, 30, tzinfo=UTC)  # a Friday; London has the same clock
MORE = (3, 0, 1, 0, 2, 0)  # reminders of one person after the other: each comes in one message with their card


def fill(connection: Connection, store: Store, count: int, in_private: bool, teams: int = 1) -> None:
    """Give so many persons a weekly card, or so many channels their posts; a keeper has a few of them."""
    for number in range(count if in_private else 0):
        _card(connection, store, Address("slack", f"T{number % teams + 1}", f"U{number}"), number)
    if not in_private:
        _posts(connection, store, count, SLACK)


def fill_ground(connection: Connection, store: Store, ground: Ground, count: int, *, is_readable: bool) -> int:
    """Let so many deliveries fall due there, of which a share goes along with others; return for how many people."""
    mixes, people = ground.mixes(is_readable=is_readable), 0
    left = count // len(mixes) if True in mixes else 0
    if False in mixes:
        _posts(connection, store, count - left, ground)
    while left > 0:
        more = min(MORE[people % len(MORE)], left - 1)
        _card(connection, store, ground.person(people), people, more)
        people, left = people + 1, left - 1 - more
    return max(people, -(-count // EACH))


def _card(connection: Connection, store: Store, address: Address, number: int, more: int = 0) -> None:
    settings = Plan().settings
    after = type(settings)(60, "Europe/London", CardWish.YES, 4, time(12, 30), begun=MADE.date())
    if more > 2:
        after = replace(after, less_of=("drill",))  # else the card asks itself, and the reminder has nothing to ask
    edits: tuple[Edit, ...] = edit("settings", "", settings, after)
    for which in (LOOK_BACK, TERM, DRILL)[:more]:
        edits += edit("reminders", which, None, Reminder(DUE.date(), "Europe/London"))
    if more > 1:
        edits += edit("terms", "spring", None, Term(date(2027, 1, 11), date(2027, 3, 26)))
        edits += edit("drills", "padlet", None, Drill(MADE.date() - timedelta(days=2)))
    _keep(connection, store, make_account(connection, address), None, f"u{number}", edits=edits)


def _posts(connection: Connection, store: Store, count: int, ground: Ground) -> None:
    keepers = [make_account(connection, ground.person(number)) for number in range(-(-count // EACH))]
    for number in range(count):
        place = make_place(connection, store.codec, ground.place(number), f"c{number}")
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
