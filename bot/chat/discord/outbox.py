"""What is said unasked in Discord: channel posts and private cards. The same delivery twice is one message.

Discord keeps a message's nonce for some minutes and gives the message that is there already, so what was broken off
half way may be tried once more at once.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

import aiohttp
import discord
from aiolimiter import AsyncLimiter

from bot.chat.discord.api import CLOSED
from bot.chat.discord.client import Client
from bot.chat.discord.history import look
from bot.chat.discord.limit import NONCE, within
from bot.chat.discord.render import Labels, render
from bot.chat.discord.trace import unclear
from bot.core.errors import Closed, Later, NotDelivered, Unreached
from bot.core.message import Message
from bot.core.ports import Outbox
from bot.core.situation import Delivery, Flow

GONE = frozenset({10003, 10004, 10013})  # no such channel, server or person any more
NO_RIGHT = frozenset({50001, 50013})
LONGEST_ID = 20  # digits of 64 bits
SPACED = 48  # requests a second: claimed as they may be, they still bunch on the way, and Discord counts by the second


class DiscordOutbox(Outbox):
    """Posts through the connected client; before there is one, nothing is said."""

    # Discord takes 50 requests from one bot, answers to people included; a private card is two.
    flow = Flow(a_second=45, at_once=5, each_tenant=False, outside=2)
    repeats = timedelta(seconds=100)  # Discord says "a few minutes" and no number; two are what others found

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._spaced = AsyncLimiter(1, 1 / SPACED)
        self.client: Client | None = None

    async def send(self, delivery: Delivery, message: Message) -> str:
        """Post it and return the channel and the id of its first part."""
        client = self.client
        if client is None or client.is_closed():
            raise Later("not connected")
        try:
            channel = await self._channel(client, delivery)
        except (discord.HTTPException, discord.RateLimited) as problem:
            raise _certain(problem) from None
        first = ""
        for number, part in enumerate(render(message, self._labels, marked=True)):
            with unclear() as before:
                try:
                    sent = await self._posted(channel, part.view, nonce(delivery.id, number))
                except (discord.HTTPException, discord.RateLimited) as problem:
                    certain = _certain(problem)
                    # A refusal says nothing of an earlier try, or where the beginning stands there already.
                    if (first or before) and isinstance(certain, NotDelivered):
                        raise RuntimeError(certain.reason) from None
                    raise certain from None
            first = first or f"{channel.id}/{sent}"
        return first

    def is_one(self, message: Message) -> bool:
        """Say whether it is one post."""
        return len(render(message, self._labels)) == 1

    async def find(self, deliveries: Sequence[Delivery]) -> Mapping[str, str | None]:
        """Look for their marks in what was said last in each channel."""
        client, found = self.client, dict[str, str | None]()
        if client is None or client.is_closed() or client.user is None:
            raise Later("not connected")
        there: dict[tuple[str, str], list[Delivery]] = defaultdict(list)
        for delivery in deliveries:
            there[delivery.owner.kind, delivery.address.external].append(delivery)
        for wanted in there.values():
            try:
                channel = await self._channel(client, wanted[0])
            except NotDelivered:
                continue
            except (discord.HTTPException, discord.RateLimited) as problem:
                if isinstance(certain := _certain(problem), NotDelivered) and not isinstance(certain, Later):
                    continue
                raise certain from None
            found |= await look(channel, wanted, client.user.id, may_read=_may_read(client, wanted[0]))
        return found

    async def _channel(self, client: Client, delivery: Delivery) -> discord.PartialMessageable:
        address, is_private = delivery.address, delivery.owner.kind == "person"
        if not _is_id(address.external) or not (is_private or _is_id(address.tenant)):
            raise Unreached("no id of Discord's")
        external = int(address.external)
        if is_private:
            await self._spaced.acquire()
            opened = await client.http.start_private_message(external)
            return client.get_partial_messageable(int(opened["id"]))
        if client.is_up and client.get_guild(int(address.tenant)) is None:
            raise Unreached("not in that server")
        return client.get_partial_messageable(external)

    async def _posted(self, channel: discord.PartialMessageable, view: discord.ui.LayoutView, once: str) -> int:
        await self._spaced.acquire()
        try:
            return (await channel.send(view=view, nonce=once)).id
        except (OSError, aiohttp.ClientError):
            return (await channel.send(view=view, nonce=once)).id  # it may have arrived: then this is the same message


def _may_read(client: Client, delivery: Delivery) -> bool:
    if delivery.owner.kind == "person":
        return True
    channel = client.get_channel(int(delivery.address.external))
    if not isinstance(channel, discord.abc.GuildChannel) or channel.guild.me is None:
        return False
    return channel.permissions_for(channel.guild.me).read_message_history


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID


def nonce(delivery: str, part: int) -> str:
    """Return what makes one part of a delivery the same message whenever it is sent."""
    made = hashlib.sha256(f"{delivery}/{part}".encode()).hexdigest()[:24]
    within("nonce", len(made), NONCE)
    return made


def _certain(problem: discord.HTTPException | discord.RateLimited) -> Exception:
    """Return NotDelivered where Discord itself said no, and otherwise the problem as it is."""
    if isinstance(problem, discord.RateLimited):
        return Later("rate limited", problem.retry_after)
    if problem.status == 429:
        return Later("rate limited")
    if problem.status >= 500:
        return problem
    if problem.code in CLOSED:
        return Closed()
    if problem.code in GONE:
        return Unreached("gone")
    refused = f"refused with {problem.code or problem.status}"
    return Unreached(refused) if problem.code in NO_RIGHT else NotDelivered(refused)
