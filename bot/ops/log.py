"""How the bot logs: JSON lines, or plain lines at a terminal; never content, names or tokens."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any, TextIO

TOKEN = re.compile(
    r"xox[a-z]-[\w-]+"  # Slack
    r"|xapp-[\w-]+"
    r"|[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"  # Discord
    r"|gAAAA[\w-]{20,}={0,2}"  # sealed values
)
HIDDEN = "[hidden]"
FRAMES = 6
OWN = frozenset(logging.LogRecord("", 0, "", 0, "", None, None).__dict__) | {"message", "asctime", "taskName"}


def configure(level: str, out: TextIO) -> None:
    """Log to `out`: our own lines from `level` upwards, those of libraries from warning upwards."""
    handler = logging.StreamHandler(out)
    handler.setFormatter(PlainLines() if out.isatty() else JsonLines())
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("bot").setLevel(level.upper())


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON, tokens hidden."""
        return json.dumps({key: _safe(value) for key, value in fields(record).items()}, ensure_ascii=False)


class PlainLines(logging.Formatter):
    """One line for a person to read."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as words, tokens hidden."""
        known = fields(record)
        head = f"{known.pop('ts')} {known.pop('level')} {known.pop('logger')}: {known.pop('event')}"
        return str(_safe(" ".join([head, *(f"{key}={value}" for key, value in known.items())])))


def fields(record: logging.LogRecord) -> dict[str, Any]:
    """Return what is told about a record. Of an exception: its kind and the way, never its text."""
    told: dict[str, Any] = {
        "ts": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "event": record.getMessage(),
    }
    told |= {key: value for key, value in record.__dict__.items() if key not in OWN}
    if record.exc_info and record.exc_info[0]:
        # The text of an exception may quote what somebody wrote.
        told["error"] = record.exc_info[0].__name__
        frames = traceback.extract_tb(record.exc_info[2])[-FRAMES:]
        told["way"] = " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(frames))
    return told


def _safe(value: object) -> object:
    if isinstance(value, int | float | bool) or value is None:
        return value
    return TOKEN.sub(HIDDEN, str(value)).replace("\r", " ").replace("\n", " ")
