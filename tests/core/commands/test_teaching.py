"""Term and exam dates: the keeper's once, the member's own word by one tap, and public holidays by country."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.people import Actor, Person, Standing
from bot.core.plan.document import ChannelPlan, Settings, Term
from bot.core.points.verdict import recent_weeks
from bot.core.situation import Holidays
from tests.core.scene import ANA, HERE, Life, at, effects, full_channel, full_situation, here, text_of, told

KIM = Person("kim", "Kim", Standing.REGULAR, zone="Europe/London")
EXAMS = Term(date(2026, 11, 2), date(2026, 11, 6))
JOINED = ((HERE, ChannelPlan(exams={"2026-11-02": EXAMS})),)


def keeper() -> Life:
    return Life(full_situation(KIM, HERE))


def test_the_keeper_notes_exams_once_and_can_take_that_back():
    life = keeper()
    said = life.hear("channel dates exams 7 December 11 December")
    assert life.situation.channel.exams == {"2026-12-07": Term(date(2026, 12, 7), date(2026, 12, 11))}
    assert "Every member" in said.messages[0].lines[1]
    life.take(said.messages[0], "Undo")
    assert life.situation.channel.exams == {}


def test_the_keeper_drops_dates_with_one_tap_and_a_second_tap_says_so():
    life = keeper()
    shown = life.hear("channel dates").messages[0]
    life.take(shown, "Drop: term from Monday 14 September")
    assert life.situation.channel.terms == {}
    assert "no longer noted" in life.take(shown, "Drop: term from Monday 14 September").messages[0].lines[0]


def test_a_member_reads_them_and_does_not_change_them():
    life = Life(full_situation(place=HERE))
    assert "Term from Monday 14 September" in life.say("channel dates")
    refused = life.hear("channel dates exams 7 December 11 December")
    assert not effects(refused) and "Kim" in refused.messages[0].lines[0]


@pytest.mark.parametrize("said", [
    "plan dates term", "plan dates exams 7 December", "plan dates term 11 December 7 December",
    "plan dates term 1 January 2027 1 June 2028", "plan dates country", "plan dates country Atlantis",
])  # fmt: skip
def test_what_cannot_be_dates_or_a_country_changes_nothing_and_says_how(said: str):
    outcome = Life(here()).hear(said)
    assert not effects(outcome) and outcome.messages[0].lines[0]


def test_one_tap_says_that_exams_of_a_channel_are_not_mine_and_another_that_they_are():
    life = Life(here(channels=JOINED))
    assert at(life.situation).free != ()
    shown = life.hear("plan dates").messages[0]
    said = life.take(shown, "Not for me: exams from Monday 2 November")
    assert said.messages[0].lines[0].endswith("not for you.")
    assert at(life.situation).free == ()
    again = life.hear("plan dates").messages[0]
    life.take(again, "For me: exams from Monday 2 November")
    assert at(life.situation).free != ()


def test_an_exam_week_counts_for_nothing_until_one_says_it_is_theirs_to_count():
    weeks = told(90, 90, 90)
    assert len(recent_weeks(at(here(weeks=weeks)))) == 3
    assert len(recent_weeks(at(here(weeks=weeks, channels=JOINED)))) == 2
    mine = Settings(not_mine=("ecg/exams/2026-11-02",))
    plan = replace(here().plan, settings=mine)
    assert len(recent_weeks(at(here(plan, weeks=weeks, channels=JOINED)))) == 3


def test_own_dates_are_noted_shown_and_dropped():
    life = Life(here())
    assert "Noted: exams from Monday 7 December" in life.say("plan dates exams 7 December 11 December")
    shown = life.hear("plan dates").messages[0]
    assert shown.lines == ("Exams from Monday 7 December to Friday 11 December.",)
    life.take(shown, "Drop: exams from Monday 7 December")
    assert life.situation.plan.exams == {}


def test_a_country_is_kept_where_the_calendar_knows_it():
    life = Life(here(holidays=Holidays("GB-SCT", {date(2026, 11, 30): "Saint Andrew's Day"})))
    said = life.say("plan dates country Scotland")
    assert "Public holidays (GB-SCT) count as free: Monday 30 November, Saint Andrew's Day." in said
    assert life.situation.plan.settings.country == "GB-SCT"
    life.say("plan dates country none")
    assert life.situation.plan.settings.country == "NONE"


def test_nobody_but_the_keeper_takes_a_change_of_dates_back():
    life = keeper()
    life.hear("channel dates exams 7 December 11 December")
    change = life.situation.channel_changes[0].id
    ben = replace(life.situation, actor=Actor(ANA, is_member=True), channel=life.situation.channel)
    other = Life(ben, rows=life.rows)
    from bot.core.message import Invocation

    assert not effects(other.hear(Invocation(("plan", "undo"), {"change": change})))
    assert full_channel().exams == {}


def test_a_year_is_said_where_it_is_neither_this_one_nor_the_next():
    life = keeper()
    said = life.hear("channel dates exams 2028-12-04 2028-12-08").messages[0].lines[0]
    assert "from Monday 4 December 2028 to Friday 8 December 2028" in said
    shown = life.hear("channel dates").messages[0]
    assert any("8 December 2028." in line for line in shown.lines)
    assert "Drop: exams from Monday 4 December 2028" in [choice.label for choice in shown.choices]
    assert "December." in life.hear("channel dates exams 7 December 11 December").messages[0].lines[0]


@pytest.mark.parametrize("said", ["channel posts term", "channel dates term"])
def test_a_corrected_term_stands_in_place_of_the_one_it_overlaps_until_that_is_taken_back(said: str):
    life = keeper()
    before = life.situation.channel.terms
    noted = life.hear(f"{said} 21 September 11 December")
    assert [term.first for term in life.situation.channel.terms.values()] == [date(2026, 9, 21)]
    assert "In place of the term from Monday 14 September" in text_of(noted)
    life.take(noted.messages[0], "Undo")
    assert life.situation.channel.terms == before
    life.hear(f"{said} 11 January 2027 26 March 2027")
    assert len(life.situation.channel.terms) == 2
