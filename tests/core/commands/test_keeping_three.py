"""The first three minutes, the card and *Why these?* say one ranking, each tool with its reason."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.message import Invocation
from bot.core.plan.document import Backup, Item, Need, Plan, Promise, Tool
from bot.core.plan.weeks import Log
from bot.core.points.p01_few_tools import kept, three
from bot.core.points.verdict import Suggestion
from tests.core.scene import TODAY, Life, an_item, at, here, used

NEED = {"questions": Need("", "questions", 1)}
FOUR = used("youtube", "x", "whatsapp", "blog")
WITH_BACKUP = FOUR | {"youtube": replace(FOUR["youtube"], backup=Backup("Moodle"))}
ALIKE = used("slack", "padlet", "mentimeter", "kahoot", "moodle", "teams")


def chosen(plan: Plan, **changes: object) -> set[str]:
    found = kept(plan, at(here(plan, **changes)))
    assert found is not None
    return set(found[0].tools)


def test_x_is_not_kept_over_youtube_for_questions():
    assert chosen(Plan(needs=NEED, tools=FOUR)) == {"whatsapp", "youtube", "blog"}
    assert chosen(Plan(needs=NEED, tools=WITH_BACKUP)) == {"whatsapp", "youtube", "blog"}


def test_start_the_card_and_why_these_say_the_same():
    life = Life(here(Plan(tools=WITH_BACKUP)))
    assert "WhatsApp fits that best, X least." in life.say(Invocation(("start",), {"need": "questions"}))
    card = life.hear("card").messages[0]
    assert any("I would keep WhatsApp, YouTube and Blog; X could rest." in line for line in card.lines)
    assert "Pause X" in [choice.label for choice in card.choices]
    why = life.take(card, "Why these?").messages[0]
    assert why.lines == (
        "Of yours, I would keep WhatsApp, YouTube and Blog.",
        "WhatsApp: best for “Questions between sessions”, about 30 min a week.",
        "YouTube: helps with “Questions between sessions” too, about 45 min a week. You noted a backup for it.",
        "Blog: helps with “Questions between sessions” too, about 45 min a week.",
        "X could rest. You decide.",
    )
    assert len(" ".join(why.lines).split()) <= 60


@pytest.mark.parametrize("stage", ["paused", "looking", "retired"])
def test_a_tool_that_takes_no_time_is_not_among_them(stage: str):
    life = Life(here(Plan(needs=NEED, tools=FOUR)))
    life.say(f"plan tool blog {stage}")
    assert "Of yours" not in life.say("plan choose")


def pair(need: str) -> tuple[str, str]:
    """Return two tools of the catalogue that are worth the same for a need, in the order of their names."""
    cards = at().library.tools
    names = sorted(cards)
    return next(
        (a, b)
        for a in names
        for b in names
        if a < b and cards[a].fits[need] == cards[b].fits[need] == 1 and cards[a].ease == cards[b].ease
    )


def test_of_two_that_are_worth_the_same_the_one_that_shows_use_is_kept():
    first, second = pair("questions")
    best = [n for n, c in sorted(at().library.tools.items()) if c.fits["questions"] == 3][:2]
    tools = used(first, second, *best)
    plain = Plan(needs=NEED, tools=tools)
    assert chosen(plain) == {*best, first}
    soon: Item = an_item(tool=second, next_used=TODAY + timedelta(days=14))
    signs: tuple[Tool, ...] = (
        replace(tools[second], backup=Backup("Moodle")),
        replace(tools[second], promise=Promise("Tuesday", "one post")),
    )
    for tool in signs:
        assert chosen(replace(plain, tools=tools | {second: tool})) == {*best, second}
    assert chosen(replace(plain, items={"i": soon})) == {*best, second}
    far = replace(soon, next_used=TODAY + timedelta(days=15))
    assert chosen(replace(plain, items={"i": far})) == {*best, first}
    assert chosen(plain, logs={"l": Log(TODAY, second, 10)}) == {*best, second}


def test_a_tool_in_own_words_cannot_be_weighed_and_is_not_told_to_rest():
    made = three(at(here(Plan(needs=NEED, tools=FOUR | used("ward padlet")))))
    assert isinstance(made, Suggestion) and made.details["n"] == 5
    assert made.details["rest"] == ["X"]
    only = used("youtube", "whatsapp", "blog", "ward padlet")
    assert three(at(here(Plan(needs=NEED, tools=only)))).reason == "no_cards"


def test_a_need_in_own_words_fits_nothing_better_than_anything_else():
    life = Life(here(Plan(tools=FOUR)))
    assert "fits that best" not in life.say(Invocation(("start",), {"need": "fewer e-mails"}))
    assert "could fit that" not in Life(here()).say(Invocation(("start",), {"need": "fewer e-mails"}))
