import io
import os
from datetime import UTC, datetime

from bot.chat.console.app import Console
from bot.chat.console.clock import ManualClock
from bot.chat.console.live import Lines, Screen, talk
from bot.chat.door import Door
from bot.core.message import Message
from tests.fakes import ScriptedAssistant, SomeAccounts, wording


def console_on(out: io.StringIO) -> tuple[Console, Screen]:
    clock = ManualClock(datetime(2026, 9, 18, tzinfo=UTC))
    assistant = ScriptedAssistant(lambda incoming, now: (Message((f"heard {incoming.said}",)),))
    screen = Screen(out)
    door = Door(assistant, SomeAccounts(), wording(), clock)
    return Console(door, wording(), clock, write=screen.write), screen


def typed(text: bytes) -> int:
    reading, writing = os.pipe()
    os.write(writing, text)
    os.close(writing)
    return reading


async def test_lines_are_taken_until_the_input_ends_and_the_last_needs_no_line_end():
    out = io.StringIO()
    console, screen = console_on(out)
    await talk(console, Lines(typed("card\nnaïve \xff".encode("latin-1"))).start(), screen, prompts=False)
    assert out.getvalue() == "heard card\n\nheard na\ufffdve \ufffd\n\n"


async def test_quit_ends_before_the_input_does():
    out = io.StringIO()
    console, screen = console_on(out)
    await talk(console, Lines(typed(b":quit\ncard\n")).start(), screen, prompts=True)
    assert out.getvalue() == "ana> "


def test_what_comes_unasked_moves_the_waiting_prompt_down():
    out = io.StringIO()
    screen = Screen(out)
    screen.ask("ana> ")
    screen.write("A card.")
    assert out.getvalue() == "ana> \nA card.\n\nana> "
