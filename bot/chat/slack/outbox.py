"""What is said unasked in Slack: channel posts and private cards, each marked with its delivery."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.slack.answer import PLAINLY
from bot.chat.slack.history import MARK, look, mark
from bot.chat.slack.limit import Json
from bot.chat.slack.refusal import certain, is_too_often, rate_limited, seconds
from bot.chat.slack.render import Labels, render
from bot.chat.slack.workspace import Workspaces
from bot.core.errors import Later, NotDelivered
from bot.core.message import Message
from bot.core.ports import Outbox
from bot.core.situation import Delivery, Flow

LONGEST_WAIT = 2.0  # seconds, well inside the ticker's time-out


class SlackOutbox(Outbox):
    """Posts with a client that repeats nothing by itself."""

    # Slack names no number but "several hundred a minute" in a workspace; answers to people need room beside this.
    flow = Flow(a_second=5, at_once=5)

    def __init__(
        self,
        labels: Labels,
        workspaces: Workspaces | None = None,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._workspaces, self._labels, self._pause = workspaces, labels, pause

    def connect(self, workspaces: Workspaces) -> None:
        """Speak in these from now on."""
        self._workspaces = workspaces

    async def send(self, delivery: Delivery, message: Message) -> str:
        """Post it and return the channel and the time stamp of its first part."""
        if self._workspaces is None:
            raise Later("not connected")
        desk = await self._workspaces.of(delivery.address.tenant)
        if desk is None:
            raise NotDelivered("another workspace")
        first = ""
        for part in render(message, self._labels, delivery=delivery.id):
            said: Json = {**part, **PLAINLY, "metadata": {"event_type": MARK, "event_payload": mark(delivery)}}
            try:
                ts = await self._post(desk.posting, delivery.address.external, said, is_first=not first)
            except NotDelivered as refused:
                if first:  # the beginning stands there already
                    raise RuntimeError(refused.reason) from refused
                raise
            first = first or ts
        return first

    def is_one(self, message: Message) -> bool:
        """Say whether it is one post."""
        return len(render(message, self._labels)) == 1

    async def find(self, deliveries: Sequence[Delivery]) -> Mapping[str, str | None]:
        """Look for their marks in what was said last in each channel."""
        found: dict[str, str | None] = {}
        there: dict[tuple[str, str], list[Delivery]] = defaultdict(list)
        for delivery in deliveries:
            there[delivery.address.tenant, delivery.address.external].append(delivery)
        for (tenant, external), wanted in there.items():
            desk = await self._workspaces.of(tenant) if self._workspaces else None
            if desk is None:
                continue
            try:
                found |= await look(desk.posting, external, wanted)
            except SlackApiError as problem:
                if is_too_often(problem):
                    raise rate_limited(problem) from None
                raise
        return found

    async def _post(self, web: AsyncWebClient, channel: str, said: Json, *, is_first: bool) -> str:
        try:
            return await self._posted(web, channel, said)
        except SlackApiError as problem:
            if not is_too_often(problem):
                raise certain(problem) from None
            if is_first:
                raise rate_limited(problem) from None  # the whole workspace rests, in the ledger
            await self._wait(problem)
        try:
            return await self._posted(web, channel, said)
        except SlackApiError as problem:
            raise certain(problem) from None

    async def _posted(self, web: AsyncWebClient, channel: str, said: Json) -> str:
        answer = await web.chat_postMessage(channel=channel, **said)
        return f"{answer['channel']}/{answer['ts']}"

    async def _wait(self, problem: SlackApiError) -> None:
        wanted = seconds(problem)
        if wanted > LONGEST_WAIT:
            raise rate_limited(problem)
        await self._pause(wanted)
