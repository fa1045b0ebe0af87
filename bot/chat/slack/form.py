"""Forms as modals, and their problems as field errors. Pure."""

import json
import re

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
    TimePickerElement,
)
from slack_sdk.models.blocks.block_elements import InputInteractiveElement
from slack_sdk.models.views import View

from bot.chat.slack.inbound import FORM
from bot.chat.slack.limit import INITIAL, LABEL, METADATA, OPTION, OPTIONS, SECTION, TITLE, Json, check_view
from bot.chat.slack.render import Labels
from bot.chat.text import cut, visible
from bot.core.message import Field, FieldKind, Form

DATE = re.compile(r"\d{4}-\d\d-\d\d")
TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
VALUE = "value"  # the one action id in the block of a field


def modal(form: Form, labels: Labels, channel: str = "") -> Json:
    """Return the modal of a form; `channel` is where its answer goes, "" for the direct message."""
    view = View(
        type="modal",
        callback_id=FORM,
        title=_plain(cut(visible(form.title), TITLE)),
        submit=_plain(cut(labels.submit, TITLE)),
        close=_plain(cut(labels.close, TITLE)),
        private_metadata=_held(form, channel),
        blocks=[block for field in form.fields for block in _blocks(field)],
    ).to_dict()
    check_view(view)
    return dict(view)


def _held(form: Form, channel: str) -> str:
    """Return what comes back with the modal. Values that do not fit are in the draft that the core keeps."""
    held: Json = {"path": list(form.path), "channel": channel}
    whole = json.dumps({**held, "fixed": dict(form.fixed)}, ensure_ascii=False)
    return whole if len(whole) <= METADATA else json.dumps(held)


def errors(form: Form, needed: str) -> dict[str, str]:
    """Return the problem of each field by the block it stands in; `needed` is said of what is missing."""
    found = {field.name: visible(field.problem) for field in form.fields if field.problem}
    found = found or {field.name: needed for field in form.fields if field.required and not field.value}
    return {f"field/{name}": cut(problem, LABEL) for name, problem in found.items()}


def _blocks(field: Field) -> list[Block]:
    problem: list[Block] = [SectionBlock(text=_plain(cut(visible(field.problem), SECTION)))] if field.problem else []
    hint = ", ".join(label for _, label in field.options) if field.kind is FieldKind.LINE else ""
    return [
        *problem,
        InputBlock(
            block_id=f"field/{field.name}",
            label=_plain(cut(visible(field.label), LABEL)),
            element=_element(field),
            optional=not field.required,
            hint=_plain(cut(visible(hint), LABEL)) if hint else None,
        ),
    ]


def _element(field: Field) -> InputInteractiveElement:
    match field.kind:
        case FieldKind.DATE:
            return DatePickerElement(action_id=VALUE, initial_date=field.value if DATE.fullmatch(field.value) else None)
        case FieldKind.TIME:
            return TimePickerElement(action_id=VALUE, initial_time=field.value if TIME.fullmatch(field.value) else None)
        case FieldKind.ONE_OF if field.options:
            options = {value: _option(value, label) for value, label in field.options[:OPTIONS]}
            return StaticSelectElement(
                action_id=VALUE, options=list(options.values()), initial_option=options.get(field.value)
            )
        case _:
            return PlainTextInputElement(
                action_id=VALUE,
                multiline=field.kind is FieldKind.LINES,
                initial_value=cut(field.value, INITIAL) if field.value else None,
            )


def _option(value: str, label: str) -> Option:
    return Option(value=value, text=_plain(cut(visible(label), OPTION)))


def _plain(text: str) -> PlainTextObject:
    return PlainTextObject(text=text, emoji=False)
