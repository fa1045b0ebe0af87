"""News that touches us, questions without a name, who has tried: what is posted, when, and what it never says."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.library import News
from bot.core.moment import Moment
from bot.core.nudges.posts import KINDS, channel_post
from bot.core.plan.document import Member
from bot.core.situation import Outcome, Post, Skip, Waiting
from tests.core.nudges.test_posts import MEMBERS, ON, place
from tests.core.scene import MONDAY, NOW, TODAY, an_item, library

QUIET = replace(ON, load=False)
LAST_WEEK = MONDAY - timedelta(days=7)
QUESTION = Waiting("q1", "asked", "Students answer each other wrongly on WhatsApp. Do I step in?", LAST_WEEK, 9, "x")
TRIED = Waiting("t1", "tried", "padlet", LAST_WEEK)
NEWS = News("moved", "X shows replies differently", "It does.", "Ask on Moodle instead.", ("amee-2014",),
            TODAY - timedelta(days=3), TODAY + timedelta(days=90), "", ("x",))  # fmt: skip
TOUCHED = {"a": an_item("Case thread", tool="x"), "b": an_item("ECG quiz")}


def with_news(moment: Moment, *news: News) -> Moment:
    return replace(moment, library=replace(library(), news={one.id: one for one in news}))


def said(moment: Moment) -> str:
    made = channel_post(moment)
    return made.reason if isinstance(made, Skip) else " ".join(made.messages[0].lines)


def post_of(moment: Moment) -> Post:
    made = channel_post(moment)
    assert isinstance(made, Outcome) and made.post is not None
    return made.post


def test_news_names_what_changed_what_it_touches_and_a_line_for_students():
    text = said(with_news(place(items=TOUCHED, on=QUIET), NEWS))
    assert text == (
        "X shows replies differently (looked up on Tuesday 3 November). It touches one shared item here: "
        "“Case thread”. For students: “Ask on Moodle instead.”"
    )


def test_news_that_touches_nothing_here_is_no_post():
    assert said(with_news(place(items={"b": an_item("ECG quiz")}, on=QUIET), NEWS)) == "nothing worth saying"


def test_the_same_news_comes_once():
    told = Post("n", "news", "moved", NOW - timedelta(weeks=2))
    moment = with_news(place(told, items=TOUCHED, on=replace(QUIET, refresh=False)), NEWS)
    assert said(moment) == "nothing worth saying"


def test_an_item_somebody_looked_at_since_is_not_touched():
    items = {"a": replace(TOUCHED["a"], checked=NEWS.as_of)}
    assert said(with_news(place(items=items, on=QUIET), NEWS)) == "nothing worth saying"


@pytest.mark.parametrize("notice", library().news.values(), ids=lambda one: one.id)
def test_a_post_about_a_real_notice_is_short_and_its_first_line_whole(notice: News):
    touched = {f"{n}": an_item("T" * 120, tool="x", link=f"https://{host}/a") for n, host in enumerate(notice.links)}
    touched |= {word: an_item(f"{word} {'long ' * 20}") for word in notice.words}
    now = NOW + timedelta(days=30)
    made = channel_post(with_news(place(items=touched, on=replace(QUIET, refresh=False), now=now), notice))
    assert isinstance(made, Outcome)
    lines = made.messages[0].lines
    assert notice.title in lines[0] and len(" ".join(lines).split()) <= 60


def test_a_question_is_posted_without_a_name_with_a_short_answer_and_an_open_thread():
    moment = place(on=QUIET, waiting=(QUESTION,))
    text = said(moment)
    assert text.startswith("Asked without a name: “Students answer each other wrongly on WhatsApp. Do I step in?”")
    assert "point 9" in text and text.endswith("What do you do? The thread is open.")
    assert post_of(moment).subject == "q1"


@pytest.mark.parametrize("point", library().guidance)
def test_a_question_with_any_short_answer_stays_within_sixty_words(point: int):
    for passage in library().guidance[point].passages:
        one = replace(QUESTION, text="why " * 40, point=point, passage=passage.id)
        assert len(said(place(on=QUIET, waiting=(one,))).split()) <= 80  # 40 of them are the question's own
        assert len(said(place(on=QUIET, waiting=(replace(one, text="why"),))).split()) <= 60


@pytest.mark.parametrize(("week", "expected"), [(LAST_WEEK, True), (MONDAY, False), (MONDAY + timedelta(7), False)])
def test_a_question_waits_for_a_later_week_than_its_own(week: date, expected: bool):
    assert (said(place(on=QUIET, waiting=(replace(QUESTION, week=week),))) != "nothing worth saying") is expected


@pytest.mark.parametrize(("members", "expected"), [(4, False), (5, True), (6, True)])
def test_a_question_is_asked_only_where_it_can_be_that_of_five(members: int, expected: bool):
    few = dict(list(MEMBERS.items())[:members])
    assert (said(place(on=QUIET, members=few, waiting=(QUESTION,))) != "nothing worth saying") is expected


def test_who_has_tried_names_only_those_who_said_so():
    members = MEMBERS | {"m1": Member("Mina", date(2026, 9, 1), tried=("padlet",))}
    text = said(place(on=QUIET, members=members, waiting=(TRIED,)))
    assert "Who here has tried Padlet" in text and "by Mina, who said so" in text and "M2" not in text


def test_what_was_posted_waits_no_longer_and_is_dropped_with_the_next_post():
    told = Post("p", "asked", "q1", NOW - timedelta(weeks=1))
    made = channel_post(place(told, waiting=(QUESTION,)))
    assert isinstance(made, Outcome) and made.waited == ("q1",) and made.post is not None and made.post.kind == "load"


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_can_be_turned_off(kind: str):
    everything = {"items": TOUCHED | {"s": an_item(next_used=TODAY)}, "waiting": (QUESTION, TRIED)}
    for other in KINDS:
        only = replace(ON, **dict.fromkeys(KINDS, False) | {other: True})
        assert post_of(with_news(place(on=only, **everything), NEWS)).kind == other  # type: ignore[arg-type]
        none = replace(only, **{other: False})
        assert said(with_news(place(on=none, **everything), NEWS)) == "nothing worth saying"  # type: ignore[arg-type]
    assert kind in KINDS


def test_of_all_that_is_worth_saying_the_one_waiting_longest_goes_and_each_has_its_turn():
    posts: tuple[Post, ...] = ()
    seen = []
    for number in range(5):
        now = NOW + timedelta(weeks=number)
        items = TOUCHED | {f"s{number}": an_item(next_used=now.date())}
        moment = with_news(place(*posts, items=items, waiting=(QUESTION, TRIED), now=now), NEWS)
        made = replace(post_of(moment), id=f"p{number}")
        posts, seen = (made, *posts), [*seen, made.kind]
    assert seen == ["load", "news", "refresh", "asked", "tried"]
