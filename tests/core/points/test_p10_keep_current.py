"""Point 10: the one item most worth a look, inside five minutes a week."""

from datetime import timedelta

from bot.core.plan.document import Finding, Item, Plan
from bot.core.points.p10_keep_current import item
from bot.core.points.verdict import Quiet, Suggestion
from tests.core.scene import MONDAY, TODAY, an_item, at, here

OLD = TODAY - timedelta(days=365)


def verdict(**items: Item):
    return item(at(here(Plan(items=items))))


def test_an_empty_list_has_nothing_due():
    assert verdict() == Quiet("item", 10, "nothing_due", {"n": 0})


def test_the_item_used_soonest_comes_before_a_clinical_and_an_old_one():
    soon = an_item("Soon", next_used=TODAY + timedelta(days=14))
    made = verdict(
        old=an_item("Old", checked=OLD),
        clinical=an_item("Clinical", checked=TODAY - timedelta(days=180), interval=180, clinical=True),
        soon=soon,
    )
    assert isinstance(made, Suggestion) and made.subject == "soon" and made.wording == "item_used"
    assert not made.reduces
    assert [step.word for step in made.steps] == ["still_right", "changed", "rethink", "drop"]


def test_a_clinical_item_comes_before_an_older_one():
    made = verdict(
        old=an_item("Old", checked=OLD - timedelta(days=100)),
        clinical=an_item("Clinical", checked=TODAY - timedelta(days=180), interval=180, clinical=True),
    )
    assert isinstance(made, Suggestion) and made.subject == "clinical" and made.wording == "item_clinical"


def test_one_look_in_this_week_is_the_five_minutes():
    looked = an_item("Looked at", checked=MONDAY, last=Finding.STILL_RIGHT)
    made = verdict(a=looked, b=an_item("Old", checked=OLD))
    assert made == Quiet("item", 10, "looked_enough", {"n": 1, "minutes": 5})


def test_a_look_on_the_sunday_before_leaves_this_week_free():
    looked = an_item("Looked at", checked=MONDAY - timedelta(days=1), last=Finding.STILL_RIGHT)
    assert isinstance(verdict(a=looked, b=an_item("Old", checked=OLD)), Suggestion)


def test_adding_an_item_is_not_a_look():
    new = an_item("New", added=TODAY, checked=TODAY)
    made = verdict(a=new, b=an_item("Old", checked=OLD))
    assert isinstance(made, Suggestion) and made.subject == "b"
