"""What may have been said is said again only as the same message, where it went; else it is looked for there."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.core.link import Parting
from bot.core.message import Message
from bot.core.situation import Delivery, Notice, Skip, Wait
from bot.scheduling.looking import AWAY, Looking
from bot.scheduling.ticker import Ticker
from bot.storage.accounts import account_id
from bot.storage.parts import Store
from bot.storage.tables import accounts, deliveries, workspaces
from bot.storage.went import GONE
from tests.fakes import ListOutbox, ListSignals, ScriptedAssistant, StillClock
from tests.storage.shapes import DAY, HOUR, NOW, Speaker, speaker

START = datetime(2026, 11, 23, 20, 59, 58, tzinfo=UTC)
SECOND = timedelta(seconds=1)
NONCES = timedelta(minutes=5)  # for as long Discord may keep them; nobody knows
UNSURE, PAUSED = "unsure", "paused"


class Remembering(ListOutbox):
    """A Discord: the same delivery soon is the same message, its history is read, and the first answer gets lost."""

    repeats = timedelta(seconds=100)

    def __init__(self, clock: StillClock, *, took_it: bool = True) -> None:
        super().__init__()
        self.clock, self.took_it, self.is_first = clock, took_it, True
        self.posts: list[tuple[datetime, list[str]]] = []
        self.known: dict[str, datetime] = {}

    async def send(self, delivery: Delivery, message: Message) -> str:
        now, is_lost = self.clock.moment, self.is_first
        self.is_first = False
        at = self.known.get(delivery.id)
        if (at is None or now - at > NONCES) and (self.took_it or not is_lost):
            self.known[delivery.id] = now
            self.posts.append((now, sorted(one.kind for one in (delivery, *delivery.parts))))
        if is_lost:
            raise ConnectionResetError
        return "1/1"

    async def find(self, deliveries: Sequence[Delivery]) -> Mapping[str, str | None]:
        return {one.id: "1/1" if one.id in self.known else None for one in deliveries}


class Scene(ScriptedAssistant):
    """A person with two things to say to, a clock, and a bot that ticks."""

    def __init__(self, store: Store, ana: Speaker, *, took_it: bool = True) -> None:
        super().__init__()
        self.ana, self.store, self.clock = ana, store, StillClock(START)
        self.discord, self.gone = Remembering(self.clock, took_it=took_it), frozenset[str]()
        outboxes = {"discord": self.discord}
        self.ticker = Ticker(self, store.ledger, outboxes, self.clock, doubts=store.doubts, away=self.away)
        self.quiet_until, self.quiet = START, {UNSURE, PAUSED}
        self.unwanted = False

    async def away(self) -> frozenset[str]:
        return self.gone

    async def compose(self, delivery: Delivery, now: datetime) -> Message | Skip | Wait:
        if START < now < self.quiet_until and delivery.kind in self.quiet:
            return Wait(self.quiet_until)
        if self.unwanted and delivery.kind == PAUSED:
            return Skip("no longer wanted")
        return await super().compose(delivery, now)

    async def say(self, *kinds: str) -> None:
        """Let it be due, and said so that nobody knows whether it was."""
        notices = [Notice(self.ana.owner, kind, f"p{number}") for number, kind in enumerate(kinds)]  # type: ignore[arg-type]
        for number, notice in enumerate(notices):
            await self.ana.keep(START - (5 - number) * SECOND, notices=(notice,))
        await self.ticker.tick()

    async def later(self, times: int, step: timedelta = 5 * SECOND) -> None:
        for _ in range(times):
            self.clock.moment += step
            await self.ticker.recover()
            await self.ticker.tick()

    async def states(self) -> set[tuple[str, str]]:
        found = await self.store.database.read(lambda c: c.execute(select(deliveries)).all())
        return {(row.kind, row.state) for row in found}


async def on_discord(store: Store, *, took_it: bool = True) -> Scene:
    return Scene(store, await speaker(store, platform="discord", tenant="G1"), took_it=took_it)


async def test_said_again_soon_it_is_the_same_message(store: Store) -> None:
    scene = await on_discord(store)
    await scene.say(UNSURE, PAUSED)
    await scene.later(1)
    assert await scene.states() == {(UNSURE, "sent"), (PAUSED, "sent")}
    assert scene.discord.posts == [(START, [PAUSED, UNSURE])]


@pytest.mark.parametrize("took_it", [True, False])
async def test_after_ten_minutes_without_a_network_it_is_looked_for_before_it_is_said_again(
    store: Store, took_it: bool
) -> None:
    scene = await on_discord(store, took_it=took_it)
    await scene.say(UNSURE)
    scene.gone = frozenset({"discord"})
    await scene.later(2)
    await scene.later(1, timedelta(minutes=10))
    scene.gone = frozenset()
    await scene.later(10)
    assert await scene.states() == {(UNSURE, "sent")}
    assert len(scene.discord.posts) == 1


@pytest.mark.parametrize(
    ("quiet", "took_it"), [({UNSURE, PAUSED}, True), ({UNSURE, PAUSED}, False), ({PAUSED}, True), ({UNSURE}, True)]
)
async def test_what_falls_into_quiet_hours_as_it_is_to_be_repeated_is_looked_for(
    store: Store, quiet: set[str], took_it: bool
) -> None:
    scene = await on_discord(store, took_it=took_it)
    await scene.say(UNSURE, PAUSED)
    scene.quiet_until, scene.quiet = START + 10 * HOUR, quiet
    await scene.later(10)
    await scene.later(3, 10 * HOUR)
    assert await scene.states() == {(UNSURE, "sent"), (PAUSED, "sent")}
    assert [kinds for _, kinds in scene.discord.posts] == [[PAUSED, UNSURE]]
    assert scene.discord.posts[0][0] == START or scene.discord.posts[0][0] >= scene.quiet_until


@pytest.mark.parametrize(
    ("kinds", "took_it", "posts", "ends"),
    [
        ((PAUSED, UNSURE), True, [[PAUSED, UNSURE]], "sent"),
        ((PAUSED, UNSURE), False, [[UNSURE]], "skipped"),
        ((UNSURE, PAUSED), True, [[PAUSED, UNSURE]], "skipped"),
    ],
)
async def test_what_one_carried_does_not_go_by_itself_before_that_is_known(
    store: Store, kinds: tuple[str, str], took_it: bool, posts: list[list[str]], ends: str
) -> None:
    scene = await on_discord(store, took_it=took_it)
    await scene.say(*kinds)
    scene.unwanted = True
    await scene.later(12)
    assert await scene.states() == {(UNSURE, "sent"), (PAUSED, ends)}
    assert [said for _, said in scene.discord.posts] == posts


async def now_uses(store: Store, ana: Speaker, platform: str) -> None:
    """She writes there, whatever she used last."""

    def write(connection: object) -> None:
        newest = connection.scalar(select(accounts.c.used).order_by(accounts.c.used.desc()).limit(1))  # type: ignore[attr-defined]
        used = update(accounts).where(accounts.c.platform == platform).values(person=ana.id, used=newest + 10)
        connection.execute(used)  # type: ignore[attr-defined]

    await store.database.write(write)


async def both(store: Store) -> Speaker:
    """Somebody on Slack and on Discord, who used Slack last."""
    ana = await speaker(store)
    await speaker(store, "ana9", platform="discord", tenant="G1")
    await now_uses(store, ana, "discord")
    await now_uses(store, ana, "slack")
    return ana


def beside_slack(scene: "Scene", store: Store, took_it: bool) -> Remembering:
    """Let the scene speak in Slack too, whose answers are lost; return it."""
    slack = Remembering(scene.clock, took_it=took_it)
    slack.repeats = timedelta(0)
    outboxes = {"slack": slack, "discord": scene.discord}
    scene.ticker = Ticker(scene, store.ledger, outboxes, scene.clock, doubts=store.doubts)
    scene.discord.is_first = False
    return slack


@pytest.mark.parametrize("took_it", [True, False])
async def test_it_is_looked_for_where_it_went_and_goes_elsewhere_only_when_it_is_not_there(
    store: Store, took_it: bool
) -> None:
    scene = Scene(store, ana := await both(store))
    slack = beside_slack(scene, store, took_it)
    await scene.say(PAUSED)
    await now_uses(store, ana, "discord")
    await scene.later(12)
    assert await scene.states() == {(PAUSED, "sent")}
    assert (len(slack.posts), len(scene.discord.posts)) == ((1, 0) if took_it else (0, 1))


async def test_said_again_it_goes_where_it_went(store: Store) -> None:
    scene = Scene(store, ana := await both(store))
    await now_uses(store, ana, "discord")
    await scene.say(PAUSED)
    await now_uses(store, ana, "slack")
    scene.gone = frozenset({"slack"})
    await scene.later(1)
    assert await scene.states() == {(PAUSED, "sent")}
    assert len(scene.discord.posts) == 1


async def test_an_id_of_another_platform_tells_nothing_of_where_to_look(store: Store) -> None:
    ana = await both(store)
    for number, (platform, said) in enumerate({"slack": "D1/1.5", "discord": "12/99"}.items()):
        now = NOW + number * DAY
        await now_uses(store, ana, platform)
        await ana.keep(now, notices=(Notice(ana.owner, "paused", f"p{number}"),))
        (one,) = await store.ledger.claim(now + HOUR, 5)
        await store.ledger.settle(one, "sent", now + HOUR, detail=said)
    await now_uses(store, ana, "slack")
    await ana.keep(NOW + 2 * DAY, notices=(Notice(ana.owner, "paused", "p3"),))
    (one,) = await store.ledger.claim(NOW + 3 * DAY, 5)
    await store.ledger.settle(one, "uncertain", NOW + 3 * DAY, detail="TimeoutError")
    ((found, _),) = await store.doubts.doubtful(NOW + 3 * DAY, 10, {"slack"})
    assert (found.address.platform, found.before) == ("slack", "D1/1.5")


@pytest.mark.parametrize("is_parted", [True, False])
async def test_where_it_went_is_forgotten_with_the_account(store: Store, is_parted: bool) -> None:
    ana = await both(store)
    await ana.keep(NOW, notices=(Notice(ana.owner, "paused", "p1"),))
    await store.ledger.claim(NOW + HOUR, 5)
    slack = update(workspaces).where(workspaces.c.platform == "slack").values(removed=NOW - 31 * DAY)
    if is_parted:
        await ana.keep(link=Parting(account_id("slack", "T1", "ana")))
    else:
        await store.database.write(lambda c: c.execute(slack))
        await store.sweep(NOW)
    found = await store.database.read(lambda c: c.execute(select(deliveries)).one())
    assert (found.owner, found.to_platform, found.to_tenant, found.to_external) == (ana.id, GONE, "", "")


@pytest.mark.parametrize("took_it", [True, False])
async def test_what_went_to_an_account_that_was_taken_away_is_said_nowhere_else(store: Store, took_it: bool) -> None:
    scene = Scene(store, ana := await both(store))
    slack = beside_slack(scene, store, took_it)
    await scene.say(PAUSED, UNSURE)
    await ana.keep(scene.clock.moment, link=Parting(account_id("slack", "T1", "ana")))
    await scene.later(12)
    assert await scene.states() == {(PAUSED, "uncertain"), (UNSURE, "uncertain")}
    assert (len(slack.posts), scene.discord.posts) == (int(took_it), [])
    (listed, *_) = await store.doubted(scene.clock.moment)
    assert listed.why == "its account was taken away"


async def test_histories_that_can_never_be_read_keep_no_other_waiting(store: Store) -> None:
    who = [await speaker(store, f"u{number}", tenant=f"T{number}") for number in range(AWAY + 2)]
    for one in who:
        await one.keep(NOW, notices=(Notice(one.owner, PAUSED, "p"),))
    for one in await store.ledger.claim(NOW, 16):
        await store.ledger.settle(one, "uncertain", NOW, detail="ConnectionResetError")
    refused: list[str] = []

    class Slack(ListOutbox):
        async def find(self, deliveries: Sequence[Delivery]) -> Mapping[str, str | None]:
            (one,) = deliveries
            if one.id in refused or len(refused) < AWAY:
                refused.append(one.id)
                raise PermissionError("account_inactive")
            return {one.id: "C1/1.5"}

    clock = StillClock(NOW)
    looking = Looking(ScriptedAssistant(), store.ledger, store.doubts, {"slack": Slack()}, clock, ListSignals())
    for _ in range(8):
        clock.moment += 15 * SECOND
        await looking.look()
    found = await store.database.read(lambda c: c.execute(select(deliveries)).all())
    assert sorted(row.state for row in found) == ["sent", "sent", *["uncertain"] * AWAY]
