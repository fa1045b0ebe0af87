"""What every outcome must be like, whatever was said: complete in words, and every choice usable."""

import re

from bot.core.commands.binding import bind
from bot.core.message import Choice, Message
from bot.core.moment import Moment
from bot.core.situation import Outcome
from tests.core.scene import at, decider

UNFILLED = re.compile(r"\{[a-z][a-z0-9_]*(?::[a-z_]+)?\}")


def check(outcome: Outcome, moment: Moment | None = None, *, given: str = "", bound: bool = True) -> None:
    """Assert that an outcome can be said on any platform.

    `given` is what may come back with its own braces; a choice that only repeats it to the speaker alone need not be
    `bound`: what is wrong with it is said there.
    """
    moment = moment or at()
    assert outcome.messages, "nothing is said"
    for message in outcome.messages:
        check_message(message, moment, given, bound=bound)


def check_message(message: Message, moment: Moment, given: str = "", *, bound: bool = True) -> None:
    """Assert that one message is complete."""
    assert message.lines and all(line.strip() for line in message.lines)
    for line in message.lines:
        assert all(found in given for found in UNFILLED.findall(line)), line
    labels = [choice.label for choice in message.choices]
    assert len(labels) == len(set(labels)), labels
    for choice in message.choices:
        check_choice(choice, moment, given, bound=bound)
    if message.form:
        command = decider().table.find(message.form.path)
        assert command is not None
        names = {parameter.name for parameter in command.parameters}
        assert message.form.title and message.form.fields
        assert {field.name for field in message.form.fields} | set(message.form.fixed) <= names
        assert all(field.label for field in message.form.fields)


def check_choice(choice: Choice, moment: Moment, given: str = "", *, bound: bool = True) -> None:
    """Assert that a choice has a label that fits and means a command with values that it knows."""
    assert 0 < len(choice.label.strip()) <= 80, choice.label
    command = decider().table.find(choice.does.path)
    assert command is not None, choice.does
    assert set(choice.does.values) <= {parameter.name for parameter in command.parameters}, choice.does
    _, problems = bind(command, choice.does.values, moment)
    problems = {name: why for name, why in problems.items() if name in choice.does.values}
    wrong = {name: why for name, why in problems.items() if choice.does.values[name] not in given}
    assert not wrong or not bound, (choice.does, wrong)
