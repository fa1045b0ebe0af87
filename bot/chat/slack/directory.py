"""Who speaks in Slack and what a channel is called: read from Slack, kept for an hour, failing closed."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.door import Speaker, Spot
from bot.chat.slack.api import PLATFORM, Installed, error_of, tenant
from bot.chat.slack.inbound import Heard, Payload
from bot.core.people import Standing
from bot.core.ports import Clock
from bot.core.situation import Address

KEPT = timedelta(hours=1)
MOST = 10_000
GONE = frozenset({"user_not_found", "user_not_visible", "users_not_found"})
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Facts:
    """What Slack says of someone."""

    name: str
    standing: Standing
    is_admin: bool = False
    zone: str | None = None


NOBODY = Facts("", Standing.EXTERNAL)


class Kept(Generic[T]):
    """Things read from Slack, each for an hour, the oldest leaving first."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._held: OrderedDict[str, tuple[datetime, T]] = OrderedDict()

    def get(self, key: str) -> T | None:
        """Return what is known and fresh."""
        until, held = self._held.get(key, (None, None))
        return held if until is not None and self._clock.now() < until else None

    def put(self, key: str, held: T) -> None:
        """Keep it from now."""
        self._held[key] = (self._clock.now() + KEPT, held)
        self._held.move_to_end(key)
        while len(self._held) > MOST:
            self._held.popitem(last=False)


class Directory:
    """`known` answers at once or not at all; `look_up` asks Slack, and must not stand before an acknowledgement."""

    def __init__(self, web: AsyncWebClient, clock: Clock, here: Installed, unnamed: str) -> None:
        self._web, self._here, self._unnamed = web, here, unnamed
        self._people: Kept[Facts] = Kept(clock)
        self._channels: Kept[str] = Kept(clock)

    def known(self, heard: Heard) -> tuple[Speaker, Spot | None] | None:
        """Return who speaks and where, None where Slack must be asked first."""
        facts = NOBODY if self._is_outside(heard) else self._people.get(heard.where.user)
        if heard.channel_name:
            self._channels.put(heard.where.channel, heard.channel_name)
        name = "" if heard.where.is_direct else self._channels.get(heard.where.channel)
        if facts is None or name is None:
            return None
        return self._speaker(heard, facts), self._spot(heard, name)

    async def look_up(self, heard: Heard) -> tuple[Speaker, Spot | None]:
        """Return who speaks and where, asking Slack for what is not known. Unread rights are no rights."""
        user, channel = heard.where.user, heard.where.channel
        facts = NOBODY if self._is_outside(heard) else self._people.get(user) or await self._read_person(user)
        name = heard.channel_name
        if not heard.where.is_direct:
            name = name or self._channels.get(channel) or await self._read_channel(channel)
        return self._speaker(heard, facts), self._spot(heard, name)

    def _is_outside(self, heard: Heard) -> bool:
        """Say whether this is certainly nobody from here. In an organisation only Slack knows who belongs where."""
        if heard.installed != self._here.team:
            return True
        return heard.team != self._here.team and not self._here.enterprise

    def _speaker(self, heard: Heard, facts: Facts) -> Speaker:
        within = tenant(heard.team) if self._is_outside(heard) else self._here.tenant
        address = Address(PLATFORM, within, heard.where.user)
        return Speaker(address, facts.name, facts.standing, facts.is_admin, facts.zone)

    def _spot(self, heard: Heard, name: str) -> Spot | None:
        if heard.where.is_direct:
            return None
        within = tenant(heard.installed) if heard.installed != self._here.team else self._here.tenant
        return Spot(Address(PLATFORM, within, heard.where.channel), name or self._unnamed)

    async def _read_person(self, user: str) -> Facts:
        try:
            found = facts_of((await self._web.users_info(user=user))["user"], self._here.team)
        except SlackApiError as problem:
            return Facts("", Standing.REMOVED if error_of(problem) in GONE else Standing.UNKNOWN)
        except (OSError, TimeoutError, aiohttp.ClientError):
            return Facts("", Standing.UNKNOWN)  # not kept: the next line may find Slack awake
        self._people.put(user, found)
        return found

    async def _read_channel(self, channel: str) -> str:
        try:
            found = (await self._web.conversations_info(channel=channel))["channel"]
        except (SlackApiError, OSError, TimeoutError, aiohttp.ClientError):
            return ""
        name = f"#{found['name']}" if found.get("name") else ""
        self._channels.put(channel, name)
        return name


def facts_of(user: Payload, team: str) -> Facts:
    """Return what counts of Slack's own description of someone."""
    profile: dict[str, Any] = user.get("profile") or {}
    name = str(
        profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name") or ""
    )
    zone = user.get("tz")
    teams = (user.get("enterprise_user") or {}).get("teams", ())
    if user.get("deleted"):
        standing = Standing.REMOVED
    elif user.get("is_bot") or user.get("is_stranger") or (user.get("team_id", team) != team and team not in teams):
        standing = Standing.EXTERNAL
    elif user.get("is_restricted") or user.get("is_ultra_restricted"):
        standing = Standing.GUEST
    else:
        standing = Standing.REGULAR
    is_admin = standing is Standing.REGULAR and bool(user.get("is_admin") or user.get("is_owner"))
    return Facts(name, standing, is_admin, str(zone) if zone else None)
