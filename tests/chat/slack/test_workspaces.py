"""Several workspaces: installing through a browser, apart from each other, tokens in time, and leaving."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from sqlalchemy import select
from yarl import URL

from bot import settings
from bot.chat.console.clock import ManualClock
from bot.chat.slack.app import Slack
from bot.chat.slack.receiving import PATH
from bot.ops.listener import Listener
from bot.storage import tables
from tests.chat.slack.room import NOW, Room
from tests.dialogues.playing import in_memory
from tests.emulators.slack import CLIENT_ID, CLIENT_SECRET, SIGNING_SECRET, LocalSlack

DAY = timedelta(days=1)


@dataclass
class Installs(Room):
    """A room where nothing is installed at first. A browser's cookies are in `browser`."""

    base: str = ""
    browser: aiohttp.ClientSession | None = None

    async def consent_page(self) -> dict[str, str]:
        """Open the install link; return what Slack's consent page is asked for."""
        assert self.browser
        async with self.browser.get(f"{self.base}/slack/install", allow_redirects=False) as answer:
            assert answer.status == 302
            return {key: values[0] for key, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}

    async def come_back(self, **query: str) -> tuple[int, str]:
        """Come back from Slack; return the status and the page."""
        assert self.browser
        async with self.browser.get(f"{self.base}/slack/oauth_redirect", params=query) as answer:
            return answer.status, await answer.text()

    async def install(self, team: str, user: str, *, rotating: bool = False, enterprise: str = "") -> str:
        """Go through the whole install; return the page at its end."""
        asked = await self.consent_page()
        code = self.slack.consent(
            team, user, redirect_uri=asked["redirect_uri"], rotating=rotating, enterprise=enterprise
        )
        return (await self.come_back(state=asked["state"], code=code))[1]

    def pass_time(self, much: timedelta) -> None:
        self.clock.set(self.clock.now() + much)
        self.slack.clock.advance(much.total_seconds())


@asynccontextmanager
async def opened() -> AsyncIterator[Installs]:
    async with LocalSlack() as slack:
        slack.state.installs.clear()
        clock = ManualClock(NOW)
        slack.clock.advance(NOW.timestamp() - slack.clock.now())
        slack.courier.signed_at = lambda: clock.now().timestamp()
        chosen = settings.SlackSettings(
            "", "", SIGNING_SECRET, slack.api_url, ("127.0.0.1", 0), CLIENT_ID, CLIENT_SECRET, "https://boffin.example"
        )
        parts = in_memory()
        door = parts.door(clock)
        app = Slack(chosen, door, parts.words, clock, parts.store.installations, parts.store.expectations)
        try:
            await app.start()
            listener = Listener("127.0.0.1", 0, app.routes)
            base = f"http://127.0.0.1:{await listener.start()}"
            slack.deliver_over_http(base + PATH)
            ticker = parts.ticker({"slack": app.outbox}, clock, at_once=1)
            jar = aiohttp.CookieJar(unsafe=True, treat_as_secure_origin=URL(base))  # TLS ends before Boffin
            async with aiohttp.ClientSession(cookie_jar=jar) as browser:
                yield Installs(slack, app, door, clock, ticker, parts, base + PATH, listener, base, browser)
            await app.pause()
            assert await door.settled() == 0
            await listener.stop()
        finally:
            await app.stop()
            parts.store.close()


@pytest.fixture
async def room() -> AsyncIterator[Installs]:
    async with opened() as made:
        for team in ("T1", "T2"):
            made.slack.user(f"U{team}", name=f"Ana of {team}", team=team)
        yield made


async def test_an_install_asks_for_the_least_and_ends_with_a_working_command(room: Installs):
    asked = await room.consent_page()
    assert asked["client_id"] == CLIENT_ID and asked["redirect_uri"] == "https://boffin.example/slack/oauth_redirect"
    assert "chat:write" in asked["scope"].split(",") and "channels:history" not in asked["scope"]
    assert "Boffin is installed" in await room.install("T1", "UT1")
    said = await room.command("UT1", "log 20m youtube")
    await room.settled()
    assert "Noted: 20 min" in said.words


async def test_a_state_is_good_once_in_the_browser_that_asked_and_for_ten_minutes(room: Installs):
    asked = await room.consent_page()
    back = {"redirect_uri": asked["redirect_uri"]}
    room.browser.cookie_jar.clear()  # another browser
    status, page = await room.come_back(state=asked["state"], code=room.slack.consent("T1", "UT1", **back))
    assert status == 400 and "another browser" in page
    late = await room.consent_page()
    room.clock.set(room.clock.now() + timedelta(minutes=10, seconds=1))
    assert (await room.come_back(state=late["state"], code=room.slack.consent("T1", "UT1", **back)))[0] == 400
    again = await room.consent_page()
    code = room.slack.consent("T1", "UT1", **back)
    assert (await room.come_back(state=again["state"], code="wrong"))[0] == 400
    assert (await room.come_back(state=again["state"], code=code))[0] == 400
    assert (await room.come_back())[0] == 400
    assert await room.parts.store.installations.find("slack", "T1") is None


@pytest.mark.parametrize("trouble", ["declined", "unreachable"])
async def test_an_install_that_does_not_come_to_an_end_keeps_nothing_and_says_so(room: Installs, trouble: str):
    asked = await room.consent_page()
    if trouble == "declined":
        status, page = await room.come_back(state=asked["state"], error="access_denied")
        assert status == 200 and "Nothing was installed" in page
    else:
        room.slack.drop("oauth.v2.access", after=False)
        code = room.slack.consent("T1", "UT1", redirect_uri=asked["redirect_uri"])
        status, page = await room.come_back(state=asked["state"], code=code)
        assert status == 503 and "did not answer" in page
    assert await room.parts.store.installations.find("slack", "T1") is None


async def test_workspaces_with_equal_ids_of_people_and_channels_stay_apart(room: Installs):
    await room.install("T1", "UT1")
    await room.install("T2", "UT2")
    for team in ("T1", "T2"):
        room.slack.user("UANA", name="Ana", team=team)  # the same id, in whichever workspace comes next
        room.slack.channel("C1", name="teaching", members=("UANA",), team=team)
        await room.command("UANA", f"log {'20' if team == 'T1' else '45'}m youtube", wait=0)
        await room.settled()
    card = await room.command("UANA", "card")
    await room.settled()
    assert "45 min" in card.words and "20 min" not in card.words and "65" not in card.words
    counted = await room.parts.store.database.read(lambda c: len(c.execute(select(tables.accounts)).all()))
    assert counted == 2


async def test_a_token_is_kept_sealed(room: Installs):
    await room.install("T1", "UT1")
    token = next(iter(room.slack.state.installs))
    sealed = await room.parts.store.database.read(lambda c: c.execute(select(tables.installations)).all())
    assert len(sealed) == 1 and token.encode() not in b"".join(v for v in sealed[0] if isinstance(v, bytes))
    assert token not in repr(await room.parts.store.installations.find("slack", "T1"))


async def test_a_quiet_workspace_gets_its_new_token_in_time_and_each_refresh_token_is_used_once(room: Installs):
    await room.install("T1", "UT1", rotating=True)
    first = await room.parts.store.installations.find("slack", "T1")
    await room.app.tend()
    assert len(room.slack.called("oauth.v2.access")) == 1  # far from its end
    room.pass_time(timedelta(hours=10, minutes=1))
    await asyncio.gather(*(room.app.tend() for _ in range(3)))
    assert len(room.slack.called("oauth.v2.access")) == 2
    second = await room.parts.store.installations.find("slack", "T1")
    assert first and second and first.grant["token"] != second.grant["token"]
    room.pass_time(timedelta(hours=3))  # the first token is over
    said = await room.slack.direct("UT1", "card")
    await room.settled()
    assert said.words and room.slack.refusals == []


async def test_a_renewal_that_fails_is_tried_again_and_one_that_is_refused_says_so(
    room: Installs, caplog: pytest.LogCaptureFixture
):
    await room.install("T1", "UT1", rotating=True)
    room.pass_time(timedelta(hours=10, minutes=1))
    room.slack.drop("oauth.v2.access", after=False)
    await room.app.tend()
    room.pass_time(timedelta(minutes=2))
    await room.app.tend()
    assert len(room.slack.called("oauth.v2.access")) >= 2
    said = [record.message for record in caplog.records if record.name == "bot.chat.slack.renewing"]
    assert said == ["a token could not be renewed"]
    assert (await room.parts.store.installations.find("slack", "T1")).expires > room.clock.now() + timedelta(hours=11)


@pytest.mark.parametrize("order", [1, -1])
async def test_an_uninstall_ends_tokens_and_posts_at_once_and_a_reinstall_finds_everything(room: Installs, order: int):
    await room.install("T1", "UT1")
    await room.command("UT1", "log 20m youtube")
    await room.command("UT1", "nudges yes", wait=0)
    await room.settled()
    token = next(iter(room.slack.state.installs))
    inners = [{"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["UBOFFIN"]}}, {"type": "app_uninstalled"}]
    for inner in inners[::order]:
        await room.slack.event(inner, team="T1")
    assert await room.parts.store.installations.find("slack", "T1") is None
    room.slack.state.installs[token].revoked = True
    calls = len(room.slack.calls)
    room.pass_time(8 * DAY)
    await room.ticker.tick()
    assert len(room.slack.calls) == calls  # the card that fell due went nowhere
    await room.parts.store.sweep(room.clock.now())
    await room.install("T1", "UT1")
    stored = await room.command("UT1", "privacy stored")
    await room.settled()
    assert "logged times 1" in stored.words


async def test_a_workspace_that_leaves_takes_no_other_with_it(room: Installs):
    await room.install("T1", "UT1")
    await room.install("T2", "UT2")
    await room.slack.event({"type": "app_uninstalled"}, team="T2")
    await room.settled()
    assert await room.parts.store.installations.find("slack", "T2") is None
    assert await room.parts.store.installations.find("slack", "T1") is not None
    assert "Noted: 20 min" in (await room.command("UT1", "log 20m youtube")).words


async def test_installing_is_opened_and_nothing_else_is_asked_of_it(room: Installs):
    assert room.browser
    for method in ("POST", "PUT", "DELETE"):
        async with room.browser.request(method, f"{room.base}/slack/install", allow_redirects=False) as answer:
            assert answer.status == 405


async def test_thirty_days_after_an_uninstall_nothing_is_left(room: Installs):
    await room.install("T1", "UT1")
    await room.command("UT1", "log 20m youtube")
    await room.settled()
    await room.slack.uninstall("T1")
    room.pass_time(31 * DAY)
    await room.parts.store.sweep(room.clock.now())
    await room.install("T1", "UT1")
    stored = await room.command("UT1", "privacy stored")
    await room.settled()
    assert "Stored about you: your settings." in stored.words and "logged times" not in stored.words


async def test_users_tokens_that_are_revoked_are_none_of_ours(room: Installs):
    await room.install("T1", "UT1")
    await room.slack.event({"type": "tokens_revoked", "tokens": {"oauth": ["UT1"], "bot": []}}, team="T1")
    assert await room.parts.store.installations.find("slack", "T1") is not None


async def test_in_an_organisation_slack_says_who_belongs_and_the_key_names_both(room: Installs):
    await room.install("T1", "UT1", enterprise="E1")
    room.slack.channel("C1", name="teaching", members=("UIN", "UOUT"), team="T1")
    room.slack.user("UIN", name="Ina", team="T8", organisation="E1", teams=("T1", "T8"))
    room.slack.user("UOUT", name="Otto", team="T9", stranger=True)
    known = await room.slack.mention("UIN", "C1", "do I have to answer every post?")
    await room.settled()
    assert "Point 9" in known.words
    refused = await room.slack.mention("UOUT", "C1", "do I have to answer every post?", wait=0)
    await room.settled()
    assert "Point" not in refused.words
    tenants = await room.parts.store.database.read(lambda c: set(c.scalars(select(tables.accounts.c.tenant))))
    assert "E1/T1" in tenants


async def test_what_comes_from_a_workspace_without_boffin_is_answered_with_that_alone(room: Installs):
    await room.install("T1", "UT1")
    await room.parts.store.installations.remove("slack", "T1", room.clock.now())
    room.clock.set(room.clock.now() + timedelta(minutes=2))
    said = await room.command("UT1", "log 20m youtube")
    assert "not installed in this workspace" in said.words
    assert await room.parts.store.database.read(lambda c: c.execute(select(tables.logs)).all()) == []
