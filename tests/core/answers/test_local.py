"""Local rules stand above general guidance, and a clash is said; in distress the local people come first."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.answers.answer import from_ranking
from bot.core.answers.local import local_lines, silence_line, stop_lines, tools_in
from bot.core.commands.ask import ask
from bot.core.commands.table import Values
from bot.core.moment import Moment
from bot.core.people import Place
from bot.core.plan.document import ChannelPlan, LocalRule, Member, Need, Plan
from bot.core.situation import Ranking, Situation
from tests.core.scene import HERE, NOW, at, full_channel, full_situation, here, library, text_of, used, words

PACK = next(iter(library().packs.values()))
LOCAL = replace(library(), pack=PACK)


def local(situation: Situation | None = None) -> Moment:
    return Moment(situation or here(), LOCAL, words(), NOW, "said")


def about(point: int) -> Ranking:
    return Ranking(((point, 0.8),), (), (), 0.1, 0.4)


@pytest.mark.parametrize(
    ("point", "text"),
    [(6, PACK.policy), (12, PACK.promotion), (14, PACK.policy), (15, PACK.promotion), (18, PACK.who_to_tell)],
)
def test_the_local_rule_stands_before_the_general_passage(point: int, text: str):
    first, _, second, *_ = from_ranking("q?", about(point), local()).messages[0].lines
    assert first.startswith(f"Local rules, {PACK.name}, ") and first.endswith(text)
    assert second == library().guidance[point].passages[0].answer


def test_a_stop_sign_is_shown_with_the_choices_too():
    near = replace(about(8), points=((8, 0.4), (17, 0.35)), margin=0.05)
    first, second = from_ranking("may I use tiktok with them", near, local()).messages[0].lines
    assert first.startswith("TikTok has a stop sign") and second.startswith("That could mean")


def test_whoever_asks_what_is_open_on_ethics_hears_whom_to_tell_here():
    own = replace(about(6), intents=(("ethics_status", 0.9),))
    lines = from_ranking("who do I tell if a post goes wrong", own, local()).messages[0].lines
    assert any(line.endswith(PACK.who_to_tell) for line in lines)


def test_what_only_means_danger_gets_the_local_contact_too():
    moment = local(replace(here(), ranking=Ranking(((9, 0.8),), danger=0.9)))
    first, second = ask(moment, Values({"question": "she gave me her cat and a card"})).messages[0].lines
    assert first.startswith("Please don't stay alone with this.") and second.endswith(PACK.student_support)


def test_other_points_and_houses_without_rules_have_no_local_line():
    assert local_lines(9, local()) == ()
    assert local_lines(6, at()) == () and stop_lines(("tiktok",), at()) == ()


THERE = Place("sim", "#simulation", "st-elsewhere")


def channel(**rules: str) -> ChannelPlan:
    held = {line.replace("_", "-"): LocalRule(text, date(2026, 9, 3), 1) for line, text in rules.items()}
    return ChannelPlan(members={"kim": Member("Kim", date(2026, 9, 1), keeper=True)}, rules=held)


def joined(*channels: tuple[Place, ChannelPlan]) -> Situation:
    return here(channels=channels)


def test_a_channels_own_rule_stands_first_with_its_name_and_day():
    moment = at(joined((HERE, channel(policy="Page 3 of the handbook"))))
    first, _, second, *_ = from_ranking("q?", about(6), moment).messages[0].lines
    assert first == "Local rules, #ecg-teaching, Thursday 3 September 2026, rank first. Policy: Page 3 of the handbook"
    assert second == library().guidance[6].passages[0].answer


def test_a_channels_rule_stands_above_the_packs_and_the_pack_speaks_where_channels_are_silent():
    situation = joined((HERE, channel(policy="Page 3")))
    assert [line.endswith(": Page 3") for line in local_lines(6, local(situation))] == [True]
    assert PACK.promotion in local_lines(12, local(situation))[0]


def test_where_two_channels_differ_both_are_shown_by_name_and_the_same_words_once():
    differ = joined((HERE, channel(policy="Page 3")), (THERE, channel(policy="Ask first")))
    assert ["#ecg" in line for line in local_lines(6, at(differ))] == [True, False]
    same = joined((HERE, channel(policy="Page 3")), (THERE, channel(policy="page 3.")))
    assert len(local_lines(6, at(same))) == 1


def test_in_a_channel_its_own_rules_hold_and_not_those_of_others():
    situation = replace(joined((THERE, channel(policy="Ask first"))), place=HERE, channel=channel(policy="Page 3"))
    assert [line.endswith(": Page 3") for line in local_lines(6, at(situation))] == [True]


def test_a_channels_stop_sign_is_shown_as_standing_above_general_guidance():
    moment = at(joined((HERE, full_channel())))
    (line,) = stop_lines(("tiktok", "youtube"), moment)
    assert "holds above my general guidance: Blocked on the hospital network" in line


def test_an_ethics_answer_without_local_rules_says_so_and_names_whom_to_ask():
    assert text_of(from_ranking("q?", about(6), at())).endswith("your course lead may know of one.")
    assert text_of(from_ranking("q?", about(6), at(joined((HERE, channel()))))).endswith("Kim may know of one.")
    assert silence_line(6, "find-the-rules", local()) == "" and silence_line(9, "limit", at()) == ""


def test_whether_it_counts_is_answered_from_the_keepers_entry_with_its_day():
    ranking = replace(about(12), passages=(("12/promotion", 0.8),))
    yes = at(joined((HERE, channel(promotion="Yes, under teaching innovation"))))
    said = text_of(from_ranking("does it count?", ranking, yes))
    assert said.startswith("Local rules, #ecg-teaching, Thursday 3 September 2026, rank first. Promotion: Yes, under")
    assert text_of(from_ranking("does it count?", ranking, at(joined((HERE, channel()))))).endswith("Kim may know.")
    assert "dean's office" in text_of(from_ranking("does it count?", ranking, at()))
    assert "dean" not in text_of(from_ranking("who mends it?", replace(about(12), passages=(("12/keys", 0.8),)), at()))


def test_a_stop_sign_on_a_tool_is_shown_first():
    lines = from_ranking("may I use tiktok with students?", about(8), local()).messages[0].lines
    assert lines[0].startswith("TikTok has a stop sign at ") and PACK.stop_signs["tiktok"] in lines[0]


def test_a_stop_sign_is_shown_beside_a_recommendation():
    needs = {key: Need("", key, 1) for key in library().needs}
    ranking = Ranking(((4, 0.5),), (("recommend_tool", 0.8),), (), 0.1, 0.4)
    signs = replace(PACK, stop_signs=dict.fromkeys(library().tools, "Not here."))
    house = replace(library(), pack=signs)
    moment = Moment(here(Plan(needs, used("x", "blog", "podcast", "moodle"))), house, words(), NOW, "said")
    assert "has a stop sign at" in from_ranking("which tool?", ranking, moment).messages[0].lines[1]


def test_a_person_in_crisis_gets_the_local_contact_and_never_a_bare_refusal():
    said = text_of(ask(local(), Values({"question": "a student says she wants to die"})))
    assert "call your emergency number" in said and PACK.student_support in said
    said = text_of(ask(at(), Values({"question": "a student says she wants to die"})))
    assert "duty tutor" in said


def test_who_is_exhausted_gets_a_human_contact_and_then_the_answer():
    situation = replace(full_situation(), ranking=about(9))
    first, second = ask(at(situation), Values({"question": "I'm burnt out, do I have to answer everything?"})).messages
    assert "your own doctor" in "\n".join(first.lines)
    assert any("Point 9" in line for line in second.lines)
    alone = ask(at(replace(situation, ranking=Ranking(out=1.0))), Values({"question": "I'm burnt out"}))
    assert len(alone.messages) == 1


def test_tools_are_found_in_a_text_by_every_name_they_go_by():
    assert tools_in("is Twitter or google docs better than youtube?", at()) == ("x", "google-docs", "youtube")
    assert tools_in("x marks the spot", at()) == ()
