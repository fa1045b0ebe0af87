"""Opening a store: what wiring asks for, and what it gets."""

import logging
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from bot.core.errors import CannotKeep, CannotStart
from bot.core.nudges.rhythm import next_after
from bot.core.plan.arrangement import Arrangement
from bot.core.situation import Address, Asked, Installation, Schedule
from bot.settings import KEEP, StorageSettings
from bot.storage import tables as t
from bot.storage.accounts import SqlAccounts, link
from bot.storage.arranged import all_schedules, arranged, place_names
from bot.storage.asked import read_asked
from bot.storage.backup import Copied, back_up, copies, look_through, put_back
from bot.storage.codec import Codec
from bot.storage.departing import count_removed
from bot.storage.doubt import SqlDoubts, doubt_all
from bot.storage.engine import Database
from bot.storage.forgetting import forget_again
from bot.storage.gate import SqlGate
from bot.storage.installation import SqlExpectations, SqlInstallations
from bot.storage.ledger import SqlLedger, fall_due
from bot.storage.lock import ALONE, SHARDS, AdvisoryLock, FileLock, Turnstile
from bot.storage.marks import SqlMarks
from bot.storage.memory import SqlMemory
from bot.storage.migrate import bring_up_to_date, revision_now
from bot.storage.migrations import HEAD
from bot.storage.opening import (
    check_begun,
    check_canary,
    check_file,
    check_folder,
    check_there,
    file_of,
    holds_sealed,
    make_private,
    nothing_there,
    unusable,
    url_of,
)
from bot.storage.reach import installed, posting
from bot.storage.retention import LATELY, THIS_NIGHT, Swept, idle_people, sweep, was_swept_lately
from bot.storage.rotation import Progress, Proof, prove, rotate
from bot.storage.standing import Late, doubted, failed, late, standing, waited
from bot.storage.vault import Vault, keys_from, new_key
from bot.storage.zones import FIRST, reckon, rules_in_use

LOG = logging.getLogger("bot.storage.parts")
ZONES = "zones"  # the mark under which the rules of time zones stand that schedules were reckoned by
FALLING = 1000  # schedules at a time


@dataclass(frozen=True, slots=True)
class Store:
    """The open parts. `close` waits for what is being written."""

    memory: SqlMemory
    accounts: SqlAccounts
    ledger: SqlLedger
    doubts: SqlDoubts
    installations: SqlInstallations
    expectations: SqlExpectations
    marks: SqlMarks
    database: Database
    vault: Vault
    codec: Codec
    turnstile: Turnstile | None
    shards: SqlGate
    close: Callable[[], None]
    nightly: Path | None = None  # where one goes each night

    async def look(self) -> str:
        """Return "" where the database answers and is at the newest revision, else what is wrong."""
        found = await self.database.read(revision_now)
        return "" if found == HEAD else f"at revision {found}, not at {HEAD}"

    async def posting(self, platform: str) -> tuple[Address, ...]:
        """Return the channels of a platform whose posts are on."""
        return await self.database.read(posting, platform)

    async def installed(self, platform: str) -> tuple[Installation, ...]:
        """Return what each workspace of a platform gave."""
        return await self.database.read(installed, self.codec, platform)

    async def link(self, address: Address, person: str) -> None:
        """Bind one more account to a person; raise ValueError where it is someone else's."""
        await self.database.write(link, address, person)

    async def sweep(self, now: datetime) -> Swept:
        """Delete what is past its time; once a day."""
        return await sweep(self.database, self.codec, now)

    async def sweep_tonight(self, now: datetime) -> Swept | None:
        """Sweep, and copy what is left, where no other replica does or did tonight."""
        return await self._sweep_alone(now, THIS_NIGHT)

    async def _sweep_alone(self, now: datetime, lately: timedelta) -> Swept | None:
        alone = SqlGate(self.turnstile, ALONE)
        if not await alone.enter():
            return None
        try:
            if await self.database.read(was_swept_lately, self.codec, now, lately):
                return None
            swept = await self.sweep(now)
            await self._copy(now)
            return swept
        finally:
            await alone.leave()

    async def _copy(self, now: datetime) -> None:
        if self.nightly is None:
            return
        try:
            _, copied = await self.back_up(self.nightly, now, KEEP)
        except (OSError, CannotStart, CannotKeep) as problem:
            LOG.warning("no copy was made tonight: %s", getattr(problem, "strerror", None) or type(problem).__name__)
        else:
            LOG.info("a copy was made and read back whole", extra={"count": sum(copied.rows.values())})

    async def sweep_missed(self, now: datetime) -> Swept | None:
        """Sweep where that has not been done lately; at start, because nobody may have been running at night."""
        return await self._sweep_alone(now, LATELY)

    async def idle(self, now: datetime) -> tuple[str, ...]:
        """Return the persons who have not used Boffin for a year."""
        return await self.database.read(idle_people, now)

    async def removed(self) -> int:
        """Return how many workspaces are removed and still within their 30 days."""
        return await self.database.read(count_removed)

    async def asked(self) -> tuple[Asked, ...]:
        """Return the questions that came to the editor without a name, oldest first."""
        return await self.database.read(read_asked, self.codec)

    async def rotate(self, progress: Progress) -> tuple[Proof, Proof]:
        """Re-seal everything with the first key, then try that key alone; return what was found both times."""
        sealed = await rotate(self.database, self.vault, progress)
        return sealed, await prove(self.database, self.vault.first(), progress)

    async def prove(self, progress: Progress) -> Proof:
        """Try to open everything with the keys there are."""
        return await prove(self.database, self.vault, progress)

    async def back_up(self, folder: Path, now: datetime, keep: int) -> tuple[Path, Copied]:
        """Write a sealed copy of everything, while others go on, and keep so many."""
        return await back_up(self.database, self.vault, folder, now, keep)

    async def restore(self, file: Path, now: datetime, grace_hours: int) -> Copied:
        """Replace everything by a copy, or change nothing. Whoever was forgotten since stays so, as far as this
        database and the newer copies beside it know; and what is due may have been said after the copy was made."""
        copied = look_through(file, self.vault)
        gone, unread = set(await self.tombstones()), list[str]()
        for other in copies(file.parent):
            if other.name > file.name:
                try:
                    gone.update(look_through(other, self.vault).forgotten)
                except CannotStart:  # damaged: no reason to keep the good one from being put back
                    unread.append(other.name)
        await self.database.write(restored, self.vault, self.codec, file, gone, now, grace_hours)
        self.codec.forget()
        return replace(copied, unread=tuple(unread))

    async def nudges(self, now: datetime) -> tuple[dict[str, int], timedelta]:
        """Return how many deliveries are in each state, and for how long the oldest that is due has waited."""
        return await self.database.read(standing, now)

    async def waited(self, now: datetime) -> timedelta:
        """Return for how long the oldest delivery that is due has waited."""
        return await self.database.read(waited, now)

    async def follow_zones(self, now: datetime, rules: str = "") -> int:
        """Reckon anew what is to come where the rules of time zones changed since; return how many moved."""
        rules = rules or rules_in_use()
        if await self.marks.find(ZONES) == rules:
            return 0
        moved, after = 0, FIRST
        while True:
            last, count = await self.database.write(reckon, after, now)
            moved += count
            if last is None:
                break
            after = last
        await self.marks.put(ZONES, rules)
        return moved

    async def late(self, now: datetime) -> tuple[Late, ...]:
        """Return what was left in the last week because it was older than its grace."""
        return await self.database.read(late, self.codec, now)

    async def failed(self, now: datetime) -> tuple[Late, ...]:
        """Return what could not be said in a channel in the last week."""
        return await self.database.read(failed, self.codec, now)

    async def doubted(self, now: datetime) -> tuple[Late, ...]:
        """Return what nobody knows of whether it was said, with why that stays so."""
        return await self.database.read(doubted, self.codec, now)

    async def arranged(self) -> Arrangement:
        """Return how every channel and workspace is set up."""
        return await self.database.read(arranged, self.codec)

    async def place_names(self) -> dict[str, str]:
        """Return by place how it is called."""
        return await self.database.read(place_names, self.codec)

    async def schedules(self) -> tuple[Schedule, ...]:
        """Return everything that anybody is to be woken for."""
        return await self.database.read(all_schedules)

    async def tombstones(self) -> tuple[str, ...]:
        """Return who was forgotten lately; to be kept beside a backup's restore."""
        return await self.database.read(lambda connection: tuple(connection.scalars(select(t.tombstones.c.person))))

    async def forget_again(self, persons: Iterable[str], now: datetime) -> int:
        """Erase those of these persons that a restored copy brought back; return how many."""
        return await self.database.write(forget_again, self.codec, tuple(persons), now)


def restored(
    connection: Connection, vault: Vault, codec: Codec, file: Path, gone: Iterable[str], now: datetime, grace: int
) -> None:
    """Put a copy back in one transaction, and doubt everything that is due in it."""
    put_back(connection, vault, file)
    forget_again(connection, codec, gone, now)
    while fall_due(connection, now, FALLING, lambda one, after: next_after(one.rhythm, after), timedelta(hours=grace)):
        pass
    doubt_all(connection, now)


def connect(
    settings: StorageSettings, *, exclusive: bool = False, rotating: bool = False, begun: bool = False
) -> Store:
    """Open the database, bring its schema up to date, prove the key; raise CannotStart in plain words.

    `exclusive` is for `boffin run`: on SQLite, nobody else can open the file that way, and it is checked first.
    `rotating` is for `boffin key rotate`: no `boffin run` may be there meanwhile. With `begun` none is begun here.
    """
    url = url_of(settings.url)
    with ExitStack() as undo:
        file = file_of(url)
        if file is not None:
            check_folder(file)
            if exclusive or rotating:
                undo.callback(FileLock(file, rotating=rotating).release)
            if begun:
                check_there(file)
            check_begun(file, _key_file(settings, file))
            check_file(file, thorough=exclusive)
            make_private(file)
        database = Database(url)
        undo.callback(database.close)
        try:
            if not database.is_sqlite and (exclusive or rotating):
                undo.callback(AdvisoryLock(url, rotating=rotating).release)
            if begun and not database.write_now(holds_sealed):
                raise nothing_there(str(file or url.database or "PostgreSQL"))
            vault = Vault(settings.keys or _keys(settings, file, database))
            bring_up_to_date(database)
            database.write_now(check_canary, vault)
        except (DBAPIError, sqlite3.Error) as problem:
            raise unusable(url, problem) from problem
        codec = Codec(vault)
        turnstile = None if database.is_sqlite else Turnstile(url)
        if turnstile is not None:
            undo.callback(turnstile.close)
        return Store(
            SqlMemory(database, codec), SqlAccounts(database, codec), SqlLedger(database), SqlDoubts(database),
            SqlInstallations(database, codec), SqlExpectations(database),
            SqlMarks(database, codec), database, vault, codec, turnstile, SqlGate(turnstile, SHARDS),
            undo.pop_all().close, settings.copies,
        )  # fmt: skip


def _key_file(settings: StorageSettings, file: Path) -> Path:
    return settings.key_file or file.with_name(file.name + ".key")


def _keys(settings: StorageSettings, file: Path | None, database: Database) -> tuple[str, ...]:
    path = _key_file(settings, file) if file is not None else settings.key_file
    if path is not None:
        return keys_from(path, lambda: database.write_now(holds_sealed))
    if database.in_memory:
        return (new_key(),)  # goes with what it sealed
    raise CannotStart(
        "PostgreSQL needs an encryption key from you, because there is no file beside the database to keep one in. "
        "Nothing was changed. Set BOFFIN_ENCRYPTION_KEY to a key made by `boffin key new`, and keep a copy of it."
    )
