"""Local rules stand above general guidance, and a clash is said; in distress the local people come first."""

from dataclasses import replace

import pytest

from bot.core.answers.answer import from_ranking
from bot.core.answers.local import local_line, stop_lines, tools_in
from bot.core.commands.ask import ask
from bot.core.commands.table import Values
from bot.core.moment import Moment
from bot.core.plan.document import Need, Plan
from bot.core.situation import Ranking, Situation
from tests.core.scene import NOW, at, full_situation, here, library, text_of, words

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
    first, second, *_ = from_ranking("q?", about(point), local()).messages[0].lines
    assert first.startswith(f"Local rules, {PACK.name}, ") and first.endswith(text)
    assert second == library().guidance[point].passages[0].answer


def test_other_points_and_houses_without_rules_have_no_local_line():
    assert local_line(9, local()) == ""
    assert local_line(6, at()) == "" and stop_lines(("tiktok",), at()) == ()


def test_a_stop_sign_on_a_tool_is_shown_first():
    lines = from_ranking("may I use tiktok with students?", about(8), local()).messages[0].lines
    assert lines[0].startswith("TikTok has a stop sign at ") and PACK.stop_signs["tiktok"] in lines[0]


def test_a_stop_sign_is_shown_beside_a_recommendation():
    needs = {key: Need("", key, 1) for key in library().needs}
    ranking = Ranking(((4, 0.5),), (("recommend_tool", 0.8),), (), 0.1, 0.4)
    signs = replace(PACK, stop_signs=dict.fromkeys(library().tools, "Not here."))
    house = replace(library(), pack=signs)
    moment = Moment(here(Plan(needs=needs)), house, words(), NOW, "said")
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
