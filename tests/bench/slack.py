"""`/boffin log` in Slack over both transports: against bare bolt, and against bolt with the same SQL, in one run."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from tests.bench.commands import Times
from tests.bench.slack_bot import KINDS, SAID
from tests.emulators.clock import Clock
from tests.emulators.slack import LocalSlack

PEOPLE = 50
AIM_RATIO, AIM_OVER, AIM_P99, AIM_BURST, AIM_STUB = 1.5, 0.005, 0.05, 3.0, 0.05
RATE, STUB_SECONDS, STUB_RATE = 200, 0.5, 40
RESTED = 0.025  # seconds: nothing waits in front
ROW = "  {:<40}{:>10}{:>10}   {}\n"


@dataclass(frozen=True)
class Sizes:
    """How much is said: one by one to each kind, at the rate, in the burst, and against the slow API."""

    turns: int = 300
    steady: int = 1000
    burst: int = 1000
    slow: int = 120


@asynccontextmanager
async def bot(kind: str, *, http: bool) -> AsyncIterator[LocalSlack]:
    """Start one kind of bot in a process of its own, with a local Slack of its own in this one."""
    async with LocalSlack(clock=Clock(live=True)) as slack:
        people = [f"U{number}" for number in range(PEOPLE)]
        for person in people:
            slack.user(person)
        slack.channel("C1", name="teaching", members=people)
        command = (sys.executable, "-m", "tests.bench.slack_bot", kind, slack.api_url, *(["--http"] if http else []))
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        try:
            assert process.stdout
            url = (await asyncio.wait_for(process.stdout.readline(), 60)).decode().strip()
            if http:
                slack.deliver_over_http(url)
            else:
                await slack.connected(seconds=30)
            for person in people:  # Slack need not be asked any more who they are
                await slack.command(person, "C1", "/boffin", SAID, wait=1)
            yield slack
        finally:
            process.kill()
            await process.wait()


async def say(slack: LocalSlack, number: int, text: str = SAID) -> float:
    """Say it as one of the people; return the seconds until Slack had its acknowledgement, or gave up after three."""
    return (await slack.command(f"U{number % PEOPLE}", "C1", "/boffin", text, wait=0)).seconds


async def one_by_one(slacks: Mapping[str, LocalSlack], turns: int) -> dict[str, Times]:
    """Say it to each kind in turn, so that a machine that slows down slows all of them."""
    seconds: dict[str, list[float]] = {kind: [] for kind in slacks}
    for number in range(turns):
        for kind, slack in slacks.items():
            seconds[kind].append(await say(slack, number))
    return {kind: Times(took) for kind, took in seconds.items()}


async def at_rate(slack: LocalSlack, many: int, rate: int, text: str = SAID) -> Times:
    """Say it so many times a second, whether or not the last was answered."""
    loop, began, said = asyncio.get_running_loop(), asyncio.get_running_loop().time(), []
    for number in range(many):
        await asyncio.sleep(max(0.0, began + number / rate - loop.time()))
        said.append(asyncio.create_task(say(slack, number, text)))
    return Times(await asyncio.gather(*said))


async def at_rest(slack: LocalSlack) -> None:
    """Wait until what the last measurement left behind is done: ten quick answers in a row, two minutes at most."""
    async with asyncio.timeout(120):
        quick = 0
        while quick < 10:
            quick = quick + 1 if await say(slack, quick) < RESTED else 0


async def measure(sizes: Sizes, told: Callable[[str], object]) -> dict[str, dict[str, Times]]:
    """Return by transport what was measured: each kind one by one, and Boffin under load."""
    found: dict[str, dict[str, Times]] = {}
    for transport in ("socket", "http"):
        told(f"timing Slack over {transport}")
        async with AsyncExitStack() as stack:
            slacks = {kind: await stack.enter_async_context(bot(kind, http=transport == "http")) for kind in KINDS}
            times = await one_by_one(slacks, sizes.turns)
            boffin = slacks["boffin"]
            times["steady"] = await at_rate(boffin, sizes.steady, RATE)
            await at_rest(boffin)
            times["burst"] = Times(await asyncio.gather(*(say(boffin, number) for number in range(sizes.burst))))
            await at_rest(boffin)
            boffin.server.latency = STUB_SECONDS
            times["slow api"] = await at_rate(boffin, sizes.slow, STUB_RATE, "content add")
            found[transport] = times
    return found


def report(found: Mapping[str, Mapping[str, Times]], say_line: Callable[[str], object]) -> None:
    """Say a table, with what was aimed at."""
    for transport, times in found.items():
        bare, sql, ours = (times[kind] for kind in KINDS)
        ratio, over = ours.p50 / sql.p50, ours.p50 - bare.p50
        say_line(f"Slack over {transport}, to the acknowledgement of `/boffin {SAID}`, one by one in turn\n")
        say_line(_row("(a) bare bolt, the same flags", bare, ""))
        say_line(_row("(b) the same with the same SQL", sql, f"{sql.p50 / bare.p50:.1f} x (a)"))
        aims = f"{ratio:.2f} x (b), {over * 1000:+.1f} ms over (a)   <= {AIM_RATIO} x and <= 5 ms   "
        say_line(_row("Boffin", ours, aims + _met(ratio <= AIM_RATIO and over <= AIM_OVER)))
        steady, burst, slow = times["steady"], times["burst"], times["slow api"]
        say_line(_row(f"Boffin, {RATE} a second", steady, f"p99 <= 50 ms   {_met(steady.p99 <= AIM_P99)}"))
        most = max(burst.seconds)
        said = f"all within {most:.2f} s   <= 3 s   {_met(most <= AIM_BURST)}"
        say_line(_row(f"Boffin, {len(burst.seconds)} at once", burst, said))
        say_line(
            _row("Boffin, opening forms, Slack's API 500 ms", slow, f"p99 <= 50 ms   {_met(slow.p99 <= AIM_STUB)}")
        )
        say_line("\n")


def _row(name: str, times: Times, rest: str) -> str:
    return ROW.format(name, f"{times.p50 * 1000:.2f} ms", f"{times.p99 * 1000:.2f} ms", rest)


def _met(is_met: bool) -> str:
    return "met" if is_met else "not met"


if __name__ == "__main__":
    report(asyncio.run(measure(Sizes(), lambda _: None)), sys.stdout.write)
