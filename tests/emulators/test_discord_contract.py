"""Requests are held against Discord's own description, where BOFFIN_SPECS names its folder."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.emulators.discord import POST_MESSAGE, PUT_COMMANDS, LocalDiscord
from tests.emulators.discord.contract import Contract
from tests.emulators.discord.server import ROUTES

CONTRACT = Contract()
described = pytest.mark.skipif(not CONTRACT.is_there, reason="BOFFIN_SPECS does not name a folder with the description")


@pytest.fixture
async def local() -> AsyncIterator[LocalDiscord]:
    async with LocalDiscord() as made:
        yield made


def breach(route: str, body: Any = None, *, path: dict[str, str] | None = None, **query: str) -> list[str]:
    contract = Contract()
    contract.check(route, path or {"channel_id": "1", "application_id": "1"}, query, body)
    return [one.removeprefix(f"{route}: ") for one in contract.breaches]


@described
def test_every_route_that_is_answered_here_is_in_the_description() -> None:
    contract = Contract()
    for route in ROUTES:
        contract.check(route, {}, {}, {})
    assert contract.checked == len(ROUTES)
    assert [one for one in contract.breaches if "not in the description" in one] == []


@described
@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"content": "x", "nonce": "n" * 26}, "body.nonce: "),
        ({"embeds": [{"title": "x" * 257}]}, "body.embeds[0].title: "),
        (
            {"components": [{"type": 1, "components": [{"type": 2, "label": "x"}]}]},
            "body.components[0].components[0]: 'style'",
        ),
        ({"components": [{"type": 99}]}, "body.components[0]: type 99 is none of"),
        ({"flags": "64"}, "body.flags: "),
        ({"allowed_mentions": {"parse": ["all"]}}, "body.allowed_mentions"),
        ({"message_reference": {"message_id": "one"}}, "body.message_reference"),
    ],
)
def test_what_breaks_the_description_is_told_with_its_place(body: dict[str, Any], wrong: str) -> None:
    (found,) = breach(POST_MESSAGE, body)
    assert found.startswith(wrong)


@described
def test_addresses_and_queries_are_held_against_it_too() -> None:
    assert "channel_id" in breach(POST_MESSAGE, {"content": "x"}, path={"channel_id": "one"})[0]
    assert breach("GET /channels/{channel_id}/messages", limit="200")[0].startswith("limit: 200 is greater")
    assert breach("GET /channels/{channel_id}/messages", until="1") == ["no parameter until"]
    assert breach("GET /channels/{channel_id}/nowhere") == ["not in the description"]
    assert "contexts" in breach(PUT_COMMANDS, [{"name": "boffin", "description": "x", "contexts": [9]}])[0]


@described
def test_what_is_right_is_no_breach_and_an_id_may_be_a_number() -> None:
    assert breach(POST_MESSAGE, {"content": "x", "message_reference": {"message_id": 1}, "flags": 4}) == []
    assert breach("POST /users/@me/channels", {"recipient_id": 1}) == []


@described
async def test_a_request_that_breaks_it_is_a_breach_of_the_local_discord(local: LocalDiscord) -> None:
    local.contract.check(POST_MESSAGE, {"channel_id": "1"}, {}, {"tts": "yes"})
    assert len(local.breaches) == 1


def test_without_the_folder_nothing_is_held_against_anything(tmp_path: Path) -> None:
    contract = Contract(str(tmp_path))
    contract.check(POST_MESSAGE, {}, {}, {"tts": "yes"})
    assert (contract.is_there, contract.checked, contract.breaches) == (False, 0, [])
