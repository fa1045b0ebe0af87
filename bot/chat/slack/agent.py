"""Boffin among Slack's agents: what it offers to ask when its messages are opened, and that it is at work."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.slack.api import LOST
from bot.chat.slack.inbound import Where
from bot.core.ports import Words

PROMPTS = ("card", "ask", "log", "stored")  # each a title and what it says, in content


def prompts(words: Words) -> list[dict[str, str]]:
    """Return what is offered, four at most."""
    return [
        {
            "title": words.family("slack_prompt", f"{name}_title"),
            "message": words.family("slack_prompt", f"{name}_says"),
        }
        for name in PROMPTS
    ]


async def offer(web: AsyncWebClient, channel: str, words: Words) -> None:
    """Offer the prompts in a direct message. With a thread Slack would show nothing, and say nothing of it."""
    try:
        await web.assistant_threads_setSuggestedPrompts(channel_id=channel, prompts=prompts(words))
    except LOST:
        return  # an older app without the agent view: everything else works


async def at_work(web: AsyncWebClient, where: Where, words: Words) -> None:
    """Show that an answer is on its way; the answer itself takes it away."""
    try:
        await web.assistant_threads_setStatus(
            channel_id=where.channel, thread_ts=where.thread or where.ts, status=words.say("slack.at_work")
        )
    except LOST:
        return
