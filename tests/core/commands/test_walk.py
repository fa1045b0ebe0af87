"""From the card outwards: every choice two taps deep can be taken, and says something whole."""

from copy import copy
from dataclasses import replace

import pytest

from bot.core.commands.menu import ELSEWHERE, MENU
from bot.core.message import Message, Picked
from bot.core.people import Permit, Person, Standing, authorise
from tests.core.commands.saying import check
from tests.core.scene import HERE, Life, at, decider, full_situation, here, text_of

KIM = Person("kim", "Kim", Standing.REGULAR, zone="Europe/London")
LIVES = {
    "an empty plan": lambda: Life(here()),
    "a full plan": lambda: Life(full_situation()),
    "a member in a channel": lambda: Life(full_situation(place=HERE)),
    "an admin in a channel": lambda: Life(full_situation(replace(KIM, is_admin=True), HERE)),
    "a keeper in a channel": lambda: Life(full_situation(KIM, HERE)),
}


def branch(life: Life) -> Life:
    """Return a second life that goes on from the same point."""
    other = copy(life)
    other.rows = dict(life.rows)
    return other


def walk(life: Life, messages: tuple[Message, ...], deep: int, way: tuple[str, ...]) -> int:
    """Take every choice, breadth first; return how many were taken."""
    taken = 0
    for message in messages:
        for index, choice in enumerate(message.choices):
            other = branch(life)
            outcome = other.hear(Picked(message.row, index))
            try:
                check(outcome, at(other.situation))
            except AssertionError as problem:
                raise AssertionError(f"{' > '.join((*way, choice.label))}: {problem}") from problem
            assert "I don't know that command" not in text_of(outcome), (*way, choice.label)
            taken += 1
            if deep > 1:
                taken += walk(other, outcome.messages, deep - 1, (*way, choice.label))
    return taken


@pytest.mark.parametrize("who", LIVES)
@pytest.mark.parametrize(
    "begin", ["card", "channel", "help", "plan history", "content", "channel content", "ready", "ready youtube"]
)
def test_every_choice_two_taps_from_here_can_be_taken(who: str, begin: str):
    life = LIVES[who]()
    taken = walk(life, life.hear(begin).messages, 2, (begin,))
    assert taken or text_of(LIVES[who]().hear(begin))


def test_a_newcomer_reaches_a_plan_by_taps_alone():
    life = Life(here())
    message = life.hear("card").messages[0]
    for label in ("Start, three minutes", "New to this", "YouTube", "1 h", "Questions between sessions", "Yes", "Undo"):
        message = life.take(message, label).messages[0]
    plan = life.situation.plan
    assert set(plan.tools) == {"youtube"} and set(plan.needs) == {"questions"} and plan.settings.weekly_minutes == 60


def reached(life: Life, messages: tuple[Message, ...], taps: int) -> set[tuple[str, ...]]:
    """Return the commands that at most so many taps run, or open the form of."""
    found = {choice.does.path for message in messages for choice in message.choices}
    if taps > 1:
        for message in messages:
            for index in range(len(message.choices)):
                other = branch(life)
                found |= reached(other, other.hear(Picked(message.row, index)).messages, taps - 1)
    return found


@pytest.mark.parametrize("who", LIVES)
def test_every_command_that_one_may_use_is_three_taps_from_the_card(who: str):
    life = LIVES[who]()
    shown = life.hear("card").messages
    assert shown[-1].choices[-1].label == "What else?"
    found = reached(life, shown, 3)
    for path, command in decider().table.commands.items():
        may = authorise(life.situation.actor, command.role) is Permit.YES
        if command.listed and may and (life.situation.place or not command.in_place):
            assert path in found or " ".join(path) in ELSEWHERE, path
    if who != "an empty plan":
        assert {tuple(line.split()) for line in ELSEWHERE} - {("card",)} <= found


def test_every_line_of_the_menu_is_a_command_and_has_its_one_place():
    lines = [line for group in MENU.values() for line in group]
    assert len(lines) == len(set(lines)) and not set(lines) & set(ELSEWHERE)
    assert {tuple(line.split()) for line in (*lines, *ELSEWHERE)} <= set(decider().table.commands)
    assert all(len(group) <= 12 for group in MENU.values()) and len(MENU) <= 12
