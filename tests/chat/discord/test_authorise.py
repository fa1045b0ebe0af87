"""Every way in for every kind of person: commands, choices, forms, completions. Whoever may not changes nothing."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.core.commands.all import table
from bot.core.commands.forms import HIDDEN
from bot.core.people import Role
from tests.chat.discord.reading import pressable
from tests.chat.discord.room import Room, opened
from tests.core.commands.examples import WORKS
from tests.emulators.discord import Channel, Intent, Message, Replies, Right, User, payloads
from tests.fakes import wording

COMMANDS = [
    command for command in table().listed() if command.path not in {("privacy", "forget"), ("channel", "leave")}
]
OUTSIDER, NOT_YOURS = wording().say("permit.outsider"), wording().say("permit.not_yours")
ADMINS_ONLY, GONE = wording().say("permit.admins_only"), wording().say("door.choice_gone")


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with opened() as made:
        yield made
        assert made.discord.breaches == [] and made.discord.refusals == []


def outsiders(room: Room) -> dict[str, tuple[User, Channel]]:
    """Return who is none of ours: a bot here, and somebody in a conversation that Boffin is no part of."""
    robot = room.discord.user("Robo", bot=True)
    room.discord.add_member(room.guild, robot)
    room.discord.role(room.guild, "robots", Right.ADMINISTRATOR, (robot,))
    stranger = room.discord.user("Stranger", installed=True)
    return {"bot": (robot, room.channel), "private": (stranger, room.discord.private(stranger, room.sam))}


def name_of(path: tuple[str, ...], role: Role) -> str:
    return " ".join(("boffin-admin", path[-1]) if role is Role.ADMIN else ("boffin", *path))


async def test_every_command_is_closed_to_outsiders_and_an_admins_to_everyone_else(room: Room):
    people = outsiders(room)
    for command in COMMANDS:
        name = name_of(command.path, command.role)
        given = {key: text for key, text in WORKS[" ".join(command.path)][0].items() if key not in HIDDEN}
        for who, (user, place) in people.items():
            said = await room.discord.command(user, place, name, given, forged=True)
            assert OUTSIDER in said.words, (name, who)
            assert said.last.to == user.id
        for user in (room.ana, room.kim):
            said = await room.discord.command(user, room.channel, name, given, forged=True)
            assert (ADMINS_ONLY in said.words) is (command.role is Role.ADMIN), name
        if command.role is Role.ADMIN:
            assert ADMINS_ONLY not in (await room.discord.command(room.ada, room.channel, name, given)).words
            direct = await room.discord.command(room.ada, room.ada, name, given, forged=True)
            assert ADMINS_ONLY in direct.words, "in a direct message nobody's rights are read"
    assert (await room.discord.command(room.sam, room.channel, "boffin plan show")).words.startswith("Only you: ")


async def test_an_admins_commands_are_not_even_offered_to_others_or_in_a_direct_message(room: Room):
    assert "boffin-admin" in room.discord.offered(room.ada, room.channel)
    assert "boffin-admin" not in room.discord.offered(room.ana, room.channel)
    assert "boffin-admin" not in room.discord.offered(room.ada, room.ada)
    assert set(room.discord.offered(room.ana, room.ana)) == {"boffin", "ask", "checkin", "Add to my content list"}


async def test_a_choice_is_taken_by_nobody_but_whom_it_was_offered_to(room: Room):
    said = (await room.command("boffin log", {"entries": "20m youtube"})).last
    undo = next(target for target, label in pressable(said) if label == "Undo")
    for user in (room.sam, room.kim, room.ada):
        other = await room.discord.press(user, said, undo, forged=True)
        assert NOT_YOURS in other.words
    (robot, _), *_ = outsiders(room).values()
    assert OUTSIDER in (await room.discord.press(robot, said, undo, forged=True)).words
    assert "This week so far: 25 min." in (await room.command("boffin log", {"entries": "5m youtube"})).words


async def test_a_choice_of_one_place_is_gone_in_another(room: Room):
    other = room.discord.guild("Surgery", members=(room.ana,))
    there = room.discord.channel("ecg-teaching", other)
    said = (await room.command("boffin log", {"entries": "20m youtube"})).last
    copied = Message(room.discord.world.id(), there, room.discord.bot, components=said.components, flags=said.flags)
    room.discord.world.say(copied)
    pressed = await room.discord.press(room.ana, copied, "Undo", forged=True)
    assert GONE in pressed.words


async def test_a_channels_choices_need_its_members_and_its_keeper(room: Room):
    await room.command("boffin channel keeper", {"action": "take"}, user=room.kim)
    refused = await room.command("boffin channel posts", {"action": "on"}, user=room.ada)
    assert "Only the keeper of this channel decides that. Keeper here: Kim." in refused.words
    assert "Only the keeper" not in (await room.command("boffin channel posts", {"action": "on"}, user=room.kim)).words
    added = await room.command("boffin channel content", {"action": "add", "title": "ECG page"}, user=room.ana)
    assert "members of this channel's plan" in added.words


async def test_a_form_writes_into_the_plan_of_whoever_sends_it(room: Room):
    form = (await room.command("boffin content add")).modal
    kept = await room.discord.submit(room.sam, form, {"title": "ECG quiz"}, forged=True)
    assert kept.last.to == room.sam.id
    assert "There is 1 item on the list" in (await room.command("boffin content due", user=room.sam)).words
    assert "ECG quiz" not in (await room.command("boffin content due")).words


async def test_a_form_of_an_outsider_is_refused(room: Room):
    form = (await room.command("boffin content add")).modal
    (robot, _), *_ = outsiders(room).values()
    refused = await room.discord.submit(robot, form, {"title": "ECG quiz"}, forged=True)
    assert OUTSIDER in refused.words


async def test_a_button_that_opens_a_form_asks_for_the_same_right(room: Room):
    said = (await room.discord.direct(room.ana, "content add")).last
    said.components[1]["components"][0]["custom_id"] = "b1:go:admin/posts:0"
    refused = await room.discord.press(room.ana, said, "b1:go:admin/posts:0")
    assert ADMINS_ONLY in refused.words


@pytest.mark.parametrize("custom_id", ["b1:go:nothing:0", "b1:go:channel/welcome:0", "b1:go:thanks/thanks:9"])
async def test_a_made_up_button_does_nothing_of_harm(room: Room, custom_id: str):
    said = (await room.discord.direct(room.ana, "content add")).last
    said.components[1]["components"][0]["custom_id"] = custom_id
    assert (await room.discord.press(room.ana, said, custom_id)).words


async def test_completing_shows_nobody_the_things_of_others(room: Room):
    await room.command("boffin content add", {"title": "ECG quiz"})
    await room.command("boffin channel keeper", {"action": "take"}, user=room.kim)
    await room.command("boffin channel content", {"action": "add", "title": "Shared page"}, user=room.kim)

    async def offered(user: User, place: Channel, words: str, option: str) -> list[str]:
        found: Replies = await room.discord.autocomplete(user, place, words, option, "")
        return found.suggestions

    assert await offered(room.ana, room.channel, "boffin content drop", "item") == ["ECG quiz"]
    for user in (room.sam, room.kim, room.ada):
        assert "ECG quiz" not in await offered(user, room.channel, "boffin content drop", "item")
    assert await offered(room.kim, room.channel, "boffin channel content", "item") == ["Shared page"]
    assert await offered(room.sam, room.channel, "boffin channel content", "item") == []
    (robot, _), *_ = outsiders(room).values()
    assert await offered(robot, room.channel, "boffin plan tool", "tool") == []


async def pressed(room: Room, who: User, message: Message, **changed: Any) -> list[str]:
    """Press *Undo* with a payload that was changed on the way, and return what everybody was told of it."""
    target = next(target for target, label in pressable(message) if label == "Undo")
    data = {"component_type": 2, "custom_id": target, "id": 1}
    one = room.discord.world.begin(3, who, room.channel, data, message=message)
    payload = payloads.interaction(room.discord.world, one)
    before = len(room.discord.world.said)
    told = {key: value for key, value in (payload | changed).items() if value is not None}
    room.discord.gateway.emit("INTERACTION_CREATE", told, room.guild, Intent.NONE)
    await room.command("boffin card", user=room.kim)  # after it on the same line, so it was heard by then
    await room.settled()
    return [said.words for said in room.discord.world.said[before:] if said.to != room.kim.id]


async def test_a_guest_of_a_server_is_refused_until_an_admin_allows_it(room: Room):
    said = (await room.command("boffin log", {"entries": "20m youtube"}, user=room.sam)).last
    guest = payloads.member(room.guild, room.sam) | {"flags": 1 << 4, "permissions": "0"}
    (refused,) = await pressed(room, room.sam, said, member=guest)
    assert wording().say("permit.guest") in refused
    await room.command("boffin-admin guests", {"allow": "yes"}, user=room.ada)
    room.clock.set(room.clock.now() + timedelta(seconds=10))  # no double press
    (taken,) = await pressed(room, room.sam, said, member=guest)
    assert "Taken back" in taken


async def test_somebody_whom_discord_does_not_call_a_member_gets_nothing(room: Room):
    said = (await room.command("boffin log", {"entries": "20m youtube"}, user=room.sam)).last
    assert await pressed(room, room.sam, said, member=None, user=room.sam.told()) == []
    assert (
        "This week so far: 25 min."
        in (await room.command("boffin log", {"entries": "5m youtube"}, user=room.sam)).words
    )


async def test_rights_end_at_the_server_that_gave_them(room: Room):
    elsewhere = room.discord.guild("Surgery", members=(room.kim, room.ada))
    there = room.discord.channel("ecg-teaching", elsewhere)
    await room.command("boffin channel keeper", {"action": "take"}, user=room.kim)
    refusals = {Role.ADMIN: ADMINS_ONLY, Role.KEEPER: "no keeper yet"}
    for command in COMMANDS:
        if command.role not in refusals:
            continue
        name = name_of(command.path, command.role)
        given = {key: text for key, text in WORKS[" ".join(command.path)][0].items() if key not in HIDDEN}
        for user in (room.kim, room.ada):
            said = await room.discord.command(user, there, name, given, forged=True)
            assert refusals[command.role] in said.words, (name, user.name)
