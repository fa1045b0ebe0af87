"""The settings of every room, read once from the environment by the command line."""

import base64
import binascii
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from bot.core.errors import CannotStart
from bot.settings.listed import SETTINGS

IN_MEMORY = ("sqlite://", "sqlite:///", "sqlite:///:memory:")
SLACK_API = "https://slack.com/api/"
DISCORD_API = "https://discord.com/api/v10"
HERE = ("127.0.0.1", "localhost")  # a token may go there without encryption
DATABASES = ("sqlite", "postgresql", "postgresql+psycopg")
KEEP = 30  # copies, of which one is made each night
LEVELS = ("debug", "info", "warning", "error")
ADMIN_PLATFORMS = ("slack", "discord", "console")


@dataclass(frozen=True, slots=True)
class StorageSettings:
    """Where to remember, and the keys that seal personal columns: the first seals, all open.

    `url` without :// is the path of an SQLite file, taken literally. Without keys they are in `key_file`; where that
    is None, the database knows its own place for them. Each night a copy goes into the folder `copies`.
    """

    url: str = field(repr=False)  # may hold a password
    keys: tuple[str, ...] = field(default=(), repr=False)
    key_file: Path | None = None
    copies: Path | None = None


@dataclass(frozen=True, slots=True)
class ContentSettings:
    """Which content to read; an empty `folder` means the one that comes along, an empty `pack` the only own one."""

    folder: str = ""
    pack: str = ""


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """What all platforms share: who is an admin by name, as (platform, external id)."""

    admins: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """Slack over Socket Mode, or over signed HTTP where `http` says where it arrives.

    Either one workspace by its `bot_token`, or every workspace that installs the app with this `client_id`.
    """

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    api_url: str = SLACK_API
    http: tuple[str, int] | None = None
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    public_url: str = ""

    @property
    def consent_url(self) -> str:
        """Where a browser is asked whether Boffin may come in."""
        return f"{self.api_url.removesuffix('/').removesuffix('/api')}/oauth/v2/authorize"


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    """One bot of Discord, in all servers it was added to. Without `gateway_url` the API names the gateway."""

    token: str = field(repr=False)
    api_url: str = DISCORD_API
    gateway_url: str = ""


@dataclass(frozen=True, slots=True)
class PhrasingSettings:
    """An OpenAI-compatible chat endpoint: `url` up to its version, such as https://host/v1."""

    url: str
    model: str
    key: str = field(default="", repr=False)

    @property
    def address(self) -> str:
        """Where a chat is completed."""
        return f"{self.url.rstrip('/').removesuffix('/chat/completions')}/chat/completions"


@dataclass(frozen=True, slots=True)
class OpsSettings:
    """How the bot reports on itself.

    `http` is where health and metrics are asked for. `notify` is systemd's socket, where it started us; `watched`
    says that it also expects signs of life.
    """

    log_level: str = "info"
    http: tuple[str, int] | None = None
    notify: str = ""
    watched: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """All rooms. `remarks` are lines for the operator about what was read but looks wrong."""

    home: Path
    storage: StorageSettings
    content: ContentSettings = ContentSettings()
    chat: ChatSettings = ChatSettings()
    ops: OpsSettings = OpsSettings()
    slack: SlackSettings | None = None
    discord: DiscordSettings | None = None
    phrasing: PhrasingSettings | None = None
    remarks: tuple[str, ...] = ()


def read(environ: Mapping[str, str]) -> Settings:
    """Return the settings of this environment; raise CannotStart naming the variable to mend."""
    home = _home(environ)
    key_file, copies = (environ.get(name, "").strip() for name in ("BOFFIN_ENCRYPTION_KEY_FILE", "BOFFIN_BACKUPS"))
    return Settings(
        home=home,
        storage=StorageSettings(
            _database(environ, home),
            _keys(environ),
            Path(key_file) if key_file else None,
            Path(copies) if copies else None,
        ),
        content=ContentSettings(environ.get("BOFFIN_CONTENT", "").strip(), environ.get("BOFFIN_PACK", "").strip()),
        chat=ChatSettings(_admins(environ)),
        ops=_ops(environ),
        slack=_slack(environ),
        discord=_discord(environ),
        phrasing=_phrasing(environ),
        remarks=tuple(_remarks(environ)),
    )


def _wrong(name: str, what: str, right: str) -> CannotStart:
    return CannotStart(f"{name}: {what}\nRight would be: {right}")


def _home(environ: Mapping[str, str]) -> Path:
    """Return the folder; it need not be there yet, but on the way to it there must be nothing but folders."""
    given = environ.get("BOFFIN_HOME", "").strip() or "~/.local/share/boffin"
    unused = bool(environ.get("BOFFIN_DATABASE_URL", "").strip())
    try:
        home = Path(given).expanduser()
    except RuntimeError:
        if unused:
            return Path(given)
        what = f"the home folder that {given} begins with is not known."
        raise _wrong("BOFFIN_HOME", what, "/var/lib/boffin") from None
    there = next((one for one in (home, *home.parents) if os.path.lexists(one)), None)
    if there is not None and not there.is_dir() and not unused:
        raise _wrong("BOFFIN_HOME", f"{there} is not a folder. Nothing was changed.", "a folder, or one to be made.")
    return home


def make_home(settings: Settings) -> None:
    """Make the folder where the database is to lie in it; raise CannotStart naming the variable where that fails."""
    if str(settings.home) not in settings.storage.url:
        return
    try:
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise _wrong(
            "BOFFIN_HOME",
            f"the folder {settings.home} cannot be made ({problem.strerror}). Nothing was changed.",
            "a folder that the account that runs Boffin may write, such as /var/lib/boffin",
        ) from None


def _database(environ: Mapping[str, str], home: Path) -> str:
    url = environ.get("BOFFIN_DATABASE_URL", "").strip()
    if not url:
        return str(home / "boffin.db")  # a path, not an address: %, ? and # in it mean themselves
    scheme, mark, rest = url.partition("://")
    if scheme == "postgres":
        scheme = "postgresql"
    if not mark or scheme not in DATABASES:
        # Only the scheme is repeated: the rest may hold a password.
        what = f"databases of the kind {scheme!r} are not known." if mark else "this is not an address with ://."
        raise _wrong("BOFFIN_DATABASE_URL", what, "sqlite:////folder/boffin.db or postgresql://name@host/boffin")
    return f"postgresql+psycopg://{rest}" if scheme == "postgresql" else f"{scheme}://{rest}"


def _keys(environ: Mapping[str, str]) -> tuple[str, ...]:
    name = "BOFFIN_ENCRYPTION_KEY"
    keys = tuple(part.strip() for part in environ.get(name, "").split(",") if part.strip())
    if keys and environ.get(f"{name}_FILE", "").strip():
        raise _wrong(name, f"it is set here and as {name}_FILE too.", "one of the two.")
    for number, key in enumerate(keys, 1):
        if not _is_key(key):
            raise _wrong(name, f"key {number} of {len(keys)} is not a key.", "44 characters, made by `boffin key new`.")
    return keys


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, altchars=b"-_", validate=True)) == 32
    except (binascii.Error, ValueError):
        return False


def _admins(environ: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    found = set()
    for part in environ.get("BOFFIN_ADMINS", "").split(","):
        if not (entry := part.strip()):
            continue
        platform, mark, external = entry.partition(":")
        if not mark or not external or platform not in ADMIN_PLATFORMS:
            raise _wrong("BOFFIN_ADMINS", f"{entry!r} names nobody.", "platform:id, such as slack:U012AB3CD")
        found.add((platform, external))
    return frozenset(found)


def _level(environ: Mapping[str, str]) -> str:
    level = environ.get("BOFFIN_LOG_LEVEL", "").strip().lower() or "info"
    if level not in LEVELS:
        raise _wrong("BOFFIN_LOG_LEVEL", f"{level!r} is not a level.", ", ".join(LEVELS))
    return level


def _ops(environ: Mapping[str, str]) -> OpsSettings:
    name = "BOFFIN_OPS_HTTP"
    http = _listens(environ, name, "127.0.0.1:9464")
    if http is not None and http[0] != "localhost":
        try:
            ip_address(http[0])
        except ValueError:
            what = "a name may mean an address that others reach, and there is no password there."
            raise _wrong(name, what, "127.0.0.1:9464, or another address written out in figures") from None
    return OpsSettings(
        _level(environ), http, environ.get("NOTIFY_SOCKET", "").strip(), bool(environ.get("WATCHDOG_USEC", "").strip())
    )


def _slack(environ: Mapping[str, str]) -> SlackSettings | None:
    token = _secret(environ, "SLACK_BOT_TOKEN", "xoxb-")
    app_token = _secret(environ, "SLACK_APP_TOKEN", "xapp-")
    secret, http = _secret(environ, "SLACK_SIGNING_SECRET"), _listens(environ, "BOFFIN_HTTP", "127.0.0.1:3000")
    client_id, client_secret = environ.get("SLACK_CLIENT_ID", "").strip(), _secret(environ, "SLACK_CLIENT_SECRET")
    if client_id:
        return _slack_installs(environ, token, client_id, client_secret, secret, http)
    if client_secret:
        raise _wrong("SLACK_CLIENT_ID", "it is not set, though SLACK_CLIENT_SECRET is.", "the one beside the secret")
    if not token:
        if app_token or secret:
            raise _wrong("SLACK_BOT_TOKEN", "it is not set, though the rest of Slack is.", "xoxb-… of the app")
        return None
    if http is None and not app_token:
        raise _wrong("SLACK_APP_TOKEN", "it is not set, and BOFFIN_HTTP neither.", "xapp-… with connections:write")
    if http is not None and not secret:
        raise _wrong("SLACK_SIGNING_SECRET", "signed HTTP needs it.", "the one under Basic Information of the app")
    return SlackSettings(token, app_token, secret, _https(environ, "BOFFIN_SLACK_API_URL", SLACK_API), http)


def _slack_installs(
    environ: Mapping[str, str],
    token: str,
    client_id: str,
    client_secret: str,
    secret: str,
    http: tuple[str, int] | None,
) -> SlackSettings:
    """Return the settings for several workspaces; installs need a browser, and so HTTP."""
    if token:
        raise _wrong(
            "SLACK_BOT_TOKEN", "it is set beside SLACK_CLIENT_ID.", "one of the two: one workspace, or several"
        )
    if not client_secret:
        raise _wrong("SLACK_CLIENT_SECRET", "several workspaces need it.", "the one under Basic Information of the app")
    if http is None or not secret:
        name = "SLACK_SIGNING_SECRET" if http else "BOFFIN_HTTP"
        raise _wrong(name, "several workspaces are reached over signed HTTP.", "127.0.0.1:3000, and the signing secret")
    public = _https(environ, "BOFFIN_PUBLIC_URL", "").removesuffix("/")
    if not public:
        raise _wrong("BOFFIN_PUBLIC_URL", "installs come back to it.", "https://boffin.example.org")
    url = _https(environ, "BOFFIN_SLACK_API_URL", SLACK_API)
    return SlackSettings("", "", secret, url, http, client_id, client_secret, public)


def _https(environ: Mapping[str, str], name: str, otherwise: str) -> str:
    """Return an address that secrets may be sent to: https, or this machine."""
    url = environ.get(name, "").strip() or otherwise
    if url and not url.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise _wrong(name, "secrets are sent there, so it must be https.", otherwise or "https://boffin.example.org")
    return url


def _discord(environ: Mapping[str, str]) -> DiscordSettings | None:
    token = _secret(environ, "DISCORD_TOKEN").removeprefix("Bot ")
    if not token:
        return None
    if token.count(".") != 2 or not token.isascii() or any(char.isspace() for char in token):
        raise _wrong("DISCORD_TOKEN", "it is not the token of a bot.", "the one that *Bot*, *Reset Token* shows")
    api = environ.get("BOFFIN_DISCORD_API_URL", "").strip().rstrip("/") or DISCORD_API
    gateway = environ.get("BOFFIN_DISCORD_GATEWAY_URL", "").strip()
    if not _is_guarded(api, "https"):
        raise _wrong("BOFFIN_DISCORD_API_URL", "the token is sent there, so it must be https.", DISCORD_API)
    if gateway and not _is_guarded(gateway, "wss"):
        raise _wrong(
            "BOFFIN_DISCORD_GATEWAY_URL", "the token is sent there, so it must be wss.", "wss://gateway.discord.gg"
        )
    return DiscordSettings(token, api, gateway)


def _is_guarded(url: str, scheme: str) -> bool:
    """Say whether the address is encrypted, or is on this machine."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.hostname) and (
        parts.scheme == scheme or (parts.scheme == scheme.removesuffix("s") and parts.hostname in HERE)
    )


def _phrasing(environ: Mapping[str, str]) -> PhrasingSettings | None:
    url, model = environ.get("BOFFIN_LLM_URL", "").strip(), environ.get("BOFFIN_LLM_MODEL", "").strip()
    key = _secret(environ, "BOFFIN_LLM_KEY")
    if not url:
        if model or key:
            raise _wrong("BOFFIN_LLM_URL", "it is not set, though the rest of the model is.", "https://host/v1")
        return None
    if not url.startswith(("https://", "http://")) or "@" in url or "?" in url:
        raise _wrong("BOFFIN_LLM_URL", "this is not a plain address of the web.", "https://host/v1")
    if key and not url.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise _wrong("BOFFIN_LLM_URL", "a key is sent there, so it must be https.", "https://host/v1")
    if not model:
        raise _wrong("BOFFIN_LLM_MODEL", "it is not set, though BOFFIN_LLM_URL is.", "the name of a model there")
    return PhrasingSettings(url, model, key)


def _secret(environ: Mapping[str, str], name: str, begins: str = "") -> str:
    value, file = environ.get(name, "").strip(), environ.get(f"{name}_FILE", "").strip()
    if value and file:
        raise _wrong(name, f"it is set here and as {name}_FILE too.", "one of the two.")
    if file:
        try:
            value = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise _wrong(f"{name}_FILE", "the file cannot be read.", "a file with nothing but the value") from None
    if value and not value.startswith(begins):
        raise _wrong(name, f"it does not begin with {begins}", f"{begins}… as Slack shows it")
    return value


def _listens(environ: Mapping[str, str], name: str, example: str) -> tuple[str, int] | None:
    text = environ.get(name, "").strip()
    if not text:
        return None
    host, mark, port = text.rpartition(":")
    if not mark or not host or not (port.isascii() and port.isdigit() and int(port) < 65536):
        raise _wrong(name, f"{text!r} is not host:port.", example)
    return host.strip("[]"), int(port)


def _remarks(environ: Mapping[str, str]) -> list[str]:
    import difflib

    known = [setting.name for setting in SETTINGS]
    remarks = []
    if environ.get("BOFFIN_DATABASE_URL", "").strip() in IN_MEMORY:
        remarks.append("BOFFIN_DATABASE_URL names no file, so plans live in memory only and are gone when Boffin ends.")
    ops = _ops(environ).http
    if ops and ops[0] != "localhost" and not ip_address(ops[0]).is_loopback:
        remarks.append("BOFFIN_OPS_HTTP is no loopback address: whoever reaches it reads health and counts.")
    for name in sorted(environ):
        if not name.startswith("BOFFIN_") or name in known:
            continue
        near = difflib.get_close_matches(name, known, 1, 0.75)
        remarks.append(f"{name} is not a setting{f'. Did you mean {near[0]}?' if near else ', and is not read.'}")
    return remarks
