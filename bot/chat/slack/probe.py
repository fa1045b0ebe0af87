"""What `boffin doctor` asks Slack: whether the tokens work, and whether every scope is there."""

from collections.abc import Sequence

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.slack import api
from bot.chat.slack.quiet import quieten
from bot.core.errors import CannotStart
from bot.core.situation import Address, Installation
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


OPTIONAL = {  # only for looking whether a post appeared of which nobody knows; without them its keeper is asked
    "channels:history": "to look in a public channel",
    "groups:history": "to look in a private channel",
    "im:write": "to look in a direct message to which nothing was sent before",
}
MOST = 50  # channels and workspaces that are looked at; a doctor must come to an end
Line = tuple[bool, str]


async def probe(
    settings: SlackSettings, posting: Sequence[Address] = (), installed: Sequence[Installation] = ()
) -> list[Line]:
    """Return a line for each token with its scopes, one for the way in, and one for each channel that has trouble."""
    quieten()
    async with aiohttp.ClientSession() as session:
        tokens = (
            {"": settings.bot_token} if settings.bot_token else {one.tenant: one.grant["token"] for one in installed}
        )
        lines, clients = [], dict[str, AsyncWebClient]()
        for token in list(tokens.values())[:MOST]:
            web = api.client(token, settings.api_url, session)
            works, line, here = await _token(web)
            lines.append((works, line))
            if here is not None:
                clients[here.tenant] = web
        if settings.client_id and not installed:
            lines.append((True, f"slack: installed nowhere yet; open {settings.public_url}/slack/install"))
        lines.append(await _way_in(settings, session))
        for address in posting[:MOST]:
            if address.tenant in clients and (problem := await _channel(clients[address.tenant], address.external)):
                lines.append((False, problem))
        return lines


async def _token(web: AsyncWebClient) -> tuple[bool, str, api.Installed | None]:
    try:
        here = await api.installed(web)
        given = (await web.auth_test()).headers.get("x-oauth-scopes", "")
    except CannotStart as reason:
        return False, f"slack: {reason}", None
    return *scopes_line(here.team, {scope.strip() for scope in given.split(",")} if given else None), here


async def _way_in(settings: SlackSettings, session: aiohttp.ClientSession) -> Line:
    if settings.http is not None:
        host, port = settings.http
        return True, f"slack: listens for signed HTTP at {host}:{port}"
    try:
        await api.socket_address(api.client(None, settings.api_url, session), settings.app_token)
    except CannotStart as reason:
        return False, f"slack: {reason}"
    return True, "slack: Socket Mode gives us a socket"


async def _channel(web: AsyncWebClient, channel: str) -> str:
    """Return what stands in the way of posts in a channel, with the fix, "" where nothing does."""
    try:
        found = (await web.conversations_info(channel=channel))["channel"]
    except SlackApiError as problem:
        said = api.error_of(problem)
        return f"slack: channel {channel}: Slack says {said}. Invite Boffin there again, or turn its posts off."
    except (OSError, TimeoutError, aiohttp.ClientError) as problem:
        return f"slack: channel {channel} could not be looked at ({type(problem).__name__}). Try again."
    if found.get("is_archived"):
        return (
            f"slack: #{found['name']} is archived, so nothing can be posted there. Turn its posts off or unarchive it."
        )
    if not found.get("is_member"):
        return f"slack: Boffin is not in #{found['name']} (any more). Say /invite @boffin there, or turn its posts off."
    return ""


def scopes_line(team: str, given: set[str] | None) -> tuple[bool, str]:
    """Say whether every scope is there, and which are more than is needed."""
    if given is None:
        return True, f"slack: the token works in {team}; Slack did not list its scopes"
    if missing := sorted(set(SCOPES) - given):
        why = "; ".join(f"{scope} ({SCOPES[scope]})" for scope in missing)
        return False, f"slack: missing {why}. Add them under *OAuth & Permissions*, then install the app again."
    more = sorted(given - set(SCOPES) - set(OPTIONAL))
    extra = f"; not needed: {', '.join(more)}" if more else ""
    return True, f"slack: the token works in {team}, with every scope{extra}"
