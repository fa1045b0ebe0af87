"""LocalDiscord: start it, put people and servers in it, break it, and read what the bot did."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.emulators.clock import Clock
from tests.emulators.discord import payloads
from tests.emulators.discord.acts import Acts, Where, Who
from tests.emulators.discord.contract import Contract
from tests.emulators.discord.gateway import Gateway
from tests.emulators.discord.permission import BOT, Intent
from tests.emulators.discord.server import PREFIX, Bucket, Fault, Server
from tests.emulators.discord.state import (
    GROUP,
    PUBLIC_THREAD,
    TEXT,
    Attachment,
    Channel,
    Guild,
    Json,
    Message,
    Refused,
    Role,
    User,
)
from tests.emulators.discord.world import World
from tests.emulators.local import Local
from tests.emulators.server import Call

TOKEN = "bG9jYWw.Ym9mZmlu.ZGlzY29yZA"  # noqa: S105 (opens nothing but this)


class LocalDiscord(Acts, Local[Fault]):
    """A Discord on 127.0.0.1 for one app; use it with `async with`."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        privileged: int = Intent.NONE,
        user_install: bool = False,
        shards: int = 1,
        persist: Path | None = None,
        port: int = 0,
        clock: Clock | None = None,
    ) -> None:
        clock = clock or Clock()
        self.token, self.world = token, World(clock, token)
        self.world.portal, self.world.user_install = privileged, user_install
        self.gateway = Gateway(self.world)
        self.gateway.shards = shards
        self.world.emit = self.gateway.emit
        self.contract = Contract()
        super().__init__(Server(self.world, self.gateway, self.contract), clock, persist, port)
        self.patience = 3.0 if self.clock.live else 5.0

    async def hang_up(self) -> None:
        """Cut every gateway connection."""
        self.gateway.cut()

    # -- where it is -----------------------------------------------------------------------------

    @property
    def api_url(self) -> str:
        """Give the base address of the API, as `Route.BASE` wants it."""
        return self.server.base + PREFIX

    @property
    def gateway_url(self) -> str:
        """Give the address of the gateway, as `DiscordWebSocket.DEFAULT_GATEWAY` wants it."""
        return self.gateway.url

    @property
    def bot(self) -> User:
        """Give the bot."""
        return self.world.bot

    async def connected(self, count: int = 1, seconds: float = 5.0) -> None:
        """Wait until the bot holds so many connections (one for each shard)."""
        await self.until(lambda: len(self.gateway.ready) >= count, seconds)

    async def registered(self, *names: str, seconds: float = 5.0) -> None:
        """Wait until these commands are registered everywhere, or any at all."""
        await self.until(lambda: self.commands() and set(names) <= {one["name"] for one in self.commands()}, seconds)

    def advance(self, seconds: float) -> None:
        """Move the time on, and wake whoever waits for it."""
        self.clock.advance(seconds)
        self.world.changed()

    # -- who and what is there ---------------------------------------------------------------------

    def user(
        self,
        name: str,
        *,
        id: str = "",
        locale: str = "en-GB",
        bot: bool = False,
        direct: bool = True,
        installed: bool = False,
    ) -> User:
        """Put a person in; `direct` says whether they take direct messages, `installed` whether they added the app."""
        made = User(id or self.world.id(), name, locale, bot, direct, installed)
        self.world.users[made.id] = made
        return made

    def guild(
        self,
        name: str,
        *,
        id: str = "",
        owner: Who | None = None,
        members: Iterable[Who] = (),
        bot: bool = True,
        rights: int = BOT,
        locale: str = "en-GB",
    ) -> Guild:
        """Put a server in with its people; `bot` says whether the app is there, its role having these rights."""
        keeper = self.world.person(owner) if owner is not None else self.user(f"owner of {name}")
        made = Guild(id or self.world.id(), name, keeper.id, locale=locale, present=bot)
        made.members = {one.id: [] for one in (keeper, *(self.world.person(who) for who in members))}
        self.world.guilds[made.id] = made
        role = Role(self.world.id(), "Boffin", int(rights), 2)
        made.roles[role.id] = role
        if bot:
            made.members[self.bot.id] = [role.id]
            self.gateway.emit("GUILD_CREATE", {}, made, Intent.GUILDS)
        return made

    def channel(
        self,
        name: str,
        guild: Guild | None = None,
        *,
        id: str = "",
        kind: int = TEXT,
        parent: Channel | None = None,
        overwrites: Mapping[User | Role | str, tuple[int, int]] | None = None,
    ) -> Channel:
        """Put a channel into a server (the newest unless said); `overwrites` is (allow, deny) by person or role."""
        here = guild or list(self.world.guilds.values())[-1]
        made = Channel(id or self.world.id(), name, kind, here, parent)
        made.overwrites = {self._target(here, who): pair for who, pair in (overwrites or {}).items()}
        self.world.add(made)
        if here.present:
            self._tell("THREAD_CREATE" if made.is_thread else "CHANNEL_CREATE", made)
        return made

    def thread(self, name: str, parent: Channel) -> Channel:
        """Open a thread under a channel."""
        return self.channel(name, parent.guild, kind=PUBLIC_THREAD, parent=parent)

    def private(self, *people: Who) -> Channel:
        """Open a direct message between people, without the bot; three or more are a group."""
        inside = [self.world.person(one) for one in people]
        return self.world.add(Channel(self.world.id(), "", 1 if len(inside) == 2 else GROUP, recipients=inside))

    def role(
        self, guild: Guild, name: str, rights: int = 0, members: Iterable[Who] = (), *, mentionable: bool = False
    ) -> Role:
        """Put a role into a server and give it to people."""
        made = Role(self.world.id(), name, int(rights), len(guild.roles), mentionable)
        guild.roles[made.id] = made
        self.gateway.emit("GUILD_ROLE_CREATE", {"guild_id": guild.id, "role": made.told()}, guild, Intent.GUILDS)
        for who in members:
            guild.members[self.world.person(who).id].append(made.id)
        return made

    def set_rights(self, guild: Guild, role: Role | str, rights: int) -> None:
        """Change what a role may do: a role, "everyone", or "bot"."""
        found = role if isinstance(role, Role) else guild.roles[self._target(guild, role)]
        found.permissions = int(rights)
        self.gateway.emit("GUILD_ROLE_UPDATE", {"guild_id": guild.id, "role": found.told()}, guild, Intent.GUILDS)

    def permit(self, channel: Channel, who: User | Role | str, *, allow: int = 0, deny: int = 0) -> None:
        """Change what someone, a role, "everyone" or the bot's role ("bot") may do in a channel."""
        assert channel.guild is not None
        channel.overwrites[self._target(channel.guild, who)] = (int(allow), int(deny))
        self._tell("CHANNEL_UPDATE", channel)

    def _target(self, guild: Guild, who: User | Role | str) -> str:
        if isinstance(who, str) and who == "everyone":
            return guild.id
        if isinstance(who, str) and who == "bot":
            return next(role.id for role in guild.roles.values() if role.name == "Boffin")
        return who.id if isinstance(who, Role) else self.world.person(who).id

    def add_member(self, guild: Guild, who: Who, *roles: Role) -> User:
        """Let someone into a server."""
        person = self.world.person(who)
        guild.members[person.id] = [role.id for role in roles]
        return person

    def remove_member(self, guild: Guild, who: Who) -> None:
        """Take someone out of a server."""
        guild.members.pop(self.world.person(who).id, None)

    def delete_channel(self, channel: Channel) -> None:
        """Delete a channel."""
        channel.deleted = True
        self._tell("THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE", channel)

    def file(self, name: str, content: bytes, kind: str = "application/octet-stream") -> Attachment:
        """Make a file that a person attaches."""
        return Attachment(self.world.id(), name, content, kind)

    def _tell(self, event: str, channel: Channel) -> None:
        self.gateway.emit(event, payloads.channel(channel), channel.guild, Intent.GUILDS)

    # -- what goes wrong ---------------------------------------------------------------------------

    def refuse(self, route: str, status: int, code: int, message: str = "", times: int = 1) -> None:
        """Answer the next calls with a refusal; route "*" is any, else as in the API's description."""
        self._break(route, times, lambda: Fault(refusal=Refused(status, code, message or f"Error {code}")))

    def rate_limit(self, route: str, retry_after: float = 0.01, times: int = 1, *, shared: bool = False) -> None:
        """Answer the next calls with 429; `shared` is the limit over all routes."""
        self._break(route, times, lambda: Fault(status=429, retry_after=retry_after, shared=shared))

    def limit(self, route: str, requests: int, seconds: float) -> None:
        """Let a route ("*" is all of them) take only so many requests in so many seconds."""
        self.server.buckets[route] = Bucket(requests, seconds)

    def fail(self, route: str, status: int = 500, times: int = 1, *, after: bool = False) -> None:
        """Answer the next calls with a server error; `after` they took effect all the same."""
        self._break(route, times, lambda: Fault(status=status, drop="after" if after else ""))

    # -- what the bot did --------------------------------------------------------------------------

    @property
    def refusals(self) -> list[Call]:
        """List what Discord refused."""
        return [one for one in self.calls if one.status >= 400]

    @property
    def breaches(self) -> list[str]:
        """List what in the bot's requests breaks the official description (see `contract`)."""
        return self.contract.breaches

    def commands(self, guild: Guild | None = None) -> list[Json]:
        """List the commands that are registered, everywhere or in one server."""
        return list(self.world.commands.get(guild.id if guild else "", {}).values())

    def history(self, place: Where) -> list[Message]:
        """List all that stands in a channel, or in the direct message with a person."""
        where = self.world.place(place)
        return [one for one in self.world.said if one.channel is where and not one.to and not one.deleted]

    def messages(self, place: Where) -> list[Message]:
        """List what the bot said there to everyone, and still stands."""
        return [one for one in self.history(place) if one.by_bot and not one.loading]

    def ephemerals(self, user: Who, place: Where | None = None) -> list[Message]:
        """List what only this person saw."""
        person = self.world.person(user)
        where = self.world.place(place) if place is not None else None
        mine = [one for one in self.world.said if one.to == person.id and not one.deleted]
        return [one for one in mine if where in (None, one.channel)]

    @property
    def pings(self) -> set[str]:
        """List whom the bot's messages would have pinged."""
        return {ping for one in self.world.said if one.by_bot for ping in one.pings}
