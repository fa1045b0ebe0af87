"""The report: things exactly, people rounded and enough, once from two weeks before the end of term, then frozen."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.message import Audience
from bot.core.nudges.report import use_of
from bot.core.people import Actor, Person, Standing
from bot.core.plan.document import Finding, Member, Retired, Term
from bot.core.situation import Counted, Outcome, Post, Shown, Situation, Thread, Use
from tests.core.scene import HERE, TODAY, Life, an_item, full_situation, text_of

KIM = Person("kim", "Kim", Standing.REGULAR, zone="Europe/London")
TERM = Term(date(2026, 9, 14), date(2026, 12, 11))
END = datetime(2026, 11, 27, 12, tzinfo=UTC)  # two weeks before
MANY = {f"m{n}": Member(f"M{n}", date(2026, 9, 1)) for n in range(40)}
COUNTED = {TERM.first: Counted(16, 24, {9: 8, 5: 7, 14: 13, 6: 4}, {9: 32, 5: 33, 14: 27, 6: 36})}
LOADS = tuple(Post(f"l{n}", "load", "x", datetime(2026, 10, 5 + n, 12, tzinfo=UTC)) for n in range(3))
SHOWN = {
    "l0": Shown("l0", {"all": 10, "too-much": 10}),
    "l1": Shown("l1", {"all": 15, "too-much": 5, "about-right": 10}),
    "l2": Shown("l2", {}),
}


def room(person: Person = KIM, **changes: object) -> Situation:
    situation = full_situation(person, HERE)
    looked = {"checked": TODAY, "last": Finding.STILL_RIGHT}
    items = {
        "a": an_item("A", **looked),
        "b": an_item("B", checked=TODAY, last=Finding.CHANGED, changed_on=TODAY),
        "c": an_item("C", **looked, changed_on=date(2026, 9, 20)),
        "d": an_item("D", checked=date(2026, 9, 13), last=Finding.CHANGED, changed_on=date(2026, 9, 13)),
        "e": an_item("E"),
    }
    retired = {"x": Retired(date(2026, 9, 14)), "y": Retired(date(2026, 9, 13)), "z": Retired(TODAY)}
    channel = replace(situation.channel, items=items, retired=retired, members=situation.channel.members | MANY)
    made = replace(situation, channel=channel, counted=COUNTED, posts=LOADS, shown=SHOWN)
    return replace(made, **changes)  # type: ignore[arg-type]


def made(situation: Situation | None = None, now: datetime = END) -> Outcome:
    return Life(situation or room(), now).hear("channel report make")


def text(outcome: Outcome) -> Mapping[str, int]:
    assert outcome.shown is not None
    return outcome.shown.text


def test_it_counts_things_exactly_and_people_to_the_nearest_five():
    said = text_of(made())
    assert "Shared items 5: checked 3, changed 2, retired 2." in said
    assert "Shared tools with a backup: 1 of 1." in said
    assert "In the channel's plan: about 45." in said
    assert "About 15 used me here." in said
    assert "Not in here, and not available: anyone's hours, plan or questions." in said


def test_the_points_asked_most_are_named_without_numbers_and_not_where_fewer_than_five_asked():
    outcome = made()
    assert {key: n for key, n in text(outcome).items() if key.startswith("asked/")} == {
        "asked/14": 1, "asked/9": 2, "asked/5": 3,
    }  # fmt: skip
    line = next(line for line in text_of(outcome).splitlines() if line.startswith("Asked most"))
    assert not any(letter.isdigit() for letter in line)


def test_how_it_felt_is_the_sum_of_what_the_posts_have_shown():
    assert "How it felt, about 25 answers: About right 10 and Too much 15." in text_of(made())
    outside = tuple(replace(post, at=datetime(2026, 9, 7, 12, tzinfo=UTC)) for post in LOADS)
    assert "How it felt: too few answers to show." in text_of(made(room(posts=outside)))


@pytest.mark.parametrize(
    ("users", "others", "shown"), [(4, 30, False), (5, 30, True), (6, 30, True), (30, 2, False), (30, 3, True)]
)
def test_a_figure_of_too_few_or_of_nearly_all_is_not_shown(users: int, others: int, shown: bool):
    outcome = made(room(counted={TERM.first: Counted(users, others)}))
    assert (text(outcome)["users"] > 0) is shown


@pytest.mark.parametrize(("days", "can"), [(15, False), (14, True), (13, True)])
def test_it_can_be_made_from_two_weeks_before_the_end(days: int, can: bool):
    now = datetime(2026, 12, 11, 12, tzinfo=UTC) - timedelta(days=days)
    assert (made(now=now).post is not None) is can


def test_before_it_is_made_members_see_things_and_nothing_about_people():
    for counted in (COUNTED, {}, {TERM.first: Counted(40, 5)}):
        said = Life(room(counted=counted), END).say("channel report")
        assert "Shared items 5: checked 3" in said and "about 4" not in said and "Figures about people" in said
    assert "used me" not in Life(room(), END).say("channel report")


def test_once_made_it_stays_as_it_was_whatever_happens_later():
    first = made()
    assert first.shown is not None and first.post is not None and first.post.kind == "report"
    later = room(reports=(first.shown,), counted={TERM.first: Counted(45, 5)})
    again = Life(later, END + timedelta(days=5)).hear("channel report make")
    assert text_of(again) == text_of(first) and again.shown is None and again.post is None


def test_term_dates_that_are_moved_a_little_make_no_second_report():
    first = made()
    assert first.shown is not None
    moved = {"2026-09-15": Term(date(2026, 9, 15), date(2026, 12, 12))}
    situation = room(reports=(first.shown,))
    life = Life(replace(situation, channel=replace(situation.channel, terms=moved)), END + timedelta(days=5))
    assert "Monday 14 September" in life.say("channel report make")


def test_the_next_term_has_a_report_of_its_own():
    first = made()
    assert first.shown is not None
    spring = Term(date(2027, 1, 11), date(2027, 3, 26))
    situation = room(reports=(first.shown,))
    terms = situation.channel.terms | {"2027-01-11": spring}
    life = Life(replace(situation, channel=replace(situation.channel, terms=terms)), END)
    life.now = datetime(2027, 2, 1, 12, tzinfo=UTC)
    assert "Monday 14 September" in life.say("channel report"), "until the next can be made, the last one is shown"
    life.now = datetime(2027, 3, 15, 12, tzinfo=UTC)
    assert life.hear("channel report make").shown is not None


def test_the_keeper_makes_it_members_read_it_and_nobody_else_does():
    ana = room(full_situation(place=HERE).actor.person)
    assert "keeper" in text_of(made(ana)) and made(ana).shown is None
    assert "Shared items 5" in Life(ana, END).say("channel report")
    stranger = replace(ana, actor=Actor(replace(ana.actor.person, id="zoe")))
    assert "Shared items" not in Life(stranger, END).say("channel report")


def test_it_can_be_taken_as_markdown_to_print_or_be_shown_to_everybody():
    first = made()
    assert first.shown is not None
    life = Life(room(reports=(first.shown,)), END)
    (markdown,) = life.hear("channel report markdown").messages[0].files
    assert markdown.text.startswith("# #ecg-teaching: report of the term\n\n- Term from")
    (page,) = life.hear("channel report print").messages[0].files
    assert page.name.endswith(".html") and "<p>Shared items 5: checked 3" in page.text
    assert life.hear("channel report share").messages[0].audience is Audience.PLACE
    ana = Life(room(full_situation(place=HERE).actor.person, reports=(first.shown,)), END)
    assert ana.hear("channel report share").messages[0].audience is Audience.ONLY_YOU


def test_without_term_dates_there_is_no_report():
    situation = room()
    assert "no term dates" in text_of(made(replace(situation, channel=replace(situation.channel, terms={}))))


def test_before_the_first_term_it_says_when_that_begins():
    situation = room()
    ahead = {"2027-01-11": Term(date(2027, 1, 11), date(2027, 3, 26))}
    before = Life(replace(situation, channel=replace(situation.channel, terms=ahead)))
    assert "begins on Monday 11 January" in before.say("channel report")


def test_what_is_counted_is_the_term_and_the_point_and_nothing_outside_term():
    situation = room()
    asked = Outcome(thread=Thread("why?", 9, "x", END))
    assert use_of(asked, situation, TODAY) == Use(TERM.first, 9)
    assert use_of(Outcome(), situation, TERM.last) == Use(TERM.first)
    assert use_of(asked, situation, TERM.last + timedelta(days=1)) is None
    assert use_of(Outcome(forget=True), situation, TODAY) is None
    assert use_of(asked, replace(situation, place=None), TODAY) is None
