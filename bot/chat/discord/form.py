"""Forms as modals, five fields to a page. Pure; what was filled in lives in the draft that the core keeps."""

import discord
from discord import ui

from bot.chat.discord.limit import DESCRIPTION, FIELDS, LABEL, OPTION, OPTIONS, TITLE, VALUE, check_modal
from bot.chat.discord.markup import label
from bot.chat.text import cut
from bot.core.message import Field, FieldKind, Form
from bot.core.ports import Words


def page_count(form: Form) -> int:
    """Return how many modals this form takes."""
    return max(1, -(-len(form.fields) // FIELDS))


def first_page(form: Form, seen: int) -> int:
    """Return the page to open: the one with a problem, or the one after those that were seen."""
    wrong = next((number for number, field in enumerate(form.fields) if field.problem), None)
    return min(seen, page_count(form) - 1) if wrong is None else wrong // FIELDS


def modal(form: Form, page: int, words: Words) -> ui.Modal:
    """Return one page of a form. Its id says which, and how many there are."""
    count = page_count(form)
    page = min(page, count - 1)
    title = label(form.title, TITLE)
    if count > 1:
        title = words.say("discord.page", title=label(title, TITLE - 10), page=page + 1, pages=count)
    made = ui.Modal(title=label(title, TITLE), timeout=None, custom_id=f"b1:form:{'/'.join(form.path)}:{page}:{count}")
    for field in form.fields[page * FIELDS : (page + 1) * FIELDS]:
        made.add_item(_question(field, words))
    check_modal(made.to_dict())
    made.stop()  # it is sent and forgotten: what comes back is found by its id, after a restart too
    return made


def _question(field: Field, words: Words) -> ui.Label[ui.Modal]:
    hint = field.problem or _hint(field, words)
    return ui.Label(
        text=label(field.label, LABEL),
        description=label(hint, DESCRIPTION) if hint else None,
        component=_component(field),
    )


def _hint(field: Field, words: Words) -> str:
    match field.kind:
        case FieldKind.DATE:
            return words.say("discord.day_hint")
        case FieldKind.TIME:
            return words.say("discord.time_hint")
        case FieldKind.LINE if field.options:
            return ", ".join(words for _, words in field.options)
        case _:
            return ""


def _component(field: Field) -> ui.Select[ui.Modal] | ui.TextInput[ui.Modal]:
    if field.kind is FieldKind.ONE_OF and field.options:
        options = {value: _option(value, words, field.value) for value, words in field.options[:OPTIONS] if value}
        return ui.Select(
            custom_id=field.name,
            options=list(options.values()),
            required=field.required,
            min_values=1 if field.required else 0,
        )
    return ui.TextInput(
        custom_id=field.name,
        style=discord.TextStyle.long if field.kind is FieldKind.LINES else discord.TextStyle.short,
        required=field.required,
        default=cut(field.value, VALUE) or None,
    )


def _option(value: str, words: str, chosen: str) -> discord.SelectOption:
    return discord.SelectOption(label=label(words, OPTION), value=value[:OPTION], default=value == chosen)
