"""From a row of the table to a form, prefilled with what is known, problems beside their fields."""

from collections.abc import Mapping

from bot.core.commands.table import Command, Kind, Parameter
from bot.core.message import IN, Field, FieldKind, Form
from bot.core.moment import TAKES_TIME, Moment

KINDS = {
    Kind.LONG_TEXT: FieldKind.LINES,
    Kind.DAY: FieldKind.DATE,
    Kind.TIME: FieldKind.TIME,
    Kind.ONE_OF: FieldKind.ONE_OF,
    Kind.ITEM: FieldKind.ONE_OF,
}
HIDDEN = frozenset(
    {
        "ask",
        "change",
        "told",
        "after",
        "post",
        "account",
        "topic",
        "worked",
        "which",
        "check",
        "tap",
        "show",
        "whom",
        IN,
    }
)  # set by choices, asked of nobody


def form(command: Command, given: Mapping[str, str], problems: Mapping[str, str], moment: Moment) -> Form:
    """Return the form of a command: what was given stays, what cannot be used says why."""
    fields = tuple(
        field(parameter, given.get(parameter.name, ""), problems.get(parameter.name, ""), moment)
        for parameter in command.parameters
        if parameter.name not in HIDDEN
    )
    fixed = {p.name: given[p.name] for p in command.parameters if p.name in HIDDEN and p.name in given}
    return Form(command.path, moment.words.family("command", command.key), fields, fixed)


def field(parameter: Parameter, value: str, problem: str, moment: Moment) -> Field:
    """Return the question for one parameter."""
    options: tuple[tuple[str, str], ...] = ()
    kind = KINDS.get(parameter.kind, FieldKind.LINE)
    if parameter.kind is Kind.ONE_OF:
        options = tuple((option, option.replace("-", " ")) for option in parameter.options)
    elif parameter.kind is Kind.ITEM:
        held = moment.situation.channel.items if parameter.shared else moment.plan.items
        options = tuple((key, item.title) for key, item in held.items())[:25]
    elif parameter.kind is Kind.TOOL:
        used = [n for n, tool in moment.plan.tools.items() if tool.stage in TAKES_TIME]
        options = tuple((name, moment.tool_name(name)) for name in used)[:25]
    label = moment.words.family("option", parameter.name.replace("-", "_"))
    return Field(parameter.name, label, kind, parameter.required, value, options, problem)
