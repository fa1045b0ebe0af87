"""What a channel gets: nothing without reason, one a week, no figure that points at a person."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.library import LoadLine, Rules
from bot.core.message import Audience
from bot.core.moment import Moment
from bot.core.nudges.figures import result
from bot.core.nudges.posts import FEELINGS, channel_post, result_line
from bot.core.people import Actor, Person
from bot.core.plan.document import ChannelPlan, Item, Member, Permissions, Posts, Term, WorkspacePlan
from bot.core.situation import Outcome, Post, Shown, Situation, Skip
from tests.core.scene import HERE, NOW, TODAY, an_item, at, examples, library

ON = Posts(True, 4, time(12, 30), "Europe/London")
DUE = {"s": an_item("ECG quiz", next_used=TODAY + timedelta(days=3))}
MEMBERS = {f"m{n}": Member(f"M{n}", date(2026, 9, 1)) for n in range(60)}
TERM = {"t": Term(date(2026, 9, 14), date(2026, 12, 11))}


def place(
    *posts: Post,
    items: Mapping[str, Item] | None = None,
    terms: Mapping[str, Term] | None = None,
    on: Posts = ON,
    members: Mapping[str, Member] = MEMBERS,
    now: datetime = NOW,
    **changes: object,
) -> Moment:
    """Return the moment in which a post is composed: nobody speaks."""
    channel = ChannelPlan(items=items or {}, members=members, terms=terms or {}, posts=on)
    situation = Situation(Actor(Person("", "")), HERE, channel=channel, posts=posts)
    return at(replace(situation, **changes), now)  # type: ignore[arg-type]


def load(weeks: float, id_: str = "l", subject: str = "once-for-all") -> Post:
    return Post(id_, "load", subject, NOW - timedelta(weeks=weeks))


def refresh(weeks: float, subject: str = "another") -> Post:
    return Post("r", "refresh", subject, NOW - timedelta(weeks=weeks))


def kind(moment: Moment) -> str:
    made = channel_post(moment)
    if isinstance(made, Skip):
        return made.reason
    assert made.post is not None
    return made.post.kind


def test_a_first_post_is_about_load():
    assert kind(place()) == "load"


def test_it_is_for_everyone_there_and_asks_three_things():
    made = channel_post(place())
    assert isinstance(made, Outcome) and made.post is not None
    (message,) = made.messages
    assert message.audience is Audience.PLACE
    assert [c.does.values.get("answer") for c in message.choices] == [*FEELINGS, None]
    assert {c.does.values.get("post") for c in message.choices[:3]} == {made.post.id}


@pytest.mark.parametrize(
    ("days", "expected"), [(7, "nothing worth saying"), (12, "nothing worth saying"), (13, "load")]
)
def test_load_comes_at_most_fortnightly_give_or_take_a_clock_change(days: int, expected: str):
    assert kind(place(load(days / 7))) == expected


@pytest.mark.parametrize(
    ("days", "now", "expected"),
    [
        (4, NOW, "posted this week"),  # Monday, then Friday
        (5, NOW, "refresh"),  # Sunday, then Friday of the next week
        (4, NOW + timedelta(days=3), "posted this week"),  # Thursday, then Monday: hardly any days between
        (6, NOW + timedelta(days=2), "posted this week"),  # Monday, then Sunday of the same week
    ],
)
def test_at_most_one_post_a_week(days: int, now: datetime, expected: str):
    last = Post("l", "load", "once-for-all", now - timedelta(days=days))
    assert kind(place(last, items={"s": an_item(next_used=now.date() + timedelta(days=3))}, now=now)) == expected


def test_an_item_that_nobody_took_waits_eight_weeks_before_it_is_posted_again():
    assert kind(place(load(1), refresh(7.9, "s"), items=DUE)) == "nothing worth saying"
    assert kind(place(load(1), refresh(8.1, "s"), items=DUE)) == "refresh"
    other = DUE | {"t": an_item("Sepsis video", next_used=TODAY + timedelta(days=5))}
    made = channel_post(place(load(1), refresh(3, "s"), items=other))
    assert isinstance(made, Outcome) and made.post is not None
    assert made.post.subject == "t"


def test_the_welcome_is_not_this_weeks_post():
    assert kind(place(Post("w", "welcome", "", NOW - timedelta(hours=1)))) == "load"


def test_of_two_that_are_due_the_one_waiting_longest_goes():
    assert kind(place(refresh(1), load(2), items=DUE)) == "load"
    assert kind(place(load(2), refresh(3), items=DUE)) == "refresh"
    assert kind(place(refresh(1), items=DUE)) == "load"
    assert kind(place(load(2), items=DUE)) == "refresh"


@pytest.mark.parametrize(
    ("on", "items", "expected"),
    [
        (replace(ON, load=False), {}, "nothing worth saying"),
        (replace(ON, load=False), DUE, "refresh"),
        (replace(ON, refresh=False), DUE, "load"),
        (replace(ON, load=False, refresh=False), DUE, "nothing worth saying"),
        (replace(ON, on=False), DUE, "no longer wanted"),
    ],
)
def test_only_what_the_keeper_wants_is_posted(on: Posts, items: Mapping[str, Item], expected: str):
    assert kind(place(on=on, items=items)) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 9, 13, 12, tzinfo=UTC), "not in term"),
        (datetime(2026, 9, 14, 12, tzinfo=UTC), "load"),
        (datetime(2026, 12, 11, 12, tzinfo=UTC), "load"),
        (datetime(2026, 12, 12, 12, tzinfo=UTC), "not in term"),
    ],
)
def test_posts_come_in_term_only(now: datetime, expected: str):
    assert kind(place(terms=TERM, now=now)) == expected


@pytest.mark.parametrize(
    ("permissions", "expected"),
    [
        (Permissions(anywhere=True), "load"),
        (Permissions(anywhere=False, places=("ecg",)), "load"),
        (Permissions(anywhere=False, places=("other",)), "not allowed here by an admin"),
    ],
)
def test_posts_come_only_where_an_admin_allows_them(permissions: Permissions, expected: str):
    assert kind(place(workspace=WorkspacePlan(permissions))) == expected


@pytest.mark.parametrize(
    ("zone", "now"),
    [
        ("Pacific/Auckland", datetime(2026, 11, 5, 20, tzinfo=UTC)),  # there it is Friday 6 already
        ("Pacific/Honolulu", datetime(2026, 11, 7, 1, tzinfo=UTC)),  # there it is still Friday 6
    ],
)
def test_due_is_asked_by_the_date_on_the_channels_wall(zone: str, now: datetime):
    friday = date(2026, 11, 6)
    on = replace(ON, zone=zone, load=False)
    assert kind(place(on=on, now=now, items={"s": an_item(next_used=friday + timedelta(days=14))})) == "refresh"
    assert kind(place(on=on, now=now, items={"s": an_item(next_used=friday)})) == "refresh"
    later = {"s": an_item(next_used=friday + timedelta(days=15))}
    assert kind(place(on=on, now=now, items=later)) == "nothing worth saying"


def test_lines_are_said_in_the_editors_order_and_then_the_one_said_longest_ago():
    seen: list[str] = []
    posts: tuple[Post, ...] = ()
    lines = [line.id for line in library().load_lines]
    for number in range(len(lines) + 2):
        now = NOW + timedelta(weeks=2 * number)
        made = channel_post(place(*posts, now=now))
        assert isinstance(made, Outcome) and made.post is not None
        posts = (replace(made.post, id=f"l{number}"), *posts)
        seen.append(made.post.subject)
    assert seen == [*lines, *lines[:2]]


@pytest.mark.parametrize(
    ("taps", "expected"),
    [
        ({}, {}),
        ({"lighter": 7}, {}),
        ({"lighter": 8}, {"all": 10, "lighter": 10}),
        ({"lighter": 4, "about-right": 4}, {}),
        ({"lighter": 3, "about-right": 3, "too-much": 4}, {}),
        ({"lighter": 4, "about-right": 5}, {"all": 10, "about-right": 5}),
        ({"lighter": 5, "about-right": 5, "too-much": 4}, {"all": 15, "lighter": 5, "about-right": 5}),
        ({"lighter": 7, "about-right": 8}, {"all": 15, "lighter": 5, "about-right": 10}),
        ({"lighter": 12, "about-right": 13}, {"all": 25, "lighter": 10, "about-right": 15}),
    ],
)
def test_few_answers_are_hidden_and_the_others_rounded(taps: dict[str, int], expected: dict[str, int], rules: Rules):
    assert result(taps, rules, 60) == expected


@examples(200)
@given(st.dictionaries(st.sampled_from(FEELINGS), st.integers(1, 60)))
def test_no_shown_number_stands_for_fewer_than_five_people(taps: dict[str, int]):
    shown = result(taps, library().rules, 200)
    assert all(taps[answer] >= 5 for answer in shown if answer != "all")
    assert all(number % 5 == 0 and number > 0 for number in shown.values())
    assert not shown or sum(taps.values()) >= 8


def test_seven_answers_are_too_few_to_show():
    made = channel_post(place(load(2), taps={"l": {"lighter": 7}}))
    assert isinstance(made, Outcome)
    assert "Last time: too few answers to show." in made.messages[0].lines
    assert made.shown == Shown("l", {})


def test_a_result_once_shown_stays_as_it_was_whatever_is_tapped_later():
    shown = Shown("l", {"all": 10, "lighter": 10})
    made = channel_post(place(load(2), taps={"l": {"too-much": 40}}, shown={"l": shown}))
    assert isinstance(made, Outcome) and made.shown == shown
    assert "Last time, about 10 answers: Lighter 10." in made.messages[0].lines


def test_a_result_is_about_the_last_load_post_only():
    newer, older = load(2, "new"), load(4, "old")
    made = channel_post(place(newer, older, taps={"old": {"lighter": 50}, "new": {"too-much": 8}}))
    assert isinstance(made, Outcome) and made.shown == Shown("new", {"all": 10, "too-much": 10})


@pytest.mark.parametrize("line", library().load_lines, ids=lambda line: line.id)
def test_a_load_post_is_short_and_its_first_line_whole_on_a_lock_screen(line: LoadLine):
    said = [
        Post(f"l{n}", "load", other.id, NOW - timedelta(weeks=2 + n))
        for n, other in enumerate(library().load_lines)
        if other.id != line.id
    ]
    taps = {said[0].id: dict.fromkeys(FEELINGS, 13)}
    made = channel_post(place(*said, taps=taps))
    assert isinstance(made, Outcome) and made.post is not None and made.post.subject == line.id
    lines = made.messages[0].lines
    assert lines[0] == line.line and len(lines[0].split()) <= 20
    assert len(" ".join(lines).split()) <= 60
    assert result_line(result(taps[said[0].id], library().rules, 60), place()) in lines


@pytest.mark.parametrize(
    "item",
    [
        an_item("T" * 120, next_used=TODAY),
        an_item(clinical=True, interval=180, checked=TODAY - timedelta(days=200)),
        an_item(checked=TODAY - timedelta(days=500)),
    ],
)
def test_a_refresh_post_asks_about_one_item_with_its_four_outcomes_and_hand_over(item: Item):
    made = channel_post(place(load(1), items={"s": item}))
    assert isinstance(made, Outcome) and made.post is not None and made.post.subject == "s"
    (message,) = made.messages
    assert item.title in message.lines[0] and len(" ".join(message.lines).split()) <= 60
    actions = [c.does.values["action"] for c in message.choices]
    assert actions == ["still-right", "changed", "rethink", "drop", "hand-over", "hand-over"]
    assert "Nobody looks after it yet" in message.lines[1] and message.choices[-1].does.values["to"] == "me"


@pytest.mark.parametrize(("days", "asks"), [(8, "Whoever knows it best"), (7, "Who can look at it this time?")])
def test_of_an_item_that_waited_a_week_anybody_is_asked_and_nothing_says_why_it_waited(days: int, asks: str):
    held = an_item(owner="ben", next_used=TODAY + timedelta(days=days), checked=TODAY - timedelta(days=60))
    made = channel_post(place(load(1), items={"s": held}))
    assert isinstance(made, Outcome) and asks in made.messages[0].lines[1]
    assert len(made.messages[0].choices) == 5
