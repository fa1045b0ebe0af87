"""The wheel is the whole program: it answers elsewhere, without the checkout and without a network."""

import zipfile
from pathlib import Path

from tests.packaging.conftest import ROOT, Installed


def test_it_is_used_from_the_wheel_and_not_from_the_checkout(installed: Installed):
    where = installed.run("python", "-c", "import bot; print(bot.__file__)").stdout.strip()
    assert Path(where).is_relative_to(installed.venv)


def test_it_carries_the_content_the_migrations_and_the_licence(installed: Installed):
    with zipfile.ZipFile(installed.wheel) as wheel:
        held = set(wheel.namelist())
    for path in (ROOT / "content").rglob("*"):
        if path.is_file():
            assert f"bot/_content/{path.relative_to(ROOT / 'content').as_posix()}" in held
    for path in (ROOT / "bot").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert path.relative_to(ROOT).as_posix() in held
    assert "bot/finder/model/encoder.onnx" in held
    assert "bot/storage/migrations/versions/0001_the_first_tables.py" in held
    assert {Path(name).name for name in held if ".dist-info/licenses/" in name} == {"LICENSE", "NOTICE"}
    assert {name.partition("/")[0] for name in held if ".dist-info" not in name} == {"bot"}


def test_a_question_is_answered_with_its_source(installed: Installed):
    answered = installed.run("boffin", "ask", "Do I have to answer every post?")
    assert (answered.returncode, answered.stderr) == (0, "")
    assert "Point 9, Don't over-commit (AMEE 2014)." in answered.stdout
    assert list(installed.home.iterdir()) == []


def test_it_makes_its_database_and_remembers(installed: Installed, tmp_path: Path):
    home = {"BOFFIN_HOME": str(tmp_path / "plans")}
    first = installed.run("boffin", "run", "--console", said="log 20m youtube\n", **home)
    assert (first.returncode, first.stderr) == (0, "")
    second = installed.run("boffin", "run", "--console", said="log 5m youtube\n", **home)
    assert "25 min" in second.stdout
    assert (tmp_path / "plans" / "boffin.db").is_file()


def test_the_version_is_the_projects(installed: Installed):
    assert installed.run("boffin", "--version").stdout == f"boffin {installed.wheel.name.split('-')[1]}\n"
