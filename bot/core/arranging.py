"""Bringing about what a settings file asks for: the same typed edits as a keeper's or an admin's command makes.

Each channel is one transaction, with its version, its history and its schedules. A file that was brought about half
way, because the process ended, is simply brought about again.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from bot.core.errors import Stale
from bot.core.library import Library, squeeze
from bot.core.nudges.rhythm import local_date, zone_of
from bot.core.people import Place
from bot.core.plan.arrangement import Arrangement, WantedChannel, WantedWorkspace, channel_edits, permission_edits
from bot.core.plan.edits import Edit, apply
from bot.core.ports import NO_HOLIDAYS, Accounts, Calendar, Memory
from bot.core.schedules import asked_for, days_off, is_timed
from bot.core.situation import Address, Kept, Outcome, Situation, derived

COMMAND = ("settings", "import")
TRIES = 3


@dataclass(frozen=True, slots=True)
class Arranged:
    """What was, or would be, changed in a channel, or in a workspace where `channel` is empty."""

    address: Address
    name: str
    edits: tuple[Edit, ...]
    is_new: bool = False


class Arranging:
    """Brings an arrangement about; `token` is new for each run, so that the same file may be brought about again."""

    def __init__(
        self, memory: Memory, accounts: Accounts, library: Library, token: str, calendar: Calendar = NO_HOLIDAYS
    ) -> None:
        self._memory, self._accounts, self._library, self._token = memory, accounts, library, token
        self._calendar = calendar

    async def bring_about(self, wanted: Arrangement, now: datetime, *, dry: bool = False) -> AsyncIterator[Arranged]:
        """Yield what changes, channel by channel, once it is kept; with `dry` nothing is."""
        for workspace in wanted.workspaces:
            listed: list[tuple[str, str]] = []
            place: Place | None = None
            for channel in workspace.channels:
                address = Address(workspace.platform, workspace.tenant, channel.channel)
                _, known = await self._accounts.find(Address(workspace.platform, workspace.tenant, ""), address)
                here = known or await self._met(address, channel, dry=dry)
                yield await self._channel(address, here, channel, now, is_new=known is None, dry=dry)
                listed.append((here.id or channel.channel, channel.allowed))
                place = place if place and place.workspace else here
            if place is not None:
                yield await self._workspace(workspace, place, listed, now, dry=dry)

    async def _met(self, address: Address, channel: WantedChannel, *, dry: bool) -> Place:
        name = channel.name or channel.channel
        return Place("", name) if dry else await self._accounts.place(address, name)

    async def _channel(
        self, address: Address, place: Place, wanted: WantedChannel, now: datetime, *, is_new: bool, dry: bool
    ) -> Arranged:
        for _ in range(TRIES):
            situation = await self._situation(place, now)
            today = _today(situation, wanted, now)
            edits = channel_edits(situation.channel, wanted, today, self._tool)
            done = Arranged(address, place.name, edits, is_new)
            if dry or not edits or await self._kept(situation, Outcome(channel_edits=edits), place.id, now):
                return done
        raise Stale("the channel is being changed all the time")

    async def _workspace(
        self, wanted: WantedWorkspace, place: Place, listed: list[tuple[str, str]], now: datetime, *, dry: bool
    ) -> Arranged:
        for _ in range(TRIES):
            situation = await self._situation(place, now)
            edits = permission_edits(situation.workspace.permissions, wanted, listed)
            done = Arranged(Address(wanted.platform, wanted.tenant, ""), "", edits)
            if dry or not edits or await self._kept(situation, Outcome(workspace_edits=edits), place.workspace, now):
                return done
        raise Stale("the workspace is being changed all the time")

    async def _situation(self, place: Place, now: datetime) -> Situation:
        return replace(await self._memory.load(None, place, now), place=place)

    async def _kept(self, situation: Situation, outcome: Outcome, what: str, now: datetime) -> bool:
        """Keep it as a command would; return False where somebody else changed it meanwhile."""
        if is_timed(outcome):
            zone = apply(situation.channel, outcome.channel_edits).posts.zone
            situation = replace(situation, place_holidays=await days_off(self._calendar, zone, now))
        touched, schedules = asked_for(outcome, situation)
        token = derived(self._token, what)
        kept = Kept(outcome, token, COMMAND, (), schedules, touched)
        try:
            await self._memory.keep(situation, kept, once=f"settings/{token}", now=now)
        except Stale:
            return False
        return True

    def _tool(self, name: str) -> str:
        return self._library.tool_names.get(squeeze(name), name)


def _today(situation: Situation, wanted: WantedChannel, now: datetime) -> date:
    zone = zone_of((wanted.posts.zone if wanted.posts else "") or situation.channel.posts.zone or "UTC")
    return local_date(now, zone) if zone else now.astimezone(UTC).date()
