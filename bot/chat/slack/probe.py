"""What `boffin doctor` asks Slack: whether the tokens work, and whether every scope is there."""

import aiohttp

from bot.chat.slack import api
from bot.chat.slack.quiet import quieten
from bot.core.errors import CannotStart
from bot.settings import SlackSettings

SCOPES = {  # each with its reason, as in deploy/slack-manifest.yaml
    "app_mentions:read": "to hear what is said to Boffin in a channel",
    "assistant:write": "to offer questions to begin with, and to show that an answer is on its way",
    "channels:read": "to be told that it was invited to a channel, and what that is called",
    "chat:write": "to answer and to post",
    "commands": "for /boffin and the shortcuts",
    "groups:read": "the same for private channels it was invited to",
    "im:history": "to hear direct messages to Boffin",
    "users:read": "for the time zone, and to know guests and admins",
}


async def probe(settings: SlackSettings) -> list[tuple[bool, str]]:
    """Return one line for the token with its scopes, and one for the way in."""
    quieten()
    async with aiohttp.ClientSession() as session:
        web = api.client(settings.bot_token, settings.api_url, session)
        try:
            here = await api.installed(web)
            given = (await web.auth_test()).headers.get("x-oauth-scopes", "")
        except CannotStart as reason:
            return [(False, f"slack: {reason}")]
        lines = [scopes_line(here.team, {scope.strip() for scope in given.split(",")} if given else None)]
        if settings.http is not None:
            host, port = settings.http
            lines.append((True, f"slack: listens for signed HTTP at {host}:{port}"))
            return lines
        try:
            await api.socket_address(web, settings.app_token)
        except CannotStart as reason:
            return [*lines, (False, f"slack: {reason}")]
        return [*lines, (True, "slack: Socket Mode gives us a socket")]


def scopes_line(team: str, given: set[str] | None) -> tuple[bool, str]:
    """Say whether every scope is there, and which are more than is needed."""
    if given is None:
        return True, f"slack: the token works in {team}; Slack did not list its scopes"
    if missing := sorted(set(SCOPES) - given):
        why = "; ".join(f"{scope} ({SCOPES[scope]})" for scope in missing)
        return False, f"slack: missing {why}. Add them under *OAuth & Permissions*, then install the app again."
    more = sorted(given - set(SCOPES))
    extra = f"; not needed: {', '.join(more)}" if more else ""
    return True, f"slack: the token works in {team}, with every scope{extra}"
