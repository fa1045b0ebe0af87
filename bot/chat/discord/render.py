"""Messages as components, the text first. Pure, and owns Discord's limits.

What comes back from a button or a select is an opaque id: the row under which the choices are kept and the number of
one of them, or the path of a command whose form it opens.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import discord
from discord import ui

from bot.chat.discord.form import first_page
from bot.chat.discord.limit import (
    A_ROW,
    BUTTON,
    COMPONENTS,
    OPTION,
    OPTIONS,
    PLACEHOLDER,
    TEXT,
    Json,
    check_message,
)
from bot.chat.discord.markup import APART, label, pages
from bot.chat.text import numbered
from bot.core.message import Choice, File, Form, Message
from bot.core.ports import Words

FEW, MANY = 5, 10  # up to FEW choices are buttons; up to MANY are, where every label is SHORT
MARKS = (2**20, 2**31)  # ids of components of ours; Discord gives those that have none 1, 2, 3 …
SHORT = 38  # Discord's apps cut a button's label near here
SELECTS = (COMPONENTS - 3) // 2  # each stands in a row of its own; a text and a button are left


@dataclass(frozen=True, slots=True)
class Labels:
    """The words that only Discord's widgets need."""

    choose: str
    open_form: str
    go_on: str
    mend: str

    @classmethod
    def of(cls, words: Words) -> "Labels":
        """Return them in the language of these words."""
        return cls(
            words.say("discord.choose"),
            words.say("discord.open_form"),
            words.say("discord.go_on"),
            words.say("discord.mend"),
        )


def mark(row: str) -> int:
    """Return the id of the first component of what has this row: nobody sees it, and it stands in the history."""
    return MARKS[0] + int(row, 16) % (MARKS[1] - MARKS[0])


@dataclass(frozen=True, slots=True)
class Part:
    """One message of Discord."""

    view: ui.LayoutView
    files: tuple[discord.File, ...] = ()


def render(message: Message, labels: Labels, *, seen: int = 0, marked: bool = False) -> tuple[Part, ...]:
    """Return the parts of a message; files and choices stand under the last one. What is `marked` is found again.

    A form gets a button that opens it, or the page after those that were `seen`. What is said in the same breath stands
    below a line, in the same part where that has room.
    """
    made = [*_alone(message, labels, seen, marked=marked)]
    for after in message.then:
        *more, last = made
        first, *rest = _alone(after, labels, 0, marked=marked)
        made = [*more, *_together(last, first), *rest]
    return tuple(_part(*one) for one in made)


Items = tuple[list[ui.Item[ui.LayoutView]], tuple[discord.File, ...]]


def _together(above: Items, below: Items) -> tuple[Items, ...]:
    joined = [*above[0], ui.Separator[ui.LayoutView](), *below[0]]
    try:
        check_message(components(_view(joined)))
    except ValueError:  # a Breach, or discord.py's own count of components as they are added
        return above, below
    return ((joined, above[1] + below[1]),)


def _alone(message: Message, labels: Labels, seen: int, *, marked: bool) -> tuple[Items, ...]:
    lines = [line for line in message.lines if line.strip()]
    if message.form:
        lines += [f"{field.label}: {field.problem}" for field in message.form.fields if field.problem]
    choices, is_list = message.choices, not _are_buttons(message.choices)
    if is_list:
        lines += [f"{number}. {label}" for number, label in numbered(tuple(choice.label for choice in choices))]
    rows = _selects(message.row, choices, labels) if is_list else _buttons(message.row, choices)
    if message.form:
        rows.append(ui.ActionRow(_going(message.form, seen, labels)))
    *before, end = pages("\n".join(lines), TEXT) or (APART,)
    files = tuple(_attached(file) for file in message.files)
    shown = [*(ui.File[ui.LayoutView](file) for file in files), *rows]
    texts = [_text(words) for words in (*before, end)]
    if marked and message.row:
        texts[0].id = mark(message.row)
    return (*(([text], ()) for text in texts[:-1]), ([texts[-1], *shown], files))


def _text(words: str) -> ui.Item[ui.LayoutView]:
    return ui.TextDisplay[ui.LayoutView](words)


def _are_buttons(choices: Sequence[Choice]) -> bool:
    labels = [choice.label for choice in choices]
    if len(labels) <= FEW:
        return all(len(label) <= BUTTON for label in labels)
    return len(labels) <= MANY and all(len(label) <= SHORT for label in labels)


def _part(items: Sequence[ui.Item[ui.LayoutView]], files: tuple[discord.File, ...]) -> Part:
    view = _view(items)
    check_message(components(view))
    view.stop()  # discord.py sends and forgets it: what is pressed later is found by its id
    return Part(view, files)


def _view(items: Sequence[ui.Item[ui.LayoutView]]) -> ui.LayoutView:
    view: ui.LayoutView = ui.LayoutView(timeout=None)
    for item in items:
        view.add_item(item)
    return view


def _attached(file: File) -> discord.File:
    name = re.sub(r"[^A-Za-z0-9._-]", "_", file.name).lstrip(".") or "file.txt"
    return discord.File(BytesIO(file.text.encode("utf-8", "replace")), filename=name)


def components(view: ui.LayoutView) -> list[Json]:
    """Return what is sent of a view."""
    return list(view.to_components())  # type: ignore[no-untyped-call]


def _buttons(row: str, choices: Sequence[Choice]) -> list[ui.Item[ui.LayoutView]]:
    made: list[ui.Button[ui.LayoutView]] = [
        ui.Button(label=label(choice.label, BUTTON), custom_id=f"b1:{row}:{index}")
        for index, choice in enumerate(choices)
    ]
    return [ui.ActionRow(*made[first : first + A_ROW]) for first in range(0, len(made), A_ROW)]


def _selects(row: str, choices: Sequence[Choice], labels: Labels) -> list[ui.Item[ui.LayoutView]]:
    options = [
        discord.SelectOption(label=label(f"{index + 1}. {choice.label}", OPTION), value=str(index))
        for index, choice in enumerate(choices[: SELECTS * OPTIONS])
    ]
    return [
        ui.ActionRow(
            ui.Select(
                custom_id=f"b1:{row}:{first}",
                placeholder=label(labels.choose, PLACEHOLDER),
                options=options[first : first + OPTIONS],
            )
        )
        for first in range(0, len(options), OPTIONS)
    ]


def _going(form: Form, seen: int, labels: Labels) -> ui.Button[ui.LayoutView]:
    page = first_page(form, seen)
    is_wrong = any(field.problem for field in form.fields)
    words = labels.mend if is_wrong else labels.go_on if page else labels.open_form
    return ui.Button(label=label(words, BUTTON), custom_id=f"b1:go:{'/'.join(form.path)}:{page}")
