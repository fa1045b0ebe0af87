"""A wheel of this checkout, installed alone into an empty environment elsewhere."""

import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("bot", "content", "pyproject.toml", "README.md", "LICENSE", "NOTICE", "CHANGELOG.md")


@dataclass(frozen=True)
class Installed:
    """Where the wheel is, where it was installed, and how to call it."""

    wheel: Path
    venv: Path
    home: Path

    def run(self, *argv: str, said: str = "", **environ: str) -> "subprocess.CompletedProcess[str]":
        """Run a program of the environment in another folder, with a clean home."""
        return subprocess.run(
            [self.venv / "bin" / argv[0], *argv[1:]], input=said, capture_output=True, text=True, timeout=60,
            cwd=self.home, env={"HOME": str(self.home), "PATH": os.defpath, "LANG": "C.UTF-8", **environ},
        )  # fmt: skip


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build from a copy, so that nothing is left in the checkout; install without dependencies.

    The dependencies come from the running environment through a path file. Path files in *its* folder are not
    read that way, so the checkout, which is installed there as editable, is not in reach.
    """
    pytest.importorskip("build", reason="the wheel is built with `build`, which `make setup` installs")
    pytest.importorskip("hatchling", reason="the wheel is built by hatchling, which `make setup` installs")
    folder = tmp_path_factory.mktemp("wheel")
    sources = folder / "sources"
    sources.mkdir()
    for name in SOURCES:
        held = ROOT / name
        if held.is_dir():
            shutil.copytree(held, sources / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(held, sources)
    _quietly(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder / "dist"), str(sources))
    (wheel,) = (folder / "dist").glob("*.whl")
    shutil.rmtree(sources)
    venv, home = folder / "venv", folder / "home"
    home.mkdir()
    _quietly(sys.executable, "-m", "venv", "--without-pip", str(venv))
    own = next((venv / "lib").glob("python*/site-packages"))
    dependencies = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
    (own / "dependencies.pth").write_text("".join(f"{path}\n" for path in dependencies), encoding="utf-8")
    _quietly(
        sys.executable, "-m", "pip", "--python", str(venv / "bin" / "python"), "--disable-pip-version-check",
        "install", "--no-deps", "--no-index", str(wheel),
    )  # fmt: skip
    return Installed(wheel, venv, home)


def _quietly(*argv: str) -> None:
    done = subprocess.run(argv, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
