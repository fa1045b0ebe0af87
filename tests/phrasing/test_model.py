"""A model that behaves may rephrase; one that misbehaves, in whatever way, leaves the plain answer standing."""

import asyncio
from datetime import UTC, datetime

import pytest
from aiohttp import web

from bot import wiring
from bot.chat.console.clock import ManualClock
from bot.chat.door import Speaker
from bot.core.message import Picked
from bot.core.people import Standing
from bot.core.situation import Address
from bot.phrasing.ahead import AT_ONCE, Ahead
from bot.phrasing.model import Model
from bot.settings import PhrasingSettings, Settings, StorageSettings
from tests.core.scene import library
from tests.phrasing.stub import Way, hangs, hangs_up, listening, never_ends, says, sends

QUESTION = "do I have to answer everything?"
ANSWER = library().guidance[9].passages[0].answer
PASSAGES = (ANSWER,)
GOOD = "No. Read first, find the pattern, and give one good reply to ten questions at a time students know."
SOON = 0.2  # seconds: what hangs in a test need not hang for eight
LONG = 8.0  # seconds: what answers is never waited for so long


async def redirects(request: web.Request) -> web.StreamResponse:
    raise web.HTTPTemporaryRedirect("/elsewhere")


async def rephrased(way: Way, wait: float = SOON) -> str | None:
    async with listening(way) as stub:
        return await Model(stub.settings, wait).rephrase(QUESTION, PASSAGES)


async def test_a_model_that_keeps_to_the_passage_is_heard():
    assert await rephrased(says(GOOD), LONG) == GOOD


MISBEHAVIOUR: dict[str, Way] = {
    "hangs": hangs,
    "hangs up": hangs_up,
    "never ends": never_ends,
    "is broken": says(GOOD, status=500),
    "wants a key": says(GOOD, status=401),
    "sends elsewhere": redirects,
    "sends no JSON": sends("<html>busy</html>"),
    "sends half of it": sends('{"choices": [{"message": {"content": "No. Read'),
    "nests without end": sends("[" * 50_000),
    "sends another shape": sends('{"error": "overloaded"}'),
    "says nothing": says(""),
    "says null": says(None),
    "says a list": says([GOOD]),
    "wants a tool": says(GOOD, tool_calls=[{"function": {"name": "read_plan"}}]),
    "links": says(f"{GOOD} See https://evil.example/now"),
    "mentions": says(f"{GOOD} Ask @channel."),
    "marks up": says(f"**{GOOD}**"),
    "invents a number": says("No. Read first, and give one good reply to 250 questions at a time students know."),
    "invents a source": says("No. Read first and find the pattern, as Miller says, and reply at a time students know."),
    "rambles": says(" ".join([GOOD] * 6)),
    "talks of something else": says("Paris lies on a river and has many beautiful museums and gardens."),
    "shows its orders": says("Sure. Rephrase the passage so that it answers the question. " + GOOD),
    "gives a dose": says("Read first, find the pattern, then give 500 mg of paracetamol."),
}


@pytest.mark.parametrize("how", MISBEHAVIOUR)
async def test_a_model_that_misbehaves_says_nothing(how: str):
    assert await rephrased(MISBEHAVIOUR[how]) is None


async def test_a_redirect_is_not_followed_so_a_key_goes_nowhere_else():
    async with listening(redirects) as stub:
        assert await Model(stub.settings, SOON).rephrase(QUESTION, PASSAGES) is None
        assert stub.elsewhere == 0


async def test_nobody_listening_is_no_mistake():
    assert await Model(PhrasingSettings("http://127.0.0.1:9/v1", "small"), SOON).rephrase(QUESTION, PASSAGES) is None


async def test_the_model_gets_the_question_and_the_passages_and_no_tools():
    async with listening(says(GOOD)) as stub:
        await Model(stub.settings, LONG).rephrase(QUESTION, PASSAGES)
        (asked,) = stub.asked
        assert (asked["temperature"], asked["model"], "tools" in asked) == (0, "small", False)
        assert [message["role"] for message in asked["messages"]] == ["system", "user"]
        assert QUESTION in asked["messages"][1]["content"]
        assert stub.headers[0]["Authorization"] == "Bearer sk-test"


class Chat:
    """Ana in a direct message, with a model on this machine."""

    def __init__(self, settings: PhrasingSettings | None) -> None:
        clock = ManualClock(datetime(2026, 9, 2, 9, 0, tzinfo=UTC))
        chosen = Settings(home=None, storage=StorageSettings("sqlite://"), phrasing=settings)  # type: ignore[arg-type]
        self.parts = wiring.build(chosen, library=library())
        self.door = self.parts.door(clock)
        self.number = 0

    async def say(self, said: str | Picked) -> str:
        self.number += 1
        ana = Speaker(Address("console", "console", "ana"), "Ana", Standing.REGULAR)
        (self.message,) = await self.door.hear(f"said-{self.number}", ana, said)
        return "\n".join(self.message.lines)

    def pick(self, label: str) -> Picked:
        return Picked(self.message.row, [choice.label for choice in self.message.choices].index(label))

    async def looked(self) -> None:
        phrasing = self.parts.assistant._phrasing
        assert isinstance(phrasing, Ahead)
        await phrasing.settled()


async def test_in_chat_the_plain_answer_comes_first_and_the_other_words_on_a_tap():
    async with listening(says(GOOD)) as stub:
        chat = Chat(stub.settings)
        assert ANSWER in await chat.say(QUESTION)
        other = chat.pick("In other words")
        await chat.looked()
        said = await chat.say(other)
        assert GOOD in said and "by a language model" in said and "Point 9" in said
        chat.parts.store.close()


async def test_a_model_that_hangs_never_holds_up_an_answer():
    async with listening(hangs) as stub:
        chat = Chat(stub.settings)
        assert ANSWER in await asyncio.wait_for(chat.say(QUESTION), 5)
        other = chat.pick("In other words")
        assert "the answer above stands" in await asyncio.wait_for(chat.say(other), 5)
        chat.parts.store.close()


async def test_the_plan_and_questions_about_it_never_reach_the_model():
    async with listening(says(GOOD)) as stub:
        chat = Chat(stub.settings)
        await chat.say("plan budget 1h")
        assert "Your plan" in await chat.say("am I over my time this week")
        assert "In other words" not in [choice.label for choice in chat.message.choices]
        await chat.say("how much adrenaline for a child")
        assert stub.asked == []
        assert "Your plan: 1 h a week" in await chat.say(QUESTION)
        await chat.looked()
        assert "1 h" not in str(stub.asked)
        chat.parts.store.close()


async def test_without_a_model_there_is_nothing_of_it():
    chat = Chat(None)
    await chat.say(QUESTION)
    assert "In other words" not in [choice.label for choice in chat.message.choices]
    chat.parts.store.close()


async def test_only_so_many_calls_are_under_way_and_the_same_question_is_asked_once():
    async with listening(hangs) as stub:
        ahead = Ahead(Model(stub.settings, SOON))
        for number in range(AT_ONCE + 3):
            ahead.begin(f"question {number}", PASSAGES)
        ahead.begin("question 0", PASSAGES)
        await ahead.settled()
        assert len(stub.asked) == AT_ONCE
