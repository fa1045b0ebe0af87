from datetime import UTC, datetime

import pytest

from bot.chat.console.script import Kind, ScriptError, clock_of, parse, start_of, written

TEXT = """\
# a comment
## Install day
@2026-09-04 12:00 Europe/London

ana> log 20m youtube
  Noted.
    1 Undo

  And more.

ana #ecg-teaching> @boffin what about consent?
ana>
"""


def test_a_dialogue_is_read_and_written_back_as_it_was():
    steps = parse(TEXT)
    assert [step.kind for step in steps if step.kind is not Kind.BLANK] == [
        Kind.COMMENT, Kind.LABEL, Kind.MOMENT, Kind.SAID, Kind.SAID, Kind.SAID,
    ]  # fmt: skip
    assert written(steps, [step.expected for step in steps]) == TEXT
    said = next(step for step in steps if step.kind is Kind.SAID)
    assert said.expected == "Noted.\n  1 Undo\n\nAnd more."


def test_a_dialogue_starts_where_its_first_moment_says():
    steps = parse(TEXT)
    assert start_of(steps) == (datetime(2026, 9, 4, 11, tzinfo=UTC), "Europe/London")
    assert clock_of(steps).now() == datetime(2026, 9, 4, 11, tzinfo=UTC)


@pytest.mark.parametrize("text", ["  indented first", "just words", "@someday", "ana # x> y", "@2026-09-04 12:00 12"])
def test_a_line_that_fits_nowhere_is_named(text: str):
    with pytest.raises(ScriptError, match="line 1"):
        parse(text)


def test_a_dialogue_without_a_moment_is_refused():
    with pytest.raises(ScriptError, match="begins with its moment"):
        start_of(parse("ana> card"))
