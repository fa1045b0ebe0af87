"""`/boffin log` in Discord: against bare discord.py, and against discord.py with the same SQL, in one run.

Beside it how many a second are answered, and what a thousand servers cost in memory.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.commands import Times
from tests.bench.discord_bot import KINDS
from tests.emulators.clock import Clock
from tests.emulators.discord import LocalDiscord, User

PEOPLE, CHANNELS, ROLES = 50, 10, 5
AIM_RATIO, AIM_OVER, AIM_MEMORY = 1.5, 0.005, 150_000_000
ROW = "  {:<40}{:>10}{:>10}   {}\n"


@dataclass(frozen=True)
class Sizes:
    """How much is said one by one to each kind and all at once, and in how many servers Boffin is."""

    turns: int = 300
    burst: int = 600
    servers: int = 1000


@dataclass
class Place:
    """A local Discord with people in it, and a bot that listens there in a process of its own."""

    discord: LocalDiscord
    people: list[User]
    process: asyncio.subprocess.Process

    async def say(self, number: int) -> float:
        """Use the command in a direct message, as its SQL was recorded; return the seconds until the first answer."""
        person = self.people[number % PEOPLE]
        told = await self.discord.command(person, person, "boffin log", {"entries": "20m youtube"}, wait=0)
        assert told.interaction and told.ack == 4, told.error
        return told.interaction.answered_at - told.interaction.born

    def memory(self) -> int:
        """Return the bytes that the bot holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return 1024 * int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


@dataclass
class Found:
    """What was measured."""

    times: dict[str, Times]
    a_second: dict[str, float]
    memory: dict[int, int] = field(default_factory=dict)  # servers -> bytes


@asynccontextmanager
async def bot(kind: str, servers: int = 1) -> AsyncIterator[Place]:
    """Start one kind of bot in a process of its own, with a local Discord of its own in this one."""
    async with LocalDiscord(clock=Clock(live=True)) as local:
        people = [local.user(f"P{number}") for number in range(PEOPLE)]
        guild = local.guild("Faculty", members=people)
        local.channel("teaching", guild)
        for number in range(1, servers):
            more = local.guild(f"Server {number}")
            for one in range(CHANNELS):
                local.channel(f"channel-{one}", more)
            for one in range(ROLES):
                local.role(more, f"role {one}")
        command = (sys.executable, "-m", "tests.bench.discord_bot", kind, local.api_url, local.gateway_url)
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        try:
            assert process.stdout
            await asyncio.wait_for(process.stdout.readline(), 60)
            place = Place(local, people, process)
            for number in range(PEOPLE):  # nobody's first words
                await place.say(number)
            yield place
        finally:
            process.kill()
            await process.wait()


async def one_by_one(places: Mapping[str, Place], turns: int) -> dict[str, Times]:
    """Say it to each kind in turn, so that a machine that slows down slows all of them."""
    seconds: dict[str, list[float]] = {kind: [] for kind in places}
    for number in range(turns):
        for kind, place in places.items():
            seconds[kind].append(await place.say(number))
    return {kind: Times(took) for kind, took in seconds.items()}


async def at_once(place: Place, many: int) -> float:
    """Return how many a second are answered while 16 always wait."""
    loop, waiting = asyncio.get_running_loop(), iter(range(many))

    async def one_after_the_other() -> None:
        for number in waiting:
            await place.say(number)

    began = loop.time()
    await asyncio.gather(*(one_after_the_other() for _ in range(16)))
    return many / (loop.time() - began)


async def measure(sizes: Sizes, told: Callable[[str], object]) -> Found:
    """Return what was measured: each kind one by one, each under load, and the memory."""
    told("timing Discord")
    async with AsyncExitStack() as stack:
        places = {kind: await stack.enter_async_context(bot(kind)) for kind in KINDS}
        found = Found(await one_by_one(places, sizes.turns), {})
        for kind, place in places.items():
            found.a_second[kind] = await at_once(place, sizes.burst)
        found.memory[1] = places["boffin"].memory()
    async with bot("boffin", sizes.servers) as place:
        found.memory[sizes.servers] = place.memory()
    return found


def report(found: Found, say_line: Callable[[str], object]) -> None:
    """Say a table, with what was aimed at."""
    bare, sql, ours = (found.times[kind] for kind in KINDS)
    ratio, over = ours.p50 / sql.p50, ours.p50 - bare.p50
    say_line("Discord, to the first answer to `/boffin log`, one by one in turn\n")
    say_line(_row("(a) bare discord.py, the same flags", bare, f"{found.a_second['bare']:.0f} a second"))
    rest = f"{sql.p50 / bare.p50:.1f} x (a), {found.a_second['sql']:.0f} a second"
    say_line(_row("(b) the same with the same SQL", sql, rest))
    aims = f"{ratio:.2f} x (b), {over * 1000:+.1f} ms over (a), {found.a_second['boffin']:.0f} a second"
    met = _met(ratio <= AIM_RATIO and over <= AIM_OVER)
    say_line(_row("Boffin", ours, f"{aims}   <= {AIM_RATIO} x and <= 5 ms   {met}"))
    for servers, held in found.memory.items():
        aim = f"<= 150 MB   {_met(held <= AIM_MEMORY)}" if servers > 1 else ""
        say_line(ROW.format(f"resident memory in {servers:,} servers", f"{held / 1e6:.0f} MB", "", aim))


def _row(name: str, times: Times, rest: str) -> str:
    return ROW.format(name, f"{times.p50 * 1000:.2f} ms", f"{times.p99 * 1000:.2f} ms", rest)


def _met(is_met: bool) -> str:
    return "met" if is_met else "not met"


if __name__ == "__main__":
    report(asyncio.run(measure(Sizes(), lambda _: None)), sys.stdout.write)
