"""Changes say what was there and what is there now, and refuse to write over something newer."""

import pytest

from bot.core.plan.document import Need, Plan, Settings
from bot.core.plan.edits import COLLECTIONS, ROWS, SINGLE, Edit, InTheWay, apply, edit, put
from bot.core.plan.weeks import Log
from tests.core.scene import TODAY, full_plan

NEED = Need("", "cases")


def test_nothing_changed_is_no_edit():
    assert edit("needs", "cases", NEED, NEED) == ()


def test_an_edit_and_its_inverse_leave_the_plan_as_it_was():
    plan = full_plan()
    made = (Edit("needs", "cases", None, NEED), Edit("tools", "x", plan.tools["x"], None))
    back = tuple(one.inverse() for one in reversed(made))
    assert apply(apply(plan, made), back) == plan


@pytest.mark.parametrize(
    "made",
    [
        Edit("needs", "cases", None, NEED),
        Edit("needs", "questions", NEED, None),
        Edit("settings", "", Settings(5), Settings(6)),
        Edit("settings", "", full_plan().settings, None),
    ],
)
def test_an_edit_whose_before_does_not_stand_is_refused(made: Edit):
    held = apply(full_plan(), (Edit("needs", "cases", None, Need("other", "cases")),))
    with pytest.raises(InTheWay) as way:
        apply(held, (made,))
    assert way.value.edit is made


def test_rows_are_left_to_the_store():
    assert apply(Plan(), (Edit("logs", "l", None, Log(TODAY, "x", 5)),)) == Plan()


def test_applying_leaves_the_plan_it_was_given_alone():
    plan = full_plan()
    apply(plan, (Edit("needs", "cases", None, NEED),))
    assert plan == full_plan()


def test_putting_into_a_map_checks_what_was_there():
    held: dict[str, object] = {}
    put(held, Edit("logs", "l", None, Log(TODAY, "x", 5)))
    with pytest.raises(InTheWay):
        put(held, Edit("logs", "l", None, Log(TODAY, "x", 6)))
    put(held, Edit("logs", "l", Log(TODAY, "x", 5), None))
    assert held == {}


def test_every_collection_has_a_type_and_a_word_for_people(words):  # type: ignore[no-untyped-def]
    assert set(COLLECTIONS) > SINGLE and set(COLLECTIONS) > ROWS
    assert all(words.family("collection", name) for name in COLLECTIONS)
