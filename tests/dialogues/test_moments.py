"""The eight moments: each is there, and short enough to be read between two patients."""

import pytest

from bot.core.message import Audience, Message
from tests.dialogues.playing import FOLDER, noting

MOST_WORDS = 60
MOMENTS = sorted(path.stem for path in FOLDER.glob("moment_*.txt"))
LINE_BY_LINE = ("moment_1", "moment_4")  # one message of many lines, each complete by itself


def counted(message: Message, *, lines: bool) -> int:
    """Return the words of a message, or of its longest line: what is said to a whole channel is read line by line."""
    each = [len(line.split()) for line in message.lines]
    return max(each, default=0) if lines or message.audience is Audience.PLACE else sum(each)


@pytest.mark.parametrize("name", MOMENTS)
async def test_every_message_of_a_moment_has_at_most_sixty_words(name: str):
    said = (await noting((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))).messages
    lines = name.startswith(LINE_BY_LINE)
    assert said and [message.lines for message in said if counted(message, lines=lines) > MOST_WORDS] == []
