"""The shapes of the table of commands: what a command is called, asks for, and who may say it.

`TABLE` itself is put together in `commands.all`; this file is what it is made of.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import Enum
from typing import Any, TypeVar

from bot.core.message import IN, Form
from bot.core.moment import Moment
from bot.core.people import Role
from bot.core.situation import Outcome


class Kind(Enum):
    """What a value is. `TOOL` may be a catalogue id or own words; `ITEM` a title or its start.

    `CHANNEL` is one whose plan the person joined, by id; in a line by its name.
    """

    TEXT = "text"
    LONG_TEXT = "long_text"
    MINUTES = "minutes"
    TOOL = "tool"
    NEED = "need"
    ITEM = "item"
    DAY = "day"
    TIME = "time"
    WEEKDAY = "weekday"
    ONE_OF = "one_of"
    NUMBER = "number"
    ZONE = "zone"
    CHANNEL = "channel"


T = TypeVar("T")


class Values(Mapping[str, Any]):
    """The bound values of one command; what was not given is absent."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = dict(given)

    def __getitem__(self, name: str) -> Any:
        return self._given[name]

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)

    def text(self, name: str, default: str = "") -> str:
        """Return a text, a tool, a need, an item or an option."""
        return str(self._given.get(name, default))

    def minutes(self, name: str) -> int | None:
        """Return minutes, or None where not given."""
        found = self._given.get(name)
        return found if isinstance(found, int) else None

    def day(self, name: str) -> date | None:
        """Return a day, or None where not given."""
        found = self._given.get(name)
        return found if isinstance(found, date) else None

    def time(self, name: str) -> time | None:
        """Return a time of day, or None where not given."""
        found = self._given.get(name)
        return found if isinstance(found, time) else None


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a command asks for. Its words are `option.<name>` in wording."""

    name: str
    kind: Kind
    required: bool = False
    options: tuple[str, ...] = ()
    shared: bool = False  # an ITEM or TOOL of the channel's list, not of one's own
    only_typed: bool = False  # understood in a line and set by choices, offered by no platform


CHANNEL = Parameter(IN, Kind.CHANNEL, only_typed=True)

Run = Callable[[Moment, Values], Outcome]
Made = Callable[[Moment, Mapping[str, str], Mapping[str, str]], Form]  # from what was given, and what is wrong by field


@dataclass(frozen=True, slots=True)
class Command:
    """One row of the table. Its words are `command.<path joined by _>` in wording.

    `opens_form`: called bare, it answers with a form. `form` makes one that is not simply its parameters.
    `in_place`: it belongs to the channel it is said in; with `afar` it may be said in a direct message too, about a
    channel whose plan one joined. `listed`: shown in help and registered; the others are
    reached through choices only.
    `typed`: though not listed, it is understood where somebody types its path.
    `looks_back`: it needs the latest changes; `stored`: everything that is kept about the person;
    `links`: what linking needs, for the code it is given; `counts`: what a channel's report counts.
    `talks`: it answers a question, so that what is said next may follow on from it.
    `public`: it says guidance only, so it may answer where everyone reads.
    `fleeting`: what is typed after it is not read, and of its choices nothing stays: they end within the day,
    and which one was taken is not noted.
    `lenient`: words that are left over do not matter, since not doing it would be worse.
    """

    path: tuple[str, ...]
    run: Run
    parameters: tuple[Parameter, ...] = ()
    role: Role = Role.PERSON
    opens_form: bool = False
    form: Made | None = None
    in_place: bool = False
    afar: bool = False
    listed: bool = True
    typed: bool = False
    stored: bool = False
    looks_back: bool = False
    links: bool = False
    counts: bool = False
    ranked: bool = False
    talks: bool = False
    public: bool = False
    lenient: bool = False
    fleeting: bool = False
    aliases: tuple[str, ...] = field(default=())

    @property
    def key(self) -> str:
        """The name under which wording and files know it: plan_promise."""
        return "_".join(self.path).replace("-", "_")


class Table:
    """All commands by path, with the named default of the root and of each group."""

    def __init__(self, commands: tuple[Command, ...], defaults: Mapping[tuple[str, ...], tuple[str, ...]]) -> None:
        self.commands = {command.path: command for command in commands}
        self.defaults = dict(defaults)
        self.words = {alias: command.path for command in commands for alias in command.aliases}

    def find(self, path: tuple[str, ...]) -> Command | None:
        """Return the command at `path`, following a group's default."""
        return self.commands.get(self.defaults.get(path, path))

    @property
    def groups(self) -> tuple[str, ...]:
        """The first words that open a group, in the table's order."""
        return tuple(path[0] for path in self.defaults if len(path) == 1)

    def listed(self) -> tuple[Command, ...]:
        """Return the commands people are shown, in order."""
        return tuple(command for command in self.commands.values() if command.listed)
