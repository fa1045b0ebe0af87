"""The finder in a process of its own: how long it loads, what it adds to memory, how long one question takes."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.bench.commands import Times

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = 400
PROGRAM = """
import asyncio, json, sys
from time import perf_counter
from bot.content import find_content, read
from bot.finder.choosing import finder_of
from bot.finder.index import examples

def memory():
    # Not ru_maxrss: a child begins with its parent's, and a large parent hides all that is added.
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) * 1024

async def main():
    library = read(find_content(None))
    texts = [text for _, _, text in examples(library)]
    began, before = perf_counter(), memory()
    finder = finder_of(library)
    await finder.rank("How much time a week is realistic?")
    loaded, seconds = perf_counter() - began, []
    for text in texts[:: max(1, len(texts) // int(sys.argv[1]))]:
        start = perf_counter()
        await finder.rank(text)
        seconds.append(perf_counter() - start)
    print(json.dumps([loaded, memory() - before, seconds]))

asyncio.run(main())
"""


@dataclass(frozen=True)
class Found:
    """Seconds until the first answer, bytes added at the highest, and seconds of each further question."""

    loaded: float
    memory: int
    times: Times


def find(questions: int = QUESTIONS) -> Found:
    """Start a finder on the real content and ask it."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(questions)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded, memory, seconds = json.loads(done.stdout)
    return Found(loaded, memory, Times(seconds))
