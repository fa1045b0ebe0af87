"""Chooses the real parts and joins them: the only module that knows every room."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.chat.door import Door
from bot.content import BabelWords, find_content, read, with_pack
from bot.core.assistant import Assistant
from bot.core.library import Library
from bot.core.ports import NO_HOLIDAYS, SILENT, Calendar, Clock, Finder, Outbox, Signals, Words
from bot.finder.choosing import finder_of
from bot.ops.calendar import PublicHolidays
from bot.phrasing.opening import open_phrasing
from bot.settings import Settings, StorageSettings
from bot.storage import parts as storage

if TYPE_CHECKING:  # not every command ticks
    from bot.scheduling.ticker import Away, Ticker
    from bot.storage.backup import Copied


@dataclass(frozen=True, slots=True)
class Parts:
    """What every command works with."""

    words: Words
    store: storage.Store
    assistant: Assistant
    settings: Settings
    library: Library
    signals: Signals = SILENT
    calendar: Calendar = NO_HOLIDAYS

    def door(self, clock: Clock) -> Door:
        """Return the door that platforms share."""
        admins, signals = self.settings.chat.admins, self.signals
        return Door(self.assistant, self.store.accounts, self.words, clock, admins=admins, signals=signals)

    def ticker(
        self,
        outboxes: Mapping[str, Outbox],
        clock: Clock,
        *,
        at_once: int = 16,
        away: "Away | None" = None,
        tend: Callable[[], Awaitable[object]] | None = None,
    ) -> "Ticker":
        """Return what says the due things; with `at_once` 1 strictly in order."""
        from bot.scheduling.ticker import Ticker

        store = self.store
        return Ticker(
            self.assistant, store.ledger, outboxes, clock, at_once=at_once, signals=self.signals, away=away, tend=tend,
            sweep=lambda: store.sweep_tonight(clock.now()), sweep_missed=lambda: store.sweep_missed(clock.now()),
            doubts=store.doubts,
        )  # fmt: skip


def build(
    settings: Settings, *, library: Library | None = None, finder: Finder | None = None, exclusive: bool = False,
    signals: Signals = SILENT,
) -> Parts:  # fmt: skip
    """Read the content, open the database, join them; raise CannotStart where one cannot be used.

    Who builds many over one library gives it, and its finder, to each: both take half a second to make.
    """
    library = with_pack(library or read(find_content(settings.content.folder)), settings.content.pack)
    finder = finder or finder_of(library)
    words, store = BabelWords(library), open_store(settings, exclusive=exclusive)
    calendar = PublicHolidays()
    assistant = Assistant(
        memory=store.memory,
        ledger=store.ledger,
        finder=finder,
        library=library,
        words=words,
        signals=signals,
        phrasing=open_phrasing(settings.phrasing),
        calendar=calendar,
    )
    return Parts(words, store, assistant, settings, library, signals, calendar)


def open_store(
    settings: Settings, *, exclusive: bool = False, rotating: bool = False, begun: bool = False
) -> storage.Store:
    """Open the database; `exclusive` where this process is the one that runs on it, `rotating` where none may,
    `begun` where it has to be there already."""
    return storage.connect(settings.storage, exclusive=exclusive, rotating=rotating, begun=begun)


async def restore(settings: Settings, file: Path, now: datetime) -> "Copied":
    """Put a copy back into a database that nobody runs on."""
    grace = read(find_content(settings.content.folder)).rules.grace_hours
    store = open_store(settings, rotating=True)
    try:
        return await store.restore(file, now, grace)
    finally:
        store.close()


def passing(settings: Settings) -> Settings:
    """Return the settings with a database in memory: what is told is gone afterwards."""
    return replace(settings, storage=StorageSettings("sqlite://"))
