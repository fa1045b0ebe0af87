"""Sends what is answered: by the response address, for one pair of eyes, into a thread, as a modal or on Home."""

import asyncio
import logging

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.chat.slack.api import LOST, PASSING, SECONDS, error_of
from bot.chat.slack.form import modal
from bot.chat.slack.inbound import Where
from bot.chat.slack.limit import Json
from bot.chat.slack.render import Labels, file_parts, home, render
from bot.core.message import Audience, File, Form, Message
from bot.core.ports import Words

LOG = logging.getLogger("bot.chat.slack.answer")
TRIES = 2
AT_ONCE, SECONDS_BETWEEN = 5, 1.0  # parts of a file: Slack takes one message a second in a channel, and short bursts
USES = 5  # of one response address, in thirty minutes
PLAINLY: Json = {"mrkdwn": False, "parse": "none", "link_names": False, "unfurl_links": False, "unfurl_media": False}


class Answers:
    """Knows how to reach whoever spoke; every way that is closed has the direct message behind it."""

    def __init__(self, web: AsyncWebClient, session: aiohttp.ClientSession, words: Words, labels: Labels) -> None:
        self._web, self._session, self._words, self._labels = web, session, words, labels

    def at_once(self, messages: tuple[Message, ...]) -> tuple[Json | None, tuple[Message, ...]]:
        """Return what a slash command is acknowledged with, and the messages that are left for `send`."""
        if not messages or messages[0].form or messages[0].files or messages[0].audience is Audience.PLACE:
            return None, messages
        parts = render(messages[0], self._labels)
        if len(parts) != 1:
            return None, messages
        return {**parts[0], "response_type": "ephemeral"}, messages[1:]

    async def send(self, where: Where, messages: tuple[Message, ...]) -> None:
        """Send the messages, each the way its audience asks for."""
        left = USES if where.response_url else 0
        for message in messages:
            if message.form and where.trigger and await self._opened(where, message.form):
                continue
            public = message.audience is Audience.PLACE
            for part in render(message, self._labels):
                left -= 1
                await self._say(where, part, public=public, by_url=left >= 0)
            for file in message.files:
                await self._send_file(where.user, file)

    async def _opened(self, where: Where, form: Form) -> bool:
        """Open the form; False where the trigger is used up or too old: then a button opens it."""
        view = modal(form, self._labels, "" if where.is_direct else where.channel)
        try:
            await self._web.views_open(trigger_id=where.trigger, view=view)
        except LOST:
            return False
        return True

    async def _say(self, where: Where, part: Json, *, public: bool, by_url: bool) -> None:
        if by_url and (where.is_ephemeral or (not public and not where.is_direct)):
            if await self._respond(where, part, public=public):
                return
        elif public and not where.is_direct and await self._posted(where, part):
            return
        if where.is_direct or not await self._whispered(where, part):
            own = where.channel if where.is_direct and not (where.is_ephemeral or where.is_home) else ""
            thread: Json = {"thread_ts": where.thread} if own and where.thread else {}
            await self._sent(own or where.user, part, thread)

    async def _sent(self, channel: str, part: Json, thread: Json | None = None) -> bool:
        """Say it where nothing else is left; once more where Slack was away: twice is better than not at all."""
        said = ""
        for _ in range(TRIES):
            try:
                await self._web.chat_postMessage(channel=channel, **part, **(thread or {}), **PLAINLY)
            except LOST as problem:
                said = error_of(problem) if isinstance(problem, SlackApiError) else type(problem).__name__
                if isinstance(problem, SlackApiError) and said not in PASSING:
                    break
            else:
                return True
        LOG.warning("an answer could not be given", extra={"why": said})
        return False

    async def _respond(self, where: Where, part: Json, *, public: bool) -> bool:
        hook = AsyncWebhookClient(
            where.response_url,
            timeout=SECONDS,
            session=self._session,
            retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=1)],
        )
        body = {**part, "response_type": "in_channel" if public else "ephemeral", "replace_original": False}
        if where.thread:
            body["thread_ts"] = where.thread
        try:
            return (await hook.send_dict(body)).status_code == 200
        except (OSError, TimeoutError, aiohttp.ClientError):
            return False  # it may have been said: once more is better than not at all

    async def _posted(self, where: Where, part: Json) -> bool:
        thread: Json = {"thread_ts": where.thread} if where.thread else {}
        try:
            await self._web.chat_postMessage(channel=where.channel, **part, **thread, **PLAINLY)
        except LOST:
            return False  # not in that channel (any more), or it is archived
        return True

    async def _whispered(self, where: Where, part: Json) -> bool:
        try:
            await self._web.chat_postEphemeral(
                channel=where.channel, user=where.user, **part, mrkdwn=False, parse="none", link_names=False
            )
        except LOST:
            return False  # not in that channel (any more)
        return True

    async def _send_file(self, user: str, file: File) -> None:
        parts = (*render(self._said("slack.file", name=file.name), self._labels), *file_parts(file))
        for number, part in enumerate(parts):
            if number >= AT_ONCE:
                await asyncio.sleep(SECONDS_BETWEEN)
            if not await self._sent(user, part):
                cut = self._said("slack.file_cut", n=number, all=len(parts))
                for last in render(cut, self._labels):
                    await self._sent(user, last)
                return

    def _said(self, key: str, **details: object) -> Message:
        return Message((self._words.say(key, **details),))

    async def publish(self, where: Where, messages: tuple[Message, ...]) -> None:
        """Put the card on the person's Home, unless a newer one is there already."""
        if not messages:
            return
        view = home(messages[0], self._labels)
        try:
            await self._web.views_publish(user_id=where.user, view=view, hash=where.view or None)
        except SlackApiError as problem:
            if problem.response.get("error") != "hash_conflict":
                raise
