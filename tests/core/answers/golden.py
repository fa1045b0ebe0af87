"""`python -m tests.core.answers.golden` writes what sixty questions are answered with three plans; read the diff."""

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.chat.console.render import block
from bot.core.answers.asking import questions_in
from bot.core.answers.judgement import is_looked_up, judge
from bot.core.library import Library
from bot.core.message import Incoming, Invocation
from bot.core.moment import Moment
from bot.core.plan.document import Item, Need, Plan, Settings
from bot.core.plan.weeks import Told, Week
from bot.core.situation import Situation
from tests.core.scene import (
    ANA,
    HERE,
    NOW,
    decider,
    finder,
    full_channel,
    full_situation,
    here,
    library,
    used,
    week_ago,
    words,
)

FILE = Path(__file__).parents[2] / "golden" / "answers.txt"
QUESTIONS = Path(__file__).with_name("golden_questions.txt")
HEAD = """\
# Sixty questions, three people: `new` has no plan, `busy` has a full one and a channel with a keeper, `house` has a
# small one in an institution with local rules. Made by `make golden`; each is meant to be sent to a colleague as it is.
"""


def plans() -> dict[str, tuple[Situation, Library]]:
    """Return who asks, and by which content."""
    small = Plan(
        needs={"questions": Need("", "questions", 1), "n1": Need("Show cases to night staff", "", 2)},
        tools=used("tiktok"),
        items={"i1": Item("Chest pain thread", date(2026, 1, 5), date(2026, 1, 5), 180, clinical=True)},
        settings=Settings(30, "Europe/London"),
    )
    weeks = {week_ago(1): Week(Told.AS_PLANNED, 25), week_ago(2): Week(Told.LESS, 10)}
    busy = replace(full_situation(ANA), channels=((HERE, full_channel()),), ranking=None)
    pack = library().packs["example-university"]
    return {
        "new": (here(), library()),
        "busy": (busy, library()),
        "house": (here(small, weeks=weeks), replace(library(), pack=pack)),
    }


def asked() -> Iterator[tuple[str, str]]:
    """Yield who asks and what, in the order of the file."""
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            who, _, question = line.partition("> ")
            yield who, question


async def answered(who: str, question: str) -> str:
    """Return the question, how it ends, and all that is said."""
    situation, content = plans()[who]
    if is_looked_up(question):
        parts = tuple([await finder().rank(part) for part in questions_in(question)])
        situation = replace(situation, ranking=await finder().rank(question), parts=parts)
    moment = Moment(situation, content, words(), NOW, question)
    incoming = Incoming(question, situation.actor.person, Invocation(("ask",), {"question": question}))
    outcome = decider().decide(incoming, moment)
    end = judge(question, situation.ranking, content.rules).ending.value.replace("_", " ")
    shown = "\n\n".join(block(message) for message in outcome.messages)
    indented = "\n".join(f"  {line}".rstrip() for line in shown.splitlines())
    return f"{who}> {question}\n  [{end}]\n{indented}"


async def written() -> str:
    """Return the whole file."""
    return HEAD + "\n" + "\n\n".join([await answered(who, question) for who, question in asked()]) + "\n"


if __name__ == "__main__":
    FILE.write_text(asyncio.run(written()), encoding="utf-8")
    sys.stdout.write(f"{FILE.relative_to(Path.cwd())}\n")
