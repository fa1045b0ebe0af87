import asyncio
import contextlib
import io
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import wiring
from bot.cli import COMMANDS, CONFIG, OUTPUT, SOFTWARE, USAGE, main
from bot.cli.progress import bar
from bot.core.errors import CannotKeep
from bot.settings import make_home, read

ROOT = Path(__file__).resolve().parents[2]
DEMO = """\
# A script for the test.
@2026-09-04 12:00 Europe/London
## Install day
ana> :who
@+1d
sam #ecg> :who
"""


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """Return an environment of which nothing outside a folder of its own is touched."""
    return {"BOFFIN_HOME": str(tmp_path / "home"), "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}


def process(*argv: str, home: dict[str, str], **more: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "bot", *argv],
        env=home, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more,
    )  # type: ignore[call-overload, no-any-return]  # fmt: skip


def test_help_lists_every_command(capsys):
    with pytest.raises(SystemExit) as left:
        main(["--help"], {})
    assert left.value.code == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name, _, _ in COMMANDS)


def test_every_command_explains_itself(capsys):
    for name, _, _ in COMMANDS:
        with pytest.raises(SystemExit) as left:
            main([name, "--help"], {})
        assert left.value.code == 0


def test_the_version_is_one_line(capsys):
    with pytest.raises(SystemExit):
        main(["--version"], {})
    assert capsys.readouterr().out.startswith("boffin ")


def test_running_with_no_platform_says_how_to_configure_one(capsys):
    assert main(["run"], {}) == CONFIG
    assert "boffin run --console" in capsys.readouterr().err


def test_a_wrong_setting_is_a_sentence_and_not_a_traceback(capsys):
    assert main(["run", "--console"], {"BOFFIN_LOG_LEVEL": "loud"}) == CONFIG
    shown = capsys.readouterr().err
    assert shown.startswith("BOFFIN_LOG_LEVEL: ")
    assert "Traceback" not in shown


def test_a_setting_nobody_knows_is_remarked_on(capsys):
    main(["run"], {"BOFFIN_ADMIN": "slack:U1"})
    assert "Did you mean BOFFIN_ADMINS?" in capsys.readouterr().err


def test_our_mistake_is_one_line_without_what_was_said(capsys, monkeypatch):
    def fail(*_: object) -> int:
        raise ValueError("the secret words")

    monkeypatch.setattr("bot.cli.run.run", fail)
    assert main(["run"], {}) == SOFTWARE
    shown = capsys.readouterr().err
    assert "ValueError at test_cli.py:" in shown
    assert "secret" not in shown


def test_a_new_key_is_one_that_settings_take(capsys):
    assert main(["key", "new"], {}) == 0
    key = capsys.readouterr().out.strip()
    assert read({"BOFFIN_ENCRYPTION_KEY": key}).storage.keys == (key,)


def test_asking_answers_and_makes_no_file(home: dict[str, str], capsys):
    assert main(["ask", "Do", "I have to answer every post?"], home) == 0
    assert capsys.readouterr().out.strip()
    assert not Path(home["BOFFIN_HOME"]).exists()


def test_questions_by_the_line_are_answered_one_by_one_and_bad_lines_are_named(home: dict[str, str]):
    asked = process("ask", "--jsonl", home=home)
    assert asked.stdin and asked.stdout
    asked.stdin.write('{"id": "a", "text": "Do I have to answer every post?"}\n')
    asked.stdin.flush()
    first = json.loads(asked.stdout.readline())  # before the input ends: every line is flushed
    out, problems = asked.communicate('not json\n{"id": 1}\n[]\n{"id": 2, "text": "adrenaline dose 12yo asap"}\n', 60)
    second = json.loads(out)
    assert asked.returncode == 0
    assert (first["id"], first["ranked"][0], first["answered"], first["ending"]) == ("a", 9, True, "answer")
    assert "Point 9" in first["text"]
    assert 0.5 < first["score"] <= 1
    assert (second["id"], second["ranked"], second["answered"]) == (2, [], False)
    assert second["ending"] == "out_of_scope"
    assert [line.split(" was")[0] for line in problems.splitlines()] == ["Line 2", "Line 3", "Line 4"]


def test_questions_by_the_line_may_be_anything(capsys, monkeypatch):
    odd = ["", " ", "x" * 5000, "\x00", "'; DROP TABLE plans; --", "ask", "1", "\u202e", "plan budget 1h"]
    lines = b"".join(json.dumps({"id": n, "text": text}).encode() + b"\n" for n, text in enumerate(odd))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines + b"\xff\n" + b"[" * 100_000 + b"\n")))
    assert main(["ask", "--jsonl"], {}) == 0
    shown = capsys.readouterr()
    assert [json.loads(line)["id"] for line in shown.out.splitlines()] == list(range(len(odd)))
    assert len(shown.err.splitlines()) == 2


def test_asking_does_not_pay_for_the_scheduler(home: dict[str, str]):
    code = (
        "import sys; from bot.cli import main; main(['ask', 'consent']);"
        "sys.exit(any(name.startswith(('apscheduler', 'bot.scheduling')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], env=home, cwd=ROOT, stdout=subprocess.DEVNULL).returncode == 0


def test_the_doctor_looks_and_makes_nothing(home: dict[str, str], capsys):
    assert main(["doctor"], home) == 0
    said = capsys.readouterr().out
    assert "not there yet" in said
    assert re.search(r"^ok    finder: by meaning and words, learnt from \d+ questions$", said, re.MULTILINE)
    assert not Path(home["BOFFIN_HOME"]).exists()


def test_the_doctor_names_what_is_wrong(home: dict[str, str], capsys, tmp_path: Path):
    (tmp_path / "no.db").write_text("this is no database at all, but a text of some length")
    assert main(["doctor"], {**home, "BOFFIN_DATABASE_URL": f"sqlite:///{tmp_path / 'no.db'}"}) == 1
    assert "wrong database: " in capsys.readouterr().out


def test_the_doctor_counts_the_workspaces_that_removed_boffin(home: dict[str, str], capsys):
    chosen = read(home)
    make_home(chosen)
    store = wiring.open_store(chosen)
    asyncio.run(store.installations.remove("slack", "T1", datetime(2026, 9, 4, 12, tzinfo=UTC)))
    store.close()
    assert main(["doctor"], home) == 0
    assert "workspaces: 1 removed; accounts and channels there go 30 days after" in capsys.readouterr().out


def test_the_console_runs_until_the_input_ends_and_its_key_can_be_changed(home: dict[str, str], capsys):
    with process("run", "--console", home=home) as running:
        out, err = running.communicate(":who\n:in #ecg\ncard\n:quit\ncard\n", timeout=60)
    assert running.returncode == 0
    assert out.startswith("Ana · regular · ")
    assert "Traceback" not in err
    database = Path(home["BOFFIN_HOME"]) / "boffin.db"
    assert database.is_file()
    old = database.with_name("boffin.db.key").read_text().strip()
    main(["key", "new"], home)
    new = capsys.readouterr().out.strip()
    assert main(["key", "rotate"], {**home, "BOFFIN_ENCRYPTION_KEY": f"{new},{old}"}) == 0
    assert main(["doctor"], {**home, "BOFFIN_ENCRYPTION_KEY": new}) == 0
    shown = capsys.readouterr()
    assert "every one of them opens with it alone" in shown.out
    assert "the key fits: all" in shown.out
    assert "people: 0 not seen for 12 months" in shown.out
    assert shown.err == "", "progress is for terminals"
    assert main(["doctor"], {**home, "BOFFIN_ENCRYPTION_KEY": old}) == 1


def begun(home: dict[str, str]) -> "subprocess.Popen[str]":
    """Start it in a terminal of its own and wait until it has answered."""
    running = process("run", "--console", home=home)
    assert running.stdin is not None and running.stdout is not None
    running.stdin.write(":who\n")
    running.stdin.flush()
    assert running.stdout.readline().startswith("Ana")
    return running


def test_an_interrupt_ends_it_cleanly_and_a_database_in_memory_is_remarked_on(home: dict[str, str]):
    with begun({**home, "BOFFIN_DATABASE_URL": "sqlite://"}) as running:
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=30) == 0
        assert running.stderr is not None
        remarks = running.stderr.read().splitlines()
    assert len(remarks) == 1
    assert "plans live in memory only" in remarks[0]


def test_beside_a_run_neither_another_begins_nor_the_key_changes_until_it_is_told_to_end(home: dict[str, str], capsys):
    with begun(home) as running:
        assert main(["run", "--console"], home) == CONFIG
        assert "Another Boffin" in capsys.readouterr().err
        assert main(["key", "rotate"], home) == CONFIG
        shown = capsys.readouterr()
        assert shown.out == ""
        assert "Stop it, run `boffin key rotate` or `boffin restore` again, and start it afterwards." in shown.err
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=30) == 0
        assert running.stderr is not None and running.stderr.read() == ""
    assert main(["key", "rotate"], home) == 0


def test_a_reader_who_leaves_is_no_mistake(home: dict[str, str]):
    with process("ask", "consent", home=home) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.close()
        assert running.wait(timeout=60) == 0
        assert running.stderr.read() == "" or "our mistake" in running.stderr.read()


def test_the_demo_plays_its_script_and_leaves_nothing(home: dict[str, str], tmp_path: Path):
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content", content)
    (content / "en" / "demo.txt").write_text(DEMO, encoding="utf-8")
    (tmp_path / "tmp").mkdir()
    home |= {"BOFFIN_CONTENT": str(content), "TMPDIR": str(tmp_path / "tmp")}
    with process("demo", home=home) as running:
        out, _ = running.communicate("", timeout=60)
    assert running.returncode == 0
    assert out.startswith("── Install day ──\n\nana> :who\nAna · regular · Europe/London · speaks now\n")
    assert "sam #ecg> :who" in out
    assert list((tmp_path / "tmp").iterdir()) == []
    assert not Path(home["BOFFIN_HOME"]).exists()


def test_a_demo_without_a_script_says_so(home: dict[str, str], capsys, tmp_path: Path):
    (tmp_path / "content" / "en").mkdir(parents=True)
    assert main(["demo"], {**home, "BOFFIN_CONTENT": str(tmp_path / "content")}) == CONFIG
    assert "demo.txt, and it is not there. Nothing was changed." in capsys.readouterr().err
    os.mkfifo(tmp_path / "content" / "en" / "demo.txt")
    assert main(["demo"], {**home, "BOFFIN_CONTENT": str(tmp_path / "content")}) == CONFIG
    assert "not an ordinary file" in capsys.readouterr().err


def test_a_row_that_does_not_open_is_noticed_and_no_key_may_go(home: dict[str, str], capsys):
    with process("run", "--console", home=home) as running:
        running.communicate("log 5m youtube\n:quit\n", timeout=60)
    file = Path(home["BOFFIN_HOME"]) / "boffin.db"
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE logs SET sealed = x'00'")
    assert main(["doctor"], home) == 1
    assert "do not open with the keys there are (logs: 1)" in capsys.readouterr().out
    assert main(["key", "rotate"], home) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "(logs: 1)" in shown.err
    assert "Take no key away." in shown.err


def test_progress_is_one_line_on_a_terminal_and_nothing_elsewhere():
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for out, said in ((Terminal(), "\r200 of 300\r\x1b[K"), (io.StringIO(), "")):
        show = bar(out)
        show(200, 300)
        show(300, 300)
        assert out.getvalue() == said


@pytest.mark.parametrize("question", ["", "  \t"])
def test_asking_nothing_is_a_sentence(home: dict[str, str], capsys, question: str):
    assert main(["ask", question], home) == USAGE
    assert capsys.readouterr().err.startswith("There is no question.")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("command", [["key", "new"], ["ask", "consent"], ["run", "--console"]])
def test_output_that_cannot_be_written_is_a_short_sentence(home: dict[str, str], command: list[str]):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "bot", *command],
            env=home, cwd=ROOT, text=True, input=":who\n", stdout=full, stderr=subprocess.PIPE, timeout=60,
        )  # fmt: skip
    assert done.returncode == OUTPUT
    assert done.stderr == "The output could not be written: No space left on device. The rest of it is lost.\n"


def test_a_home_of_any_name_is_used_literally(home: dict[str, str], tmp_path: Path, capsys):
    name = "a%20b?c#d"
    home["BOFFIN_HOME"] = str(tmp_path / name)
    with process("run", "--console", home=home) as running:
        running.communicate(":who\n", timeout=60)
    assert running.returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert main(["doctor"], home) == 0
    assert "the key fits" in capsys.readouterr().out


def test_a_disk_that_fills_up_is_not_called_our_mistake(capsys, monkeypatch):
    def fail(*_: object) -> int:
        raise CannotKeep("database or disk is full")

    monkeypatch.setattr("bot.cli.key.run", fail)
    assert main(["key", "rotate"], {}) == OUTPUT
    assert capsys.readouterr().err.startswith("The database cannot be written (database or disk is full). What was")
