"""Messages as Block Kit. Pure, and owns Slack's limits.

Every line is a plain_text object: Slack has no escape for * _ ~ `, and a line may quote what anybody typed. Only the
top-level `text`, which notifications and screen readers use, is read as markup, and it is escaped.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.slack.block import actions, button, code, divider, option, section, select
from bot.chat.slack.limit import (
    BUTTON,
    ELEMENTS,
    OPTION,
    OPTIONS,
    SECTION,
    Breach,
    Json,
    check_message,
    check_view,
    escaped,
)
from bot.chat.text import cut, numbered, split, visible
from bot.core.message import Choice, File, Form, Message
from bot.core.ports import Words

FEW, MANY = 5, 10  # up to FEW choices are buttons; up to MANY are, where every label is SHORT
SHORT = 30  # Slack's apps cut a button's label near here
A_ROW = 5


@dataclass(frozen=True, slots=True)
class Labels:
    """The words that only Slack's widgets need."""

    choose: str
    open_form: str
    submit: str
    close: str
    home: tuple[tuple[str, str], ...]  # (label, what the button goes to)

    @classmethod
    def of(cls, words: Words) -> "Labels":
        """Return them in the language of these words."""
        home = (
            (words.say("slack.home_settings"), "nudges/show"),
            (words.say("slack.home_stored"), "privacy/stored"),
            (words.say("choice.help"), "help"),
        )
        return cls(
            words.say("slack.choose"),
            words.say("slack.open_form"),
            words.say("slack.submit"),
            words.say("slack.close"),
            home,
        )


def render(message: Message, labels: Labels, *, delivery: str = "") -> tuple[Json, ...]:
    """Return the parts of a message, each `text` and `blocks`; the choices stand under the last one.

    A form gets a button that opens it. `delivery` marks what was said unasked, so that it can be found again. What is
    said in the same breath stands below a line, in the same part where that has room.
    """
    made = [*_alone(message, labels, delivery)]
    for after in message.then:
        *more, last = made
        first, *rest = _alone(after, labels, "")
        made = [*more, *_together(last, first), *rest]
    return tuple(made)


def _together(above: Json, below: Json) -> tuple[Json, ...]:
    text, blocks = f"{above['text']}\n\n{below['text']}", [*above["blocks"], divider(), *below["blocks"]]
    try:
        check_message(text, blocks)
    except Breach:
        return above, below
    return ({"text": text, "blocks": blocks},)


def _alone(message: Message, labels: Labels, delivery: str) -> tuple[Json, ...]:
    lines = [visible(line) for line in message.lines if line.strip()]
    choices, is_list = message.choices, not _are_buttons(message.choices)
    if is_list:
        lines += [f"{number}. {visible(label)}" for number, label in numbered(tuple(c.label for c in choices))]
    rows = _select(message.row, choices, labels) if is_list else _buttons(message.row, choices)
    shown = [] if is_list else [choice.label for choice in choices]
    if message.form:
        rows.append(actions([_going(labels.open_form, _path(message.form))]))
        shown.append(labels.open_form)
    parts = split("\n".join(lines), SECTION)
    last = len(parts) - 1
    return tuple(
        _part(words, rows if number == last else [], shown if number == last else [], delivery if number == 0 else "")
        for number, words in enumerate(parts)
    )


def _are_buttons(choices: Sequence[Choice]) -> bool:
    labels = [choice.label for choice in choices]
    if len(labels) <= FEW:
        return all(len(label) <= BUTTON for label in labels)
    return len(labels) <= MANY and all(len(label) <= SHORT for label in labels)


def _part(words: str, rows: Sequence[Json], shown: Sequence[str], delivery: str) -> Json:
    blocks = [section(words, f"delivery/{delivery}" if delivery else ""), *rows]
    fallback = "\n".join((words, " ".join(f"[{visible(label)}]" for label in shown))).rstrip()
    text = escaped(fallback)
    check_message(text, blocks)
    return {"text": text, "blocks": blocks}


def _buttons(row: str, choices: Sequence[Choice]) -> list[Json]:
    made = [button(cut(visible(choice.label), BUTTON), f"choice/{row}/{index}") for index, choice in enumerate(choices)]
    return [actions(made[first : first + A_ROW]) for first in range(0, len(made), A_ROW)]


def _select(row: str, choices: Sequence[Choice], labels: Labels) -> list[Json]:
    options = [
        option(cut(f"{index + 1}. {visible(choice.label)}", OPTION), str(index)) for index, choice in enumerate(choices)
    ]
    made = [
        select(f"choose/{row}/{first}", options[first : first + OPTIONS], labels.choose)
        for first in range(0, min(len(options), OPTIONS * ELEMENTS), OPTIONS)
    ]
    return [actions(made)] if made else []


def _going(label: str, path: str) -> Json:
    return button(cut(label, BUTTON), f"go/{path}")


def _path(form: Form) -> str:
    return "/".join(form.path)


def home(message: Message, labels: Labels) -> Json:
    """Return the Home view made from the card, with the buttons that always stand there."""
    blocks = [block for part in render(message, labels) for block in part["blocks"]]
    shown = {choice.label for choice in message.choices}
    standing = [_going(label, path) for label, path in labels.home if label not in shown]
    below = [divider(), actions(standing)] if standing else []
    view = {"type": "home", "blocks": [*blocks, *below]}
    check_view(view)
    return view


def file_parts(file: File) -> tuple[Json, ...]:
    """Return a file's whole text in as many messages as it takes, each one block of code.

    Literal text: what it quotes cannot become a mention, a link or the end of the block.
    """
    made = []
    for words in split(visible(file.text), SECTION):
        blocks = [code(words)]
        text = escaped(words)
        check_message(text, blocks)
        made.append({"text": text, "blocks": blocks})
    return tuple(made)
