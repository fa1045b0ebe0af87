"""How long one thread keeps the interpreter while others wait for it."""

import sys

SECONDS = 0.0005


def take_short_turns() -> None:
    """Let waiting threads in after half a millisecond, not five.

    A command is read and decided on the loop and written in the storage's thread, which gives the interpreter back at
    every statement. With Python's own five milliseconds each of these waits for the loop, and at 150 commands a second
    the slowest hundredth took 0.3 s instead of 0.04 s (`make bench`).
    """
    sys.setswitchinterval(SECONDS)
