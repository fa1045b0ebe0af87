"""`boffin run` from outside, with a local Slack: what it does when Slack is away, and how it ends."""

import asyncio
import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot import settings, wiring
from bot.chat import door
from bot.chat.console.clock import ManualClock
from bot.cli import CONFIG, main, run
from bot.cli.run import configured
from bot.ops import listener, supervision
from bot.ops.supervision import Supervision
from bot.scheduling import ticker
from tests.chat.slack.room import NOW
from tests.cli.running import ROOT, environ, running
from tests.dialogues.playing import library
from tests.emulators.slack import SIGNING_SECRET, LocalSlack


def ready(status: int, text: str) -> bool:
    return status == 200


def unready(status: int, text: str) -> bool:
    return status == 503


async def test_slack_that_is_away_at_the_start_is_tried_again_until_it_is_there(tmp_path: Path):
    async with LocalSlack() as gone:
        api_url = gone.api_url
    async with running(api_url, tmp_path) as bot:
        await bot.says("a platform is unreachable, trying again", platform="slack")
        status, text = await bot.get("/readyz")
        assert (status, json.loads(text)["slack"].partition(":")[0]) == (503, "unreachable, trying again")
        assert (await bot.get("/livez"))[0] == 200
        async with LocalSlack(port=int(api_url.split(":")[2].partition("/")[0])) as slack:
            slack.user("UANA", name="Ana")
            await slack.connected(seconds=20)
            await bot.becomes("/readyz", ready)
            said = await slack.command("UANA", "UANA", "/boffin", "log 20m youtube")
            assert said.words.startswith("Noted: 20 min on YouTube.")
            bot.stop()
            assert await bot.ended() == 0, bot.written


async def test_over_http_it_listens_where_it_was_told_and_takes_what_slack_sends(tmp_path: Path):
    more = {"BOFFIN_HTTP": "127.0.0.1:0", "SLACK_SIGNING_SECRET": SIGNING_SECRET}
    async with LocalSlack() as slack, running(slack.api_url, tmp_path, **more) as bot:
        slack.user("UANA", name="Ana")
        port = (await bot.says("listening", setting="BOFFIN_HTTP"))["port"]
        slack.deliver_over_http(f"http://127.0.0.1:{port}/slack/events")
        await bot.says("connected", platform="slack")
        said = await slack.command("UANA", "UANA", "/boffin", "log 20m youtube")
        assert said.words.startswith("Noted: 20 min on YouTube.")
        bot.stop()
        assert await bot.ended() == 0, bot.written


async def test_a_port_that_is_taken_is_a_sentence_and_no_setting_to_try_again(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        where = f"127.0.0.1:{taken.getsockname()[1]}"
        async with LocalSlack() as slack, running(slack.api_url, tmp_path, BOFFIN_OPS_HTTP=where) as bot:
            assert await bot.ended() == CONFIG
    assert bot.written.startswith("BOFFIN_OPS_HTTP: cannot listen there")


async def test_stopping_while_slack_is_away_ends_at_once(tmp_path: Path):
    async with LocalSlack() as gone:
        api_url = gone.api_url
    async with running(api_url, tmp_path) as bot:
        await bot.says("a platform is unreachable, trying again")
        bot.stop()
        assert await bot.ended() == 0, bot.written
    assert "Traceback" not in bot.written


async def test_what_was_counted_and_logged_tells_of_nobody_and_of_no_word(tmp_path: Path):
    async with LocalSlack(team="TEAMNAME") as slack, running(slack.api_url, tmp_path, BOFFIN_LOG_LEVEL="debug") as bot:
        slack.user("UANA", name="Ana Secretname")
        slack.channel("C777", name="secretchannel", members=("UANA",))
        await slack.connected(seconds=20)
        await slack.command("UANA", "C777", "/boffin", "log 20m youtube")
        await slack.command("UANA", "C777", "/boffin", "ask secretquestion?")
        _, text = await bot.get("/metrics")
        assert 'boffin_interactions_total{kind="line",outcome="answered",platform="slack"} 2.0' in text
        assert 'boffin_adapter_connected{platform="slack"} 1.0' in text
        assert "boffin_scheduler_last_tick_timestamp_seconds 1." in text
        bot.stop()
        assert await bot.ended() == 0, bot.written
    for told in (text, bot.written):
        assert [word for word in ("UANA", "C777", "TEAMNAME", "ecret", "youtube", "xoxb", "xapp") if word in told] == []


async def test_it_is_not_ready_while_the_socket_is_cut_and_is_again_afterwards(tmp_path: Path):
    async with LocalSlack() as slack, running(slack.api_url, tmp_path) as bot:
        await slack.connected(seconds=20)
        await bot.becomes("/readyz", ready)
        await slack.socket.cut()
        told = json.loads(await bot.becomes("/readyz", unready))
        assert told["slack"] == "not connected; it tries again by itself"
        assert told["database"] == told["ticker"] == "ok"
        assert 'boffin_adapter_connected{platform="slack"} 0.0' in (await bot.get("/metrics"))[1]
        assert "boffin_nudge_waiting_seconds 0.0" in (await bot.get("/metrics"))[1]
        await slack.connected(seconds=30)
        await bot.becomes("/readyz", ready)
        bot.stop()
        assert await bot.ended() == 0, bot.written


async def test_an_answer_that_is_in_flight_is_given_before_it_ends(tmp_path: Path):
    async with LocalSlack() as slack, running(slack.api_url, tmp_path) as bot:
        slack.user("UANA", name="Ana")
        await slack.connected(seconds=20)
        await bot.becomes("/readyz", ready)
        looking = slack.hold("users.info")
        said = await slack.command("UANA", "UANA", "/boffin", "log 20m youtube", wait=0)
        async with asyncio.timeout(10):
            await looking.reached.wait()
        bot.stop()
        told = json.loads(await bot.becomes("/readyz", unready))
        assert told["process"] == "stopping"
        looking.release()
        assert (await said.wait(1)).words.startswith("Noted: 20 min on YouTube.")
        assert await bot.ended() == 0, bot.written
    assert "our mistake" not in bot.written


async def test_a_second_signal_ends_it_at_once(tmp_path: Path):
    async with LocalSlack() as slack, running(slack.api_url, tmp_path) as bot:
        slack.user("UANA", name="Ana")
        await slack.connected(seconds=20)
        looking = slack.hold("users.info")
        await slack.command("UANA", "UANA", "/boffin", "log 20m youtube", wait=0)
        async with asyncio.timeout(10):
            await looking.reached.wait()
        bot.stop()
        await bot.becomes("/readyz", unready)
        bot.stop()
        assert await bot.ended() == 128 + signal.SIGTERM


def test_every_step_of_the_end_together_is_shorter_than_a_service_manager_waits():
    steps = (
        max(supervision.SECONDS_TO_PAUSE, listener.SECONDS_TO_END), door.SECONDS_TO_SETTLE, ticker.SECONDS_TO_STOP,
        supervision.SECONDS_TO_STOP, listener.SECONDS_TO_END,
    )  # fmt: skip
    assert sum(steps) < run.SECONDS_TO_END < 30


def test_what_can_never_end_is_ended(tmp_path: Path):
    code = (
        "import asyncio, os, signal, time; from bot.cli import run; run.SECONDS_TO_END = 0.1\n"
        "async def main():\n"
        "    stopped = run.stop_at_signals(); os.kill(os.getpid(), signal.SIGTERM)\n"
        "    await stopped.wait(); time.sleep(60)\n"
        "asyncio.run(main())"
    )
    done = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(ROOT)}, timeout=30)
    assert done.returncode == 128 + signal.SIGTERM


async def test_systemd_is_told_when_it_is_ready_that_it_lives_and_that_it_stops(tmp_path: Path):
    address = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as inside:
        inside.bind(str(address))
        loop = asyncio.get_running_loop()
        more = {"NOTIFY_SOCKET": str(address), "WATCHDOG_USEC": "30000000"}
        async with LocalSlack() as slack, running(slack.api_url, tmp_path, **more) as bot, asyncio.timeout(20):
            assert await loop.sock_recv(inside, 100) == b"WATCHDOG=1"
            while (told := await loop.sock_recv(inside, 100)) == b"WATCHDOG=1":
                pass
            assert told == b"READY=1"
            bot.stop()
            while (told := await loop.sock_recv(inside, 100)) == b"WATCHDOG=1":
                pass
            assert told == b"STOPPING=1"
            assert await bot.ended() == 0, bot.written


async def test_status_asks_the_one_that_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    async with LocalSlack() as slack, running(slack.api_url, tmp_path) as bot:
        await slack.connected(seconds=20)
        await bot.becomes("/readyz", ready)
        port = (await bot.says("listening"))["port"]
        here = environ(slack.api_url, tmp_path, BOFFIN_OPS_HTTP=f"127.0.0.1:{port}")
        assert await asyncio.to_thread(main, ["status"], here) == 0
        assert capsys.readouterr().out.splitlines() == ["ok    database: ok", "ok    ticker: ok", "ok    slack: ok"]
        await slack.socket.cut()
        await bot.becomes("/readyz", unready)
        assert await asyncio.to_thread(main, ["status"], here) == 1
        assert "wrong slack: not connected" in capsys.readouterr().out
        assert await asyncio.to_thread(main, ["status", "--live"], here) == 0
        assert capsys.readouterr().out == "ok    process: ok\n"
        bot.stop()
        assert await bot.ended() == 0, bot.written
    assert await asyncio.to_thread(main, ["status"], here) == 1
    assert "nobody answers there" in capsys.readouterr().out


async def test_what_falls_due_while_slack_is_away_is_said_once_it_is_there_and_not_twice():
    async with LocalSlack() as slack:
        slack.user("UANA", name="Ana")
        clock, waiting, go_on = ManualClock(NOW), asyncio.Event(), asyncio.Event()

        async def wait(seconds: float) -> None:
            waiting.set()
            await go_on.wait()

        async def ended(platforms: Supervision) -> None:
            await platforms.pause()
            await inside.settled()
            await platforms.stop()

        parts = wiring.build(wiring.passing(settings.read(environ(slack.api_url, Path("/nowhere")))), library=library())
        inside = parts.door(clock)
        first = Supervision(configured(parts, inside, clock)[0], parts.signals)
        first.start()
        await slack.connected()
        for line in ("plan budget 1h", "nudges yes"):
            await slack.direct("UANA", line)
        await ended(first)
        before = len(slack.messages("UANA"))

        slack.fail("auth.test")
        second = Supervision(configured(parts, inside, clock)[0], parts.signals, wait=wait)
        ticking = parts.ticker(second.outboxes, clock, away=second.away)
        clock.set(await ticking.next_due() or NOW)
        second.start()
        async with asyncio.timeout(5):
            await waiting.wait()
        assert await ticking.tick() == 0
        go_on.set()
        await slack.connected()
        async with asyncio.timeout(5):
            while await second.away():  # noqa: ASYNC110 - nobody tells when a platform is up
                await asyncio.sleep(0)
        assert [await ticking.tick(), await ticking.tick()] == [1, 0]
        assert len(slack.messages("UANA")) == before + 1
        await ended(second)
        parts.store.close()
