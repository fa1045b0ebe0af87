"""Around a term: one look ahead within ten days, one look back within three weeks, each once; nothing is guessed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.assistant import COMPOSED
from bot.core.commands.card import weekly_card
from bot.core.message import Invocation
from bot.core.moment import Moment
from bot.core.nudges.suggestion import verdicts
from bot.core.people import Owner
from bot.core.plan.document import (
    Answer,
    Away,
    AwayKind,
    Backup,
    CardWish,
    ChannelPlan,
    LocalRule,
    Plan,
    Settings,
    Stage,
    Term,
    Tool,
)
from bot.core.plan.weeks import Log, Told, Week
from bot.core.points.term import END, LATER, START, coming, ended, is_covered, look_ahead, look_back
from bot.core.points.verdict import Quiet
from bot.core.schedules import of_person
from bot.core.situation import Address, Delivery, Outcome, Skip
from tests.core.commands.saying import check
from tests.core.scene import HERE, NOW, TODAY, Life, an_item, at, here, library, spoke, text_of, used, week_ago

ME = Owner("person", "ana")
DELIVERY = Delivery("d1", ME, "term", TODAY, NOW, Address("console", "", "ana"))
CARDS = Settings(60, "Europe/London", CardWish.YES)


def before(days: int, plan: Plan | None = None, **changes: object) -> Moment:
    """Return a moment so many days before a term of ten weeks."""
    first = TODAY + timedelta(days=days)
    return around(Term(first, first + timedelta(weeks=10)), plan, **changes)


def around(
    term: Term, plan: Plan | None = None, rules: dict[str, LocalRule] | None = None, **changes: object
) -> Moment:
    channel = ChannelPlan(terms={"t": term}, rules=rules or {})
    return at(here(plan or Plan(tools=used("x"), settings=CARDS), channels=((HERE, channel),), **changes))


def term_of(moment: Moment) -> Term:
    return moment.terms[0]


@pytest.mark.parametrize(("days", "due"), [(1, True), (10, True), (11, False), (0, False), (-3, False)])
def test_it_is_time_from_ten_days_before_until_the_day_before(days: int, due: bool):
    assert (coming(before(days)) is not None) is due


def test_where_cards_are_too_rare_for_that_the_last_one_before_term_is_it():
    away = Away(AwayKind.LEAVE, TODAY + timedelta(days=1), TODAY + timedelta(days=20))
    rare = Plan(tools=used("x"), away={"a": away}, settings=CARDS)
    assert coming(before(18, rare)) is not None
    assert coming(before(18)) is None
    later = Away(AwayKind.LEAVE, TODAY + timedelta(days=1), TODAY + timedelta(days=40))
    assert coming(before(32, replace(rare, away={"a": later}))) is None


def test_it_comes_once_for_a_term_and_again_only_where_it_was_put_off():
    first = (TODAY + timedelta(days=9)).isoformat()
    said = spoke(START, NOW - timedelta(days=1), first)
    assert coming(before(9, suggested=(said,))) is None
    assert coming(before(9, suggested=(replace(said, answer=LATER),))) is not None
    assert coming(before(9, suggested=(spoke(START, NOW, "2026-01-05"),))) is not None


def test_it_stands_in_place_of_the_weekly_card_and_says_at_most_five_things():
    plan = Plan(
        tools={"x": Tool(Stage.IN_USE, TODAY, backup=Backup("Moodle")), "blog": Tool(Stage.IN_USE, TODAY)},
        items={"i": an_item(next_used=TODAY + timedelta(days=12))},
        settings=CARDS,
    )
    rules = {"policy": LocalRule("Page 4", TODAY - timedelta(days=3), 2, "Page 3")}
    weeks = {week_ago(n): Week(Told.LESS, 30, {"x": 20, "blog": 0}) for n in range(1, 4)}
    moment = before(10, plan, rules=rules, weeks=weeks)
    made = weekly_card(moment)
    assert isinstance(made, Outcome)
    check(made, moment)
    (message,) = made.messages
    assert message.lines[0].startswith("Term starts Monday 16 November. About ten minutes")
    assert [line[:2] for line in message.lines[1:]] == ["- "] * 5
    assert all(len(line.split()) <= 60 for line in message.lines)
    assert "Sepsis video" in message.lines[1] and "Blog has no backup" in message.lines[2]
    assert "#ecg-teaching: 1 line is new" in message.lines[3] and "Blog: at zero" in message.lines[4]
    assert not any("Teaching on social media this week?" in line for line in message.lines)


def test_it_is_held_back_like_any_card():
    busy = before(9, weeks={week_ago(0): Week(Told.BUSY)})
    assert isinstance(weekly_card(busy), Skip)


def test_what_was_changed_before_the_look_at_another_term_is_no_news():
    rules = {"policy": LocalRule("Page 4", TODAY - timedelta(days=30), 2, "Page 3")}
    moment = before(9, rules=rules)
    assert "rules" in [line.kind for line in look_ahead(moment, term_of(moment))]
    seen = before(9, rules=rules, suggested=(spoke(START, NOW - timedelta(days=20), "2026-01-05"),))
    assert "rules" not in [line.kind for line in look_ahead(seen, term_of(seen))]
    new = {"policy": LocalRule("Page 4", TODAY, 1)}
    fresh = before(9, rules=new)
    assert "rules" not in [line.kind for line in look_ahead(fresh, term_of(fresh))]


@pytest.mark.parametrize(("told", "shown"), [((0, 0, 0), True), ((0, 0), False), ((0, 5, 0), False), ((), False)])
def test_a_tool_is_at_zero_only_where_three_weeks_were_told_so(told: tuple[int, ...], shown: bool):
    weeks = {week_ago(n): Week(Told.LESS, 30, {"x": minutes}) for n, minutes in enumerate(told, 1)}
    moment = before(9, weeks=weeks)
    assert ("unused" in [line.kind for line in look_ahead(moment, term_of(moment))]) is shown
    logged = before(9, weeks=weeks, logs={"l": Log(TODAY, "x", 5)})
    assert "unused" not in [line.kind for line in look_ahead(logged, term_of(logged))]


def test_what_a_ready_check_left_open_has_a_line_and_one_left_half_way_only_where_nothing_is_open():
    begun = replace(used("x")["x"], ready={"session": Answer("yes", TODAY)})
    unclear = replace(begun, ready={"session": Answer("unsure", TODAY)})

    def lines(**tools: Tool) -> list[tuple[str, str, object]]:
        moment = before(9, Plan(tools=tools, settings=CARDS))
        return [
            (one.kind, one.subject, one.details["n"])
            for one in look_ahead(moment, term_of(moment))
            if "n" in one.details
        ]

    assert lines(x=begun, blog=unclear) == [("ready", "blog", 1)]
    assert lines(x=begun) == [("ready_begun", "x", 5)]
    assert lines(x=replace(unclear, quiet_until=TODAY + timedelta(days=3)), blog=used("blog")["blog"]) == []


def test_it_can_be_put_off_to_another_day_before_term_and_comes_on_that_one():
    life = Life(before(9).situation)
    card = life.hear("new term").messages[0]
    days = life.take(card, "Another day").messages[0]
    assert [choice.label for choice in days.choices][:2] == ["Monday 9 November", "Tuesday 10 November"]
    assert [choice.label for choice in days.choices][-1] == "With the next card"
    assert life.take(days, "Tuesday 10 November").messages[0].lines == ("Fine, on Tuesday 10 November.",)
    day = date(2026, 11, 10)
    assert [(one.kind, one.rhythm.only) for one in of_person(ME, life.situation.plan)][-1] == ("term", ((day, day),))
    told = tuple(replace(one, answer=LATER) for one in life.situation.suggested)
    life.situation = replace(life.situation, suggested=told)
    assert coming(at(life.situation)) is None and is_covered(at(life.situation), "item")
    assert "Term starts" not in text_of(weekly_card(at(life.situation)))
    tuesday = at(life.situation, NOW + timedelta(days=4))
    made = COMPOSED["term"](tuesday, DELIVERY)
    assert isinstance(made, Outcome) and "Term starts Sunday 15 November." in text_of(made)
    assert COMPOSED["term"](at(life.situation), DELIVERY) == Skip("not yet")
    life.hear("stop")
    assert not life.situation.plan.reminders


@pytest.mark.parametrize("said", ["today instead", "15 November instead"])
def test_a_day_that_is_not_before_the_term_is_not_taken(said: str):
    life = Life(before(9).situation)
    life.hear("new term")
    assert "before the term starts" in life.say(said) and not life.situation.plan.reminders
    life.hear("tuesday instead")
    assert life.situation.plan.reminders["term"].on == date(2026, 11, 10)
    assert "Ready." in life.say(Invocation(("nudges", "term"), {"answer": "done"}))
    assert not life.situation.plan.reminders


def test_only_the_lines_that_are_new_are_read():
    rules = {
        "policy": LocalRule("Page 4", TODAY - timedelta(days=3), 2, "Page 3"),
        "promotion": LocalRule("Yes", TODAY - timedelta(days=900), 1),
    }
    life = Life(before(9, rules=rules).situation)
    shown = life.take(life.hear("new term").messages[0], "Read, 1 min")
    assert shown.messages[0].lines == ("#ecg-teaching, Policy: Page 4",)


def test_until_term_begins_nothing_else_asks_about_backups_and_content():
    plan = Plan(tools=used("x"), items={"i": an_item(next_used=TODAY + timedelta(days=5), tool="x")}, settings=CARDS)
    first = (TODAY + timedelta(days=9)).isoformat()
    plain = {v.rule for v in verdicts(before(9, plan)) if not isinstance(v, Quiet)}
    said = before(9, plan, suggested=(spoke(START, NOW - timedelta(days=8), first),))
    assert {"backup"} <= plain
    assert not {v.rule for v in verdicts(said) if not isinstance(v, Quiet)} & {"backup", "item"}


@pytest.mark.parametrize(("answer", "covered"), [("done", True), ("no", True), ("", False), (LATER, False)])
def test_in_term_backups_stay_quiet_where_the_card_was_settled(answer: str, covered: bool):
    term = Term(TODAY - timedelta(days=10), TODAY + timedelta(weeks=8))
    said = replace(spoke(START, NOW - timedelta(days=14), term.first.isoformat()), answer=answer)
    moment = around(term, suggested=(said,))
    assert is_covered(moment, "backup") is covered and not is_covered(moment, "item")


@pytest.mark.parametrize(("days", "due"), [(0, False), (1, True), (21, True), (22, False)])
def test_the_look_back_comes_within_three_weeks_of_the_end(days: int, due: bool):
    last = TODAY - timedelta(days=days)
    assert (ended(around(Term(last - timedelta(weeks=10), last))) is not None) is due


def test_the_look_back_comes_once_and_only_to_whom_it_can_say_something():
    term = Term(TODAY - timedelta(weeks=10), TODAY - timedelta(days=4))
    assert ended(around(term, suggested=(spoke(END, NOW, term.first.isoformat()),))) is None
    assert ended(around(term, Plan(settings=CARDS))) is None


def test_the_look_back_says_what_was_told_of_each_tool_and_what_was_not():
    term = Term(TODAY - timedelta(weeks=10), TODAY - timedelta(days=4))
    weeks = {
        week_ago(1): Week(Told.LESS, 30, {"x": 20, "blog": 0}),
        week_ago(2): Week(Told.LESS, 30, {"x": 40, "blog": 0}),
        week_ago(3): Week(Told.BUSY, None, {"x": 500}),
        week_ago(20): Week(Told.LESS, 30, {"podcast": 30}),
    }
    moment = around(term, Plan(tools=used("x", "blog", "podcast"), settings=CARDS), weeks=weeks)
    lines = {line.subject: (line.kind, line.details["n"]) for line in look_back(moment, term)}
    assert lines == {"x": ("used", 2), "blog": ("never", 2), "podcast": ("untold", 0)}
    made = weekly_card(moment)
    assert isinstance(made, Outcome) and "X: used in 2 of 2 weeks told, about 30 min each." in text_of(made)
    check(made, moment)


def test_drop_retires_keep_changes_nothing_and_change_asks_for_a_promise():
    term = Term(TODAY - timedelta(weeks=10), TODAY - timedelta(days=4))
    life = Life(around(term).situation)
    made = weekly_card(at(life.situation))
    assert isinstance(made, Outcome)
    message = life._offer(made.messages[0], "card")
    assert life.take(message, "Change X").messages[0].form is not None
    assert text_of(life.take(message, "Keep X")) == "X stays as it is."
    life.take(message, "Drop X")
    assert life.situation.plan.tools["x"].stage is Stage.RETIRED


def test_own_card_opens_it_with_one_tap_and_done_is_remembered():
    life = Life(before(9).situation)
    card = life.hear("card").messages[0]
    shown = life.take(card, "New term, Sunday 15 November: ten minutes")
    assert shown.suggested[0].rule == START
    done = life.take(shown.messages[0], "Done for this term")
    assert done.answered == {shown.suggested[0].id: "done"}


def test_a_reminder_in_five_lines_is_a_threshold_of_the_content():
    assert library().rules.term_card_lines == 5 and date.min < TODAY


def test_what_the_speaker_owns_on_a_channels_list_is_asked_about_too_and_what_is_others_is_not():
    for owner, near, comes in (("ana", True, True), ("ben", True, False), ("ana", False, False)):
        moment = before(10)
        item = an_item("Shared page", next_used=TODAY + timedelta(days=12), owner=owner)
        channel = replace(moment.situation.channels[0][1], items={"s": item})
        places = frozenset({HERE.id}) if near else frozenset[str]()
        shown = replace(moment, situation=replace(moment.situation, channels=((HERE, channel),), near=places))
        said = weekly_card(shown)
        assert isinstance(said, Outcome)
        assert ("For #ecg-teaching: “Shared page”" in text_of(said)) is comes
        does = {choice.does.path for choice in said.messages[0].choices if choice.does.values.get("item") == "s"}
        assert does == ({("channel", "content")} if comes else set())
