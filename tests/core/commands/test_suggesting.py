"""What completes a value that is being typed: one's own first, nothing of others, nothing to outsiders."""

from dataclasses import replace

import pytest

from bot.core.commands.suggesting import suggestions
from bot.core.people import Actor, Standing
from bot.core.plan.document import ChannelPlan
from tests.core.scene import ANA, HERE, an_item, at, decider, full_plan, here


def suggest(path: str, name: str, typed: str = "", actor: Actor | None = None) -> list[str]:
    channel = ChannelPlan(items={"s1": an_item("Shared page")})
    situation = here(full_plan(), actor=actor or Actor(ANA), place=HERE, channel=channel)
    command = decider().table.commands[tuple(path.split())]
    return [label for _, label in suggestions(command, name, typed, at(situation))]


def test_ones_own_tools_come_before_the_catalogue():
    assert suggest("plan tool", "tool")[:2] == ["YouTube", "X"]
    assert suggest("plan tool", "tool", "pad")[:2] == ["Padlet", "ward round padlet"]


def test_items_are_ones_own_by_any_part_of_their_title():
    assert suggest("content drop", "item", "VIDEO") == ["Sepsis video"]
    assert suggest("content drop", "item", "page") == []


def test_shared_items_need_a_member():
    assert suggest("channel content", "item") == []
    assert suggest("channel content", "item", actor=Actor(ANA, is_member=True)) == ["Shared page"]


def test_needs_and_zones_are_known_too():
    assert "Fewer e-mails" in suggest("plan need", "words", "few")
    assert suggest("nudges yes", "zone", "ber") == ["Europe/Berlin"]


@pytest.mark.parametrize("standing", [Standing.EXTERNAL, Standing.REMOVED, Standing.UNKNOWN, Standing.GUEST])
def test_nothing_is_suggested_to_whom_the_command_is_closed(standing: Standing):
    assert suggest("plan tool", "tool", actor=Actor(replace(ANA, standing=standing))) == []


def test_a_value_that_nobody_completes_and_one_that_is_not_there_give_nothing():
    assert suggest("log", "entries") == [] and suggest("log", "nothing") == []


def test_at_most_twenty_five_come():
    assert len(suggest("plan tool", "tool")) <= 25
