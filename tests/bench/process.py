"""`boffin run --console` from outside: how long until it answers, and how much memory it then holds."""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
TALK = ("card", "log 10m youtube", "plan")  # what a question takes is measured by itself
PATIENCE = 30.0


class Running:
    """A console that was started on a database file, and the seconds until its first answer."""

    def __init__(self, home: Path) -> None:
        began = perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run", "--console"], text=True, cwd=home.parent,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(home),
        )  # fmt: skip
        self.answer(":who")
        self.seconds = perf_counter() - began

    def answer(self, line: str) -> str:
        """Say a line and return the first line of what is answered; an answer ends with an empty line."""
        talk, hear = self._process.stdin, self._process.stdout
        assert talk and hear
        talk.write(f"{line}\n")
        talk.flush()
        first = hear.readline()
        assert first, "it ended before it answered"
        while hear.readline().strip():
            pass
        return first

    def memory(self) -> int:
        """Return the resident memory in bytes."""
        try:
            text = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii", errors="replace")
            kilobytes = next(line.split()[1] for line in text.splitlines() if line.startswith("VmRSS"))
        except OSError:
            kilobytes = subprocess.check_output(["ps", "-o", "rss=", "-p", str(self._process.pid)], text=True)
        return int(kilobytes) * 1024

    def end(self) -> None:
        """Close its input and wait until it has left."""
        self._process.communicate("", timeout=PATIENCE)


def start(home: Path, times: int) -> tuple[float, int]:
    """Return the median of the seconds until it answers, and the memory after a short talk."""
    seconds, memory = [], 0
    for _ in range(times):
        running = Running(home)
        seconds.append(running.seconds)
        if not memory:
            for line in TALK:
                running.answer(line)
            memory = running.memory()
        running.end()
    return median(seconds), memory


def bare_python(times: int) -> float:
    """Return the median of the seconds that Python takes to do nothing."""
    seconds = []
    for _ in range(times):
        began = perf_counter()
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        seconds.append(perf_counter() - began)
    return median(seconds)


def _environment(home: Path) -> dict[str, str]:
    held = {name: value for name, value in os.environ.items() if not name.startswith("BOFFIN_")}
    return held | {"BOFFIN_HOME": str(home), "PYTHONPATH": str(ROOT)}
