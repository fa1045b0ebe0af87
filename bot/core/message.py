"""What crosses the door between the assistant and any platform: words in, words out.

Meaning, not widgets: a `Choice` may become a button, a select or a number; a `Form` a modal or a
row of questions; `Audience.ONLY_YOU` whatever the platform has for one pair of eyes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum

from bot.core.people import Person, Place

# A moment inside a line: BEGIN, seconds since 1970, SAID, the same in words of the reader's zone, END. A platform that
# can show a moment on each reader's own clock does; all others show the words. Characters nobody has a use for.
BEGIN, SAID, END = "\ue000", "\ue001", "\ue002"
NO_MARKS = str.maketrans("", "", BEGIN + SAID + END)  # what anybody types has none


IN = "in-channel"  # the value that says which channel a direct message is about


@dataclass(frozen=True, slots=True)
class Invocation:
    """A command and its values as text: the common form of typed lines, choices and forms."""

    path: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picked:
    """A choice that was taken: the id of the message's row of choices, and which one."""

    row: str
    index: int


@dataclass(frozen=True, slots=True)
class Filled:
    """Answers to a form, or to a page of it: they join those that wait in its draft, and "" takes one back.

    `more`: this is not all yet, so the form is shown again and nothing else is done.
    """

    path: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    more: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """Something a person said or pressed.

    `id` is unique per thing said; the same id again has no second effect. `said` is a typed line,
    a choice, a command with values (a submitted form, a platform's own command), or a page of a form.
    `public` marks words that everyone in the place could read, `via` is the platform they came by.
    """

    id: str
    person: Person
    said: str | Picked | Invocation | Filled
    place: Place | None = None
    public: bool = False
    via: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """In which conversation something is said: to one person, or to `everyone` in the place; "" is a direct message."""

    person: str
    place: str
    via: str  # the platform
    everyone: bool = False


class Audience(Enum):
    """Who sees a message."""

    ONLY_YOU = "only_you"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the reader can do next; `does` runs as if it had been typed."""

    label: str
    does: Invocation


class FieldKind(Enum):
    """What a form asks for; a platform picks its own widget."""

    LINE = "line"
    LINES = "lines"
    ONE_OF = "one_of"
    DATE = "date"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form. `options` are (value, label); `problem` says what to mend."""

    name: str
    label: str
    kind: FieldKind
    required: bool = False
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """Questions that together make one command; submitting sends `Invocation(path, values)`."""

    path: tuple[str, ...]
    title: str
    fields: tuple[Field, ...]
    fixed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class File:
    """Something to keep outside the chat; `text` is its whole content."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Dated:
    """Something on whole days, the last one included; `uid` stays the same however often it is given out."""

    uid: str
    first: date
    last: date
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days to take into one's own calendar; the door makes a file of it that calendars read."""

    name: str
    title: str
    days: tuple[Dated, ...]
    made: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """Something Boffin says. Complete in words: every line can be read aloud.

    `speaker_only` keeps a message's choices for the one who spoke, though everyone can read it.
    `row` is the id under which the choices are kept; the assistant sets it when it keeps them. A platform sees
    `calendars` as files. `then` is said in the same breath, each with choices of its own under it.
    """

    lines: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    form: Form | None = None
    audience: Audience = Audience.ONLY_YOU
    files: tuple[File, ...] = ()
    speaker_only: bool = False
    row: str = ""
    calendars: tuple[Calendar, ...] = ()
    then: tuple["Message", ...] = ()


def in_one_breath(messages: Sequence[Message]) -> Message:
    """Return one message of several; a last choice that a later one has too, such as *stop*, stands there only."""
    shown = []
    for number, message in enumerate(messages, 1):
        later = [choice for other in messages[number:] for choice in other.choices]
        is_double = bool(message.choices) and message.choices[-1] in later
        shown.append(replace(message, choices=message.choices[:-1]) if is_double else message)
    first, *others = shown
    return replace(first, then=tuple(others))


@dataclass(frozen=True, slots=True)
class Draft:
    """A form begun and not finished; it waits a day for its owner. `more`: pages of it were not seen yet."""

    path: tuple[str, ...]
    values: Mapping[str, str]
    more: bool = False
