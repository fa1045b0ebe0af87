"""What was typed into forms that were left for something else, until the same form opens again; in memory only."""

from dataclasses import replace

from bot.chat.console.filling import Filling
from bot.core.message import Form

Key = tuple[object, ...]


class Drafts:
    """One draft for each person, place and form; a form that opens about something else is another form."""

    def __init__(self) -> None:
        self._typed: dict[Key, dict[str, str]] = {}  # by a key that begins with the person

    def keep(self, person: str, channel: str, filling: Filling) -> bool:
        """Keep what was typed; False where nothing was."""
        if filling.typed:
            self._typed[_key(person, channel, filling.form)] = filling.typed
        return bool(filling.typed)

    def forget(self, person: str) -> None:
        """Drop every draft of this person."""
        self._typed = {key: typed for key, typed in self._typed.items() if key[0] != person}

    def into(self, person: str, channel: str, form: Form) -> Form:
        """Return the form with its draft in it, which is then no longer kept here."""
        typed = self._typed.pop(_key(person, channel, form), {})
        return replace(form, fields=tuple(replace(one, value=typed.get(one.name, one.value)) for one in form.fields))


def _key(person: str, channel: str, form: Form) -> Key:
    given = tuple((one.name, one.value, one.options) for one in form.fields)
    return person, channel, form.path, tuple(sorted(form.fixed.items())), given
