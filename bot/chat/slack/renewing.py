"""Tokens that end after twelve hours are exchanged in time, in quiet workspaces too, and each by one process only."""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.chat.slack.api import PLATFORM, error_of, exchange
from bot.chat.slack.desk import Desks
from bot.chat.slack.oauth import installation_of
from bot.chat.slack.workspace import Workspaces
from bot.core.ports import Clock, Installations
from bot.core.situation import Installation
from bot.settings import SlackSettings

LOG = logging.getLogger("bot.chat.slack.renewing")
AHEAD = timedelta(hours=2)
AT_ONCE = 10
WITHIN = timedelta(seconds=40)  # a claim lasts sixty, and one exchange takes four at most
GONE = frozenset({"invalid_refresh_token", "token_revoked", "account_inactive"})


class Renewing:
    """Exchanges what runs out within two hours. A refresh token works once, so a claim comes first."""

    def __init__(
        self,
        settings: SlackSettings,
        desks: Desks,
        installations: Installations,
        workspaces: Workspaces,
        clock: Clock,
    ) -> None:
        self._settings, self._desks = settings, desks
        self._installations, self._workspaces, self._clock = installations, workspaces, clock
        self._is_ending = False

    def end(self) -> None:
        """Begin no further exchange: one that was cut off would have used up a refresh token for nothing."""
        self._is_ending = True

    async def renew(self) -> int:
        """Renew what is due; return how many tokens are new."""
        now = self._clock.now()
        claimed = await self._installations.claim_expiring(PLATFORM, now + AHEAD, now)
        renewed = 0
        for first in range(0, len(claimed), AT_ONCE):
            if self._is_ending or self._clock.now() - now > WITHIN:
                break  # what is left goes to whoever claims it next
            renewed += sum(await asyncio.gather(*(self._exchanged(old) for old in claimed[first : first + AT_ONCE])))
        return renewed

    async def _exchanged(self, old: Installation) -> bool:
        try:
            granted = await exchange(
                self._desks.client(None),
                self._settings.client_id,
                self._settings.client_secret,
                grant_type="refresh_token",
                refresh_token=old.grant["refresh"],
            )
        except SlackApiError as problem:
            error = error_of(problem)
            # The claim ends by itself, and the next round tries again; a token that is gone needs a new install.
            LOG.warning("a token could not be renewed", extra={"error": error, "gone": error in GONE})
            return False
        except (OSError, TimeoutError, aiohttp.ClientError) as problem:
            LOG.warning("a token could not be renewed", extra={"error": type(problem).__name__, "gone": False})
            return False
        new = self._with(old, granted, self._clock.now())
        await self._installations.put(new, self._clock.now(), renewed=True)
        self._workspaces.forget(old.tenant)
        return True

    def _with(self, old: Installation, granted: dict[str, object], now: datetime) -> Installation:
        """Return the installation with its new tokens; who Boffin is there stays as it was."""
        new = installation_of({"team": {"id": old.grant["team"]}, **granted}, now)
        grant = {**old.grant, "token": new.grant["token"], "refresh": new.grant["refresh"] or old.grant["refresh"]}
        return replace(old, grant=grant, expires=new.expires)
