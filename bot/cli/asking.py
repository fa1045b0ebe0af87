"""`boffin ask --jsonl`: one question a line in, one judged answer a line out, for whoever measures."""

import asyncio
import json
import sys
from collections.abc import Iterable
from typing import Any

from bot import settings
from bot.core.message import Message

LONGEST_LINE = 64 * 1024  # bytes; a question is a sentence or two


class BadLine(ValueError):
    """A line that holds no question; the text says why, without repeating it."""


def serve(chosen: settings.Settings) -> int:
    """Answer every line of the standard input; a bad one is named on the error output and left out."""
    from bot.ops import log

    log.configure(chosen.ops.log_level, sys.stderr)
    asyncio.run(_answer(sys.stdin.buffer, chosen))
    return 0


def question_of(line: bytes) -> tuple[object, str]:
    """Return the id and the text of a line; raise BadLine where it has none."""
    if len(line) > LONGEST_LINE:
        raise BadLine(f"it is longer than {LONGEST_LINE // 1024} kB")
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        raise BadLine("it is not JSON in UTF-8") from None
    if not isinstance(read, dict) or not isinstance(read.get("text"), str) or not isinstance(read.get("id"), str | int):
        raise BadLine('it is not {"id": …, "text": "…"}')
    return read["id"], read["text"]


def in_words(message: Message) -> str:
    """Return a message as lines, its choices numbered."""
    from bot.chat.text import numbered

    labels = numbered(tuple(choice.label for choice in message.choices))
    return "\n".join((*message.lines, *(f"{number} {label}" for number, label in labels)))


async def _answer(lines: Iterable[bytes], chosen: settings.Settings) -> None:
    from bot import wiring
    from bot.core.people import Person, Standing
    from bot.ops.clock import SystemClock

    parts, clock = wiring.build(wiring.passing(chosen)), SystemClock()
    asker = Person("asker", "you", Standing.REGULAR)
    try:
        for number, line in enumerate(lines, 1):
            try:
                id_, text = question_of(line)
            except BadLine as why:
                print(f"Line {number} was left out: {why}.", file=sys.stderr, flush=True)
                continue
            judged, messages = await parts.assistant.consider(text, asker, clock.now())
            said: dict[str, Any] = {
                "id": id_, "ranked": judged.ranked, "answered": judged.is_answered, "score": judged.score,
                "ending": judged.ending.value, "text": "\n\n".join(map(in_words, messages)),
            }  # fmt: skip
            print(json.dumps(said), flush=True)
    finally:
        parts.store.close()
