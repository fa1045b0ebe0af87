"""The commands of Discord come from the one table, within its limits, and are registered only where they changed."""

import asyncio
from typing import Any

import pytest

from bot.chat.discord import api, tree
from bot.chat.discord.limit import COMMAND
from bot.chat.discord.sync import count, digest, payload, register
from bot.core.commands.all import table
from bot.core.people import Role
from bot.settings import DiscordSettings
from tests.chat.discord.room import opened
from tests.emulators.discord import PUT_COMMANDS, TOKEN, LocalDiscord
from tests.emulators.discord.commands import check, size
from tests.fakes import wording


def sent() -> list[dict[str, Any]]:
    async def nothing(*_: object) -> Any:
        return ()

    made = tree.app_commands.CommandTree(api.asking())
    for one in tree.commands(wording(), nothing, nothing, nothing):
        made.add_command(one)
    return payload(made)


def leaves(node: dict[str, Any], *before: str) -> list[tuple[str, ...]]:
    path = (*before, str(node["name"]))
    inner = [one for one in node.get("options") or () if one["type"] in (1, 2)]
    return [leaf for one in inner for leaf in leaves(one, *path)] or [path]


def test_every_listed_command_is_there_with_at_most_two_words_under_its_root():
    roots = {one["name"]: one for one in sent()}
    found = {path[1:] for path in leaves(roots["boffin"])} | {
        ("admin", *path[1:]) for path in leaves(roots["boffin-admin"])
    }
    assert found == {command.path for command in table().listed()}
    assert all(1 <= len(path) <= 2 for path in found)
    assert set(roots) == {"boffin", "boffin-admin", "ask", "checkin", "Add to my content list"}
    assert {command.path[0] for command in table().listed() if command.role is Role.ADMIN} == {"admin"}


def test_discord_takes_them_and_they_stay_small():
    for one in sent():
        assert check(one) == []
        assert size(one) < 7_000 < COMMAND
    assert {name: characters for name, _, characters in count(sent())} == {one["name"]: size(one) for one in sent()}


def test_where_they_can_be_used_is_said_for_each_root():
    for one in sent():
        assert one["integration_types"] == [0], (
            "by servers only: in other people's messages Boffin would be seen by all"
        )
        assert one["contexts"] == ([0] if one["name"] == "boffin-admin" else [0, 1])
    admin = next(one for one in sent() if one["name"] == "boffin-admin")
    assert admin["default_member_permissions"] == 1 << 5


def option(path: str, name: str) -> dict[str, Any]:
    node = next(one for one in sent() if one["name"] == path.split()[0])
    for word in (*path.split()[1:], name):
        node = next(one for one in node["options"] if one["name"] == word)
    return node


def test_options_are_typed_chosen_or_completed():
    assert [one["value"] for one in option("checkin", "told")["choices"]] == [
        "as-planned", "less", "more", "too-much", "busy",
    ]  # fmt: skip
    assert [one["name"] for one in option("boffin nudges yes", "day")["choices"]][:2] == ["Monday", "Tuesday"]
    for path, name in (("boffin plan tool", "tool"), ("boffin content drop", "item"), ("boffin plan need", "words")):
        assert option(path, name)["autocomplete"] is True
    assert option("boffin plan need", "asked-by")["description"] == "Asked by (a student group)"


def test_nothing_is_insisted_on_where_a_form_asks_and_switches_of_choices_are_no_options():
    for name in ("title", "used", "tool", "clinical"):
        assert not option("boffin content add", name)["required"]
    with pytest.raises(StopIteration):
        option("boffin content add", "ask")
    with pytest.raises(StopIteration):
        option("boffin nudges less", "told")


async def test_they_are_registered_at_the_first_start_and_then_only_where_they_changed():
    async with opened() as room:
        assert len(room.discord.called(PUT_COMMANDS)) == 1
        await room.restarted()
        assert len(room.discord.called(PUT_COMMANDS)) == 1
        name = f"discord/{room.discord.world.app_id}/commands"
        assert await room.parts.store.marks.find(name) == digest(sent())
        await room.parts.store.marks.put(name, "of another version")
        await room.restarted()
        assert len(room.discord.called(PUT_COMMANDS)) == 2
        assert room.discord.breaches == []


async def test_the_command_line_registers_them_everywhere_or_in_one_server_or_says_what_it_would():
    async with LocalDiscord() as local:
        guild = local.guild("Faculty")
        chosen = DiscordSettings(TOKEN, local.api_url, local.gateway_url)
        dry = await register(chosen, wording(), dry=True)
        assert local.calls == []
        there = await register(chosen, wording(), guild=int(guild.id))
        assert {one["name"] for one in local.commands(guild)} == {name for name, _, _ in there.roots}
        assert local.commands() == []
        everywhere = await register(chosen, wording())
        assert {one["name"] for one in local.commands()} == {name for name, _, _ in dry.roots}
        assert dry.digest == everywhere.digest
        assert local.refusals == [] and local.breaches == []


def test_the_digest_changes_with_a_word():
    changed = sent()
    changed[0]["description"] = "Something else"
    assert digest(changed) != digest(sent())
    assert asyncio.iscoroutinefunction(register)
