"""Nobody can be told from what a channel sees: random histories on the real store, and an observer of everything.

The observer knows who is a member, their own taps, every post, preview and report, and the rules themselves. For
each figure they list every world that would have been shown in the same words. If in all of them somebody else
did the same thing, that person's answer is out, and the test fails. BOFFIN_PRIVACY_EXAMPLES asks for more histories.
"""

import asyncio
import os
import re
from collections.abc import Coroutine
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import product
from typing import Any, TypeVar

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from bot import settings, wiring
from bot.core.library import Rules
from bot.core.message import Incoming, Invocation, Message, Picked
from bot.core.nudges.figures import figure, result
from bot.core.nudges.posts import FEELINGS
from bot.core.people import Owner, Person, Standing
from bot.core.situation import Address, Delivery, Skip
from tests.core.scene import examples, library

T = TypeVar("T")
EXAMPLES = int(os.environ.get("BOFFIN_PRIVACY_EXAMPLES", "2"))
NAMES = tuple(f"Xq{letter}wz" for letter in "abcdefghijklm")  # no word of any sentence
KEEPER = NAMES[0]
STEPS = 10 if EXAMPLES < 10 else 30
START = datetime(2026, 9, 7, 10, tzinfo=UTC)
QUESTIONS = ("do I have to answer everything?", "what if youtube is down?", "how do I keep old videos right?")
WORDS = {"lighter": "Lighter", "about-right": "About right", "too-much": "Too much"}
some = st.sets(st.sampled_from(NAMES), min_size=1)
many = st.sets(st.sampled_from(NAMES), min_size=7)
one = st.sampled_from(NAMES)


@cache
def states(
    shown: tuple[tuple[str, int], ...], others: int, own: str, members: int, rules: Rules | None = None
) -> frozenset[str]:
    """Return what each other person may have answered, in any world that shows the same: symmetric among them."""
    possible: set[str] = set()
    for counts in product(range(others + 1), repeat=len(FEELINGS)):
        if sum(counts) > others:
            continue
        taps = {answer: n + (answer == own) for answer, n in zip(FEELINGS, counts, strict=True) if n + (answer == own)}
        if tuple(sorted(result(taps, rules or library().rules, members).items())) == shown:
            possible |= {answer for answer, n in zip(FEELINGS, counts, strict=True) if n}
            possible |= {"none"} if sum(counts) < others else set()
    return frozenset(possible)


def read_result(line: str) -> dict[str, int]:
    """Return the numbers of a load post's line about the last answers."""
    found = re.match(r"Last time, about (\d+) answers: (.*)\.", line)
    cells = {a: int(n[1]) for a, word in WORDS.items() if found and (n := re.search(rf"{word} (\d+)", found[2]))}
    return {"all": int(found[1])} | cells if found else {}


class Channel(RuleBasedStateMachine):
    """Thirteen people in a channel, on the real assistant and a real store in memory."""

    content = library()

    @initialize()
    def begin(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.parts = wiring.build(wiring.passing(settings.read({})), library=self.content)
        self.now, self.said, self.week = START, 0, 0
        self.ids: dict[str, str] = {}
        self.place = self.run(self.parts.store.accounts.place(Address("console", "console", "ecg"), "#ecg"))
        self.members: set[str] = set()
        self.open: str = ""  # the load post that is open
        self.choices: dict[str, Message] = {}  # load posts by row
        self.taps: dict[str, str] = {}  # the answers to the open one
        self.able: set[str] = set()  # who could have answered it
        self.asked: dict[str, str] = {}  # question -> asker
        self.named: set[str] = {KEEPER}  # who had their name shown by their own tap
        self.hear(KEEPER, "channel keeper take")
        self.members.add(KEEPER)
        self.hear(KEEPER, "channel posts on monday 12:30 Europe/London")
        self.hear(KEEPER, "channel posts term 7 September 11 December")
        self.join(set(NAMES[1:12]))
        self.seen: list[str] = []  # what figures were published, for the test of this test
        self.post()
        assert self.open, "the first post is about load"

    def run(self, made: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(made)

    def person(self, name: str) -> Person:
        if name not in self.ids:
            found = self.parts.store.accounts.person(Address("console", "console", name))
            self.ids[name] = self.run(found)
        return Person(self.ids[name], name, Standing.REGULAR, zone="Europe/London")

    def hear(self, name: str, said: str | Invocation | Picked) -> tuple[Message, ...]:
        self.said += 1
        self.now += timedelta(seconds=30)
        incoming = Incoming(f"said/{self.said}", self.person(name), said, self.place)
        return self.run(self.parts.assistant.hear(incoming, self.now))

    @rule(who=some)
    def join(self, who: set[str]) -> None:
        for name in sorted(who - self.members):
            self.hear(name, "channel join")
            self.members.add(name)
        self.able |= self.members

    @rule(who=one)
    def leave(self, who: str) -> None:
        if who != KEEPER and who in self.members:
            self.hear(who, "channel leave")
            self.members.discard(who)

    @rule(who=one)
    def forget(self, who: str) -> None:
        if who != KEEPER:
            self.hear(who, Invocation(("privacy", "forget"), {"sure": "yes"}))
            del self.ids[who]
            self.members.discard(who)
            self.able.discard(who)
            self.taps.pop(who, None)

    @rule(who=many, answer=st.sampled_from(FEELINGS), everybody=st.booleans())
    def tap(self, who: set[str], answer: str, everybody: bool) -> None:
        if not self.open:
            return
        before = self.seen_early()
        for name in sorted(self.members if everybody else who & self.members):
            self.hear(name, Picked(self.open, FEELINGS.index(answer)))
            self.taps[name] = answer
        assert self.seen_early() == before, "what is looked at early moves with the taps"

    @rule(who=many, answer=st.sampled_from(FEELINGS))
    def fortnight(self, who: set[str], answer: str) -> None:
        self.tap(who, answer, False)
        self.post()
        self.post()

    @rule(who=one, answer=st.sampled_from(FEELINGS))
    def tap_late(self, who: str, answer: str) -> None:
        for row in list(self.choices)[:-1]:
            said = self.hear(who, Picked(row, FEELINGS.index(answer)))
            assert not said or "Counted" not in said[0].lines[0]

    @rule(who=many, question=st.sampled_from(QUESTIONS))
    def ask(self, who: set[str], question: str) -> None:
        before = self.seen_early()
        for name in sorted(who):
            self.hear(name, Invocation(("ask",), {"question": question}))
        assert self.seen_early() == before, "what is looked at early moves with the questions"

    @rule(who=one, number=st.integers(0, 99))
    def ask_the_channel(self, who: str, number: int) -> None:
        question = f"Do students number {number} want fewer videos?"
        (shown,) = self.hear(who, Invocation(("channel", "ask"), {"question": question}))
        if len(shown.choices) == 2 and len(self.members) >= 5:
            self.hear(who, Picked(shown.row, 0))
            self.asked.setdefault(question, who)
            person = self.person(who)
            held = self.run(self.parts.store.memory.load(person, self.place, self.now, stored=True))
            waits = [one.id for one in held.waiting if one.text == question]
            assert waits and question not in str(held.stored) and not any(id_ in str(held.stored) for id_ in waits)

    @rule(who=one)
    def say_tried(self, who: str) -> None:
        if who in self.members:
            self.hear(who, Invocation(("channel", "tried"), {"tool": "padlet", "action": "yes"}))
            self.named.add(who)

    @rule(who=one)
    def ask_who_tried(self, who: str) -> None:
        self.hear(who, Invocation(("channel", "tried"), {"tool": "padlet", "action": "ask"}))

    @rule()
    def post(self) -> None:
        self.week += 1
        self.now = max(START + timedelta(weeks=self.week, hours=1, minutes=30), self.now)
        address = Address("console", "console", "ecg")
        due = Delivery(f"d{self.week}", Owner("place", self.place.id), "post", self.now.date(), self.now, address)
        made = self.run(self.parts.assistant.compose(due, self.now))
        if isinstance(made, Skip):
            return
        self.look(" ".join(made.lines))
        answers = [line for line in made.lines if line.startswith("Last time")]
        if answers:
            self.infer(read_result(answers[0]))
        if any(choice.does.path == ("channel", "felt") for choice in made.choices):
            self.open, self.taps, self.able = made.row, {}, set(self.members)
            self.choices[made.row] = made

    @rule(who=many)
    def end_of_term(self, who: set[str]) -> None:
        self.ask(who, QUESTIONS[0])
        self.now = max(self.now, datetime(2026, 11, 28, 10, tzinfo=UTC))
        self.week = max(self.week, 11)
        self.report()

    @rule()
    def report(self) -> None:
        used = self.run(self.parts.store.memory.load(None, self.place, self.now, counts=True))
        frozen = bool(used.reports)
        said = " ".join(line for one in self.hear(KEEPER, "channel report make") for line in one.lines)
        self.look(said)
        found = re.search(r"About (\d+) used me here", said)
        if found and not frozen:
            self.infer_use(int(found[1]), used.counted[START.date()].users)

    def seen_early(self) -> list[str]:
        """Return what a member can look at before anything is published."""
        early = [self.hear(KEEPER, line) for line in ("channel posts preview", "channel report")]
        return [line for messages in early for message in messages for line in message.lines]

    def look(self, text: str) -> None:
        """Look for a name that was not shown by its own tap, and for a question that fewer than five could have."""
        assert not [name for name in NAMES if name in text and name not in self.named], text
        self.seen += ["question"] if "Asked without" in text else []
        for question in self.asked:
            assert question not in text or len(self.members) >= 5

    def infer(self, shown: dict[str, int]) -> None:
        """Fail where an observer finds the only answer that anybody else can have given."""
        taps = {answer: n for answer in FEELINGS if (n := list(self.taps.values()).count(answer))}
        assert shown == result(taps, self.content.rules, len(self.members)), "the model and the store differ"
        self.seen.append("result" if shown else "too few")
        line = tuple(sorted(shown.items()))
        for observer in NAMES:
            others, own = len(self.able - {observer}), self.taps.get(observer, "")
            if others:
                possible = states(line, others, own, len(self.members), self.content.rules)
                assert len(possible) > 1, (shown, observer, self.taps)

    def infer_use(self, shown: int, users: int) -> None:
        """Fail where an observer finds that every other member did use Boffin, or that none did."""
        self.seen.append("users")
        members = len(self.members)
        worlds = [n for n in range(members + 1) if figure(n, members - n, self.content.rules) == shown]
        assert users in worlds
        for own in (0, 1):  # the observer, a member, did or did not
            others = [n - own for n in worlds if 0 <= n - own < members]
            assert max(others) >= 1 and min(others) < members - 1

    def teardown(self) -> None:
        if hasattr(self, "parts"):
            self.parts.store.close()
            self.loop.close()


def test_an_observer_of_a_result_that_nearly_all_gave_would_know_each_answer_without_the_rule():
    members = 8
    assert states((), members - 1, "", members) == {"none", *FEELINGS}
    rules = library().rules
    old = [n for n in range(members) if n >= rules.answers_to_show - 1]  # what "all about 10" left of the other seven
    assert old == [members - 1], "all of them answered: this is why three must not have"


def test_with_the_rule_of_three_silent_members_switched_off_the_observer_finds_out_what_everybody_said():
    channel = Channel()
    channel.content = replace(library(), rules=replace(library().rules, silent_at_least=0))
    channel.begin()
    try:
        for name in NAMES[8:12]:
            channel.leave(name)
        channel.post()
        channel.post()
        channel.tap(channel.members, "too-much", True)
        channel.post()
        with pytest.raises(AssertionError) as found:
            channel.post()
        assert channel.seen == ["too few", "result"] and "{'all': 10, 'too-much': 10}" in str(found.value)
    finally:
        channel.teardown()


def test_a_history_reaches_every_figure_that_is_looked_at():
    channel = Channel()
    channel.begin()
    try:
        channel.tap(set(NAMES[1:10]), "too-much", False)
        channel.ask(set(NAMES[:8]), QUESTIONS[0])
        channel.ask_the_channel(NAMES[2], 1)
        channel.post()
        channel.post()
        assert channel.seen == ["question", "result"]
        channel.join(set(NAMES))
        channel.tap(set(NAMES), "too-much", True)
        channel.post()
        channel.post()
        assert channel.seen[2:] == ["too few"], "all of them answered the same: no figure may say so"
        channel.now = datetime(2026, 11, 30, 10, tzinfo=UTC)
        channel.report()
        assert set(channel.seen) == {"result", "question", "users", "too few"}
        channel.tap_late(NAMES[1], "lighter")
    finally:
        channel.teardown()


TestChannel = Channel.TestCase
TestChannel.settings = hypothesis_settings(examples(EXAMPLES), stateful_step_count=STEPS)
