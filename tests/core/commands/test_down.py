"""A tool is down: the backup at once, without a network, how it did later, and all backups on one page."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.assistant import COMPOSED
from bot.core.message import Invocation
from bot.core.nudges.reminder import next_working_day
from bot.core.people import Owner
from bot.core.plan.document import Away, AwayKind, Backup, Drill, Plan, Stage
from bot.core.schedules import of_person
from bot.core.situation import Address, Delivery, Holidays, Outcome, Skip
from tests.core.scene import NOW, TODAY, Life, at, full_situation, here, library, text_of, used


def life(where: str = "Moodle, week 3", do: str = "") -> Life:
    return Life(here(Plan(tools={"youtube": replace(used("youtube")["youtube"], backup=Backup(where, do))})))


def answer(worked: str) -> Invocation:
    return Invocation(("down",), {"tool": "youtube", "worked": worked})


def test_the_backup_comes_first_with_text_for_students_and_undo_takes_only_the_question_back():
    it = life(do="start at question 1")
    message = it.hear("youtube down").messages[0]
    assert message.lines[0] == "Your backup: Moodle, week 3."
    assert message.lines[1] == "For students: “YouTube is down. Please use Moodle, week 3: start at question 1”"
    assert it.situation.plan.drills == {"youtube": Drill(TODAY)}
    it.take(message, "Undo")
    assert it.situation.plan == life(do="start at question 1").situation.plan


def test_when_that_fails_too_a_way_without_a_network_comes_and_another_until_all_were_shown():
    it = life()
    message = it.take(it.hear("youtube down").messages[0], "That fails too").messages[0]
    seen = {message.lines[1]}
    for _ in range(len(paper()) - 1):
        message = it.take(message, "Another").messages[0]
        seen.add(message.lines[1])
    assert seen == paper()


def paper() -> set[str]:
    return {version.text for version in library().paper}


def test_looked_at_twice_on_one_day_it_is_noted_once():
    it = life()
    it.hear("youtube down")
    again = it.hear("youtube is down again!")
    assert not again.edits and "how it did" not in text_of(again)


def test_behind_the_same_login_it_is_said_to_be_no_backup():
    assert "so it may be down too; then it is no backup" in life("Google Docs").say("youtube down")


@pytest.mark.parametrize("where", ["YouTube", "youtube, second channel"])
def test_the_same_service_is_no_backup_and_a_way_without_a_network_comes_at_once(where: str):
    said = life(where).say("youtube down")
    assert "The backup noted for YouTube is YouTube itself." in said
    assert any(version in said for version in paper())


def test_without_a_backup_a_way_without_a_network_comes_at_once_and_nothing_is_kept():
    it = Life(here(Plan(tools=used("youtube"))))
    outcome = it.hear("youtube down")
    assert text_of(outcome).startswith("No backup noted for YouTube. This works anywhere:") and not outcome.edits


def test_how_it_did_can_be_asked_on_the_next_working_day_without_any_card():
    it = life()  # a Friday
    message = it.hear("youtube down").messages[0]
    assert "How did it do? From tomorrow your card asks once." in message.lines
    it.take(message, "Ask me on Monday 9 November")
    monday = date(2026, 11, 9)
    (schedule,) = of_person(Owner("person", "ana"), it.situation.plan)
    assert (schedule.kind, schedule.rhythm.only) == ("drill", ((monday, monday),))
    delivery = Delivery("d1", schedule.owner, "drill", monday, NOW, Address("console", "", "ana"))
    assert COMPOSED["drill"](at(it.situation), delivery) == Skip("not yet")
    made = COMPOSED["drill"](at(it.situation, NOW + timedelta(days=3)), delivery)
    assert isinstance(made, Outcome) and "How did the backup do?" in text_of(made)
    it.now = NOW + timedelta(days=3)
    assert "a tested one now" in it.say("it worked")
    assert COMPOSED["drill"](at(it.situation, it.now), delivery) == Skip("nothing to ask")


@pytest.mark.parametrize(("line", "worked"), [("it worked", True), ("The backup for YouTube failed!", False),
                                               ("it didn't work", False)])  # fmt: skip
def test_how_it_did_is_understood_in_plain_words_while_it_waits(line: str, worked: bool):
    it = life()
    it.hear("youtube down")
    it.hear(line)
    assert it.situation.plan.drills["youtube"].worked is worked
    before = life()
    before.hear(line)
    assert not before.situation.plan.drills


def test_worked_is_the_drill_and_needs_a_fix_leads_to_the_one_line():
    it = life()
    it.hear("youtube down")
    it.now += timedelta(days=1)
    assert "so it is a tested one now" in it.say(answer("yes"))
    message = it.hear(answer("no")).messages[0]
    assert it.situation.plan.drills["youtube"].worked is False
    form = it.take(message, "Change the backup").messages[0].form
    assert form is not None and form.path == ("plan", "backup")
    it.hear(Invocation(form.path, {"tool": "youtube", "where": "Paper in the tray"}))
    assert not it.situation.plan.drills and it.situation.plan.tools["youtube"].backup == Backup("Paper in the tray")
    it.hear("undo")
    assert it.situation.plan.drills["youtube"].worked is False


def test_a_fix_that_is_still_due_is_said_the_next_time():
    it = life()
    it.situation = replace(it.situation, plan=replace(it.situation.plan, drills={"youtube": Drill(TODAY, False)}))
    it.now += timedelta(days=3)
    assert "On Friday 6 November it needed a fix." in it.say("youtube down")


def test_a_button_pressed_late_says_how_things_stand_now():
    it = life()
    assert "nothing was changed" in it.say(answer("yes"))
    it.hear("youtube down")
    it.hear(answer("yes"))
    late = it.hear(answer("yes"))
    assert text_of(late).startswith("That is noted already") and not late.edits


def test_the_page_to_print_has_every_backup_and_ways_without_a_network():
    plan = Plan(tools=life().situation.plan.tools | used("blog") | used("podcast", stage=Stage.RETIRED))
    (file,) = Life(here(plan)).hear("plan print").messages[0].files
    assert file.name == "boffin-backups-2026-11-06.md"
    assert "- YouTube is down: Moodle, week 3." in file.text and "- Blog is down: no backup noted." in file.text
    assert "Podcast" not in file.text and file.text.count("- No network: ") == 3


def test_the_page_has_the_backups_of_joined_channels_too():
    (file,) = Life(full_situation()).hear("plan print").messages[0].files
    assert "- Moodle is down: E-mail." in file.text


def test_with_nothing_in_use_there_is_nothing_to_print():
    outcome = Life(here()).hear("plan print")
    assert "nothing to print" in text_of(outcome) and not outcome.messages[0].files


def test_words_of_a_backup_stay_as_they_were_typed():
    it = Life(here())
    it.hear("plan backup youtube Moodle; the case is on paper for those with no phone")
    where = it.situation.plan.tools["youtube"].backup
    assert where == Backup("Moodle; the case is on paper for those with no phone")


@pytest.mark.parametrize(
    "line",
    ["internet down", "The internet is down!", "wifi down", "wi-fi isn't working", "my laptop died", "no internet"],
)
def test_without_a_network_a_way_on_paper_comes_at_once_and_no_tool_is_taken_for_it(line: str):
    outcome = life().hear(line)
    assert text_of(outcome).startswith("No network needed:") and not outcome.edits
    assert [choice.label for choice in outcome.messages[0].choices] == ["Another"]


def test_the_next_working_day_is_no_holiday_and_no_day_away():
    days = Holidays("GB", {date(2026, 11, 9): "A day off"})
    away = {"a": Away(AwayKind.LEAVE, date(2026, 11, 10), date(2026, 11, 11))}
    assert next_working_day(at(here(Plan(away=away), holidays=days))) == date(2026, 11, 12)
