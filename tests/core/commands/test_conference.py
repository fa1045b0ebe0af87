"""Conferences as they are typed: titles and days in one line, steps done, left out and taken back."""

from datetime import date

import pytest

from bot.core.message import Invocation
from bot.core.plan.document import Conference
from tests.core.scene import Life, text_of


def added(line: str) -> Conference:
    life = Life()
    life.hear(f"conference add {line}")
    (held,) = life.situation.plan.conferences.values()
    return held


@pytest.mark.parametrize(
    ("line", "title", "first", "last"),
    [
        ("AMEE, Basel, 24-26 August 2027", "AMEE, Basel", date(2027, 8, 24), date(2027, 8, 26)),
        ("AMEE 24 to 26 August 2027", "AMEE", date(2027, 8, 24), date(2027, 8, 26)),
        ("ASME 30 June - 2 July 2027", "ASME", date(2027, 6, 30), date(2027, 7, 2)),
        ("ASME from 1 December to 3 December", "ASME", date(2026, 12, 1), date(2026, 12, 3)),
        ("Ottawa 2026-12-01", "Ottawa", date(2026, 12, 1), date(2026, 12, 1)),
        ("faculty day on 3 December", "faculty day", date(2026, 12, 3), date(2026, 12, 3)),
    ],
)
def test_title_and_days_are_read_from_one_line(line: str, title: str, first: date, last: date):
    assert added(line) == Conference(title, first, last)


def test_a_form_gives_the_same():
    life = Life()
    values = {"conference": "AMEE, Basel", "first": "2027-08-24", "last": "2027-08-26"}
    life.hear(Invocation(("conference", "add"), values))
    (held,) = life.situation.plan.conferences.values()
    assert (held.first, held.last) == (date(2027, 8, 24), date(2027, 8, 26))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("AMEE", "When is it?"),
        ("AMEE 31-2 June 2027", "That day does not exist"),
        ("AMEE 28 August 2027 to 2 October 2027", "three weeks at most"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_kept(line: str, says: str):
    life = Life()
    (message,) = life.hear(f"/boffin conference add {line}").messages
    problems = [field.problem for field in message.form.fields] if message.form else []
    assert says in " ".join((*message.lines, *problems))
    assert not life.situation.plan.conferences


def test_the_same_conference_is_noted_once():
    life = Life()
    life.hear("conference add AMEE 24-26 August 2027")
    assert "That is noted already" in life.say("conference add amee 24-26 August 2027")
    assert len(life.situation.plan.conferences) == 1


def test_a_step_left_out_or_done_can_be_taken_back():
    life = Life()
    life.hear("conference add ASME 1-3 December")
    for line in ("conference done", "conference done how left-out", "conference done off"):
        before = life.situation.plan
        message = life.hear(line).messages[0]
        assert life.situation.plan != before
        life.take(message, "Undo")
        assert life.situation.plan == before


def test_the_last_step_asks_what_came_of_it_and_keeps_that():
    life = Life()
    life.hear("conference add ASME 20-22 October 2026")
    message = life.hear("conference done step outcome").messages[0]
    assert message.lines[0].startswith("What came of ASME?")
    assert "Done: what came of it" in text_of(life.take(message, "I teach it differently now"))
    (held,) = life.situation.plan.conferences.values()
    assert held.came == "teaching" and "outcome" in held.done


def test_what_came_of_it_may_be_said_in_ones_own_words():
    life = Life()
    life.hear("conference add ASME 20-22 October 2026")
    life.hear("conference done asme came a new way to run our journal club")
    (held,) = life.situation.plan.conferences.values()
    assert held.came == "a new way to run our journal club" and "outcome" in held.done


def test_one_that_is_not_known_is_said_with_those_that_are():
    life = Life()
    life.hear("conference add ASME 1-3 December")
    assert "I don't know that conference. Noted: ASME." in life.say("conference next amee")
