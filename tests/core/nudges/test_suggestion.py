"""Which one suggestion comes: what reduces load wins, less of this stops one rule, 7 never with 9."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.commands.card import weekly_card
from bot.core.moment import Moment
from bot.core.nudges.suggestion import RULES, suggestion, verdicts, words
from bot.core.plan.document import Plan, Promise, Settings
from bot.core.points.verdict import Quiet, Suggestion
from bot.core.situation import Outcome
from tests.core.scene import NOW, TODAY, an_item, at, examples, here, spoke, told, used, week_ago

MISSED = used("blog", "x")
MISSED["blog"] = replace(MISSED["blog"], promise=Promise("Tuesday", "one post"))


def both(*less_of: str, **changes: object) -> Moment:
    """Return a moment in which points 7, 9, 10 and 11 all have something to say."""
    weeks = told(90, 90, 90)
    weeks = {day: replace(week, by_tool={"blog": 0}) for day, week in weeks.items()}
    items = {"i": an_item(tool="x", next_used=TODAY + timedelta(days=5))}
    settings = Settings(weekly_minutes=60, less_of=less_of)
    return at(here(Plan(tools=MISSED, items=items, settings=settings), weeks=weeks, **changes))


def rule(moment: Moment) -> str:
    made = suggestion(moment)
    return made.rule if made else ""


def test_what_reduces_load_wins():
    spoken = {verdict.rule for verdict in verdicts(both()) if isinstance(verdict, Suggestion)}
    assert {"over", "backup", "item"} <= spoken and "missed" not in spoken
    assert rule(both()) == "over"


def test_less_of_stops_that_rule_and_no_other():
    assert rule(both("over")) == "backup"
    assert rule(both("over", "backup", "missed")) == "item"
    assert rule(both("over", "backup", "missed", "item")) == ""
    quiet = [v for v in verdicts(both("over")) if isinstance(v, Quiet) and v.rule == "over"]
    assert quiet[0].reason == "less_of_this"


def test_a_missed_promise_is_never_shown_together_with_over_commitment():
    outcome = weekly_card(replace(both(), situation=replace(both().situation, plan=wants_card(both().plan))))
    assert isinstance(outcome, Outcome)
    assert [told.rule for told in outcome.suggested] == ["over"]


def test_while_over_commitment_rests_another_rule_may_speak():
    rests = (spoke("over", NOW - timedelta(weeks=2)),)
    assert rule(both(suggested=rests)) == "backup"


def wants_card(plan: Plan) -> Plan:
    from bot.core.plan.document import CardWish

    return replace(plan, settings=replace(plan.settings, card=CardWish.YES, zone="Europe/London"))


def test_a_card_shows_one_suggestion_at_most_and_none_within_six_days():
    moment = both(suggested=(spoke("item", NOW - timedelta(days=5), "i"),))
    sent = weekly_card(replace(moment, situation=replace(moment.situation, plan=wants_card(moment.plan))))
    assert isinstance(sent, Outcome) and sent.suggested == ()


def test_the_row_that_remembers_it_names_rule_subject_and_moment():
    moment = both("over")
    made = suggestion(moment)
    assert made is not None
    sentence, choices, row = words(made, moment)
    assert (row.rule, row.subject, row.at, row.answer) == ("backup", "x", NOW, "")
    assert sentence and [choice.does.path for choice in choices[-2:]] == [("nudges", "not-now"), ("nudges", "less")]


@examples(60)
@given(
    st.lists(st.one_of(st.none(), st.integers(0, 300)), max_size=8),
    st.sampled_from([None, 0, 30, 60]),
    st.sets(st.sampled_from(["youtube", "x", "blog", "moodle", "mine"])),
    st.sets(st.sampled_from(["over", "unused", "three", "backup", "missed", "item"])),
)
def test_whatever_is_known_every_verdict_can_be_said(totals, hour, names, less):  # type: ignore[no-untyped-def]
    tools = {name: replace(used(name)[name], promise=Promise("a", "b"), budget=10) for name in names}
    weeks = {day: replace(week, by_tool=dict.fromkeys(names, 0)) for day, week in told(*totals).items()}
    items = {"i": an_item(tool="x", next_used=TODAY + timedelta(days=5))} if "x" in names else {}
    plan = Plan(tools=tools, items=items, settings=Settings(weekly_minutes=hour, less_of=tuple(sorted(less))))
    moment = at(here(plan, weeks=weeks))
    found = verdicts(moment)
    assert len(found) == len(RULES)
    for verdict in found:
        if isinstance(verdict, Suggestion):
            assert words(verdict, moment)[0]
            assert moment.words.family("why", verdict.wording, **verdict.details)
        else:
            assert moment.words.family("quiet", verdict.reason, **verdict.details)


def test_a_quiet_week_has_no_suggestion():
    assert suggestion(at(here(weeks={week_ago(0): told(30)[week_ago(0)]}))) is None
