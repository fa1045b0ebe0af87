"""Points 6, 8, 12, 14 and the check as a whole: what is open, in which order, and what is not asked."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from bot.core.library import Library
from bot.core.moment import Moment
from bot.core.plan.document import Answer, Backup, ChannelPlan, LocalRule, Plan, Stage, Tool
from bot.core.plan.edits import apply
from bot.core.points import p06_ethics, p08_student_space, p12_on_your_own, p14_accounts
from bot.core.points.readiness import BY_ID, POINTS, QUESTIONS, applies, left, next_question, open_by_tool, open_in
from tests.core.scene import HERE, NOW, TODAY, at, here, library, used, words


def answered(**said: str) -> dict[str, Answer]:
    return {key.replace("_", "-"): Answer(tap, TODAY) for key, tap in said.items()}


def tool(**said: str) -> Tool:
    return replace(used("x")["x"], ready=answered(**said))


def with_rules(**channel: object) -> Moment:
    return at(here(channels=((HERE, ChannelPlan(**channel)),)))  # type: ignore[arg-type]


# Point 6


def test_what_was_not_asked_is_not_open_and_what_was_not_looked_up_is():
    assert p06_ethics.open_in("x", None, at()) == ()
    assert p06_ethics.open_in("x", Answer("yes", TODAY), at()) == ()
    assert p06_ethics.open_in("x", Answer("not-yet", TODAY), at()) == ("ethics_not_yet",)
    assert p06_ethics.open_in("x", Answer("none-found", TODAY), at()) == ("ethics_none_found",)


@pytest.mark.parametrize(("days", "open_"), [(-1, ()), (0, ()), (1, ("ethics_changed",))])
def test_a_rule_that_changed_after_the_look_is_open_and_one_of_the_same_day_is_not(days: int, open_: tuple[str, ...]):
    moment = with_rules(rules={"policy": LocalRule("Page 3", TODAY + timedelta(days=days), 2)})
    assert p06_ethics.open_in("x", Answer("yes", TODAY), moment) == open_


def test_a_change_of_another_line_does_not_ask_for_a_look():
    moment = with_rules(rules={"promotion": LocalRule("Yes", TODAY + timedelta(days=1), 2)})
    assert p06_ethics.open_in("x", Answer("yes", TODAY), moment) == ()


def test_a_local_stop_sign_is_open_whatever_was_answered_in_a_channel_or_a_pack():
    sign = with_rules(stop_signs={"x": LocalRule("Blocked", TODAY, 1)})
    assert p06_ethics.open_in("x", None, sign) == ("stop_sign",)
    assert p06_ethics.open_in("x", Answer("yes", TODAY), sign) == ("stop_sign",)
    pack: Library = replace(library(), pack=next(iter(library().packs.values())))
    assert p06_ethics.open_in("tiktok", None, Moment(here(), pack, words(), NOW, "said")) == ("stop_sign",)


# Point 8


def test_of_all_answers_only_these_are_open_on_students_own_space():
    found = {}
    for social, route, graded in product(("yes", "no"), repeat=3):
        ready = answered(space="yes", social=social, route=route, graded=graded)
        found[social, route, graded] = p08_student_space.open_in(ready)
    assert all(found[social, "yes", graded] == () for social, graded in product(("yes", "no"), repeat=2))
    assert found["yes", "no", "yes"] == found["no", "no", "yes"] == ("space_required",)
    assert found["yes", "no", "no"] == ("space_social",) and found["no", "no", "no"] == ("space_route",)


def test_a_no_on_students_space_closes_the_three_and_not_sure_stays_open():
    assert p08_student_space.open_in(answered(space="no", route="no", graded="yes")) == ()
    assert p08_student_space.open_in(answered(space="unsure")) == ("space_unsure",)
    assert p08_student_space.open_in({}) == ()


# Points 12 and 14


@pytest.mark.parametrize("said", ["not-both", "unsure", "only-me", "no-way-out", "neither"])
def test_keys_and_content_are_open_unless_both_are_seen_to(said: str):
    assert p12_on_your_own.open_in(Answer(said, TODAY)) == (f"keys_{said.replace('-', '_')}",)
    assert p12_on_your_own.open_in(Answer("both", TODAY)) == p12_on_your_own.open_in(None) == ()


def test_no_kind_of_account_is_open_and_a_new_role_sets_each_aside_and_nothing_else():
    plan = Plan(tools={"x": tool(account="personal", keys="both"), "blog": tool(keys="both")})
    assert open_in("x", plan.tools["x"], at()) == ()
    assert p14_accounts.accounts(plan) == {"x": "personal"}
    after = apply(plan, p14_accounts.asked_again(plan))
    assert p14_accounts.accounts(after) == {} and set(after.tools["x"].ready) == {"keys"}
    assert after.tools["blog"] == plan.tools["blog"]


# The check as a whole

QUICKEST = {
    "session": "yes", "ethics": "yes", "space": "no", "backup": "paper", "keys": "both", "account": "work",
}  # fmt: skip


def test_it_is_six_taps_one_for_each_point():
    held = Tool(Stage.LOOKING, TODAY)
    for n, point in enumerate(POINTS):
        asked = next_question(held)
        assert asked is not None and asked.point == point and left(held) == 6 - n
        held = replace(held, ready={**held.ready, asked.key: Answer(QUICKEST[asked.id], TODAY)})
    assert next_question(held) is None and left(held) == 0 and open_in("x", held, at()) == ()


@pytest.mark.parametrize(
    ("first", "tap", "opened"),
    [
        ("session", "nothing", {"way"}),
        ("space", "yes", {"social", "route", "graded"}),
        ("keys", "not-both", {"missing"}),
    ],
)
def test_three_taps_open_further_questions_and_no_other_does(first: str, tap: str, opened: set[str]):
    further = {"way", "social", "route", "graded", "missing"}
    for other in BY_ID[first].taps:
        held = replace(used("x")["x"], ready={first: Answer(other, TODAY)})
        assert {q.id for q in QUESTIONS if applies(q, held)} & further == (opened if other == tap else set())


def test_a_backup_on_record_needs_no_tap():
    held = replace(tool(session="yes", ethics="yes", space="no"), backup=Backup("Moodle"))
    asked = next_question(held)
    assert asked is not None and asked.id == "keys" and left(held) == 2


def test_after_a_question_the_next_in_order_comes_and_then_those_before():
    held = tool(keys="both")
    after = next_question(held, BY_ID["keys"])
    assert after is not None and after.id == "account"
    last = next_question(tool(account="work"), BY_ID["account"])
    assert last is not None and last.id == "session"


def test_what_is_open_is_told_by_point_for_tools_that_may_come_before_students():
    tools = {
        "x": tool(session="nothing", keys="only-me"),
        "blog": tool(keys="both"),
        "podcast": replace(tool(keys="neither"), stage=Stage.PAUSED),
        "youtube": used("youtube")["youtube"],
    }
    moment = at(here(Plan(tools=tools)))
    assert open_by_tool(moment) == {"x": ("session_nothing", "keys_only_me")}
    assert open_by_tool(moment, 12) == {"x": ("keys_only_me",)} and open_by_tool(moment, 8) == {}
