"""How often something comes is chosen in a line, kept with the rhythm, and shown where the rhythm is shown."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.commands.channel_posts import post_rhythm
from bot.core.nudges.coming import is_quiet, next_card
from bot.core.people import Owner, Person, Standing
from bot.core.plan.document import LAST, CardWish, ChannelPlan, Closure, Every, Posts, Repeat, Settings, Term
from bot.core.schedules import of_place
from tests.core.scene import HERE, NOW, Life, at, examples, full_situation, here

KIM = Person("kim", "Kim", Standing.REGULAR, zone="Europe/London")


@pytest.mark.parametrize(
    ("said", "repeat", "first"),
    [
        ("nudges yes fortnightly Monday 9:00", Repeat(Every.FORTNIGHT, since=date(2026, 11, 9)), "Monday 9 November"),
        ("nudges yes monthly Monday 9:00", Repeat(Every.MONTH, 1), "Monday 7 December"),
        ("nudges yes monthly last Thursday 9:00", Repeat(Every.MONTH, LAST), "Thursday 26 November"),
        ("nudges yes weekly", Repeat(), "Friday 13 November"),
    ],
)
def test_how_often_a_card_comes_is_said_in_the_same_line_as_when(said: str, repeat: Repeat, first: str) -> None:
    life = Life()
    assert first in life.say(said)
    assert life.situation.plan.settings.card_repeat == repeat
    life.say("nudges yes 10:00")  # another time leaves how often as it was
    assert life.situation.plan.settings.card_repeat == repeat
    life.say("undo"), life.say("undo")
    assert life.situation.plan.settings.card_repeat == Repeat()


def test_how_often_is_shown_with_the_next_card_unless_it_is_every_week() -> None:
    life = Life()
    life.say("nudges yes fortnightly Monday 9:00")
    assert "Every other week." in life.say("nudges show")
    life.say("nudges yes weekly")
    assert "Every" not in life.say("nudges show")


def test_a_card_whose_time_is_in_quiet_hours_is_promised_for_their_end() -> None:
    life = Life()
    said = life.say("nudges yes Monday 22:00")
    assert "it comes when they end, at 07:30" in said
    assert "Tuesday" in said.splitlines()[0]
    assert "Tuesday" in life.say("nudges show")


@examples(60)
@given(
    zone=st.sampled_from(["Europe/London", "Asia/Kathmandu", "Australia/Lord_Howe", "America/New_York"]),
    comes=st.times(), start=st.times(), end=st.times(),
)  # fmt: skip
def test_the_next_card_is_never_in_quiet_hours(zone: str, comes: time, start: time, end: time) -> None:
    settings = Settings(60, zone, CardWish.YES, 6, comes, start, end)
    situation = here()
    found = next_card(at(replace(situation, plan=replace(situation.plan, settings=settings, away={})), NOW))
    assert found is not None and not is_quiet(found.time(), settings)


def keeper() -> Life:
    return Life(full_situation(KIM, HERE))


def test_a_keeper_chooses_how_often_and_notes_closed_days() -> None:
    life = keeper()
    assert "Once a month, on the last such weekday." in life.say("channel posts on monthly last Tuesday 12:30")
    noted = life.hear("channel posts closed 21 December 4 January").messages[0]
    assert "closed from Monday 21 December to Monday 4 January" in noted.lines[0]
    assert "Closed from Monday 21 December" in life.say("channel posts")
    assert life.situation.channel.closures == {"2026-12-21": Closure(date(2026, 12, 21), date(2027, 1, 4))}
    life.take(noted, "Undo")
    assert life.situation.channel.closures == {}


def test_one_closed_day_is_named_once_and_days_in_the_wrong_order_change_nothing() -> None:
    life = keeper()
    assert "closed on Monday 7 December. No posts" in life.say("channel posts closed 7 December")
    assert "Nothing was changed." in life.say("channel posts closed 20 December 10 December")
    assert "Write the days" in life.say("channel posts closed")
    assert len(life.situation.channel.closures) == 1


@pytest.mark.parametrize(("said", "field"), [("channel posts in-term", "in_term"), ("channel posts move", "moves")])
def test_the_ways_of_coming_are_switched_and_switched_back(said: str, field: str) -> None:
    life = keeper()
    before = getattr(life.situation.channel.posts, field)
    life.say(said)
    assert getattr(life.situation.channel.posts, field) is not before
    life.say(said)
    assert getattr(life.situation.channel.posts, field) is before


def test_what_a_channel_asks_for_holds_its_terms_and_closed_days() -> None:
    posts = Posts(True, 1, time(9), "Europe/London", repeat=Repeat(Every.MONTH, 2))
    term, closure = Term(date(2026, 9, 14), date(2026, 12, 11)), Closure(date(2026, 11, 9), date(2026, 11, 11))
    channel = ChannelPlan(posts=posts, terms={"t": term}, closures={"c": closure})
    (schedule,) = of_place(Owner("place", "p"), channel)
    assert schedule.rhythm == post_rhythm(channel)
    assert schedule.rhythm.only == ((term.first, term.last),)
    assert schedule.rhythm.closed == ((closure.first, closure.last),)
    out_of_term = replace(channel, posts=replace(posts, in_term=False))
    assert post_rhythm(out_of_term).only == ()
