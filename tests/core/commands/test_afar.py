"""A channel's list from a direct message: with the rights one has in that channel, and from its own workspace only."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.message import Incoming, Invocation, Message, Picked
from bot.core.people import Person, Place, Standing
from bot.core.plan.document import ChannelPlan
from bot.core.situation import Address, Situation
from tests.dialogues.playing import in_memory

NOW = datetime(2026, 9, 7, 10, tzinfo=UTC)
CHANGED = Invocation(("channel", "content"), {"action": "changed", "item": "Sepsis video"})


class Room:
    """The real assistant and store; people speak on one platform or another, in a channel or a direct message."""

    def __init__(self) -> None:
        self.parts = in_memory()
        self.now, self.said = NOW, 0

    async def place(self, name: str, platform: str = "slack", tenant: str = "T1") -> Place:
        return await self.parts.store.accounts.place(Address(platform, tenant, name), name)

    async def person(self, name: str, platform: str = "slack", tenant: str = "T1") -> Person:
        known = await self.parts.store.accounts.person(Address(platform, tenant, name))
        return Person(known, name.title(), Standing.REGULAR, zone="Europe/London")

    async def hear(self, who: Person, said: str | Invocation | Picked, where: Place | None = None) -> Message:
        return (await self.all_of(who, said, where))[-1]

    async def all_of(
        self, who: Person, said: str | Invocation | Picked, where: Place | None = None
    ) -> tuple[Message, ...]:
        self.said, self.now = self.said + 1, self.now + timedelta(minutes=1)
        return await self.parts.assistant.hear(Incoming(f"said/{self.said}", who, said, where), self.now)

    async def take(self, who: Person, message: Message, label: str) -> Message:
        index = [choice.label for choice in message.choices].index(label)
        return await self.hear(who, Picked(message.row, index))

    async def seen(self, who: Person, where: Place | None = None) -> Situation:
        return await self.parts.store.memory.load(who, where, self.now, counts=where is not None)

    async def plan(self, where: Place) -> ChannelPlan:
        return (await self.parts.store.memory.load(None, where, self.now)).channel


@pytest.fixture
async def room():
    made = Room()
    yield made
    made.parts.store.close()


@pytest.fixture
async def ecg(room: Room) -> Place:
    """A channel that Kim keeps, Ana joined, and whose list has one item of Kim's."""
    where, kim = await room.place("#ecg"), await room.person("kim")
    await room.hear(kim, "channel keeper take", where)
    await room.hear(kim, "channel content add Sepsis video", where)
    await room.hear(await room.person("ana"), "channel join", where)
    return where


async def looked(room: Room, where: Place) -> bool:
    return [item.last for item in (await room.plan(where)).items.values()] != [None]


async def test_a_member_changes_the_one_channels_list_and_takes_it_back(room: Room, ecg: Place):
    ana = await room.person("ana")
    message = await room.hear(ana, CHANGED)
    assert message.lines[0].startswith("For #ecg:") and await looked(room, ecg)
    await room.take(ana, message, "Undo")
    assert not await looked(room, ecg)
    assert not (await room.seen(ana)).plan.items


async def test_nobody_changes_the_list_of_a_channel_whose_plan_they_did_not_join_or_left(room: Room, ecg: Place):
    zoe, ana = await room.person("zoe"), await room.person("ana")
    named = Invocation(CHANGED.path, {**CHANGED.values, "in-channel": ecg.id})
    await room.hear(zoe, named)
    assert not await looked(room, ecg)
    message = await room.hear(ana, "channel content still-right sepsis")
    await room.take(ana, message, "Undo")
    await room.hear(ana, "channel leave")
    assert "ana" not in {member.name for member in (await room.plan(ecg)).members.values()}
    await room.take(ana, message, "Undo")
    await room.hear(ana, named)
    assert not await looked(room, ecg)


async def test_from_another_workspace_or_platform_nothing_is_done(room: Room, ecg: Place):
    ana = await room.person("ana")
    for platform, tenant in (("slack", "T2"), ("discord", "")):
        elsewhere = Address(platform, tenant, "ana")
        await room.parts.store.link(elsewhere, ana.id)
        assert (await room.person("ana", platform, tenant)).id == ana.id
        assert (await room.seen(ana)).near == frozenset()
        said = await room.hear(ana, Invocation(CHANGED.path, {**CHANGED.values, "in-channel": ecg.id}))
        assert "Please say it there" in said.lines[0] and not await looked(room, ecg)
    await room.person("ana")
    await room.hear(ana, CHANGED)
    assert await looked(room, ecg)


async def test_on_discord_a_person_is_the_same_in_every_server(room: Room):
    where, ana = await room.place("#ecg", "discord", "g1"), await room.person("ana", "discord", "")
    await room.hear(ana, "channel join", where)
    assert (await room.seen(ana)).near == {where.id}


async def test_nothing_is_said_aloud_and_nothing_of_the_keepers_is_decided(room: Room, ecg: Place):
    kim = await room.person("kim")
    await room.hear(kim, "channel posts term 7 September 18 September", ecg)
    await room.hear(kim, "channel report make")
    before = await room.plan(ecg)
    share = await room.hear(kim, Invocation(("channel", "report"), {"action": "share"}))
    assert "Everybody in #ecg would read that" in share.lines[0]
    for line in ("channel posts on", "channel rules promotion: yes", "channel keeper hand-over ana"):
        assert "Please say it there" in (await room.hear(kim, line)).lines[0]
    assert await room.plan(ecg) == before


async def test_what_is_said_about_a_channel_is_no_use_in_it_and_no_thread_there(room: Room, ecg: Place):
    kim, ana = await room.person("kim"), await room.person("ana")
    await room.hear(kim, "channel posts term 7 September 11 December", ecg)
    for n in range(4):
        await room.hear(await room.person(f"m{n}"), "channel join", ecg)
    await room.hear(kim, "channel posts on monday 12:30", ecg)
    shown = await room.hear(ana, "channel ask may I post slides of others?")
    assert (await room.seen(ana, ecg)).thread is None
    await room.take(ana, shown, "Yes, without my name")
    held = await room.seen(ana, ecg)
    assert [one.text for one in held.waiting] == ["may I post slides of others?"]
    assert not held.counted and (await room.seen(ana)).thread is None


async def test_of_several_channels_it_asks_which_and_no_choice_holds_a_question(room: Room, ecg: Place):
    ana, other = await room.person("ana"), await room.place("#journal")
    await room.hear(ana, "channel join", other)
    asked = await room.hear(ana, "channel ask may I post slides of others?")
    assert {choice.label for choice in asked.choices} == {"#ecg", "#journal"}
    assert not any("slides" in str(choice.does.values) for choice in asked.choices)
    assert "#ecg" in (await room.take(ana, asked, "#ecg")).lines[0]
    which = await room.hear(ana, CHANGED)
    await room.take(ana, which, "#ecg")
    assert await looked(room, ecg)


async def test_leaving_in_one_line_offers_what_is_shared_and_its_channel_hears_nothing_of_the_day(
    room: Room, ecg: Place
):
    kim, ana = await room.person("kim"), await room.person("ana")
    await room.hear(kim, "leaving on 30 June")
    await room.hear(kim, "all, Ana, delete")
    assert (await room.seen(kim)).plan.settings.leaving == date(2027, 6, 30)
    assert {item.offered_to for item in (await room.plan(ecg)).items.values()} == {ana.id}
    memory = room.parts.store.memory
    held = await memory.load(ana, ecg, room.now, changes=True)
    assert held.channel_changes[0].command == ("channel", "content")
    assert (await memory.load(kim, None, room.now, changes=True)).changes[0].command == ("privacy", "leaving")


async def test_a_name_that_is_nobodys_here_leaves_such_a_line_a_question(room: Room, ecg: Place):
    kim = await room.person("kim")
    await room.hear(kim, "leaving on 30 June")
    for line in ("all, Zoe, delete", "all to Zoe", "everything to do with ana"):
        await room.hear(kim, line)
    assert (await room.seen(kim)).plan.settings.leaving is None
    assert {item.offered_to for item in (await room.plan(ecg)).items.values()} == {""}


async def test_all_of_several_channels_is_handed_over_one_tap_for_each_and_an_unknown_name_is_asked_for(room: Room):
    kim, ben = await room.person("kim"), await room.person("ben")
    for name in ("#a", "#b"):
        where = await room.place(name)
        await room.hear(kim, "channel keeper take", where)
        await room.hear(ben, "channel join", where)
        await room.hear(kim, f"channel content add Page of {name}", where)
    await room.hear(kim, "leaving in june")
    assert "I find no Zoe in #" in "\n".join(
        line for message in await room.all_of(kim, "all, Zoe, delete") for line in message.lines
    )
    offered = (await room.all_of(kim, "all, Ben, delete"))[0]
    (label,) = [one.label for one in offered.choices if one.label.startswith("Hand over 1 item, #")]
    await room.take(kim, offered, label)
    plans = [await room.plan(await room.place(name)) for name in ("#a", "#b")]
    assert {item.offered_to for plan in plans for item in plan.items.values()} == {ben.id}
    assert (await room.seen(kim)).plan.settings.leaving == date(2027, 6, 30)


async def test_leaving_from_afar_offers_no_undo_that_could_not_be_taken(room: Room, ecg: Place):
    left = await room.hear(await room.person("ana"), "channel leave")
    assert not left.choices and "say it there" in left.lines[-1]
