"""The lines that start with a colon: they change who speaks, where, and when."""

import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.chat.console.clock import ManualClock, moment_of
from bot.chat.console.inbound import Control
from bot.core.nudges.rhythm import zone_of
from bot.core.people import Standing

if TYPE_CHECKING:
    from bot.chat.console.app import Console

NAME = re.compile(r"[^\W\d_][\w-]{0,30}")
CHANNEL = re.compile(r"#[\w-]{1,80}")
ROLES = {
    "regular": (Standing.REGULAR, False),
    "admin": (Standing.REGULAR, True),
    "guest": (Standing.GUEST, False),
    "external": (Standing.EXTERNAL, False),
    "removed": (Standing.REMOVED, False),
}


async def obey(console: "Console", line: Control) -> None:
    """Do what a control line says, or say which ones there are."""
    if line.name in CONTROLS:
        await CONTROLS[line.name](console, line.rest)
    else:
        console.note("console.unknown", line=f":{line.name}")


async def _as(console: "Console", rest: str) -> None:
    if NAME.fullmatch(rest):
        console.become(rest.lower())
    else:
        console.note("console.as_whom")


async def _in(console: "Console", rest: str) -> None:
    channel = "#" + rest.lstrip("#").lower()
    if CHANNEL.fullmatch(channel):
        await console.enter(channel)
    else:
        console.note("console.in_where")


async def _dm(console: "Console", rest: str) -> None:
    await console.enter("")


async def _clock(console: "Console", rest: str) -> None:
    zone = ZoneInfo(console.zone)
    if not isinstance(console.clock, ManualClock):
        console.note("console.clock_real")
        return
    if rest:
        try:
            moment = moment_of(rest, console.clock.now(), zone)
        except (ValueError, OverflowError):
            console.note("console.clock_how")
            return
        if moment < console.clock.now():
            console.note("console.clock_forwards")
            return
        await console.pass_time(moment)
    console.note("console.clock", when=console.clock.now().astimezone(zone), zone=console.zone)


async def _role(console: "Console", rest: str) -> None:
    if rest not in ROLES:
        console.note("console.role_which")
        return
    standing, is_admin = ROLES[rest]
    console.stand(standing, is_admin=is_admin)
    console.note("console.role", name=console.people[console.person].name, role=rest)


async def _zone(console: "Console", rest: str) -> None:
    if rest == "none":
        console.move_home(None)
    elif rest and zone_of(rest):
        console.move_home(rest)
        console.zone = rest
    else:
        console.note("console.zone_which")
        return
    console.note("console.zone", name=console.people[console.person].name, zone=rest)


async def _who(console: "Console", rest: str) -> None:
    lines = []
    for key, person in console.people.items():
        role = "admin" if person.is_admin else person.standing.value
        seen = {"name": person.name, "role": role, "zone": person.zone or "none"}
        lines.append(console.words.say("console.who_now" if key == console.person else "console.who", **seen))
    console.show("\n".join(lines))


async def _help(console: "Console", rest: str) -> None:
    console.show("\n".join(console.words.family("console.help", name) for name in CONTROLS))


async def _cancel(console: "Console", rest: str) -> None:
    console.note("console.form_left" if console.leave_form() else "console.form_none")


async def _pick(console: "Console", rest: str) -> None:
    numbers = [int(part) for part in rest.split() if part.isdecimal() and len(part) < 4]
    if len(numbers) != 2 or not await console.pick_back(*numbers):
        console.note("console.pick_how")


async def _quit(console: "Console", rest: str) -> None:
    console.is_over = True


CONTROLS: dict[str, Callable[["Console", str], Awaitable[None]]] = {
    "as": _as,
    "in": _in,
    "dm": _dm,
    "clock": _clock,
    "role": _role,
    "zone": _zone,
    "who": _who,
    "pick": _pick,
    "cancel": _cancel,
    "help": _help,
    "quit": _quit,
}
