"""Two plans as one: what is missing comes over, and where both differ this side stays."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.core.plan.document import Away, AwayKind, Need, Plan, Settings, Stage, Term, Tool
from bot.core.plan.edits import apply
from bot.core.plan.uniting import Whole, is_blank, unite
from bot.core.plan.weeks import Log, Told, Week
from tests.core.scene import TODAY, an_item, examples, full_plan, used

DAY = date(2026, 9, 7)
WEEK = Week(Told.MORE, 90)
LOG = Log(TODAY, "x", 5)


def united(this: Plan, other: Plan) -> Plan:
    return apply(this, unite(Whole(this), Whole(other)).edits)


def test_nothing_told_is_blank_whatever_was_set():
    assert is_blank(Whole(Plan(settings=Settings(zone="Europe/London", begun=TODAY))))
    for told in (Plan(tools=used("x")), Plan(settings=Settings(60)), Plan(away={"a": Away(AwayKind.BUSY, DAY, DAY)})):
        assert not is_blank(Whole(told))
    assert not is_blank(Whole(Plan(exams={"e": Term(DAY, DAY)})))
    assert not is_blank(Whole(weeks={DAY: WEEK}))
    assert not is_blank(Whole(logs={"l": LOG}))


def test_what_only_the_other_side_has_comes_over_and_settings_do_not():
    plan = united(Plan(settings=Settings(60)), full_plan())
    assert plan == replace(full_plan(), settings=Settings(60))


def test_one_tool_on_both_sides_stays_as_it_is_here_and_is_named_only_where_it_differs():
    other = Plan(tools={"x": Tool(Stage.PAUSED, DAY), "blog": Tool(Stage.IN_USE, DAY)})
    this = Plan(tools={"x": Tool(Stage.IN_USE, DAY), "blog": Tool(Stage.IN_USE, DAY)})
    assert united(this, other) == this
    assert unite(Whole(this), Whole(other)).tools == ("x",)


def test_a_need_in_the_same_words_is_one_need_and_the_tools_that_serve_it_know():
    this = Plan(needs={"n1": Need("Fewer e-mails")})
    other = Plan(
        needs={"n2": Need("fewer emails!", priority=1), "cases": Need("", "cases")},
        tools={"x": Tool(Stage.IN_USE, DAY, ("n2", "cases"))},
    )
    plan = united(Plan(needs={"n1": Need("Fewer emails")}), other)
    assert (set(plan.needs), plan.tools["x"].needs) == ({"n1", "cases"}, ("n1", "cases"))
    assert set(united(this, other).needs) == {"n1", "n2", "cases"}, "other words are another need"
    assert unite(Whole(Plan(needs={"n1": Need("Fewer emails")})), Whole(other)).needs == (other.needs["n2"],)


def test_an_item_of_the_same_title_is_one_item():
    this, other = an_item("ECG quiz"), an_item("ecg quiz!", link="https://a.bc/d")
    plan = Plan(items={"i": this})
    both = unite(Whole(plan), Whole(Plan(items={"j": other, "k": an_item("Another")})))
    assert set(apply(plan, both.edits).items) == {"i", "k"}
    assert both.items == ("ecg quiz!",)
    assert unite(Whole(plan), Whole(Plan(items={"j": this}))).items == ()


def test_a_time_away_that_both_sides_have_is_there_once():
    away = Away(AwayKind.LEAVE, DAY, DAY)
    assert united(Plan(away={"a": away}), Plan(away={"b": away})) == Plan(away={"a": away})


def test_of_a_week_told_on_both_sides_this_one_stays_and_every_log_comes_over():
    this = Whole(weeks={DAY: Week(Told.LESS)}, logs={"a": LOG})
    other = Whole(weeks={DAY: WEEK, date(2026, 9, 14): WEEK}, logs={"b": LOG})
    both = unite(this, other)
    assert [(edit.collection, edit.key) for edit in both.edits] == [("weeks", "2026-09-14"), ("logs", "b")]
    assert both.weeks == (DAY,)


PLANS = st.builds(
    Plan,
    needs=st.dictionaries(st.sampled_from("abc"), st.builds(Need, st.sampled_from(["", "one", "two"]))),
    tools=st.dictionaries(
        st.sampled_from(["x", "y"]),
        st.builds(Tool, st.sampled_from(Stage), st.just(DAY), st.lists(st.sampled_from("abc"), unique=True).map(tuple)),
    ),
    items=st.dictionaries(st.sampled_from("ij"), st.sampled_from(["one", "two"]).map(an_item)),
)


@examples(100)
@given(PLANS, PLANS)
def test_uniting_takes_nothing_away_and_uniting_again_adds_nothing(this: Plan, other: Plan):
    once = united(this, other)
    for collection in ("needs", "tools", "items"):
        assert getattr(this, collection).items() <= getattr(once, collection).items()
    assert set(once.tools) == set(this.tools) | set(other.tools)
    assert unite(Whole(once), Whole(other)).edits == ()
    assert unite(Whole(this), Whole(this)).edits == ()


def test_own_term_and_exam_dates_come_along():
    other = Plan(terms={"2026-09-14": Term(DAY, TODAY)}, exams={"2026-12-07": Term(DAY, DAY)})
    assert united(Plan(), other).exams == other.exams and united(Plan(), other).terms == other.terms
