"""What the documents tell people to type exists, what they link to is there, and what they quote was said."""

import argparse
import re
from pathlib import Path

import pytest

from bot.cli import COMMANDS, parser_for
from bot.content.limit import WORDS
from tests.packaging.conftest import ROOT

DOCUMENTS = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "deploy/README.md",
    "deploy/discord.md",
    "deploy/slack.md",
]
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
TYPED = r"(?:`|^    |^\s*\d\. `)"  # in backticks, or a line of its own


def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_that_is_named_exists(document: str):
    named = set(re.findall(rf"{TYPED}make ([a-z]+)", text_of(document), re.MULTILINE))
    assert named <= TARGETS


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_boffin_command_that_is_named_exists(document: str):
    called = re.findall(rf"(?:{TYPED}|run --rm |/bin/)boffin +([a-z-][^`\n]*)", text_of(document), re.MULTILINE)
    names = {name for name, _, _ in COMMANDS}
    for line in called:
        words = re.split(r" {2,}| [>|] ", line)[0].split()
        if words[0].startswith("-"):
            assert words[0] == "--version"
            continue
        assert words[0] in names, line
        flags = {word for word in words if word.startswith("--")}
        subs = next(a for a in parser_for(words)._actions if isinstance(a, argparse._SubParsersAction))
        known = subs.choices[words[0]]
        assert flags <= set(known._option_string_actions), line
        allowed = next((set(a.choices) for a in known._actions if a.choices and not a.option_strings), None)
        assert allowed is None or words[1] in allowed, line


def test_readme_gives_the_two_commands_that_do_everything():
    assert re.findall(r"^    (make \w+)$", text_of("README.md"), re.MULTILINE) == ["make demo", "make test"]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_to_a_file_leads_somewhere(document: str):
    here = (ROOT / document).parent
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", text_of(document)):
        assert (here / link).exists(), link


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_that_is_named_exists(document: str):
    for path in re.findall(r"`((?:bot|content|tests|deploy)/[\w/.-]+)`", text_of(document)):
        if "NN" not in path:
            assert (ROOT / path).exists(), path


def test_readme_quotes_the_demo_as_it_is():
    """Spaces and line ends aside; `make golden` may have changed the demo: then the quotation is changed too."""
    (quoted,) = re.findall(r"^```\n(ana>.*?)^```", text_of("README.md"), re.DOTALL | re.MULTILINE)
    demo = " ".join((ROOT / "content/en/demo.txt").read_text(encoding="utf-8").split())
    for part in quoted.split("…\n"):
        assert " ".join(part.split()) in demo


def test_the_limits_that_are_told_are_the_limits_that_are_checked():
    told = text_of("CONTRIBUTING.md")
    guidance = WORDS["guidance"]
    assert {guidance["says"], guidance["why"], guidance["passages.*.answer"]} == {60}
    assert "each answer ≤ 60 words" in told
    assert f"pitfall ≤ {guidance['pitfalls.*']}; step ≤ {guidance['first_step.text']} words" in told
    assert f"each fact ≤ {WORDS['tool']['cost.text']} words" in told
    assert f"line and drop ≤ {WORDS['load']['lines.*.line']} words each" in told


@pytest.mark.parametrize("path", [*DOCUMENTS, *(f"deploy/{p.name}" for p in (ROOT / "deploy").iterdir())])
def test_documents_speak_of_this_project_alone(path: str):
    """No path of somebody's machine, no key, no package index of somebody's own."""
    text = text_of(path)
    assert not re.search(r"/(?:home|Users|root|work|tmp/v)/", text)
    assert not re.search(r"(?:extra-)?index-url|trusted-host", text)
    assert not re.search(r"\b[A-Za-z0-9_-]{43}=", text)


def test_the_licence_is_the_one_that_is_declared():
    assert "Apache License" in text_of("LICENSE")
    assert Path(ROOT / "NOTICE").is_file()
