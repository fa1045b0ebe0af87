"""From the card outwards: every choice two taps deep can be taken, and says something whole."""

from copy import copy

import pytest

from bot.core.message import Message, Picked
from bot.core.people import Person, Standing
from tests.core.commands.saying import check
from tests.core.scene import HERE, Life, at, full_situation, here, text_of

KIM = Person("kim", "Kim", Standing.REGULAR, zone="Europe/London")
LIVES = {
    "an empty plan": lambda: Life(here()),
    "a full plan": lambda: Life(full_situation()),
    "a member in a channel": lambda: Life(full_situation(place=HERE)),
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
@pytest.mark.parametrize("begin", ["card", "channel", "help", "plan history", "content", "channel content"])
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
