"""The layout is what ARCHITECTURE.md says, and every wall is seen to hold: a broken one is noticed."""

import ast
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
LONGEST_MODULE = 400
LINTER = "from importlinter.cli import lint_imports_command as run; run()"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS: list[dict[str, Any]] = PROJECT["tool"]["importlinter"]["contracts"]


@dataclass(frozen=True)
class Break:
    """One way to break a contract: add an import to a module (or a new module) and read `reported` about it."""

    module: str
    adds: str
    reported: str


def file_of(module: str, root: Path = ROOT) -> Path:
    """Return the file of a module or package."""
    path = root.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def layered(contract: dict[str, Any]) -> Iterator[Break]:
    """Break it from the lowest layer to the highest, between two that share a layer, and with a stranger."""
    container = contract["containers"][0]
    layers = [[f"{container}.{name.strip()}" for name in layer.split("|")] for layer in contract["layers"]]
    pairs = [(layers[-1][0], layers[0][0])]
    pairs += [(one, other) for layer in layers for one, other in pairwise(layer)]
    for lower, higher in pairs:
        said = f"{lower} is not allowed to import {higher}"
        yield Break(lower, f"import {higher}", said)
    if contract.get("exhaustive"):
        yield Break(f"{container}.nobody_placed_this", '"""New."""', f"{container}.nobody_placed_this")


def forbidding(contract: dict[str, Any]) -> Iterator[Break]:
    """Break it once for each forbidden module."""
    source = f"{contract['source_modules'][0]}.errors"
    for name in contract["forbidden_modules"]:
        yield Break(source, f"import {name}", f"{source} -> {name}")


def protecting(contract: dict[str, Any]) -> Iterator[Break]:
    """Break it once for each protected package, from a room that is not its home."""
    homes = contract["allowed_importers"]
    stranger = next(name for name in ("bot.settings", "bot.wiring") if name not in homes)
    for name in contract["protected_modules"]:
        yield Break(stranger, f"import {name}", f"{stranger} -> {name}")


KINDS = {"layers": layered, "forbidden": forbidding, "protected": protecting}
BREAKS = {contract["name"]: tuple(KINDS[contract["type"]](contract)) for contract in CONTRACTS}


def linted(folder: Path) -> tuple[int, str]:
    """Run import-linter on a copy of the sources; return its exit code and what it says."""
    done = subprocess.run(
        [sys.executable, "-c", LINTER, "--no-cache", "--no-logo"],
        cwd=folder, capture_output=True, text=True, timeout=60,
        env={"PATH": os.environ["PATH"], "COLUMNS": "300", "PYTHONPATH": str(folder)},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The sources and their contracts, to be broken."""
    shutil.copytree(ROOT / "bot", tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_unbroken_the_contracts_are_kept(copy: Path):
    code, said = linted(copy)
    assert code == 0, said
    assert said.count(" KEPT") == len(CONTRACTS)


@pytest.mark.parametrize("contract", BREAKS)
def test_each_way_to_break_a_contract_is_noticed(copy: Path, contract: str):
    for broken in BREAKS[contract]:
        with file_of(broken.module, copy).open("a", encoding="utf-8") as file:
            file.write(f"\n{broken.adds}\n")
    code, said = linted(copy)
    assert code == 1
    assert f"{contract} BROKEN" in said
    told = said.partition("Broken contracts")[2]
    assert [broken.reported for broken in BREAKS[contract] if broken.reported not in told] == []


@cache
def modules(folder: str) -> dict[Path, ast.Module]:
    """Return the parsed modules of a folder of this project."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / folder).rglob("*.py"))}


def imported(tree: ast.Module) -> Iterator[str]:
    """Return the full names that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def outside(folder: str) -> set[str]:
    """Return the top names of what a folder's modules import and the standard library has not."""
    names = {name.partition(".")[0] for tree in modules(folder).values() for name in imported(tree)}
    return names - set(sys.stdlib_module_names) - {"bot", "tests"}


def test_every_outside_package_has_a_home():
    homes = {name for contract in CONTRACTS for name in contract.get("protected_modules", ())}
    assert outside("bot") <= homes, "say in pyproject.toml which room may import it"
    core = next(c for c in CONTRACTS if c["type"] == "forbidden" and c["source_modules"] == ["bot.core"])
    assert homes <= set(core["forbidden_modules"]), "the core may not import it"


def test_what_is_imported_is_a_dependency_and_needs_no_luck():
    dists = importlib.metadata.packages_distributions()
    project = PROJECT["project"]
    extras = [name for extra in project["optional-dependencies"].values() for name in extra]
    wanted = {plain_name(text) for text in [*project["dependencies"], *extras]}
    for name in outside("bot"):  # what learns the answers is not installed here, and goes by its own name
        assert {plain_name(dist) for dist in dists.get(name, [name])} & wanted, (
            f"{name} is imported and not a dependency"
        )


def test_there_are_no_mocks():
    mock = re.compile(
        r"^\s*(?:import|from)\s+(?:unittest\.)?mock\b|^\s*from\s+unittest\s+import\b.*\bmock\b", re.MULTILINE
    )
    files = [path for folder in ("bot", "tests") for path in (ROOT / folder).rglob("*.py")]
    assert [str(path.relative_to(ROOT)) for path in files if mock.search(path.read_text(encoding="utf-8"))] == []


def test_no_module_is_longer_than_can_be_read():
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for folder in ("bot", "tests")
        for path in (ROOT / folder).rglob("*.py")
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_every_module_opens_with_a_sentence():
    silent = [str(path.relative_to(ROOT)) for path, tree in modules("bot").items() if not ast.get_docstring(tree)]
    assert silent == []


# What ARCHITECTURE.md says of the tree is the tree.

TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def told_paths() -> list[str]:
    """Return the paths of the page's tree: two spaces a level, a name, then what it is."""
    block = re.search(r"^```\n(bot/.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
    assert block, "ARCHITECTURE.md has no tree that begins with bot/"
    stack: list[str] = []
    paths = []
    for line in filter(str.strip, block[1].splitlines()):
        level = (len(line) - len(line.lstrip(" "))) // 2
        if level > len(stack):
            continue  # an explanation that runs on
        name = line.split()[0]
        stack[level:] = [name.rstrip("/")]
        paths.append("/".join(stack))
    return paths


def packages() -> set[str]:
    """Return every folder under bot/ that holds modules."""
    return {str(path.parent.relative_to(ROOT)) for path in (ROOT / "bot").rglob("*.py")}


def test_the_tree_names_every_package():
    assert packages() - set(told_paths()) == set()


def test_the_tree_names_every_module_at_the_root_of_the_program():
    own = {str(path.relative_to(ROOT)) for path in (ROOT / "bot").glob("*.py")} - {"bot/__init__.py"}
    assert own - set(told_paths()) == set()


def test_the_tree_names_nothing_that_is_not_there():
    assert [path for path in told_paths() if not (ROOT / path).exists()] == []


def plain_name(requirement: str) -> str:
    """Return the name of a requirement, in the one spelling that compares."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=~! ;]", requirement, maxsplit=1)[0]).lower()


def test_every_dependency_has_a_line_that_says_why():
    project = PROJECT["project"]
    extras = [name for extra in project["optional-dependencies"].values() for name in extra]
    listed = [*project["dependencies"], *extras, *PROJECT["dependency-groups"]["dev"]]
    wanted = {plain_name(text) for text in listed}
    table = TEXT.partition("## Dependencies")[2].partition("\n## ")[0]
    told = {name for row in re.findall(r"^\| (.+?) \|", table, re.MULTILINE) for name in re.findall(r"`([^`]+)`", row)}
    assert wanted == told


def test_every_port_and_shape_of_the_glossary_is_in_the_code():
    names = {node.name for tree in modules("bot").values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    glossary = TEXT.partition("## Glossary")[2].partition("\n## ")[0]
    named = set(re.findall(r"`([A-Z]\w+)`", glossary))
    assert named
    assert named <= names
