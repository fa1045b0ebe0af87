"""Point 10 on a channel's list: asked of its owner, and of whoever stands in once it has waited a week."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.nudges.suggestion import words
from bot.core.plan.document import ChannelPlan, Finding, Item, Plan
from bot.core.points.p10_keep_current import item
from bot.core.points.verdict import Quiet, Suggestion, Verdict
from tests.core.scene import HERE, MONDAY, TODAY, an_item, at, here

LONG_AGO = TODAY - timedelta(days=90)


def verdict(shared: Item, own: dict[str, Item] | None = None, *, near: bool = True) -> Verdict:
    channels = ((HERE, ChannelPlan(items={"s": shared})),)
    return item(at(here(Plan(items=own or {}), channels=channels, near=frozenset({HERE.id} if near else ()))))


def used_in(days: int, **changes: object) -> Item:
    return an_item("ECG quiz", next_used=TODAY + timedelta(days=days), checked=LONG_AGO, **changes)


def test_a_shared_item_is_asked_of_its_owner_and_its_channels_list_takes_the_answer():
    made = verdict(used_in(14, owner="ana"))
    assert isinstance(made, Suggestion) and made.place == HERE.name and not made.frame
    does = made.steps[0].does
    wanted = {"action": "still-right", "item": "s", "in-channel": HERE.id}
    assert (does.path, dict(does.values)) == (("channel", "content"), wanted) and len(made.steps) == 4
    assert words(made, at(here()))[0].startswith("For #ecg-teaching: “ECG quiz” is used on")


@pytest.mark.parametrize("whose", [{"owner": "ben"}, {"owner": ""}, {"owner": "ben", "offered_to": "ana"}])
def test_what_is_somebody_elses_or_nobodys_is_not_asked(whose: dict[str, str]):
    assert isinstance(verdict(used_in(7, **whose)), Quiet)


def test_what_cannot_be_answered_from_here_is_not_asked():
    assert isinstance(verdict(used_in(7, owner="ana"), near=False), Quiet)


@pytest.mark.parametrize(("days", "asked"), [(8, False), (7, True), (6, True)])
def test_who_stands_in_is_asked_a_week_after_it_fell_due_and_not_a_day_before(days: int, asked: bool):
    made = verdict(used_in(days, owner="ben", stand_in="ana", stands_in=True))
    assert isinstance(made, Suggestion) is asked
    if isinstance(made, Suggestion):
        assert made.frame == "stand_in" and made.steps[-1].does.values["to"] == "nobody"


def test_who_was_named_and_did_not_say_yes_is_not_asked():
    assert isinstance(verdict(used_in(3, owner="ben", stand_in="ana")), Quiet)


def test_what_the_owner_looked_at_lately_waits_for_nobody():
    looked = used_in(3, owner="ben", stand_in="ana", stands_in=True)
    assert isinstance(verdict(replace(looked, checked=TODAY, last=Finding.STILL_RIGHT)), Quiet)


def test_a_look_at_a_shared_item_counts_into_the_weeks_minutes():
    made = verdict(an_item(owner="ana", checked=MONDAY, last=Finding.CHANGED), {"a": an_item(checked=LONG_AGO)})
    assert isinstance(made, Quiet) and made.reason == "looked_enough"
