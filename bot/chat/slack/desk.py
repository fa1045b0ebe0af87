"""What is needed to work in one workspace of Slack: who Boffin is there, and its ways to look up, answer and post."""

from dataclasses import dataclass

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.slack import api
from bot.chat.slack.answer import Answers
from bot.chat.slack.api import Asked, Installed, uncounted
from bot.chat.slack.directory import Directory
from bot.chat.slack.render import Labels
from bot.core.ports import Clock, Words


@dataclass(frozen=True, slots=True)
class Desk:
    """One workspace. `posting` repeats nothing by itself, `web` waits once where it was asked too often."""

    here: Installed
    token: str
    web: AsyncWebClient
    posting: AsyncWebClient
    answers: Answers
    directory: Directory


class Desks:
    """Makes desks that share one session and the same words."""

    def __init__(
        self,
        url: str,
        session: aiohttp.ClientSession,
        words: Words,
        labels: Labels,
        clock: Clock,
        asked: Asked = uncounted,
    ) -> None:
        self._url, self._session, self._asked = url, session, asked
        self._words, self._labels, self._clock = words, labels, clock

    def client(self, token: str | None, *, patient: bool = True) -> AsyncWebClient:
        """Return a client of the Web API with this token."""
        return api.client(token, self._url, self._session, patient=patient, asked=self._asked)

    def open(self, here: Installed, token: str) -> Desk:
        """Return a desk in this workspace."""
        web = self.client(token)
        return Desk(
            here,
            token,
            web,
            self.client(token, patient=False),
            Answers(web, self._session, self._words, self._labels),
            Directory(web, self._clock, here, self._words.say("slack.this_channel")),
        )
