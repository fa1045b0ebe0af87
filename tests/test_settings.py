import base64
import re
from pathlib import Path

import pytest

from bot.core.errors import CannotStart
from bot.settings import SETTINGS, make_home, read

KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()
OTHER = base64.urlsafe_b64encode(bytes(range(1, 33))).decode()


def test_nothing_set_is_a_database_file_in_the_home_folder():
    chosen = read({"BOFFIN_HOME": "/srv/boffin"})
    assert chosen.storage.url == "/srv/boffin/boffin.db"
    assert (chosen.ops.log_level, chosen.chat.admins, chosen.remarks) == ("info", frozenset(), ())


@pytest.mark.parametrize("url", ["postgres://a@b/c", "postgresql://a@b/c", "postgresql+psycopg://a@b/c"])
def test_every_common_way_to_write_postgresql_is_understood(url: str):
    assert read({"BOFFIN_DATABASE_URL": url}).storage.url == "postgresql+psycopg://a@b/c"


def test_admins_are_platform_and_id():
    chosen = read({"BOFFIN_ADMINS": " slack:U1, console:ana ,"})
    assert chosen.chat.admins == {("slack", "U1"), ("console", "ana")}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOFFIN_DATABASE_URL", "boffin.db"),
        ("BOFFIN_DATABASE_URL", "mysql://root:geheim@host/db"),
        ("BOFFIN_ENCRYPTION_KEY", "geheim"),
        ("BOFFIN_ENCRYPTION_KEY", f"{KEY},geheim"),
        ("BOFFIN_ADMINS", "U012AB3CD"),
        ("BOFFIN_ADMINS", "irc:ana"),
        ("BOFFIN_LOG_LEVEL", "loud"),
        ("BOFFIN_HOME", "/etc/passwd"),
        ("BOFFIN_HOME", "/etc/passwd/below"),
        ("BOFFIN_HOME", "~nobody-of-this-name/boffin"),
        ("SLACK_BOT_TOKEN", "geheim"),
        ("SLACK_APP_TOKEN", "xoxb-geheim"),
        ("SLACK_BOT_TOKEN_FILE", "/nowhere/geheim"),
        ("BOFFIN_HTTP", "3000"),
        ("BOFFIN_HTTP", "127.0.0.1:99999"),
        ("BOFFIN_OPS_HTTP", "9464"),
        ("BOFFIN_OPS_HTTP", ":9464"),
        ("BOFFIN_OPS_HTTP", "host.example:9464"),
    ],
)
def test_a_wrong_value_names_the_variable_and_what_would_be_right_and_tells_no_secret(name: str, value: str):
    with pytest.raises(CannotStart) as refused:
        read({name: value})
    text = str(refused.value)
    assert text.startswith(f"{name}: ")
    assert "Right would be: " in text
    assert "geheim" not in text


def test_keys_are_separated_by_commas_newest_first():
    assert read({"BOFFIN_ENCRYPTION_KEY": f"{KEY}, {OTHER}"}).storage.keys == (KEY, OTHER)


def test_a_key_file_is_named_and_not_read():
    assert read({"BOFFIN_ENCRYPTION_KEY_FILE": "/run/key"}).storage.key_file == Path("/run/key")
    with pytest.raises(CannotStart, match="one of the two"):
        read({"BOFFIN_ENCRYPTION_KEY_FILE": "/run/key", "BOFFIN_ENCRYPTION_KEY": KEY})


def test_secrets_are_not_shown_with_the_settings():
    shown = repr(read({"BOFFIN_ENCRYPTION_KEY": KEY, "BOFFIN_DATABASE_URL": "postgresql://a:geheim@b/c"}))
    assert KEY not in shown
    assert "geheim" not in shown


SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def test_slack_is_there_where_its_tokens_are(tmp_path: Path):
    assert read({}).slack is None
    over_socket = read(SLACK).slack
    assert over_socket is not None
    assert (over_socket.bot_token, over_socket.app_token, over_socket.http) == ("xoxb-1", "xapp-1", None)
    assert "xoxb-1" not in repr(over_socket) and "xapp-1" not in repr(over_socket)
    file = tmp_path / "token"
    file.write_text("xoxb-2\n", encoding="utf-8")
    from_file = read(
        {"SLACK_BOT_TOKEN_FILE": str(file), "SLACK_SIGNING_SECRET": "s", "BOFFIN_HTTP": "0.0.0.0:80"}
    ).slack
    assert from_file is not None
    assert (from_file.bot_token, from_file.http) == ("xoxb-2", ("0.0.0.0", 80))  # noqa: S104


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN"),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN"),
        ({**SLACK, "BOFFIN_HTTP": "127.0.0.1:3000"}, "SLACK_SIGNING_SECRET"),
        ({**SLACK, "BOFFIN_SLACK_API_URL": "http://slack.example/api/"}, "BOFFIN_SLACK_API_URL"),
        ({**SLACK, "SLACK_BOT_TOKEN_FILE": "/run/token"}, "SLACK_BOT_TOKEN"),
    ],
)
def test_half_of_slack_says_which_half_is_missing(environ: dict[str, str], named: str):
    with pytest.raises(CannotStart) as refused:
        read(environ)
    assert str(refused.value).startswith(f"{named}: ")


@pytest.mark.parametrize("where", [("127.0.0.1", 9464), ("::1", 9464), ("localhost", 0)])
def test_health_is_off_unless_it_is_asked_for_and_stays_on_this_machine(where: tuple[str, int]):
    assert read({}).ops.http is None
    chosen = read({"BOFFIN_OPS_HTTP": f"[{where[0]}]:{where[1]}"})
    assert (chosen.ops.http, chosen.remarks) == (where, ())


def test_health_elsewhere_must_be_an_address_in_figures_and_is_remarked_on():
    chosen = read({"BOFFIN_OPS_HTTP": "0.0.0.0:9464"})
    assert chosen.ops.http == ("0.0.0.0", 9464)  # noqa: S104
    assert "no loopback address" in chosen.remarks[0]


def test_what_systemd_expects_is_read():
    chosen = read({"NOTIFY_SOCKET": "/run/notify", "WATCHDOG_USEC": "30000000"})
    assert (chosen.ops.notify, chosen.ops.watched, chosen.remarks) == ("/run/notify", True, ())


def test_discord_is_there_where_its_token_is(tmp_path: Path):
    assert read({}).discord is None
    found = read({"DISCORD_TOKEN": "Bot a.b.c"}).discord
    assert found is not None and (found.token, found.gateway_url) == ("a.b.c", "")
    assert "a.b.c" not in repr(found)
    file = tmp_path / "token"
    file.write_text("d.e.f\n", encoding="utf-8")
    local = read({
        "DISCORD_TOKEN_FILE": str(file),
        "BOFFIN_DISCORD_API_URL": "http://127.0.0.1:1/api/v10/",
        "BOFFIN_DISCORD_GATEWAY_URL": "ws://localhost:1",
    }).discord  # fmt: skip
    assert local is not None
    assert (local.token, local.api_url) == ("d.e.f", "http://127.0.0.1:1/api/v10")


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"DISCORD_TOKEN": "abc"}, "DISCORD_TOKEN"),
        ({"DISCORD_TOKEN": "a.b.c d"}, "DISCORD_TOKEN"),
        ({"DISCORD_TOKEN": "a.b.c", "DISCORD_TOKEN_FILE": "/run/token"}, "DISCORD_TOKEN"),
        ({"DISCORD_TOKEN": "a.b.c", "BOFFIN_DISCORD_API_URL": "http://discord.example"}, "BOFFIN_DISCORD_API_URL"),
        ({"DISCORD_TOKEN": "a.b.c", "BOFFIN_DISCORD_API_URL": "http://127.0.0.1.evil"}, "BOFFIN_DISCORD_API_URL"),
        ({"DISCORD_TOKEN": "a.b.c", "BOFFIN_DISCORD_GATEWAY_URL": "ws://gw.example"}, "BOFFIN_DISCORD_GATEWAY_URL"),
    ],
)
def test_a_setting_of_discord_that_would_give_the_token_away_is_refused(environ: dict[str, str], named: str):
    with pytest.raises(CannotStart) as refused:
        read(environ)
    assert str(refused.value).startswith(f"{named}: ")


def test_a_misspelt_variable_is_remarked_on():
    (remark,) = read({"BOFFIN_DATABSE_URL": "sqlite://", "HOME": "/x"}).remarks
    assert remark == "BOFFIN_DATABSE_URL is not a setting. Did you mean BOFFIN_DATABASE_URL?"


def test_every_setting_has_a_line_and_an_example():
    for setting in SETTINGS:
        assert setting.meaning.endswith(".")
        assert setting.example
        assert len(setting.meaning) < 100


def test_no_room_but_the_command_line_reads_the_environment():
    root = Path(__file__).resolve().parents[1] / "bot"
    readers = {
        path  # onnxruntime and numpy listen to variables that the finder sets, and it decides nothing by them
        for path in root.rglob("*.py")
        if re.search(
            r'os\.environ(?!\["ORT_\w+"\] =|\.setdefault\("OPENBLAS_NUM_THREADS")|getenv',
            path.read_text(encoding="utf-8"),
        )
    }
    assert {path.relative_to(root).parts[0] for path in readers} <= {"cli", "settings"}


def test_a_home_that_cannot_be_made_names_the_variable():
    with pytest.raises(CannotStart, match=r"^BOFFIN_HOME: the folder /proc/nope cannot be made"):
        make_home(read({"BOFFIN_HOME": "/proc/nope"}))


def test_a_home_is_made_only_where_the_database_is_to_lie_in_it(tmp_path: Path):
    elsewhere = f"sqlite:///{tmp_path / 'else.db'}"
    make_home(read({"BOFFIN_HOME": str(tmp_path / "home"), "BOFFIN_DATABASE_URL": elsewhere}))
    assert list(tmp_path.iterdir()) == []
    make_home(read({"BOFFIN_HOME": str(tmp_path / "ho%20me")}))
    assert [path.name for path in tmp_path.iterdir()] == ["ho%20me"]


def test_a_home_that_is_not_used_stops_nothing():
    read({"BOFFIN_HOME": "/etc/passwd", "BOFFIN_DATABASE_URL": "postgresql://a@b/c"})
    read({"BOFFIN_HOME": "~nobody-of-this-name", "BOFFIN_DATABASE_URL": "postgresql://a@b/c"})


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
def test_a_database_in_memory_is_remarked_on(url: str):
    (remark,) = read({"BOFFIN_DATABASE_URL": url}).remarks
    assert "in memory only" in remark


INSTALLS = {
    "SLACK_CLIENT_ID": "123.456",
    "SLACK_CLIENT_SECRET": "shhh",
    "SLACK_SIGNING_SECRET": "sign",
    "BOFFIN_HTTP": "127.0.0.1:3000",
    "BOFFIN_PUBLIC_URL": "https://boffin.example.org/",
}


def test_several_workspaces_need_an_app_and_an_address_that_browsers_reach():
    found = read(INSTALLS).slack
    assert found is not None and (found.client_id, found.public_url) == ("123.456", "https://boffin.example.org")
    assert found.consent_url == "https://slack.com/oauth/v2/authorize"
    assert "shhh" not in repr(found)


@pytest.mark.parametrize("missing", [name for name in INSTALLS if name != "SLACK_CLIENT_ID"])
def test_what_several_workspaces_lack_is_named(missing: str):
    with pytest.raises(CannotStart, match=missing):
        read({name: value for name, value in INSTALLS.items() if name != missing})


def test_one_workspace_and_several_exclude_each_other_and_secrets_go_over_https_only():
    with pytest.raises(CannotStart, match="SLACK_BOT_TOKEN: it is set beside SLACK_CLIENT_ID"):
        read({**INSTALLS, "SLACK_BOT_TOKEN": "xoxb-1"})
    with pytest.raises(CannotStart, match="must be https"):
        read({**INSTALLS, "BOFFIN_PUBLIC_URL": "http://boffin.example.org"})
    with pytest.raises(CannotStart, match="SLACK_CLIENT_ID: it is not set"):
        read({"SLACK_CLIENT_SECRET": "shhh"})
