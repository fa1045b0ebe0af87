"""Help is counted by topic and minutes; over many wordings, whom it was never leaves the line it was said in."""

import json
import logging
import re
from itertools import product

import pytest

from bot.core.commands.binding import tool_names
from bot.core.message import Incoming, Invocation
from bot.core.people import Person, Place, Standing
from bot.core.plan.document import Plan, Settings
from bot.core.plan.weeks import Log
from bot.core.situation import Address
from tests.core.scene import HERE, NOW, TODAY, Life, at, decider, here, library, text_of
from tests.dialogues.playing import in_memory

# Names as they are typed: capital or small, short, with signs, and those that are words too.
NAMES = (
    "Sam", "sam", "SAM", "Dr Okonkwo", "dr. okonkwo", "Prof Müller", "O'Neil", "Anne-Marie", "Priya and Tom", "jürgen",
    "Mark", "mark", "Rose", "will", "Ng", "Sam's registrar", "Zhang Wei", "my friend Ola", "@sam.okafor", "siân",
)  # fmt: skip
SAID = (
    "helped {name} with captions", "helped {name} with captions again", "I helped {name} with captions again today",
    "i've helped {name} with the captions, 10 min", "helping {name} with captions for half an hour",
    "today I helped {name} with captions", "again helped {name} with captions",
    "spent 20 minutes helping {name} with captions",
    "spent 20 min helping {name} with captions on youtube", "gave {name} a hand with captions",
    "lent {name} a hand with subtitles, 15m", "assisted {name} with captions yesterday",
    "showed {name} how to do captions", "explained captions to {name} again", "walked {name} through captions",
    "talked {name} through captions", "sorted out captions for {name}", "fixed captions for {name}",
    "{name} asked me about captions again", "{name} rang me about captions", "captions helped",
    "helped {name}", "helped {name} with {name}", "helped with {name} and captions", "helped captions {name}",
    "helped {name} with dark mode", "helped {name} with a thing of {name}", "/boffin helped {name} with captions",
    "/boffin helped {name} 10 min", "helped {name}, {name} and {name} with captions on Tuesday",
)  # fmt: skip


def told_of(name: str) -> re.Pattern[str]:
    """Return what finds a name, or its longest part, as a word of its own."""
    parts = [
        re.escape(part) for part in re.findall(r"[^\W\d_]+", name) if part not in {"and", "my", "friend", "s", "O"}
    ]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


OWN_WORDS = {"dr", "prof", "will", "registrar", "mark"}  # these stand in sentences of ours as well


@pytest.mark.parametrize("said", SAID)
def test_a_name_never_reaches_what_is_decided(said: str):
    for name in NAMES:
        life = Life(here(Plan(settings=Settings(weekly_minutes=60))))
        outcome = life.hear(said.format(name=name))
        kept = repr((outcome.edits, outcome.suggested, outcome.draft, outcome.thread, outcome.asked))
        offered = repr([choice.does for message in outcome.messages for choice in message.choices])
        assert not told_of(name).search(kept + offered), (said, name)
        said_back = told_of(name).findall(text_of(outcome))
        assert {word.casefold() for word in said_back} <= OWN_WORDS, (said, name, said_back)


@pytest.mark.parametrize("said", [said for said in SAID if "captions" in said and "{name}" in said])
def test_the_topic_is_counted_whoever_it_was(said: str):
    life = Life(here())
    life.hear(said.format(name="Sam"))
    assert [log.helped for log in life.situation.logs.values()] == ["captions"], said


async def test_a_name_never_reaches_the_store_or_a_log(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    parts = in_memory()
    try:
        place = await parts.store.accounts.place(Address("console", "t", "c"), "#ecg-teaching")
        found = []
        for number, (said, name) in enumerate(product(SAID, ("Okonkwo", "Priya", "jürgen"))):
            if number % 3 != number // 3 % 3:
                continue  # each wording with one of the names
            id_ = await parts.store.accounts.person(Address("console", "t", f"p{number}"))
            person = Person(id_, "Ana", Standing.REGULAR, zone="Europe/London")
            where: Place | None = place if number % 2 else None
            await parts.assistant.hear(Incoming(f"said-{number}", person, said.format(name=name), where), NOW)
            situation = await parts.store.memory.load(person, where, NOW, stored=True, changes=True)
            found.append(json.dumps(situation.stored, default=str, ensure_ascii=False) + repr(situation))
        assert len(found) == len(SAID)
        assert not re.search("okonkwo|priya|jürgen", "".join(found) + caplog.text, re.IGNORECASE)
    finally:
        parts.store.close()


@pytest.mark.parametrize(
    "said", ["@boffin helped Okonkwo with captions", "helped Okonkwo", "I showed Okonkwo captions"]
)
def test_said_where_everyone_reads_it_the_button_for_only_me_holds_no_name(said: str):
    life = Life(here(place=HERE))
    outcome = life.hear(said, public=True)
    assert [choice.does.path for choice in outcome.messages[0].choices] == [("helped",)]
    assert "okonkwo" not in repr(outcome).casefold() and not life.situation.logs


def counted(said: str) -> Log:
    life = Life(here())
    life.hear(said)
    (log,) = life.situation.logs.values()
    return log


@pytest.mark.parametrize(
    ("said", "topic", "minutes"),
    [
        ("helped Sam with captions again", "captions", 5),
        ("helped Sam with her password, 15 min", "account", 15),
        ("helped with subtitles for half an hour", "captions", 30),
        ("helped a colleague log in", "account", 5),
        ("showed two colleagues how to make a poll", "quiz", 5),
        ("helped Sam with dark mode on the laptop", "mode", 5),
    ],
)
def test_topic_and_minutes_are_read(said: str, topic: str, minutes: int):
    log = counted(said)
    assert (log.helped, log.minutes, log.tool, log.day) == (topic, minutes, "", TODAY)


@pytest.mark.parametrize("said", ["how do I help Sam with captions?", "can you help me with captions", "help"])
def test_a_question_is_not_counted(said: str):
    life = Life(here())
    life.hear(said)
    assert not life.situation.logs


def test_without_a_topic_it_asks_by_tap_and_then_counts_the_minutes_that_were_said():
    life = Life(here())
    message = life.hear("helped Sam for 20 min yesterday").messages[0]
    assert message.lines[0].startswith("With which topic?") and not life.situation.logs
    life.take(message, "captions")
    (log,) = life.situation.logs.values()
    assert (log.helped, log.minutes, (TODAY - log.day).days) == ("captions", 20, 1)


def test_the_third_time_brings_the_answer_for_all_once():
    life = Life(here())
    said = [life.hear("helped Sam with captions").messages[0] for _ in range(4)]
    assert [len(message.lines) for message in said] == [1, 1, 2, 1]
    assert "Text to send" in [choice.label for choice in said[2].choices]
    text = text_of(life.take(said[2], "Text to send"))
    assert "A few of you have asked about captions. In short: Let the platform" in text


def test_an_open_half_hour_is_tapped_or_written():
    life = Life(here())
    asked = life.hear(Invocation(("helped",), {"subject": "captions", "then": "half-hour"})).messages[0]
    assert "I am there on Thursday, 12:30 to 13:00." in text_of(life.take(asked, "Thursday, 12:30"))
    said = {"subject": "captions", "then": "half-hour", "weekday": "Monday", "at": "16:45"}
    assert "I am there on Monday, 16:45 to 17:15." in text_of(life.hear(Invocation(("helped",), said)))


def test_taken_back_it_is_counted_no_more():
    life = Life(here())
    message = life.hear("helped Sam with captions").messages[0]
    life.take(message, "Undo")
    assert not life.situation.logs


def test_the_minutes_are_inside_the_weekly_time():
    life = Life(here(Plan(settings=Settings(weekly_minutes=60))))
    assert "This week so far: 10 min of your 1 h." in life.say("helped Sam with captions, 10 min")


def test_own_words_are_words_of_the_guidance_and_no_names():
    assert {"video", "students"} <= library().small_words
    assert not {"sam", "priya"} & library().small_words
    assert decider().table.find(("helped",)) is not None and "youtube" in tool_names(at())


@pytest.mark.parametrize(("said", "answer"), [
    ("helped with captions 5000000000000 min", "more than"), ("helped with captions 99999 hours", "more than"),
    ("helped with captions 0 min", "Zero minutes"), ("helped with something 0 min", "Zero minutes"),
])  # fmt: skip
def test_minutes_that_cannot_be_are_said_and_not_replaced(said: str, answer: str):
    outcome = Life(here(Plan())).hear(said)
    assert not outcome.edits and answer in text_of(outcome)


@pytest.mark.parametrize("spent", ["99999 min", "5000000000000 min"])
def test_a_week_by_tool_is_no_longer_than_a_week(spent: str):
    outcome = Life(here(Plan())).hear(Invocation(("checkin",), {"told": "as-planned", "tools": f"youtube {spent}"}))
    assert not outcome.edits and "could not read that" in text_of(outcome)


@pytest.mark.parametrize("said", ["helped Sam with captions 99999999 hours", "helped with captions for 700 minutes"])
def test_a_time_that_cannot_be_is_refused_as_one_and_not_taken_for_somebodys_number(said: str):
    life = Life(here())
    assert "That is more than 10 h at once, so I kept nothing." in life.say(said)
    assert not life.situation.logs
