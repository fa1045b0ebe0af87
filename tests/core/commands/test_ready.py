"""Ready for students: taps that stay, reading behind them, nothing blocked, and texts that are complete."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.message import Invocation
from bot.core.plan.document import Answer, ChannelPlan, LocalRule, Plan, Stage
from tests.core.commands.saying import check
from tests.core.scene import HERE, TODAY, Life, at, full_channel, here, library, text_of, used


def life(*names: str, **situation: object) -> Life:
    return Life(here(Plan(tools=used(*names)), **situation))


def tap(it: Life, *labels: str, tool: str = "x"):
    message = it.hear(f"ready {tool}").messages[0]
    for label in labels:
        message = it.take(message, label).messages[0]
    return message


ALL = ("Yes", "Yes, read", "No", "Yes, on paper", "Yes, both", "My work one")


def test_six_taps_and_nothing_is_open():
    message = tap(life("x"), *ALL)
    assert message.lines[:2] == ("Noted: My work one.", "X: nothing is open.")


def test_it_can_be_left_and_goes_on_where_it_stopped_with_the_day_of_each_answer():
    it = life("x")
    tap(it, *ALL[:2])
    it.now += timedelta(days=9)
    message = tap(it, *ALL[2:])
    assert "X: nothing is open." in message.lines
    days = {key: answer.on for key, answer in it.situation.plan.tools["x"].ready.items()}
    assert days["ethics"] == TODAY and days["space"] == TODAY + timedelta(days=9)


def test_each_tap_can_be_taken_back():
    it = life("x")
    message = tap(it, "Yes")
    it.take(message, "Undo")
    assert it.situation.plan == life("x").situation.plan


def test_a_tool_that_is_not_in_the_plan_is_only_looked_at_by_the_first_tap():
    it = Life(here())
    assert not it.hear("ready youtube").edits
    tap(it, "Yes", tool="youtube")
    assert it.situation.plan.tools["youtube"].stage is Stage.LOOKING


def test_nothing_is_refused_and_what_is_open_is_shown_on_the_card():
    it = life("x")
    message = tap(it, "Not sure yet", "Not yet", "Not sure", "Not yet", "Not sure", "My private one")
    assert message.lines[1] == (
        "X, open before students use it: which session it is for; which rules hold; "
        "whether it is students' own space; no backup."
    )
    assert "And 1 thing more." in message.lines and "Nothing is blocked; you know your students." in message.lines
    assert "X, open before students use it: which session it is for; which rules hold. Say ready." in it.say("card")
    assert "X is now: try-out." in it.say("plan tool x tryout")


def test_nothing_lost_says_the_three_ways_and_drop_retires_it():
    it = life("x")
    message = tap(it, "Nothing")
    assert "It may stay as a link, be optional, or go." in text_of_message(message)
    it.take(message, "Drop it")
    assert it.situation.plan.tools["x"].stage is Stage.RETIRED
    it = life("x")
    it.take(tap(it, "Nothing"), "Keep it as a link")
    assert it.situation.plan.tools["x"].ready["session"].said == "link" and "open before" not in it.say("card")


def text_of_message(message) -> str:
    return "\n".join(message.lines)


def test_required_without_another_way_is_said_plainly_with_the_text_to_offer_one():
    it = life("x")
    message = tap(it, "Yes", "Yes, read", "Yes", "No", "No", "Yes")
    assert "Required, and no other way in" in text_of_message(message)
    assert "same task, same deadline, same marks" in text_of(it.take(message, "Text: another way in"))


@pytest.mark.parametrize("question", ["session", "ethics", "space", "backup", "keys", "account"])
def test_behind_more_stands_the_reading_with_its_source_and_the_question_stays(question: str):
    it = life("x")
    message = it.hear(Invocation(("ready",), {"tool": "x", "check": question, "show": "more"})).messages[0]
    assert (
        any(line.startswith("Point ") for line in message.lines) and " of 6. " in message.lines[-1] + message.lines[-2]
    )
    assert {"Yes", "Yes, read", "Not yet", "Yes, both", "My work one"} & {c.label for c in message.choices}


def test_the_rules_question_shows_the_local_policy_and_a_stop_sign_with_their_channel():
    channel = replace(full_channel(), rules={"policy": LocalRule("Page 3", TODAY, 1)})
    lines = life("tiktok", channels=((HERE, channel),)).say("ready tiktok ethics").splitlines()
    assert "A stop sign at #ecg-teaching: Blocked on the hospital network" in lines
    assert "#ecg-teaching: Page 3" in lines


def test_a_rule_that_changes_after_the_look_opens_it_again():
    it = life("x")
    tap(it, *ALL)
    it.now += timedelta(days=30)
    changed = ChannelPlan(rules={"policy": LocalRule("Page 4", TODAY + timedelta(days=20), 2, "Page 3")})
    it.situation = replace(it.situation, channels=((HERE, changed),))
    assert "the local rules changed since you looked" in it.say("ready x")
    it.hear("ready x ethics yes")
    assert "nothing is open" in it.say("ready x")


def test_asked_again_from_the_first_the_answers_are_set_aside_and_undo_brings_them_back():
    it = life("x")
    message = tap(it, *ALL)
    before = it.situation.plan
    again = it.take(message, "Ask again from 1").messages[0]
    assert not it.situation.plan.tools["x"].ready and again.lines[0].startswith("1 of 6.")
    it.take(again, "Undo")
    assert it.situation.plan == before


def test_an_answer_changed_later_stands_with_its_new_day():
    it = life("x")
    tap(it, *ALL)
    it.now += timedelta(days=3)
    it.hear("ready x keys only-me")
    it.hear(Invocation(("ready",), {"tool": "x", "check": "missing", "tap": "only-me"}))
    held = it.situation.plan.tools["x"].ready["keys"]
    assert held == Answer("only-me", TODAY + timedelta(days=3)) and "keys with you alone" in it.say("ready x")


def test_whoever_else_has_keys_closes_that_and_leaves_what_cannot_get_out():
    it = life("x", "blog")
    for name, said in (("x", "only-me"), ("blog", "neither")):
        it.hear(Invocation(("ready",), {"tool": name, "check": "missing", "tap": said}))
        it.hear(Invocation(("plan", "keys"), {"tool": name, "who": "the course office"}))
    tools = it.situation.plan.tools
    assert tools["x"].ready["keys"].said == "both" and tools["blog"].ready["keys"].said == "no-way-out"
    assert tools["x"].keys == "the course office"


def test_a_new_role_asks_for_each_account_again_and_is_not_kept():
    it = life("x", "blog")
    it.hear("ready x account personal")
    it.hear("ready blog account course")
    outcome = it.hear("I have a new role as clinical dean")
    assert "for X and Blog" in text_of(outcome) and "dean" not in repr(it.situation.plan)
    asked = it.take(outcome.messages[0], "X").messages[0]
    assert asked.lines == ("6 of 6. Which account do you use X with?",)
    it.hear("undo")
    assert it.situation.plan.tools["x"].ready["account"].said == "personal"


@pytest.mark.parametrize(
    "line", ["is youtube ready for students?", "YouTube ready?", "ready youtube", "is twitter ready"]
)
def test_it_is_asked_for_in_plain_words(line: str):
    assert "1 of 6. If " in life("youtube", "x").say(line)


@pytest.mark.parametrize("line", ["ready", "ready for students?", "ready students"])
def test_without_a_tool_all_are_shown_with_what_is_open(line: str):
    it = life("x", "blog")
    it.hear("ready x keys unsure")
    said = it.say(line)
    assert "Ready for students? Choose a tool." in said
    assert "X, open: keys or content." in said and "Blog: six taps to go." in said


def test_it_is_reached_in_three_taps_from_the_card():
    it = life("youtube")
    message = it.hear("card").messages[0]
    for label in ("My plan", "Ready for students?", "YouTube"):
        message = it.take(message, label).messages[0]
    assert message.lines[-1].startswith("1 of 6.")


TEXTS = ("why", "another-way", "briefing", "decline")


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("session", [False, True])
def test_each_text_is_complete_to_copy_in_at_most_sixty_words(kind: str, *, session: bool):
    channel = replace(full_channel(), rules={"policy": LocalRule("No patient pictures, ever", TODAY, 1)})
    it = life("x", channels=((HERE, channel),))
    if session:
        it.hear("plan session x the case on Tuesday; lost: the questions you bring")
    message = it.hear(f"ready x {kind}").messages[0]
    said = text_of_message(message)
    check(it.hear(f"ready x {kind}"), at(it.situation))
    assert said.startswith("“") and said.endswith("”") and len(said.split()) <= 60
    assert not re.search(r"[\[\]{}…]", said)
    if kind in ("why", "briefing") and session:
        assert "the case on Tuesday" in said
    if kind == "briefing":
        assert "3 Our rules: No patient pictures, ever" in said


def test_declining_needs_no_tool_and_follows_the_account():
    it = life("x")
    assert "decline a request" not in it.say("ready decline") and "I don't connect with students" in it.say(
        "ready decline"
    )
    it.hear("ready x account personal")
    assert "for family and friends" in it.say("ready x decline") and "family" in it.say("ready decline")


def test_students_who_ask_why_get_a_text_either_way_and_it_is_not_asked_again():
    for answer, says in (("yes", "a good sign"), ("no", "help either way")):
        it = life("x")
        outcome = it.hear(Invocation(("ready",), {"tool": "x", "check": "students-asked", "tap": answer}))
        assert says in text_of(outcome) and "students-asked" in it.situation.plan.tools["x"].ready
        assert "Why X?" in text_of(it.take(outcome.messages[0], "Text: why we use this"))
    gone = Life(here()).hear(Invocation(("ready",), {"tool": "x", "check": "students-asked", "tap": "yes"}))
    assert "not in your plan" in text_of(gone) and not gone.edits


def test_every_finding_has_its_words_and_those_that_can_be_closed_have_a_step():
    from bot.core.commands.ready import STEPS

    said = {key.partition(".")[2] for key in library().wording if key.startswith("ready_open.")}
    assert set(STEPS) <= said
