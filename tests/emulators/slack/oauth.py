"""Installing by OAuth: consent gives a code, the code gives tokens, and a refresh token gives the next ones, once."""

import base64
from dataclasses import dataclass

from tests.emulators.slack.state import Install, Json, Refused, User
from tests.emulators.slack.workspace import Workspace

CODE_SECONDS, TOKEN_SECONDS = 600, 43_200
CLIENT_ID, CLIENT_SECRET = "1234567890.0987654321", "local-client-secret"


@dataclass(slots=True)
class Consent:
    """What a person agreed to, until the code is used."""

    team: str
    user: str
    scopes: tuple[str, ...]
    enterprise: str
    redirect_uri: str
    born: float
    used: bool = False


class OAuth:
    """Answers oauth.v2.access; `rotating` makes tokens that end after twelve hours by the clock."""

    def __init__(self, state: Workspace) -> None:
        self.state = state
        self.rotating = False
        self.codes: dict[str, Consent] = {}
        self.refresh: dict[str, Install] = {}

    def consent(self, consent: Consent) -> str:
        """Agree, and give the code that comes back to the redirect address."""
        code = self.state.id("code")
        self.codes[code] = consent
        return code

    def access(self, authorization: str, body: Json) -> Json:
        """Exchange a code or a refresh token for a bot token."""
        self._client(authorization, body)
        if body.get("grant_type") == "refresh_token":
            install = self.refresh.pop(str(body.get("refresh_token")), None)
            if install is None or install.revoked:
                raise Refused("invalid_refresh_token")
            return self._granted(self._install(install.team, install.scopes, install.enterprise), "")
        found = self.codes.get(str(body.get("code")))
        if found is None or self.state.clock.now() - found.born > CODE_SECONDS:
            raise Refused("invalid_code")
        if found.used:
            raise Refused("code_already_used")
        if found.redirect_uri != str(body.get("redirect_uri") or ""):
            raise Refused("bad_redirect_uri")
        found.used = True
        return self._granted(self._install(found.team, found.scopes, found.enterprise), found.user)

    def _client(self, authorization: str, body: Json) -> None:
        given = (str(body.get("client_id") or ""), str(body.get("client_secret") or ""))
        if authorization.startswith("Basic "):
            name, _, secret = base64.b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
            given = name, secret
        if given[0] != CLIENT_ID:
            raise Refused("invalid_client_id")
        if given[1] != CLIENT_SECRET:
            raise Refused("bad_client_secret")

    def _install(self, team: str, scopes: tuple[str, ...], enterprise: str) -> Install:
        old = [one for one in self.state.installs.values() if one.team == team and not one.revoked]
        bot = old[-1].bot_user if old else f"UBOFFIN{team}"
        if not self.rotating:
            for one in old:
                del self.state.installs[one.token]
        kind = "xoxe.xoxb" if self.rotating else "xoxb"
        made = Install(team, f"{kind}-{team}-{self.state.id('t')}", scopes, bot, enterprise)
        made.ends = self.state.clock.now() + TOKEN_SECONDS if self.rotating else 0.0
        self.state.installs[made.token] = made
        self.state.users.setdefault(bot, User(bot, team, "boffin", bot=True))
        return made

    def _granted(self, install: Install, user: str) -> Json:
        answer: Json = {
            "ok": True,
            "app_id": self.state.app_id,
            "authed_user": {"id": user},
            "scope": ",".join(install.scopes),
            "token_type": "bot",
            "access_token": install.token,
            "bot_user_id": install.bot_user,
            "team": {"id": install.team, "name": install.team},
            "enterprise": {"id": install.enterprise, "name": install.enterprise} if install.enterprise else None,
            "is_enterprise_install": False,
        }
        if self.rotating:
            key = f"xoxe-1-{self.state.id('r')}"
            self.refresh[key] = install
            answer |= {"refresh_token": key, "expires_in": TOKEN_SECONDS}
        return answer
