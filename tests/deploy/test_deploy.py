"""What is in deploy/ can be read by those who read it, is hardened, and knows the settings that exist."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli import COMMANDS, CONFIG
from bot.ops.metrics import Metrics
from bot.ops.pulse import EVERY
from bot.settings import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file())
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
OF_COMPOSE = {  # the words of the Compose specification that are used here
    "build", "cap_drop", "command", "depends_on", "deploy", "env_file", "environment", "healthcheck", "image", "init",
    "logging", "mem_limit", "pids_limit", "ports", "profiles", "read_only", "restart", "security_opt", "shm_size",
    "stop_grace_period", "tmpfs", "user", "volumes",
}  # fmt: skip
KNOWN = {setting.name for setting in SETTINGS}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The compose file as it is read."""
    return dict(yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8")))


def unit() -> dict[str, list[tuple[str, str]]]:
    """Return the unit's sections; a key may stand several times."""
    sections: dict[str, list[tuple[str, str]]] = {}
    for number, line in enumerate((DEPLOY / "boffin.service").read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if heading := re.fullmatch(r"\[(\w+)\]", line):
            held = sections.setdefault(heading[1], [])
            continue
        key, mark, value = line.partition("=")
        assert mark and re.fullmatch(r"[A-Z]\w+", key), f"boffin.service:{number}: {line}"
        held.append((key, value))
    return sections


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_that_is_named_exists(path: Path):
    named = set(re.findall(r"BOFFIN_[A-Z_]*[A-Z]", path.read_text(encoding="utf-8")))
    assert named <= KNOWN


def test_the_example_lists_every_setting_with_its_line_and_example():
    text = (DEPLOY / ".env.example").read_text(encoding="utf-8")
    told = re.findall(r"^# (.+)\n#((?:BOFFIN|DISCORD|SLACK)_\w+)=(.+)$", text, re.MULTILINE)
    assert told == [(setting.meaning, setting.name, setting.example) for setting in SETTINGS]


def test_the_example_sets_nothing_by_itself():
    lines = (DEPLOY / ".env.example").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == []


def test_every_service_of_compose_is_hardened(compose: dict[str, Any]):
    assert set(compose["services"]) == {"boffin", "alone", "database"}
    for service in compose["services"].values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "cap_add" not in service and "privileged" not in service
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "/tmp" in {entry.partition(":")[0] for entry in service["tmpfs"]}  # noqa: S108 - in the container
        assert service["logging"]["options"] == {"max-size": "10m", "max-file": "5"}
        for port in service.get("ports", ()):
            assert str(port).startswith("127.0.0.1:")


def test_three_replicas_on_postgresql_are_shown_and_one_on_sqlite_beside_them(compose: dict[str, Any]):
    boffin, alone, database = (compose["services"][name] for name in ("boffin", "alone", "database"))
    assert boffin["deploy"]["replicas"] == "${REPLICAS:-3}"
    assert "postgresql://" in boffin["environment"]["BOFFIN_DATABASE_URL"]
    assert boffin["depends_on"]["database"] == {"condition": "service_healthy"}
    assert "profiles" not in boffin and "profiles" not in database and alone["profiles"] == ["alone"]
    assert alone["environment"]["BOFFIN_DATABASE_URL"].startswith("sqlite:")
    assert "deploy" not in alone and "depends_on" not in alone
    assert "pg_isready" in database["healthcheck"]["test"]
    named = {entry.partition(":")[0] for service in (boffin, database) for entry in service["volumes"]}
    assert named == set(compose["volumes"])


def test_compose_knows_every_word_of_it_and_boffin_reads_what_it_sets(compose: dict[str, Any]):
    assert {key for key in compose if not key.startswith("x-")} == {"name", "services", "volumes"}
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text(encoding="utf-8")))
    assert asked - KNOWN == {"REPLICAS", "POSTGRES_PASSWORD"}
    for name, service in compose["services"].items():
        assert service.keys() <= OF_COMPOSE, name
        others = {"PGPASSWORD"} if name == "boffin" else set() if name == "alone" else set(service["environment"])
        assert service["environment"].keys() - KNOWN == others
        assert re.fullmatch(r"\d+s", service["stop_grace_period"])
    assert set(compose["services"]["database"]["environment"]) == {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD"}


def test_the_commands_that_are_started_exist(compose: dict[str, Any]):
    names = {name for name, _, _ in COMMANDS}
    assert compose["services"]["boffin"]["command"][0] in names
    assert re.search(r'^CMD \["(\w+)"\]', DOCKERFILE, re.MULTILINE)[1] in names  # type: ignore[index]
    assert re.search(r'CMD \["boffin", "(\w+)"', DOCKERFILE)[1] in names  # type: ignore[index]
    assert dict(unit()["Service"])["ExecStart"].split()[1] in names


def test_the_image_is_built_from_the_lock_and_runs_as_an_ordinary_user():
    stages = DOCKERFILE.split("\nFROM ")
    assert len(stages) == 3, "what stands before the stages, the one that builds, the one that runs"
    assert "--require-hashes" in stages[1] and "requirements.lock" in stages[1]
    running = stages[2]
    assert "pip" not in running
    assert "COPY --from=build" in running
    assert re.search(r"^USER (?!root|0\b)\w+", running, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK .*\"boffin\", \"status\", \"--live\"", running, re.MULTILINE)
    assert re.search(r"^STOPSIGNAL SIGTERM$", running, re.MULTILINE)


def test_the_build_sees_what_it_copies():
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    lines = re.findall(r"^COPY (?!--)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    copied = {name for line in lines for name in line.split()}
    assert copied and all(f"!{name}" in ignored for name in copied)
    assert all((ROOT / name).exists() for name in copied)


def test_the_unit_is_hardened():
    service = unit()["Service"]
    values = dict(service)
    yes = (
        "DynamicUser", "NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "ProtectClock",
        "ProtectKernelTunables", "ProtectKernelModules", "ProtectControlGroups", "RestrictNamespaces",
        "RestrictSUIDSGID", "LockPersonality", "MemoryDenyWriteExecute",
    )  # fmt: skip
    assert [key for key in yes if values.get(key) != "yes"] == []
    assert values["ProtectSystem"] == "strict"
    assert values["CapabilityBoundingSet"] == ""
    assert values["RestrictAddressFamilies"] == "AF_INET AF_INET6 AF_UNIX"
    assert ("SystemCallFilter", "@system-service") in service
    assert values["UMask"] == "0077"
    assert values["StateDirectory"] == "boffin"
    assert values["RestartPreventExitStatus"] == str(CONFIG)


def test_the_unit_waits_for_word_and_watches_for_signs_of_life():
    values = dict(unit()["Service"])
    assert values["Type"] == "notify"
    assert int(values["WatchdogSec"]) > 4 * EVERY
    assert int(values["TimeoutStopSec"]) >= 30


def test_what_can_be_asked_in_the_image_is_only_heard_in_it():
    assert re.search(r"BOFFIN_OPS_HTTP=127\.0\.0\.1:\d+$", DOCKERFILE, re.MULTILINE)


def test_every_alert_is_about_a_metric_that_exists_and_says_what_to_do():
    (group,) = yaml.safe_load((DEPLOY / "alerts.yaml").read_text(encoding="utf-8"))["groups"]
    told = set(re.findall(r"^# TYPE (\S+)", Metrics("1").text(), re.MULTILINE))
    for rule in group["rules"]:
        named = re.findall(r"boffin_\w+", rule["expr"])
        assert {re.sub("_bucket$", "", name) for name in named} <= told, rule["alert"]
        assert named or "up{" in rule["expr"]
        assert set(rule["annotations"]) == {"summary", "what_to_do"}


def test_the_unit_gets_its_key_as_a_credential():
    service = unit()["Service"]
    name, _, file = dict(service)["LoadCredential"].partition(":")
    assert file.startswith("/etc/boffin/")
    assert ("Environment", f"BOFFIN_ENCRYPTION_KEY_FILE=%d/{name}") in service


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed here")
def test_systemd_reads_the_unit(tmp_path: Path):
    text = (DEPLOY / "boffin.service").read_text(encoding="utf-8")
    copy = tmp_path / "boffin.service"
    copy.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/sh", text, flags=re.MULTILINE), encoding="utf-8")
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(copy)], capture_output=True, text=True, timeout=60
    ).stderr
    assert [line for line in said.splitlines() if line.startswith(str(copy))] == []
