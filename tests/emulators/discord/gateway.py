"""The gateway: websockets with HELLO, IDENTIFY, heartbeats, RESUME after a cut, shards, and events by intents."""

import asyncio
import contextlib
import json
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.emulators.discord import payloads
from tests.emulators.discord.permission import INTENTS, PRIVILEGED, Intent
from tests.emulators.discord.state import Guild, Json, Message
from tests.emulators.discord.world import World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE = range(5)
RESUME, RECONNECT, MEMBERS, INVALID, HELLO, ACK = range(6, 12)
SENT_PER_MINUTE, REPLAYED = 120, 1000


class Closed(Exception):
    """The gateway closes the connection, with a code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(code, reason)
        self.code, self.reason = code, reason


@dataclass(eq=False)
class Session:
    """What the gateway remembers of an identified client, also while it is away."""

    id: str
    shard: tuple[int, int]
    intents: int
    seq: int = 0
    kept: deque[Json] = field(default_factory=lambda: deque(maxlen=REPLAYED))
    link: "Link | None" = None
    valid: bool = True
    known: set[str] = field(default_factory=set)  # servers it was told of: one of them that comes is no new one

    def hears(self, guild: Guild | None, needs: Intent) -> bool:
        """Say whether an event is for this shard and these intents."""
        here = 0 if guild is None else (int(guild.id) >> 22) % self.shard[1]
        return here == self.shard[0] and self.intents & needs == needs

    def forgot(self, seen: int) -> bool:
        """Say whether something after this number is kept no more."""
        return bool(self.kept) and seen + 1 < self.kept[0]["s"]

    def send(self, event: str, data: Json) -> None:
        """Send an event, or keep it until the client resumes."""
        self.seq += 1
        body = {"op": DISPATCH, "s": self.seq, "t": event, "d": data}
        self.kept.append(body)
        if self.link is not None:
            self.link.send(body)


class Link:
    """One websocket: what is sent goes through a queue, compressed when the client asked for it."""

    def __init__(self, request: web.Request, compress: str) -> None:
        self.request = request
        self.socket = web.WebSocketResponse(max_msg_size=0)
        self.session: Session | None = None
        self.taken = 0
        self._queue: asyncio.Queue[Json] = asyncio.Queue()
        self._flow = _compressor(compress)

    def send(self, body: Json) -> None:
        """Put a body into the queue."""
        self._queue.put_nowait(body)

    async def write(self) -> None:
        """Write what is in the queue, for as long as the socket is there."""
        with contextlib.suppress(ConnectionError):
            while True:
                text = json.dumps(await self._queue.get())
                if self._flow is None:
                    await self.socket.send_str(text)
                else:
                    await self.socket.send_bytes(self._flow(text.encode()))

    def abort(self) -> None:
        """Cut the connection as a broken network does."""
        if self.request.transport is not None:
            self.request.transport.abort()


def _compressor(kind: str) -> Callable[[bytes], bytes] | None:
    if kind == "zlib-stream":
        flow = zlib.compressobj()
        return lambda data: flow.compress(data) + flow.flush(zlib.Z_SYNC_FLUSH)
    return None


class Gateway:
    """Holds every session and its websocket."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.url = ""
        self.sessions: dict[str, Session] = {}
        self.links: list[Link] = []
        self.identified: list[Json] = []  # every IDENTIFY, token left out
        self.resumed = 0
        self.heartbeats = 0
        self.closed: list[int] = []  # the codes this side closed with
        self.interval = 41.25  # seconds between heartbeats, as HELLO says
        self.answers_heartbeats = True
        self.answers_identify = True
        self.shards = 1
        self.starts_left = 1000

    @property
    def ready(self) -> list[Session]:
        """List the sessions that are connected."""
        return [one for one in self.sessions.values() if one.link is not None]

    def told(self) -> Json:
        """Word it as GET /gateway/bot does."""
        limit = {"total": 1000, "remaining": self.starts_left, "reset_after": 14_400_000, "max_concurrency": 1}
        return {"url": self.url, "shards": self.shards, "session_start_limit": limit}

    # -- what goes out -----------------------------------------------------------------------------

    def emit(self, event: str, data: Json | Message, guild: Guild | None, needs: Intent) -> None:
        """Send an event to whoever may hear it."""
        for one in self.sessions.values():
            if one.valid and one.hears(guild, needs):
                told = payloads.heard(self.world, data, one.intents) if isinstance(data, Message) else data
                one.send(event, self._by_intents(event, told, guild, one))

    def _by_intents(self, event: str, data: Json, guild: Guild | None, session: Session) -> Json:
        if event == "GUILD_DELETE" and "unavailable" not in data:
            session.known.discard(data["id"])
        if event != "GUILD_CREATE" or guild is None:
            return data
        told = payloads.guild(self.world, guild, created=True, members=bool(session.intents & Intent.GUILD_MEMBERS))
        told |= {"unavailable": False} if guild.id in session.known else {}
        session.known.add(guild.id)
        return told

    def cut(self) -> int:
        """Cut every connection without a word; the sessions stay, so a client can resume. Gives how many there were."""
        links, self.links = self.links, []
        for link in links:
            self._leave(link)
            link.abort()
        return len(links)

    def ask_to_reconnect(self) -> None:
        """Send RECONNECT to everyone."""
        for one in self.ready:
            assert one.link is not None
            one.link.send({"op": RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool = False) -> None:
        """Send INVALID_SESSION to everyone; unless resumable, the sessions are gone."""
        for one in self.ready:
            assert one.link is not None
            one.valid = resumable
            one.link.send({"op": INVALID, "d": resumable})

    async def close(self, code: int = 1001) -> None:
        """Close every connection with a code."""
        for link in list(self.links):
            self._leave(link)
            self.closed.append(code)
            await link.socket.close(code=code)

    # -- one connection ------------------------------------------------------------------------------

    async def accept(self, request: web.Request) -> web.StreamResponse:
        """Hold one websocket for as long as it lasts."""
        link = Link(request, request.query.get("compress", ""))
        await link.socket.prepare(request)
        self.links.append(link)
        writer = asyncio.ensure_future(link.write())
        link.send({"op": HELLO, "d": {"heartbeat_interval": int(self.interval * 1000), "_trace": []}})
        try:
            await self._listen(link)
        except Closed as end:
            self.closed.append(end.code)
            self._leave(link)
            self.world.changed()
            await link.socket.close(code=end.code, message=end.reason.encode())
        finally:
            writer.cancel()
            self._leave(link)
            self.world.changed()
        return link.socket

    def _leave(self, link: Link) -> None:
        if link.session is not None and link.session.link is link:
            link.session.link = None
        if link in self.links:
            self.links.remove(link)

    async def _listen(self, link: Link) -> None:
        while True:
            try:
                got = await link.socket.receive(timeout=self.interval * 1.5)
            except TimeoutError:
                raise Closed(4009, "Session timed out.") from None
            if got.type is not WSMsgType.TEXT:
                if got.type is WSMsgType.CLOSE and got.data in (1000, 1001) and link.session is not None:
                    link.session.valid = False  # a client that says goodbye cannot resume
                return
            link.taken += 1
            if link.taken > SENT_PER_MINUTE:
                raise Closed(4008, "Rate limited.")
            try:
                body = json.loads(got.data)
                op, data = body["op"], body.get("d")
            except (ValueError, TypeError, KeyError):
                raise Closed(4002, "Error while decoding payload.") from None
            self._obey(link, op, data)
            self.world.changed()

    def _obey(self, link: Link, op: Any, data: Any) -> None:
        if op == HEARTBEAT:
            link.taken -= 1
            self.heartbeats += 1
            if self.answers_heartbeats:
                link.send({"op": ACK})
        elif op == IDENTIFY:
            self._identify(link, data)
        elif op == RESUME:
            self._resume(link, data)
        elif op not in (PRESENCE, VOICE, MEMBERS):
            raise Closed(4001, "Unknown opcode.")
        elif link.session is None:
            raise Closed(4003, "Not authenticated.")
        elif op == MEMBERS:
            self._members(link.session, data)

    def _identify(self, link: Link, data: Any) -> None:
        if link.session is not None:
            raise Closed(4005, "Already authenticated.")
        if not isinstance(data, dict) or not isinstance(data.get("intents"), int) or "properties" not in data:
            raise Closed(4002, "Error while decoding payload.")
        if data.get("token") != self.world.token:
            raise Closed(4004, "Authentication failed.")
        shard, intents = tuple(data.get("shard") or (0, 1)), data["intents"]
        if len(shard) != 2 or not 0 <= shard[0] < shard[1]:
            raise Closed(4010, "Invalid shard.")
        if intents & ~INTENTS:
            raise Closed(4013, "Invalid intent(s).")
        if intents & PRIVILEGED & ~self.world.portal:
            raise Closed(4014, "Disallowed intent(s).")
        self.starts_left -= 1
        self.identified.append({key: value for key, value in data.items() if key != "token"})
        if not self.answers_identify:
            return
        session = Session(self.world.secret("s"), (shard[0], shard[1]), intents, link=link)
        link.session = self.sessions[session.id] = session
        here = [one for one in self.world.guilds.values() if one.present and session.hears(one, Intent.NONE)]
        session.known = {one.id for one in here}
        session.send(
            "READY",
            {
                "v": 10,
                "user": self.world.bot.told() | {"verified": True, "mfa_enabled": True, "email": None, "flags": 0},
                "guilds": [{"id": one.id, "unavailable": True} for one in here],
                "session_id": session.id,
                "resume_gateway_url": self.url,
                "session_type": "normal",
                "shard": list(shard),
                "application": {"id": self.world.app_id, "flags": 0},
                "private_channels": [],
                "relationships": [],
            },
        )
        for one in here:
            if not one.unavailable and session.hears(one, Intent.GUILDS):
                session.send("GUILD_CREATE", self._by_intents("GUILD_CREATE", {}, one, session))

    def _resume(self, link: Link, data: Any) -> None:
        if not isinstance(data, dict) or data.get("token") != self.world.token:
            raise Closed(4004, "Authentication failed.")
        session = self.sessions.get(str(data.get("session_id")))
        seen = data.get("seq")
        if session is None or not session.valid or (isinstance(seen, int) and session.forgot(seen)):
            link.send({"op": INVALID, "d": False})
            return
        if not isinstance(seen, int) or seen > session.seq:
            raise Closed(4007, "Invalid seq.")
        if session.link is not None:
            session.link.abort()
        link.session, session.link = session, link
        self.resumed += 1
        for body in [one for one in session.kept if one["s"] > seen]:
            link.send(body)
        session.send("RESUMED", {"_trace": []})

    def _members(self, session: Session, data: Any) -> None:
        guild = self.world.guilds.get(str(data.get("guild_id")))
        if guild is None:
            return
        query, wanted = str(data.get("query") or ""), [str(one) for one in data.get("user_ids") or []]
        if not wanted and not query and not session.intents & Intent.GUILD_MEMBERS:
            raise Closed(4014, "Disallowed intent(s).")
        people = [self.world.users[key] for key in guild.members]
        found = [one for one in people if one.id in wanted or (not wanted and one.name.startswith(query))]
        found = found[: data.get("limit") or 100]
        answer: Json = {"guild_id": guild.id, "members": [payloads.member(guild, one) for one in found]}
        answer |= {"chunk_index": 0, "chunk_count": 1, "not_found": [one for one in wanted if one not in guild.members]}
        session.send("GUILD_MEMBERS_CHUNK", answer | ({"nonce": data["nonce"]} if data.get("nonce") else {}))
