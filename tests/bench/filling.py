"""A database with many plans in it, written by the storage itself, many in one transaction."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection

from bot.core.people import Owner, Person, Standing
from bot.core.plan.document import Backup, CardWish, Item, Need, Plan, Promise, Settings, Stage, Tool
from bot.core.plan.edits import Edit, Value, apply, edit
from bot.core.plan.weeks import Log, Told, Week, monday
from bot.core.schedules import asked_for
from bot.core.situation import Address, Kept, Outcome
from bot.storage.accounts import make_account
from bot.storage.keeping import keep
from bot.storage.loading import load
from bot.storage.parts import Store

AT_ONCE = 50
ITEMS, WEEKS, LOGS = 8, 8, 12
TOOLS = ("youtube", "x", "whatsapp", "blog", "padlet", "podcast")


def fill(store: Store, plans: int, now: datetime, told: Callable[[int], None]) -> list[str]:
    """Write `plans` people, each with a plan and a term behind it; return their ids."""
    people: list[str] = []
    while len(people) < plans:
        batch = range(len(people), min(len(people) + AT_ONCE, plans))
        people += store.database.write_now(_some, store, batch, now)
        told(len(people))
    return people


def _some(connection: Connection, store: Store, numbers: range, now: datetime) -> list[str]:
    return [_one(connection, store, number, now) for number in numbers]


def _one(connection: Connection, store: Store, number: int, now: datetime) -> str:
    """Write one person as if each command had been said: so the history is as long as a term makes it."""
    id_ = make_account(connection, Address("console", "console", f"bench-{number}"))
    person = Person(id_, f"Person {number}", Standing.REGULAR, zone="Europe/London")
    situation, owner = (
        load(connection, store.codec, person, None, now, "", False, False, False, None),
        Owner("person", id_),
    )
    for step, (command, edits) in enumerate(_commands(number, now.date())):
        outcome = Outcome(edits=edits)
        touched, schedules = asked_for(outcome, situation)
        said = f"made-{number}-{step}"
        kept = Kept(outcome, said, command, (), schedules, touched, used_on=now.date())
        keep(connection, store.codec, situation, kept, said, now)
        versions = {owner: situation.versions[owner] + 1}
        situation = replace(situation, plan=apply(situation.plan, edits), versions=versions, used_on=now.date())
    return id_


def _commands(number: int, today: date) -> Iterator[tuple[tuple[str, ...], tuple[Edit, ...]]]:
    """Yield what someone said in a term, as the edits it made; a little different for each."""
    term = today - timedelta(days=60)
    used = [TOOLS[(number + n) % len(TOOLS)] for n in range(3)]
    settings = Settings(60, "Europe/London", CardWish.YES, number % 5, time(8 + number % 9, 30), begun=term)
    need = _new("needs", "questions", Need("", "questions"))
    yield ("start",), edit("settings", "", Plan().settings, settings) + need
    for name in used:
        promise = Promise("Tuesday 12:30", "one question")
        yield ("plan", "tool"), _new("tools", name, Tool(Stage.IN_USE, term, (), promise, 20, Backup("Moodle")))
    items = (Item(f"Teaching video {n} on sepsis", term, term, 365, "", used[0]) for n in range(ITEMS))
    yield ("content", "add"), tuple(e for n, item in enumerate(items) for e in _new("items", f"item-{n}", item))
    for n in range(1, WEEKS + 1):
        week = Week(Told.MORE, 40 + (number + n) % 50)
        yield ("checkin",), _new("weeks", (monday(today) - timedelta(weeks=n)).isoformat(), week)
    for n in range(LOGS):
        yield ("log",), _new("logs", f"log-{number}-{n}", Log(today - timedelta(days=7 + 4 * n), used[n % 3], 20))


def _new(collection: str, key: str, value: Value) -> tuple[Edit, ...]:
    return edit(collection, key, None, value)
