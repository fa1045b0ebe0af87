"""The guard: how much of what names somebody it catches, how seldom it stops in vain, and that nothing gets past it."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.answers.refusals import has_private_details
from bot.core.commands.guard import CONTACTS, EXEMPT
from bot.core.message import Filled, Invocation
from bot.core.people import Person, Place, Standing
from bot.core.plan.document import ChannelPlan
from tests.core.commands.examples import WORKS
from tests.core.scene import HERE, Life, an_item, decider, effects, full_plan, full_situation, here, text_of, words

FOLDER = Path(__file__).parents[1] / "guard"
LEAST_CAUGHT, MOST_IN_VAIN = 0.95, 0.03
HALVES = ("developed", "held_out")  # the second was written before the rule was tuned, and is read for its figure alone
KIM = Person("kim", "Kim", Standing.REGULAR, zone="Europe/London")
DETAIL = "Mrs Jones' x-ray, NHS 943 476 5919"
STOPS = words().say("refused.identifiers")


def lines(name: str) -> list[str]:
    """Return the lines of a file without its first, which says what it holds."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()[1:]


def test_there_are_enough_lines_and_each_stands_once():
    harmful, harmless = (
        [line for half in HALVES for line in lines(f"{kind}_{half}")] for kind in ("harmful", "harmless")
    )
    assert len(harmful) >= 100 and len(harmless) >= 200
    assert len({*harmful, *harmless}) == len(harmful) + len(harmless)


@pytest.mark.parametrize("half", HALVES)
def test_at_least_ninety_five_in_a_hundred_lines_that_name_somebody_are_caught(half: str):
    harmful = lines(f"harmful_{half}")
    assert sum(map(has_private_details, harmful)) >= LEAST_CAUGHT * len(harmful)


@pytest.mark.parametrize("half", HALVES)
def test_at_most_three_in_a_hundred_harmless_lines_are_stopped(half: str):
    harmless = lines(f"harmless_{half}")
    assert sum(map(has_private_details, harmless)) <= MOST_IN_VAIN * len(harmless)


@pytest.mark.parametrize("path", WORKS)
def test_a_form_of_any_command_stops_at_any_of_its_fields_and_leaves_no_draft(path: str):
    command = decider().table.commands[tuple(path.split())]
    for parameter in command.parameters:
        if command.path in EXEMPT:
            continue
        for more in (False, True):
            life = Life(full_situation(place=HERE if command.in_place else None))
            outcome = life.hear(Filled(command.path, {**WORKS[path][0], parameter.name: DETAIL}, more))
            assert STOPS in text_of(outcome), parameter.name
            assert outcome.draft is None and not effects(outcome) and "Jones" not in repr(outcome)


@pytest.mark.parametrize(
    "said",
    [
        "remind me of Mrs Jones' x-ray",
        "remind me of mrs jones xray",
        "content add Mrs Jones' x-ray, used Monday 14 December",
        "log 20m youtube, the video of Mrs Jones in clinic",
        "plan need that Mrs Jones' daughter asks less",
        "plan promise x when Monday, then Mrs Jones' bloods",
        "plan backup youtube the notes of patient Thomas Jones",
        "plan tool patient Thomas Jones in-use",
        "conten Mrs Jones' scan",
        "helped student Grace Jones who failed",
        "Mrs Jones' scan is down",
    ],
)
@pytest.mark.parametrize("public", [False, True])
def test_a_typed_line_stops_whatever_it_was_meant_as(said: str, public: bool):
    life = Life(full_situation(place=HERE))
    before = life.situation
    outcome = life.hear(said, public=public)
    assert STOPS in text_of(outcome)
    assert ("please delete it" in text_of(outcome)) == public
    assert "ones" not in repr(outcome) and life.situation == before and not outcome.thread


def test_what_is_exempt_says_why_and_is_a_command():
    assert {*EXEMPT, *CONTACTS} <= set(decider().table.commands)
    assert all(reason.endswith(".") for reason in (*EXEMPT.values(), *CONTACTS.values()))


@pytest.mark.parametrize("said", ["oops I posted Mrs Jones' x-ray", "before I post Mrs Jones' x-ray"])
def test_nobody_is_kept_from_help_by_how_they_ask_for_it_and_nothing_of_it_is_said_back(said: str):
    outcome = Life(full_situation()).hear(said)
    assert STOPS not in text_of(outcome) and outcome.messages[0].choices
    assert "Jones" not in repr(outcome) and not effects(outcome)


def test_a_keeper_may_write_an_offices_number_and_address_into_the_local_rules_but_no_patients():
    life = Life(full_situation(KIM, HERE))
    kept = life.hear("channel rules who-to-tell Dr Osei, 020 7946 0958, c.osei@example.ac.uk")
    assert kept.channel_edits and "020 7946 0958" in text_of(kept)
    assert STOPS in text_of(life.hear("channel rules who-to-tell ask about Mrs Jones' x-ray"))
    assert STOPS in text_of(life.hear("channel rules student-support matric no 1234567"))


def test_somebody_in_danger_gets_a_human_contact_whatever_it_was_typed_into():
    said = "content add my student Anna Jones wants to kill herself"
    outcome = Life(full_situation()).hear(said)
    assert words().say("refused.crisis") in text_of(outcome)
    assert "Jones" not in repr(outcome) and not effects(outcome)


def test_somebody_worn_out_by_a_death_gets_a_human_contact_and_no_search():
    outcome = Life(here()).hear(Invocation(("ask",), {"question": "my patient died yesterday and I am burnt out"}))
    assert words().say("refused.exhausted") in text_of(outcome) and outcome.thread is None


def test_the_id_of_a_joined_channel_is_nobodys_number_wherever_it_is_named_from():
    number = "9434765919"
    assert has_private_details(number)
    said = Invocation(("channel", "content"), {"in-channel": number})
    for joined, stops in (((), True), (((Place(number, "#ecg", "elsewhere"), ChannelPlan()),), False)):
        outcome = Life(replace(full_situation(), channels=joined, near=frozenset())).hear(said)
        assert (STOPS in text_of(outcome)) is stops


def test_a_choice_is_taken_as_it_was_offered():
    life = Life(full_situation(place=HERE))
    message = life.hear("channel content").messages[0]
    assert STOPS not in text_of(life.take(message, message.choices[0].label))


@pytest.mark.parametrize(
    "said",
    [
        "plan promise youtube when Monday, then answer Emma Jones, my student",
        "content add Mary Brown's case, 67, sepsis on ward 7",
        "plan session youtube Emma Jones's remediation on Thursday",
        "plan need teach Emma Jones to read ECG",
        "year 3 asked for Emma Jones to get better notes",
        "plan need Feedback for Emma Jones in year 3",
        "plan backup youtube: bed 4, Mrs Jones tells her story",
        "conference add Inquest of Mr Jones, 3 March 2027",
        "content add Chest film https://youtu.be/abc?patient=Mrs+Jones+MRN+1234567",
    ],
)
def test_a_name_beside_what_is_told_of_a_student_or_a_patient_only_is_not_kept(said: str):
    outcome = Life(full_situation()).hear(said)
    assert STOPS in text_of(outcome) and not effects(outcome)


def test_an_id_of_ours_that_looks_like_a_patients_number_is_none():
    looks = "1e0089409849e511"
    assert has_private_details(looks)
    plan = replace(full_plan(), items={looks: an_item("Insulin page")})
    life = Life(here(plan))
    assert "“Insulin page”: changed." in life.say(Filled(("content", "changed"), {"item": looks}))
    assert STOPS in Life(here()).say(Filled(("content", "changed"), {"item": looks}))
