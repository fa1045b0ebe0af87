"""Point 4: the best few tools for the needs, with what is in use, the time there is, and local stop signs."""

from dataclasses import replace
from datetime import date

from bot.core.commands.choose import choose
from bot.core.commands.table import Values
from bot.core.plan.document import ChannelPlan, LocalRule, Need, Plan, Settings, Tool
from bot.core.points.p04_select import select
from tests.core.scene import HERE, Life, at, here, library, text_of, used

QUESTIONS = {"questions": Need("", "questions", 1)}
BLOCKED = LocalRule("Blocked on the hospital network", date(2026, 9, 3), 1)


def plan(*in_use: str, minutes: int | None = 60, **budgets: int) -> Plan:
    tools = used(*in_use) | {name: Tool(tool.stage, tool.since, budget=budgets[name])
                             for name, tool in used(*budgets).items()}  # fmt: skip
    return Plan(needs=QUESTIONS, tools=tools, settings=Settings(minutes))


def chosen(held: Plan, *, anew: bool = False, stops: dict[str, LocalRule] | None = None):  # type: ignore[no-untyped-def]
    joined = ((HERE, ChannelPlan(stop_signs=stops or {})),)
    made = select(held, at(here(held, channels=joined)), anew=anew)
    assert made is not None
    return made


def test_without_a_need_nothing_is_chosen():
    assert select(Plan(), at(here(Plan()))) is None


def test_what_is_in_use_stays_among_them_and_can_be_left_aside():
    assert "blog" in chosen(plan("blog")).chosen.tools
    assert chosen(plan("blog"), anew=True).kept == ()
    assert chosen(plan("blog"), anew=True).chosen == chosen(plan()).chosen


def test_a_tool_with_a_stop_sign_is_left_out_with_where_that_stands():
    (first, *_) = chosen(plan(minutes=None)).chosen.tools
    without = chosen(plan(minutes=None), stops={first: BLOCKED})
    assert first not in without.chosen.tools
    assert without.left_out == ((first, "#ecg-teaching", "Blocked on the hospital network"),)


def test_a_stop_sign_on_a_tool_that_would_not_be_chosen_needs_no_word():
    worst = min(library().tools.values(), key=lambda card: (card.fits["questions"], card.ease)).id
    assert chosen(plan(), stops={worst: BLOCKED}).left_out == ()


def test_a_stop_sign_on_a_tool_in_use_takes_nothing_away():
    made = chosen(plan("blog"), stops={"blog": BLOCKED})
    assert "blog" in made.chosen.tools and made.left_out == ()


def test_the_institutions_stop_signs_hold_too():
    (first, *_) = chosen(plan(minutes=None)).chosen.tools
    pack = replace(next(iter(library().packs.values())), stop_signs={first: "Not here."})
    held = plan(minutes=None)
    made = select(held, replace(at(here(held)), library=replace(library(), pack=pack)))
    assert made is not None and made.left_out == ((first, pack.name, "Not here."),)


def test_time_that_a_tool_in_own_words_takes_is_not_there_for_others():
    held = plan(minutes=60)
    own = Tool(used("x")["x"].stage, date(2026, 9, 1), budget=50)
    made = chosen(Plan(needs=QUESTIONS, tools={"my padlet wall": own}, settings=Settings(60)))
    assert made.hour == 10 and len(made.chosen.tools) <= 2
    assert chosen(held).hour == 60


def test_a_budget_of_ones_own_stands_in_place_of_what_is_usual():
    assert chosen(plan(youtube=5)).cards["youtube"].weekly_minutes == 5


def test_asked_for_choosing_says_one_sentence_each_and_leads_back_to_the_needs():
    life = Life(here(plan("blog")))
    said = life.hear("plan choose")
    lines = said.messages[0].lines
    assert lines[0].startswith("With what you use, for your needs and your time: ")
    labels = [choice.label for choice in said.messages[0].choices]
    assert labels[-2:] == ["As if none were in use", "Think again about needs"]
    again = life.take(said.messages[0], "As if none were in use")
    assert again.messages[0].lines[0].startswith("For your needs and your time: ")


def test_a_close_call_is_named_and_a_clear_one_is_not():
    said = Life(here(plan(minutes=None))).say("plan choose")
    assert "Close: " in said
    clear = replace(library(), rules=replace(library().rules, close_call_percent=101))
    held = plan(minutes=None)
    assert "Close: " not in text_of(choose(replace(at(here(held)), library=clear), Values({})))


def test_a_need_in_own_words_is_said_to_be_outside_the_sum():
    held = Plan(needs={**QUESTIONS, "n1": Need("Fewer e-mails", "", 2)})
    assert "In your own words, so not in this sum: Fewer e-mails." in Life(here(held)).say("plan choose")


def test_with_three_in_use_the_whole_catalogue_is_weighed():
    made = chosen(plan("blog", "x", "podcast"))
    assert made.kept == () and made.chosen == chosen(plan()).chosen
