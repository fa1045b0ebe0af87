"""The card as it is asked for: how things stand, and what is worth a look."""

from datetime import timedelta

from bot.core.plan.document import Need, Plan, Settings
from tests.core.scene import TODAY, Life, an_item, here, used


def due(title: str):
    return an_item(title, next_used=TODAY + timedelta(days=5), checked=TODAY - timedelta(days=300))


def test_what_is_due_is_named_beside_a_suggestion_about_something_else():
    tools = used("youtube", "x", "blog", "whatsapp")
    needs = {"questions": Need("", "questions", 1)}
    plan = Plan(
        needs, tools, {"i1": due("Sepsis video"), "i2": due("Asthma post")}, settings=Settings(60, "Europe/London")
    )
    said = Life(here(plan)).say("card")
    assert "Worth a look: “Sepsis video”, and more (2 in all). Say content due." in said
    assert said.count("Worth a look") == 1


def test_what_the_suggestion_asks_about_is_not_said_twice():
    plan = Plan(items={"i1": due("Sepsis video")}, settings=Settings(60, "Europe/London"))
    said = Life(here(plan)).say("card")
    assert said.count("Sepsis video") == 1 and "Worth a look" not in said


def test_a_list_on_which_nothing_is_due_is_not_mentioned():
    plan = Plan({}, used("youtube"), {"i1": an_item("Fresh")}, settings=Settings(60, "Europe/London"))
    assert "Worth a look" not in Life(here(plan)).say("card")
