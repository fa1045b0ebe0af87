"""The console at a real terminal or in a pipe: reads lines without blocking, shows what comes between them."""

import asyncio
import os
import shutil
import sys
import threading
from collections.abc import Callable
from typing import TextIO

from bot.chat.console.app import Console
from bot.chat.console.render import WIDTH

CHUNK = 65536


class Lines:
    """Typed lines as they come, from a file descriptor.

    A daemon thread reads the descriptor itself: nothing waits for it at shutdown, and it holds no
    lock of Python's standard input while it waits.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._over = False

    def start(self) -> "Lines":
        """Begin to read; call it inside the running loop."""
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._read, args=(loop,), name="console-lines", daemon=True).start()
        return self

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        def hand_over(line: str | None) -> None:
            loop.call_soon_threadsafe(self._queue.put_nowait, line)

        rest = b""
        try:
            while chunk := self._chunk():
                *whole, rest = (rest + chunk).split(b"\n")
                for line in whole:
                    hand_over(line.decode("utf-8", "replace"))
            if rest:
                hand_over(rest.decode("utf-8", "replace"))
            hand_over(None)
        except RuntimeError:  # the loop is closed: nobody listens any more
            return

    def _chunk(self) -> bytes:
        try:
            return os.read(self._descriptor, CHUNK)
        except OSError:  # a terminal that went away is the end of input
            return b""

    async def next(self) -> str | None:
        """Return the next line, None at the end of input."""
        if self._over:
            return None
        line = await self._queue.get()
        self._over = line is None
        return line


class Screen:
    """Where text appears. On a terminal, what comes unasked moves a waiting prompt down."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._waiting = ""

    def write(self, text: str) -> None:
        """Show the text and an empty line after it."""
        self._out.write(f"\n{text}\n\n{self._waiting}" if self._waiting else f"{text}\n\n")
        self._out.flush()

    def ask(self, prompt: str) -> None:
        """Show a prompt and wait behind it."""
        self._waiting = prompt
        self._out.write(prompt)
        self._out.flush()

    def answered(self) -> None:
        """Forget the prompt: a line was typed."""
        self._waiting = ""


async def talk(console: Console, lines: Lines, screen: Screen, *, prompts: bool) -> None:
    """Take lines until the input ends or someone types `:quit`. The console writes to `screen` itself."""
    while not console.is_over:
        if prompts:
            screen.ask(console.prompt)
        line = await lines.next()
        screen.answered()
        if line is None:
            if prompts:
                screen.write("")
            return
        await console.type(line)


def width_of(out: TextIO) -> int:
    """Return the width to wrap at: the terminal's, 78 in a pipe."""
    return min(shutil.get_terminal_size((WIDTH, 24)).columns, 100) if out.isatty() else WIDTH


def prints_to(out: TextIO) -> tuple[Screen, Callable[[str], None]]:
    """Return a screen on this stream and the function that shows text on it."""
    screen = Screen(out)
    return screen, screen.write


def is_terminal() -> bool:
    """Say whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()
