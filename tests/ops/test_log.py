import io
import json
import logging
import sys

import pytest

from bot.ops.log import configure


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_lines_are_json_with_what_happened_and_nothing_that_was_said():
    out = io.StringIO()
    configure("info", out)
    try:
        raise ValueError("my patient in bed 4")
    except ValueError:
        logging.getLogger("bot.chat").error("our mistake", exc_info=sys.exc_info(), extra={"reference": "0a1b"})
    line = json.loads(out.getvalue())
    assert (line["level"], line["event"], line["reference"], line["error"]) == (
        "error",
        "our mistake",
        "0a1b",
        "ValueError",
    )
    assert line["way"].startswith("test_log.py:")
    assert "patient" not in out.getvalue()


def test_a_terminal_gets_a_line_to_read():
    out = Terminal()
    configure("info", out)
    logging.getLogger("bot.chat").info("ready", extra={"platform": "console"})
    assert out.getvalue().endswith("info bot.chat: ready platform=console\n")


@pytest.mark.parametrize(
    "token",
    [
        "xoxb-123456789012-abcdefGHIJKL",
        "xapp-1-A012-345-abcdef",
        "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs",
        "gAAAAABkZ0Zz_abcdefghijklmnopqrstuvwxyz==",
    ],
)
def test_tokens_are_hidden_wherever_they_stand(token: str):
    out = io.StringIO()
    configure("info", out)
    logging.getLogger("bot.chat").warning("refused %s", token, extra={"detail": {"authorization": token}})
    assert token not in out.getvalue()
    assert out.getvalue().count("[hidden]") == 2


def test_libraries_speak_from_warning_upwards_and_we_from_our_level():
    out = io.StringIO()
    configure("debug", out)
    logging.getLogger("sqlalchemy.engine").info("SELECT words")
    logging.getLogger("bot.storage").debug("ours")
    assert [json.loads(line)["logger"] for line in out.getvalue().splitlines()] == ["bot.storage"]
