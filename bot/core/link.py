"""One person with accounts on several platforms: what is known of it, and what linking and unlinking does."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.core.plan.edits import Edit
from bot.core.plan.uniting import Whole

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without look-alikes: no I, L, O, 0 and 1
LENGTH = 8
CODE_LASTS = timedelta(minutes=10)
WRONG_CODES, WRONG_WITHIN = 5, timedelta(hours=1)  # so many wrong codes in that time, then a pause


@dataclass(frozen=True, slots=True)
class Account:
    """One of the accounts a person is known by; `id` names it among them. `is_removed`: nothing goes there now."""

    id: str
    platform: str
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """Who made a code: as whom they were shown and where, until when it holds, and what they have."""

    person: str
    name: str
    platform: str
    expires: datetime
    version: int = 0
    whole: Whole = field(default_factory=Whole)


@dataclass(frozen=True, slots=True)
class Linking:
    """What a command about linking may look at beside the rest; `side` is None where nobody made that code."""

    fresh: str = ""  # a code that nobody has
    wrong: tuple[datetime, ...] = ()  # when the speaker gave wrong codes lately, oldest first
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A code is made for the speaker, in place of an earlier one; `name` and `platform` are shown where it is typed."""

    text: str
    expires: datetime
    name: str
    platform: str


@dataclass(frozen=True, slots=True)
class WrongCode:
    """The speaker gave a code that nobody made; such are counted."""


@dataclass(frozen=True, slots=True)
class Union:
    """Two persons become one, by a code: accounts and channels of `goes` become those of `stays`, the rest is erased.

    `edits` put what `goes` told into the plan of `stays`, who is then the speaker.
    """

    code: str
    stays: str
    goes: str
    edits: tuple[Edit, ...] = ()
    is_merge: bool = False


@dataclass(frozen=True, slots=True)
class Parting:
    """One account is taken away from the speaker; whoever uses it next is somebody new."""

    account: str


Link = Code | WrongCode | Union | Parting


def normal(text: str) -> str:
    """Return a code as it is kept, however it was typed: capitals, without spaces and dashes."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


def is_code(text: str) -> bool:
    """Say whether a normal text could be a code at all."""
    return len(text) == LENGTH and all(letter in LETTERS for letter in text)
