"""`boffin nudges preview`: channels with their text, of persons only how many, and nothing is kept."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from bot import settings, wiring
from bot.cli import main
from bot.cli.nudges import _total
from bot.core.nudges.reminder import LOOK_BACK
from bot.core.people import Owner
from bot.core.plan.document import CardWish, ChannelPlan, Item, Plan, Posts, Reminder, Settings
from bot.core.plan.edits import edit
from bot.core.schedules import of_person, of_place
from bot.storage.parts import Store
from tests.storage.shapes import added, place, speaker

Preview = Callable[..., tuple[int, str]]
SUNDAY = 6
CARD = Settings(60, "Europe/London", CardWish.YES, SUNDAY, time(10, 0))
POSTS = Posts(True, SUNDAY, time(9, 30), "Europe/London")


async def people(store: Store, count: int, wanted: Settings, name: str) -> None:
    for number in range(count):
        who = await speaker(store, f"{name}{number}")
        asked = of_person(who.owner, Plan(settings=wanted))
        await who.keep(edits=edit("settings", "", Settings(), wanted), rescheduled=(who.owner,), schedules=asked)


async def reminded(store: Store, name: str) -> None:
    who, wanted = await speaker(store, name), Reminder(date(2027, 3, 28), "Europe/London")
    plan = Plan(settings=replace(CARD, card=CardWish.NO), reminders={LOOK_BACK: wanted})
    edits = edit("settings", "", Settings(), plan.settings) + added("reminders", LOOK_BACK, wanted)
    await who.keep(edits=edits, rescheduled=(who.owner,), schedules=of_person(who.owner, plan))


async def channel(store: Store, name: str, posts: Posts, *, with_item: bool) -> None:
    there = await place(store, name)
    who = (await speaker(store, f"kim-{name}")).at(there)
    item = added("items", "i", Item("Sepsis video", date(2025, 1, 1), date(2025, 1, 1), 90)) if with_item else ()
    owner = Owner("place", there.id)
    asked = of_place(owner, ChannelPlan(posts=posts))
    await who.keep(channel_edits=edit("posts", "", Posts(), posts) + item, rescheduled=(owner,), schedules=asked)


@pytest.fixture
def preview(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Preview:
    """Fill a database, then run the command on it."""
    environ = {"BOFFIN_HOME": str(tmp_path)}
    store = wiring.open_store(settings.read(environ))

    async def fill() -> None:
        await people(store, 6, CARD, "yes")
        await people(store, 2, replace(CARD, snoozed_until=date(2027, 4, 1)), "snoozed")
        await people(store, 1, replace(CARD, card_day=0), "monday")
        await reminded(store, "forgetful")
        await channel(store, "sepsis", POSTS, with_item=True)
        await channel(store, "closed", replace(POSTS, load=False), with_item=False)
        await channel(store, "monday", replace(POSTS, day=0), with_item=True)

    asyncio.run(fill())
    store.close()

    def command(*arguments: str) -> tuple[int, str]:
        code = main(["nudges", "preview", *arguments], environ)
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return command


AT = ("--at", "2027-03-28T09:00", "--zone", "Europe/London")  # the clock goes forward that morning


def test_it_shows_what_would_be_said_and_why_not_and_of_people_only_how_many(preview: Preview) -> None:
    code, said = preview(*AT)
    assert code == 0
    lines = said.splitlines()
    assert lines[0] == "From Sunday 28 March 2027, 09:00 to the end of the day (Europe/London):"
    assert "09:30 slack #sepsis: a post" in lines and "09:30 slack #closed: nothing, nothing worth saying" in lines
    assert any(line.startswith("    ") for line in lines) and "#monday" not in said
    assert lines[-5:-1] == ["posts due: 2", "cards due: 6 or more", "  sent: 6", "  not sent, snoozed: fewer than 5"]
    assert lines[-1] == "asked-for reminders and the like to be sent: fewer than 5"


def test_what_was_due_earlier_that_day_is_not_shown(preview: Preview) -> None:
    _, said = preview("--at", "2027-03-28T09:45", "--zone", "Europe/London")
    assert "posts due: 0" in said and "cards due: 6 or more" in said
    _, said = preview("--at", "2027-03-28T22:00", "--zone", "Europe/London")
    assert said.splitlines()[-2:] == ["posts due: 0", "cards due: 0"]


@pytest.mark.parametrize(
    ("counts", "total"),
    [((9, 1), "9 or more"), ((9, 6), "15"), ((9, 1, 1), "9 or more"), ((1, 1), "fewer than 5"), ((4, 4), "5 or more"),
     ((), "0")],
)  # fmt: skip
def test_the_total_less_what_is_shown_gives_no_small_number_away(counts: tuple[int, ...], total: str) -> None:
    assert _total(counts, 5) == total


def test_looking_twice_shows_the_same(preview: Preview) -> None:
    assert preview(*AT) == preview(*AT)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--at", "soon"), "--at: 'soon' is no moment"),
        (("--at", "2027-03-28T09:00+01:00"), "is no moment on a wall clock"),
        (("--at", "9999-12-31T23:59", "--zone", "Pacific/Kiritimati"), "is too far away"),
        (("--at", "0001-01-01T00:00", "--zone", "Asia/Tokyo"), "Name a moment between the years"),
        (("--zone", "Mars/Olympus"), "there is no zone 'Mars/Olympus'"),
    ],
)
def test_what_cannot_be_used_is_said(preview: Preview, arguments: tuple[str, ...], says: str) -> None:
    code, said = preview(*arguments)
    assert code == 78 and says in said
