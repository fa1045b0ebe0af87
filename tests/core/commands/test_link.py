"""A code, what is shown before anything is joined, and what each choice asks the store for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.link import Account, Code, Linking, Parting, Side, Union, WrongCode
from bot.core.message import Invocation
from bot.core.plan.document import CardWish, Plan, Settings, Stage
from bot.core.plan.edits import apply
from bot.core.plan.uniting import Whole
from bot.core.situation import Outcome, Situation
from tests.core.scene import NOW, TODAY, Life, an_item, effects, full_plan, here, text_of, told, used

CODE = "ABCD2345"
SLACK, DISCORD = Account("a1", "slack"), Account("a2", "discord")
UNTIL = NOW + timedelta(minutes=5)
BLANK = Plan(settings=Settings(zone="Europe/Paris"))


def facing(this: Plan, other: Plan, **side: object) -> Situation:
    """Ana on Discord, who types the code that somebody made on Slack."""
    made = Side("ana-too", "Ana B", "slack", UNTIL, 4, Whole(other))
    return here(this, accounts=(DISCORD,), linking=Linking("K7WQ2M9X", side=replace(made, **side)))  # type: ignore[arg-type]


def labels(outcome: Outcome) -> list[str]:
    return [choice.label for choice in outcome.messages[0].choices]


def typed(situation: Situation, line: str = f"privacy link {CODE}") -> Outcome:
    return Life(situation).hear(line)


def test_bare_it_gives_a_code_with_the_words_to_type_and_says_it_is_for_nobody_else():
    outcome = typed(here(accounts=(SLACK,), linking=Linking("K7WQ2M9X")), "privacy link")
    assert "type: privacy link K7WQ2M9X. It works once, within 10 minutes." in text_of(outcome)
    assert "Give it to nobody" in text_of(outcome)
    assert outcome.link == Code("K7WQ2M9X", NOW + timedelta(minutes=10), "Ana", "slack")


@pytest.mark.parametrize("line", ["privacy link abcd2345", "privacy link ABCD-2345", "/boffin privacy link abcd 2345"])
def test_a_code_is_read_however_it_is_typed(line: str):
    assert "made by “Ana B” on Slack" in text_of(typed(facing(full_plan(), BLANK), line))


def test_where_both_have_a_plan_both_are_shown_and_nothing_happens_before_the_choice():
    this = Plan(tools=used("x", "padlet"), items={"i": an_item("Asthma post")})
    outcome = typed(facing(this, full_plan()))
    said = text_of(outcome)
    assert "Here: X and Padlet; needs 0, content items 1, weeks 0, logged times 0." in said
    assert "Slack: YouTube, X, Podcast, Blog and ward round padlet; needs 2, content items 2" in said
    assert "Different on both sides, and kept as it is here when merged: X and Asthma post." in said
    assert labels(outcome) == ["Keep the one here", "Keep the other one", "Merge the two", "No, leave it"]
    assert not effects(outcome)


@pytest.mark.parametrize(
    ("label", "union"),
    [
        ("Keep the one here", Union(CODE, "ana", "ana-too")),
        ("Keep the other one", Union(CODE, "ana-too", "ana")),
    ],
)
def test_one_side_is_kept_and_the_other_goes(label: str, union: Union):
    life = Life(facing(Plan(tools=used("x")), full_plan()))
    outcome = life.take(life.hear(f"privacy link {CODE}").messages[0], label)
    assert outcome.link == union
    assert "Joined: one plan now, on Discord and Slack." in text_of(outcome)
    assert labels(outcome) == ["Discord", "Slack"]
    assert outcome.messages[0].choices[1].does == Invocation(("nudges", "where"), {"on": "slack"})


def test_a_merge_unites_what_both_have_and_says_where_they_differ():
    this = Plan(tools=used("x", stage=Stage.PAUSED), settings=Settings(30))
    other = replace(full_plan(), items={})
    life = Life(facing(this, other, whole=Whole(other, told(60, 90))))
    outcome = life.take(life.hear(f"privacy link {CODE}").messages[0], "Merge the two")
    assert isinstance(outcome.link, Union)
    assert (outcome.link.stays, outcome.link.goes, outcome.link.is_merge) == ("ana", "ana-too", True)
    plan = apply(this, outcome.link.edits)
    assert (set(plan.tools), plan.tools["x"].stage, plan.settings) == (set(other.tools), Stage.PAUSED, Settings(30))
    assert [e.collection for e in outcome.link.edits].count("weeks") == 2
    assert "kept as it is here when merged: X." in text_of(outcome)
    assert not outcome.edits, "no undo takes it apart"


def test_much_that_differs_is_still_one_line():
    names = ["x", "blog", "padlet", "podcast", "youtube", "moodle", "kahoot"]
    outcome = typed(facing(Plan(tools=used(*names)), Plan(tools=used(*names, stage=Stage.PAUSED))))
    assert "X, Blog, Padlet, Podcast, YouTube and 2 more." in text_of(outcome)


@pytest.mark.parametrize(
    ("this", "other", "stays"),
    [(full_plan(), BLANK, "ana"), (BLANK, full_plan(), "ana-too"), (BLANK, BLANK, "ana")],
)
def test_where_only_one_side_has_anything_that_one_stays_after_a_yes_that_both_are_me(
    this: Plan, other: Plan, stays: str
):
    life = Life(facing(this, other))
    asked = life.hear(f"privacy link {CODE}")
    assert "Go on only if that is you" in text_of(asked)
    assert labels(asked) == ["Yes, both are me", "No, leave it"]
    assert not effects(asked)
    outcome = life.take(asked.messages[0], "Yes, both are me")
    assert isinstance(outcome.link, Union)
    assert (outcome.link.stays, outcome.link.edits) == (stays, ())


def test_a_yes_that_was_for_an_empty_side_asks_again_where_it_is_no_longer_empty():
    life = Life(facing(BLANK, full_plan()))
    asked = life.hear(f"privacy link {CODE}")
    life.situation = replace(life.situation, plan=Plan(tools=used("x")))
    again = life.take(asked.messages[0], "Yes, both are me")
    assert "Merge the two" in labels(again)
    assert not effects(again)


def test_keeping_an_emptied_side_keeps_the_one_that_has_something():
    life = Life(facing(Plan(tools=used("x")), full_plan()))
    asked = life.hear(f"privacy link {CODE}")
    made = life.situation.linking.side
    assert made is not None
    life.situation = replace(life.situation, linking=Linking("K", side=replace(made, whole=Whole())))
    outcome = life.take(asked.messages[0], "Keep the other one")
    assert isinstance(outcome.link, Union)
    assert outcome.link.stays == "ana"


def test_two_accounts_on_one_platform_need_no_choice_of_where_the_card_comes():
    life = Life(facing(full_plan(), BLANK, platform="discord"))
    outcome = life.take(life.hear(f"privacy link {CODE}").messages[0], "Yes, both are me")
    assert "Joined: one plan now, on Discord." in text_of(outcome)
    assert labels(outcome) == []


def test_a_wrong_code_is_said_and_counted():
    outcome = typed(here(linking=Linking("K7WQ2M9X")))
    assert "I don't know that code: mistyped, used, or run out." in text_of(outcome)
    assert outcome.link == WrongCode()


@pytest.mark.parametrize("line", ["privacy link thing", "privacy link ABCD1234", "privacy link ABCD23456"])
def test_what_cannot_be_a_code_is_explained_and_not_counted(line: str):
    outcome = typed(here(), line)
    assert "A code has eight letters and digits" in text_of(outcome)
    assert not effects(outcome)


def test_ones_own_code_and_one_that_is_over_change_nothing():
    own = typed(facing(full_plan(), full_plan(), person="ana"))
    assert "That code is from this plan." in text_of(own)
    over = typed(facing(full_plan(), full_plan(), expires=NOW))
    assert "That code has run out; it lasts ten minutes." in text_of(over)
    assert not effects(own)
    assert not effects(over)


def test_after_five_wrong_codes_in_an_hour_not_even_a_right_one_is_read():
    situation = facing(full_plan(), full_plan())
    tried = tuple(NOW - timedelta(minutes=minutes) for minutes in (50, 40, 30, 20))
    four = replace(situation, linking=replace(situation.linking, wrong=tried))
    assert "made by" in text_of(typed(four))
    five = replace(situation, linking=replace(situation.linking, wrong=(*tried, NOW)))
    outcome = typed(five)
    assert text_of(outcome) == "Five codes were wrong, so I take no more before 12:40. Nothing was changed."
    assert not effects(outcome)
    assert "K7WQ2M9X" in text_of(typed(five, "privacy link")), "a code of one's own can still be made"


BOTH = (DISCORD, SLACK)


def test_taking_an_account_away_says_which_and_where_the_plan_stays():
    life = Life(here(full_plan(), accounts=BOTH))
    asked = life.hear("privacy unlink")
    assert "One plan, several accounts: Discord (this one) and Slack." in text_of(asked)
    assert labels(asked) == ["Take away Discord (this one)", "Take away Slack", "No, keep them together"]
    assert not effects(asked)
    outcome = life.take(asked.messages[0], "Take away Discord (this one)")
    assert outcome.link == Parting("a2")
    assert (
        text_of(outcome)
        == "Taken away: Discord (this one). I begin anew there, its channels stay with it. Your plan stays with: Slack."
    )
    assert outcome.messages[0].choices == ()


@pytest.mark.parametrize("accounts", [(SLACK,), ()])
def test_the_last_account_is_not_taken_away(accounts: tuple[Account, ...]):
    outcome = typed(here(full_plan(), accounts=accounts), "privacy unlink")
    assert "This is the only account of your plan" in text_of(outcome)
    assert labels(outcome) == ["Forget me"]
    assert not effects(outcome)


def test_an_account_whose_plan_would_stay_only_where_nothing_is_any_more_is_not_taken_away():
    life = Life(here(full_plan(), accounts=(SLACK, replace(DISCORD, is_removed=True))))
    assert labels(life.hear("privacy unlink")) == ["Take away Discord", "No, keep them together"]
    assert not effects(life.hear(Invocation(("privacy", "unlink"), {"account": "a1"})))


def test_an_account_that_is_somebody_elses_is_not_taken_away():
    outcome = Life(here(accounts=BOTH)).hear(Invocation(("privacy", "unlink"), {"account": "stranger"}))
    assert labels(outcome) == ["Take away Discord (this one)", "Take away Slack", "No, keep them together"]
    assert not effects(outcome)


def test_two_accounts_on_one_platform_have_two_names():
    outcome = typed(here(accounts=(SLACK, Account("a3", "slack"))), "privacy unlink")
    assert labels(outcome)[:2] == ["Take away Slack (this one)", "Take away Slack 2"]


def test_what_is_stored_names_the_linked_accounts():
    assert "One plan, several accounts: Discord (this one) and Slack." in typed_text("privacy stored", BOTH)
    assert "several accounts" not in typed_text("privacy stored", (SLACK,))


def typed_text(line: str, accounts: tuple[Account, ...], **settings: object) -> str:
    wanted = replace(Settings(60, "Europe/London", CardWish.YES, begun=TODAY), **settings)  # type: ignore[arg-type]
    return text_of(typed(here(Plan(settings=wanted), accounts=accounts), line))


def test_where_the_card_comes_is_shown_where_there_is_a_choice():
    assert "Cards come where you wrote last, now Discord." in typed_text("nudges show", BOTH)
    assert "Cards come on Slack." in typed_text("nudges show", BOTH, card_on="slack")
    assert "Cards come" not in typed_text("nudges show", (SLACK,))
    gone = (DISCORD, replace(SLACK, is_removed=True))
    assert "Cards come" not in typed_text("nudges show", gone, card_on="slack")


@pytest.mark.parametrize(("line", "on"), [("nudges where slack", "slack"), ("nudges where Discord", "discord")])
def test_the_platform_of_the_card_is_chosen_in_words_and_can_be_taken_back(line: str, on: str):
    life = Life(here(full_plan(), accounts=BOTH))
    outcome = life.hear(line)
    assert life.situation.plan.settings.card_on == on
    life.take(outcome.messages[0], "Undo")
    assert life.situation.plan == full_plan()


def test_the_platform_of_the_card_is_asked_for_and_may_be_the_last_one_used():
    life = Life(here(full_plan(), accounts=BOTH))
    life.hear("nudges where slack")
    asked = life.hear("nudges where")
    assert "Cards come on Slack." in text_of(asked)
    assert labels(asked) == ["Discord", "Slack", "Where I wrote last"]
    life.take(asked.messages[0], "Where I wrote last")
    assert life.situation.plan.settings.card_on == ""
    assert labels(life.hear("nudges where nowhere")) == ["Discord", "Slack", "Where I wrote last"]


def test_with_one_platform_there_is_nothing_to_choose():
    outcome = typed(here(full_plan(), accounts=(SLACK,)), "nudges where discord")
    assert "I know you on one platform only" in text_of(outcome)
    assert not effects(outcome)
