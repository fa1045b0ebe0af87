"""Points 2, 3 and 16, their pure sides: full weeks on, under and over; cards and wishes in order."""

from dataclasses import replace

import pytest

from bot.core.plan.document import Need, Plan, Settings
from bot.core.plan.weeks import Told, Week
from bot.core.points.p02_investigate import good_for, worth_a_look
from bot.core.points.p03_needs import first_among
from bot.core.points.p16_management import Fullness, fullness
from tests.core.scene import at, here, library, told, used, week_ago

HOUR = Plan(settings=Settings(60))


@pytest.mark.parametrize(("totals", "found"), [
    ((76, 76, 76), Fullness.OVER), ((75, 76, 76), Fullness.WITHIN), ((10, 10, 10), Fullness.WITHIN),
    ((90, 90), Fullness.UNKNOWN), ((90, None, 90), Fullness.UNKNOWN), ((), Fullness.UNKNOWN),
])  # fmt: skip
def test_weeks_are_over_within_or_unknown(totals: tuple[int | None, ...], found: Fullness):
    assert fullness(at(here(HOUR, weeks=told(*totals)))) is found


def test_busy_weeks_say_nothing_and_too_much_says_enough():
    weeks = told(90, 90) | {week_ago(2): Week(Told.BUSY, 90)}
    assert fullness(at(here(HOUR, weeks=weeks))) is Fullness.UNKNOWN
    assert fullness(at(here(HOUR, weeks={week_ago(0): Week(Told.TOO_MUCH)}))) is Fullness.OVER
    assert fullness(at(here(weeks=told(90, 90, 90)))) is Fullness.UNKNOWN


def test_cards_worth_a_look_answer_the_needs_and_are_not_in_the_plan():
    wanted = Plan(needs={"recall": Need("", "recall", 1)}, tools=used("anki"))
    found = worth_a_look(at(here(wanted)))
    assert len(found) == library().rules.cards_to_look_at and "anki" not in [card.id for card in found]
    assert found[0].fits["recall"] == max(card.fits["recall"] for card in library().tools.values())


def test_what_a_tool_is_good_for_leaves_out_what_it_is_of_some_use_for():
    card = replace(library().tools["padlet"], fits={"questions": 1, "cases": 2, "recall": 3})
    assert good_for(card, at(here())) == ("Discuss cases", "Short practice and recall")


def test_needs_of_the_first_priority_are_found_in_their_order():
    needs = {"a": Need("a", "", 1), "b": Need("b", "", 2), "c": Need("c", "", 1)}
    assert first_among(at(here(Plan(needs=needs)))) == ("a", "c")
