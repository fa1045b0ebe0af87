"""What is pasted goes on the list: lines, tables of four kinds, links; and a known thing gets its new day."""

from datetime import timedelta

import pytest

from bot.core.commands.lines.pasted import rows_of
from bot.core.message import Invocation, Picked
from bot.core.plan.document import Item, Plan
from tests.core.scene import NOW, TODAY, Life, an_item, here, text_of

LINK = "https://youtu.be/abc"
TABLES = {
    "spreadsheet": f"Title\tLink\tNext used\tClinical\nSepsis video\t{LINK}\t2026-12-07\tyes\nECG quiz\t\t\tno",
    "csv": f'title,link,next used,clinical\n"Sepsis video",{LINK},2026-12-07,yes\nECG quiz,,,',
    "semicolons": f"item;url;date;risk\nSepsis video;{LINK};2026-12-07;high\nECG quiz;;;",
    "markdown": f"| What | Link | Used | Risk |\n|--|:--|--|--|\n| Sepsis video | {LINK} | 7 Dec | x |\n| ECG quiz |",
    "bullets": f"- [Sepsis video]({LINK}), clinical, used 7 December\n\n2. ECG quiz",
    "bare cells": f"Sepsis video\t{LINK}\t2026-12-07 clinical\nECG quiz\t\t",
}


def items(life: Life) -> list[Item]:
    return list(life.situation.plan.items.values())


@pytest.mark.parametrize("kind", TABLES)
def test_a_table_is_read_whatever_it_comes_from(kind: str):
    life = Life(here())
    life.say(Invocation(("content", "add"), {"title": TABLES[kind]}))
    video, quiz = items(life)
    assert (video.title, video.link, video.clinical, video.tool) == ("Sepsis video", LINK, True, "youtube")
    assert video.next_used is not None and video.next_used.isoformat() == "2026-12-07"
    assert (quiz.title, quiz.link, quiz.clinical, quiz.next_used) == ("ECG quiz", "", False, None)


@pytest.mark.parametrize("kind", ["spreadsheet", "csv", "markdown", "bullets"])
def test_a_table_can_be_typed_after_the_command(kind: str):
    life = Life(here())
    assert "On the list: 2 items." in life.say(f"content add {TABLES[kind]}")
    assert [item.title for item in items(life)] == ["Sepsis video", "ECG quiz"]


def test_a_column_may_name_the_tool():
    (row,) = rows_of("name,tool\nCase of the week,padlet")
    assert (row.line, row.tool) == ("Case of the week", "padlet")
    life = Life(here())
    life.say(Invocation(("content", "add"), {"title": "name,tool\nCase of the week,padlet"}))
    assert items(life)[0].tool == "padlet"


@pytest.mark.parametrize("line", ["Sepsis: fluids, when and how", "Title, or so", "A; B", "1,5 mg of what?"])
def test_a_sentence_with_a_comma_is_not_a_table(line: str):
    assert [row.line for row in rows_of(line)] in ([line], [line.replace(",", ", ")])


@pytest.mark.parametrize(("many", "kept"), [(60, 60), (61, 0)])
def test_sixty_lines_fit_and_one_more_is_too_many(many: int, kept: int):
    life = Life(here())
    said = life.say(Invocation(("content", "add"), {"title": "\n".join(f"Video {n}" for n in range(many))}))
    assert len(items(life)) == kept
    assert ("At 5 min a week, one look at each takes 60 weeks" in said) is bool(kept)


def test_a_known_thing_with_another_day_is_used_again_and_counts_a_cohort():
    held = {"i": an_item("Sepsis video", next_used=TODAY - timedelta(days=3), cohorts=1)}
    life = Life(here(Plan(items=held)))
    outcome = life.hear("content add sepsis video, used 7 December")
    assert "“Sepsis video” is used on Monday 7 December." in text_of(outcome)
    (item,) = items(life)
    assert item.cohorts == 2 and item.next_used is not None and item.next_used > TODAY
    life.take(outcome.messages[0], "Undo")
    assert life.situation.plan.items == held
    assert "already" in life.say("content add Sepsis video")


@pytest.mark.parametrize("said", [LINK, f"sepsis video {LINK}", f"{LINK} sepsis video, used 7 December"])
def test_a_pasted_link_is_asked_about_first(said: str):
    life = Life(here())
    outcome = life.hear(said)
    assert "Shall this link go on your content list? I never open it." in text_of(outcome) and not items(life)
    life.take(outcome.messages[0], "Yes, add it")
    assert items(life)[0].link == LINK


@pytest.mark.parametrize("said", [f"is {LINK} still right?", f"how do I share {LINK}", f"20m youtube {LINK}"])
def test_a_question_or_a_logged_time_with_a_link_is_something_else(said: str):
    assert "content list?" not in Life(here()).say(said)


def shown_due() -> tuple[Life, Picked]:
    life = Life(here(Plan(items={"i": an_item(next_used=TODAY + timedelta(days=3), checked=TODAY - timedelta(90))})))
    message = life.hear("content").messages[0]
    return life, Picked(message.row, 0)


@pytest.mark.parametrize(("seconds", "quick"), [(0, True), (9, True), (10, False), (11, False)])
def test_still_right_within_ten_seconds_is_quick(seconds: int, quick: bool):
    life, still_right = shown_due()
    life.now = NOW + timedelta(seconds=seconds)
    life.hear(still_right)
    assert items(life)[0].quick is quick


def test_a_typed_line_is_never_too_quick():
    life, _ = shown_due()
    life.hear("content still-right sepsis")
    assert not items(life)[0].quick


def test_the_day_of_use_can_be_said_afterwards_and_asked_for_after_a_look():
    life = Life(here(Plan(items={"i": an_item(next_used=TODAY - timedelta(days=3))})))
    outcome = life.hear("content still-right sepsis")
    asked = life.take(outcome.messages[0], "Next used on")
    assert asked.messages[0].form is not None
    assert "is used on Monday 7 December" in life.say("content used sepsis 7 December")
    assert items(life)[0].cohorts == 1


def test_a_far_day_is_refused_as_content_used_refuses_it_and_stays_in_a_title():
    life = Life(here())
    for said in ("content add Old thing, used 1 January 2020", "content add Far thing, 1 January 2035"):
        outcome = life.hear(said)
        assert not outcome.edits and "more than three years away" in outcome.messages[0].lines[0], said
    life.hear("content add Lecture of 12 March 2019")
    assert [(item.title, item.next_used) for item in life.situation.plan.items.values()] == [
        ("Lecture of 12 March 2019", None)
    ]


def test_a_title_that_is_too_long_is_refused_with_the_limit_and_nothing_is_cut():
    life = Life(here())
    assert "A title has at most 120 characters" in life.say(f"content add {'word ' * 30}")
    assert not life.situation.plan.items
    life.say(f"content add {'w' * 120}")
    assert [len(item.title) for item in life.situation.plan.items.values()] == [120]
