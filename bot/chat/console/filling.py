"""A form asked field by field: what to show next, what an answer means, when it is complete."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.chat.console.render import WIDTH, wrapped
from bot.chat.text import numbered
from bot.core.message import Field, FieldKind, Form, Invocation
from bot.core.ports import Words


@dataclass(slots=True)
class Filling:
    """A form on its way. After a refusal only the fields with a problem are asked again."""

    form: Form
    words: Words
    values: dict[str, str] = field(init=False)
    _lines: list[str] = field(default_factory=list)  # of the field with several lines, so far
    _at: int = 0
    _asked: tuple[Field, ...] = ()

    def __post_init__(self) -> None:
        asked = [question for question in self.form.fields if question.problem]
        self._asked = tuple(asked) or self.form.fields
        self.values = {question.name: question.value for question in self.form.fields}

    @property
    def is_complete(self) -> bool:
        """Whether every field was asked."""
        return self._at >= len(self._asked)

    def submitted(self) -> Invocation:
        """Return the command that the form makes."""
        filled = {name: value for name, value in self.values.items() if value}
        return Invocation(self.form.path, {**self.form.fixed, **filled})

    def title(self, width: int = WIDTH) -> str:
        """Return the line that opens the form."""
        return "\n".join(wrapped(self.words.say("console.form_title", title=self.form.title), width))

    def question(self, width: int = WIDTH) -> str:
        """Return the field that is asked now, with its problem, its options and the value it has."""
        now = self._asked[self._at]
        lines = wrapped(now.problem, width) if now.problem else []
        lines += wrapped(self._asking(now), width)
        for number, label in numbered(tuple(label for _, label in now.options)):
            lines += wrapped(label, width, f"  {number} ")
        if kept := self.values[now.name]:
            lines += wrapped(self.words.say("console.field_keep", value=dict(now.options).get(kept, kept)), width)
        return "\n".join(lines)

    def _asking(self, now: Field) -> str:
        if now.kind is FieldKind.LINES:
            return self.words.say("console.field_lines", label=now.label)
        must = now.required or bool(self.values[now.name])
        return self.words.say("console.field" if must else "console.field_optional", label=now.label)

    @property
    def asks(self) -> Field:
        """The field that is asked now."""
        return self._asked[self._at]

    @property
    def typed(self) -> dict[str, str]:
        """What was typed so far, by field; a field with several lines counts as far as it came."""
        begun = {self.asks.name: "\n".join(self._lines)} if self._lines and not self.is_complete else {}
        values = {**self.values, **begun}
        return {one.name: values[one.name] for one in self.form.fields if values[one.name] != one.value}

    def answer(self, line: str) -> str:
        """Take a typed line; return what to say about it, "" where there is nothing to say."""
        now, text = self._asked[self._at], line.strip()
        if now.kind is FieldKind.LINES:
            if text:
                self._lines.append(text)
                return ""
            text, self._lines = "\n".join(self._lines), []
        if not text:
            if now.required and not self.values[now.name]:
                return self.words.say("console.field_needed")
            self._at += 1
            return ""
        if now.kind is FieldKind.ONE_OF and now.options:
            picked = option(now, text)
            if picked is None:
                return self.words.say("console.field_options", last=len(now.options))
            text = picked
        self.values[now.name] = text
        self._at += 1
        return ""

    @property
    def lines_so_far(self) -> int:
        """How many lines a field of several lines has; after the first, the next belongs to it without a question."""
        return len(self._lines)


def option(now: Field, text: str) -> str | None:
    """Return the value that a typed number, label or value names."""
    values = [value for value, _ in now.options]
    if text.isdecimal() and 1 <= int(text) <= len(values):
        return values[int(text) - 1]
    named: Mapping[str, str] = {label.casefold(): value for value, label in now.options}
    return text if text in values else named.get(text.casefold())
