"""Every variable there is, with what it is for; the example file and the slips of the pen are compared with it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable: what it is for in one line, and an example that would work."""

    name: str
    meaning: str
    example: str


SETTINGS = (
    Setting("BOFFIN_HOME", "The folder of the default database.", "/var/lib/boffin"),
    Setting(
        "BOFFIN_DATABASE_URL", "Where plans are kept: SQLite or PostgreSQL.", "sqlite:////var/lib/boffin/boffin.db"
    ),
    Setting(
        "BOFFIN_ENCRYPTION_KEY",
        "Keys for personal columns, newest first, comma separated.",
        "made by `boffin key new`",
    ),
    Setting(
        "BOFFIN_ENCRYPTION_KEY_FILE",
        "A file that holds those keys, one a line; made at the first start.",
        "/run/credentials/boffin/key",
    ),
    Setting(
        "BOFFIN_BACKUPS", "A folder that a copy goes into each night; none does where it is not set.", "/srv/backups"
    ),
    Setting("BOFFIN_CONTENT", "A content folder of your own, instead of the bundled one.", "/srv/boffin/content"),
    Setting("BOFFIN_PACK", "Whose local rules hold, by its file in content/packs/.", "st-elsewhere"),
    Setting("BOFFIN_ADMINS", "Who counts as admin, as platform:id, comma separated.", "slack:U012AB3CD,console:ana"),
    Setting("BOFFIN_LLM_URL", "A language model that may rephrase answers; off where it is not set.", "https://…/v1"),
    Setting("BOFFIN_LLM_MODEL", "The name of that model, as its endpoint knows it.", "llama3.1:8b"),
    Setting("BOFFIN_LLM_KEY", "The key of that endpoint, if it wants one.", "sk-…"),
    Setting("BOFFIN_LLM_KEY_FILE", "A file that holds it instead.", "/run/credentials/llm-key"),
    Setting("BOFFIN_LOG_LEVEL", "How much is logged: debug, info, warning or error.", "info"),
    Setting("SLACK_BOT_TOKEN", "Slack: the token of the installed app.", "xoxb-…"),
    Setting("SLACK_BOT_TOKEN_FILE", "A file that holds it instead.", "/run/credentials/slack-bot-token"),
    Setting("SLACK_APP_TOKEN", "Slack, Socket Mode: the app-level token with connections:write.", "xapp-…"),
    Setting("SLACK_APP_TOKEN_FILE", "A file that holds it instead.", "/run/credentials/slack-app-token"),
    Setting("SLACK_SIGNING_SECRET", "Slack, HTTP: the signing secret of the app.", "32 letters and digits"),
    Setting("SLACK_SIGNING_SECRET_FILE", "A file that holds it instead.", "/run/credentials/slack-signing-secret"),
    Setting("SLACK_CLIENT_ID", "Slack, several workspaces: the app's client id, in place of a bot token.", "123.456"),
    Setting("SLACK_CLIENT_SECRET", "Slack, several workspaces: the app's client secret.", "32 letters and digits"),
    Setting("SLACK_CLIENT_SECRET_FILE", "A file that holds it instead.", "/run/credentials/slack-client-secret"),
    Setting("BOFFIN_PUBLIC_URL", "Where browsers reach BOFFIN_HTTP, for installs.", "https://boffin.example.org"),
    Setting("BOFFIN_SLACK_API_URL", "Slack's Web API, for GovSlack.", "https://slack-gov.com/api/"),
    Setting("DISCORD_TOKEN", "Discord: the token of the bot.", "three parts, with dots between them"),
    Setting("DISCORD_TOKEN_FILE", "A file that holds it instead.", "/run/credentials/discord-token"),
    Setting(
        "BOFFIN_DISCORD_API_URL", "Discord's API, where it is reached through a proxy.", "https://discord.com/api/v10"
    ),
    Setting(
        "BOFFIN_DISCORD_GATEWAY_URL",
        "Discord's gateway, in place of the one the API names.",
        "wss://gateway.discord.gg",
    ),
    Setting("BOFFIN_HTTP", "Where Slack's signed HTTP arrives, in place of Socket Mode.", "127.0.0.1:3000"),
    Setting("BOFFIN_OPS_HTTP", "Where /livez, /readyz and /metrics are; off where it is not set.", "127.0.0.1:9464"),
)
