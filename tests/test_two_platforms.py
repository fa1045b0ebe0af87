"""One person on two platforms, through the assistant on a real store: code, choice, one plan, and apart again."""

import asyncio
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.message import Incoming, Invocation, Message, Picked
from bot.core.people import Person, Standing
from bot.core.situation import Address
from bot.wiring import Parts
from tests.dialogues.playing import in_memory

NOW = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SLACK, DISCORD = Address("slack", "T1", "U1"), Address("discord", "", "777")


@pytest.fixture
def parts() -> Iterator[Parts]:
    made = in_memory()
    yield made
    made.store.close()


class Talk:
    """Whoever is behind an address says something; a while passes between two lines."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.said = 0
        self.now = NOW

    async def hear(
        self, at: Address, said: str | Picked | Invocation, standing: Standing = Standing.REGULAR
    ) -> tuple[Message, ...]:
        self.said += 1
        person = Person(await self.parts.store.accounts.person(at), f"Ana of {at.platform}", standing, zone="UTC")
        return await self.parts.assistant.hear(Incoming(f"said/{self.said}", person, said), self.now)

    async def says(self, at: Address, said: str | Picked | Invocation) -> str:
        return "\n".join(line for message in await self.hear(at, said) for line in message.lines)

    async def picks(self, at: Address, message: Message, label: str) -> Message:
        index = [choice.label for choice in message.choices].index(label)
        self.now += timedelta(seconds=10)
        return (await self.hear(at, Picked(message.row, index)))[0]

    async def code(self, at: Address) -> str:
        found = re.search(r"privacy link (\w{8})", await self.says(at, "privacy link"))
        assert found
        return found[1]


@pytest.fixture
def talk(parts: Parts) -> Talk:
    return Talk(parts)


async def linked(talk: Talk, way: str) -> Message:
    """Tell something on both sides, and join them in one of the ways."""
    await talk.says(SLACK, "plan tool youtube")
    await talk.says(SLACK, "log 20m youtube")
    await talk.says(DISCORD, "plan tool padlet")
    code = await talk.code(SLACK)
    (asked,) = await talk.hear(DISCORD, f"privacy link {code.lower()}")
    return await talk.picks(DISCORD, asked, way)


@pytest.mark.parametrize(
    ("way", "has", "lacks"),
    [
        ("Keep the one here", ("Padlet",), ("YouTube",)),
        ("Keep the other one", ("YouTube",), ("Padlet",)),
        ("Merge the two", ("YouTube", "Padlet"), ()),
    ],
)
async def test_both_platforms_show_the_one_plan_that_was_chosen(
    talk: Talk, way: str, has: tuple[str, ...], lacks: tuple[str, ...]
):
    said = await linked(talk, way)
    assert said.lines[0].startswith("Joined: one plan now, on Discord and Slack.")
    for at in (SLACK, DISCORD):
        plan = await talk.says(at, "plan")
        assert all(f"{tool}: in use." in plan for tool in has)
        assert not any(tool in plan for tool in lacks)
    assert ("20 min" in await talk.says(DISCORD, "card")) is ("YouTube" in has)
    assert "This is the only account" not in await talk.says(SLACK, "privacy unlink")


async def test_nothing_happens_before_the_choice_and_the_code_is_not_used_up_by_looking(talk: Talk):
    await talk.says(SLACK, "plan tool youtube")
    code = await talk.code(SLACK)
    for _ in range(2):
        (asked,) = await talk.hear(DISCORD, f"privacy link {code}")
        assert [choice.label for choice in asked.choices] == ["Yes, both are me", "No, leave it"]
    await talk.picks(DISCORD, asked, "No, leave it")
    assert "YouTube" not in await talk.says(DISCORD, "plan")
    assert "only account" in await talk.says(DISCORD, "privacy unlink")
    (asked,) = await talk.hear(DISCORD, f"privacy link {code}")
    await talk.picks(DISCORD, asked, "Yes, both are me")
    assert "YouTube: in use." in await talk.says(DISCORD, "plan")
    stranger = Address("slack", "T1", "U2")
    assert "I don't know that code" in await talk.says(stranger, f"privacy link {code}")


async def test_a_code_ends_after_ten_minutes_also_where_both_were_shown_before(talk: Talk):
    await talk.says(SLACK, "plan tool youtube")
    code = await talk.code(SLACK)
    (asked,) = await talk.hear(DISCORD, f"privacy link {code}")
    talk.now += 10 * MINUTE
    late = await talk.picks(DISCORD, asked, "Yes, both are me")
    assert "That code has run out" in late.lines[0]
    assert "YouTube" not in await talk.says(DISCORD, "plan")


async def test_whoever_tries_codes_is_paused_after_five_for_an_hour(talk: Talk):
    code = await talk.code(SLACK)
    for guess in ("AAAABBBB", "AAAACCCC", "AAAADDDD", "AAAAEEEE", "AAAAFFFF"):
        assert "I don't know that code" in await talk.says(DISCORD, f"privacy link {guess}")
    assert "Five codes were wrong" in await talk.says(DISCORD, f"privacy link {code}")
    talk.now += 60 * MINUTE
    code = await talk.code(SLACK)
    assert "made by “Ana of slack”" in await talk.says(DISCORD, f"privacy link {code}")


async def test_however_many_are_tried_at_once_five_are_answered(talk: Talk):
    together = await asyncio.gather(*(talk.says(DISCORD, f"privacy link AAAABBB{letter}") for letter in "ABCDEFGH"))
    said = [*together, *[await talk.says(DISCORD, "privacy link AAAACCCC") for _ in range(6)]]
    assert sum("I don't know that code" in one for one in said) == 5
    assert "Five codes were wrong" in said[-1]


async def test_a_plan_that_changed_since_it_was_shown_is_looked_at_again(talk: Talk):
    await talk.says(SLACK, "plan tool youtube")
    code = await talk.code(SLACK)
    (asked,) = await talk.hear(DISCORD, f"privacy link {code}")
    await talk.says(DISCORD, "plan tool padlet")
    again = await talk.picks(DISCORD, asked, "Yes, both are me")
    assert "Merge the two" in [choice.label for choice in again.choices]
    await talk.says(SLACK, "plan tool blog")
    await talk.picks(DISCORD, again, "Merge the two")
    plan = await talk.says(SLACK, "plan")
    assert all(f"{tool}: in use." in plan for tool in ("YouTube", "Padlet", "Blog"))


async def test_nobody_else_presses_the_choice_and_no_outsider_links(talk: Talk):
    await talk.says(SLACK, "plan tool youtube")
    code = await talk.code(SLACK)
    (asked,) = await talk.hear(DISCORD, f"privacy link {code}")
    stranger = Address("discord", "", "888")
    said = await talk.picks(stranger, asked, "Yes, both are me")
    assert "offered to somebody else" in said.lines[0]
    for standing in (Standing.EXTERNAL, Standing.REMOVED, Standing.UNKNOWN, Standing.GUEST):
        (refused,) = await talk.hear(stranger, Invocation(("privacy", "link"), {"code": code, "keep": "yes"}), standing)
        assert "Joined" not in refused.lines[0]
    assert "YouTube" not in await talk.says(stranger, "plan")


async def test_a_double_press_joins_once_and_says_nothing_more(talk: Talk):
    await talk.says(SLACK, "plan tool youtube")
    code = await talk.code(SLACK)
    (asked,) = await talk.hear(DISCORD, f"privacy link {code}")
    first, second = await talk.hear(DISCORD, Picked(asked.row, 0)), await talk.hear(DISCORD, Picked(asked.row, 0))
    assert first[0].lines[0].startswith("Joined")
    assert second == ()


async def test_an_old_choice_of_the_side_that_went_is_gone_and_says_so(talk: Talk):
    (old,) = await talk.hear(SLACK, "plan budget 1h")
    await linked(talk, "Keep the one here")
    said = await talk.picks(SLACK, old, "Undo")
    assert "no longer kept" in said.lines[0]


async def test_the_choices_after_joining_work_and_the_card_comes_where_it_was_chosen(talk: Talk, parts: Parts):
    await talk.says(SLACK, "nudges yes friday 12:30")
    joined = await linked(talk, "Keep the other one")
    said = await talk.picks(DISCORD, joined, "Slack")
    assert said.lines == ("Cards come on Slack.",)
    assert "Cards come on Slack." in await talk.says(DISCORD, "nudges show")
    due = datetime(2026, 9, 11, 12, 30, tzinfo=UTC)
    await parts.assistant.due(due)
    (delivery,) = await parts.store.ledger.claim(due, 10)
    assert delivery.address == SLACK


async def test_what_is_stored_and_the_file_name_both_accounts(talk: Talk):
    await linked(talk, "Merge the two")
    assert "several accounts: Discord (this one) and Slack." in await talk.says(DISCORD, "privacy stored")
    (message,) = await talk.hear(SLACK, "privacy export")
    held = json.loads(message.files[0].text)
    assert {(row["platform"], row["external"]) for row in held["accounts"]} == {("slack", "U1"), ("discord", "777")}


async def test_an_account_that_was_taken_away_is_somebody_new_and_forgetting_reaches_what_is_left(talk: Talk):
    await linked(talk, "Merge the two")
    (asked,) = await talk.hear(DISCORD, "privacy unlink")
    said = await talk.picks(DISCORD, asked, "Take away Discord (this one)")
    assert said.lines == (
        "Taken away: Discord (this one). I begin anew there, its channels stay with it. Your plan stays with: Slack.",
    )
    assert "YouTube" not in await talk.says(DISCORD, "plan")
    assert "YouTube: in use." in await talk.says(SLACK, "plan")
    await talk.hear(SLACK, Invocation(("privacy", "forget"), {"sure": "yes"}))
    assert "YouTube" not in await talk.says(SLACK, "plan")
