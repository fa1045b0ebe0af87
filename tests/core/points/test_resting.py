"""A tool that is left in peace: no rule speaks of it before its day, and each speaks again from that day on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.moment import Moment
from bot.core.plan.document import Need, Plan, Promise, Settings, Stage, Tool
from bot.core.plan.weeks import Told, Week
from bot.core.points import p01_few_tools, p07_use_it, p09_over_commit, p10_keep_current, p11_backup
from bot.core.points.verdict import Quiet, Suggestion
from tests.core.scene import TODAY, an_item, at, here, used, week_ago


def resting(until: date | None, **changes: object) -> dict[str, Tool]:
    return {"x": replace(Tool(Stage.IN_USE, date(2026, 9, 1), quiet_until=until), **changes)}  # type: ignore[arg-type]


def unused(until: date | None) -> Moment:
    weeks = {week_ago(n): Week(Told.LESS, 10, {"x": 0, "blog": 10}) for n in range(6)}
    return at(here(Plan(tools=resting(until)), weeks=weeks))


def three(until: date | None) -> Moment:
    tools = used("youtube", "blog", "podcast") | resting(until)
    return at(here(Plan(tools=tools, needs={"questions": Need("", "questions", 1)})))


def missed(until: date | None) -> Moment:
    weeks = {week_ago(n): Week(Told.LESS, 10, {"x": 0}) for n in range(3)}
    return at(here(Plan(tools=resting(until, promise=Promise("Monday", "one post"))), weeks=weeks))


def item(until: date | None) -> Moment:
    return at(here(Plan(tools=resting(until), items={"i": an_item(tool="x", checked=TODAY - timedelta(days=800))})))


def backup(until: date | None) -> Moment:
    held = an_item(tool="x", next_used=TODAY + timedelta(days=3))
    return at(here(Plan(tools=resting(until), items={"i": held})))


RULES = (
    (p01_few_tools.unused, unused),
    (p01_few_tools.three, three),
    (p07_use_it.missed, missed),
    (p10_keep_current.item, item),
    (p11_backup.backup, backup),
)


@pytest.mark.parametrize(("rule", "moment"), RULES)
def test_no_rule_speaks_of_it_before_the_day_and_each_does_from_then_on(rule, moment):  # type: ignore[no-untyped-def]
    assert isinstance(rule(moment(TODAY + timedelta(days=1))), Quiet)
    assert isinstance(rule(moment(TODAY)), Suggestion)
    assert isinstance(rule(moment(None)), Suggestion)


def test_the_rule_on_time_speaks_without_naming_it():
    weeks = {week_ago(n): Week(Told.MORE, 120, {"x": 120}) for n in range(3)}
    plan = Plan(tools=resting(TODAY + timedelta(days=1)), settings=Settings(60))
    assert "tool" not in p09_over_commit.over(at(here(plan, weeks=weeks))).details
    told = replace(plan, tools=resting(TODAY))
    assert p09_over_commit.over(at(here(told, weeks=weeks))).details["tool"] == "X"
