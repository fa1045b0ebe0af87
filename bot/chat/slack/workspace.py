"""Which workspaces Boffin works in: the one of its bot token, or all that it was installed in."""

from abc import ABC, abstractmethod
from collections import OrderedDict
from datetime import datetime, timedelta

from bot.chat.slack import api
from bot.chat.slack.api import PLATFORM, Installed, tenant
from bot.chat.slack.desk import Desk, Desks
from bot.core.errors import CannotStart
from bot.core.ports import Clock, Installations
from bot.core.situation import Installation

FRESH = timedelta(minutes=1)  # another process may have installed, renewed or removed meanwhile
MOST = 1_000


class Workspaces(ABC):
    """Finds the desk of a workspace; it never asks Slack, so that it may stand before an acknowledgement."""

    @abstractmethod
    async def start(self) -> None:
        """Make ready; raise CannotStart where that cannot be."""

    @abstractmethod
    async def at(self, team: str, enterprise: str) -> Desk | None:
        """Return the desk for what Slack sent for this workspace, None where Boffin is not installed."""

    @abstractmethod
    async def of(self, tenant: str) -> Desk | None:
        """Return the desk of a tenant, None where Boffin is not (any more) installed there."""

    @abstractmethod
    def forget(self, tenant: str) -> None:
        """Drop what is remembered of a workspace that was left or has a new token."""

    @abstractmethod
    async def tend(self) -> None:
        """Look whether a workspace that was left is back."""


class OneWorkspace(Workspaces):
    """The workspace of a bot token. What is sent for another one is refused by its directory, in words."""

    def __init__(self, desks: Desks, token: str, installations: Installations) -> None:
        self._desks, self._token, self._installations = desks, token, installations
        self._is_left = False

    async def start(self) -> None:
        """Ask Slack who we are there; being there again undoes a removal."""
        here = await api.installed(self._desks.client(self._token))
        self.desk = self._desks.open(here, self._token)
        await self._installations.come_back(PLATFORM, here.tenant)

    async def at(self, team: str, enterprise: str) -> Desk | None:
        """Return the one desk."""
        return self.desk

    async def of(self, tenant: str) -> Desk | None:
        """Return the one desk, for its own tenant."""
        return self.desk if tenant == self.desk.here.tenant else None

    def forget(self, tenant: str) -> None:
        """Remember it all the same, since the token is a setting, and look later whether it works again."""
        self._is_left = True

    async def tend(self) -> None:
        """Be there again where Slack takes the token of a workspace that was left."""
        if not self._is_left:
            return
        try:
            here = await api.installed(self._desks.client(self._token))
        except CannotStart:
            return
        await self._installations.come_back(PLATFORM, here.tenant)
        self._is_left = False


class ManyWorkspaces(Workspaces):
    """All workspaces that went through the install page. Their desks are kept for a minute."""

    def __init__(self, desks: Desks, installations: Installations, clock: Clock) -> None:
        self._desks, self._installations, self._clock = desks, installations, clock
        self._open: OrderedDict[str, tuple[datetime, Desk]] = OrderedDict()

    async def start(self) -> None:
        """Need nothing."""

    async def at(self, team: str, enterprise: str) -> Desk | None:
        """Return the desk of this workspace."""
        return await self.of(tenant(team, enterprise)) if team else None

    async def of(self, tenant: str) -> Desk | None:
        """Return the desk of a tenant; one that is known with the same token goes on, with what it knows of people."""
        until, desk = self._open.get(tenant, (None, None))
        if desk is not None and until is not None and self._clock.now() < until:
            return desk
        found = await self._installations.find(PLATFORM, tenant)
        if found is None:
            self.forget(tenant)
            return None
        token = found.grant["token"]
        if desk is None or desk.token != token:
            desk = self._desks.open(installed_of(found), token)
        self._open[tenant] = (self._clock.now() + FRESH, desk)
        self._open.move_to_end(tenant)
        while len(self._open) > MOST:
            self._open.popitem(last=False)
        return desk

    async def tend(self) -> None:
        """Need nothing: whoever comes back installs."""

    def forget(self, tenant: str) -> None:
        """Drop the desk, so that the next line looks again."""
        self._open.pop(tenant, None)


def installed_of(installation: Installation) -> Installed:
    """Return who Boffin is in a workspace, as it was told at the install."""
    grant = installation.grant
    return Installed(grant["team"], grant.get("enterprise", ""), grant["user"], grant.get("bot", ""))
