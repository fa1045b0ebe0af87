"""Wording against code: a small package whose calls fit the small tree, and ways in which they do not."""

import pytest

from bot.content.reading import examine
from bot.content.usage import usage_problems
from tests.content.tree import Tree

WORDING = """\
choice:
  undo: Undo {what}
week:
  told:
    one: One week.
    other: "{n} weeks."
command:
  ask: Ask
  log: Log {minutes:duration}
"""
CODE = """\
def all_of_it(words, moment, self, details):
    words.say("choice.undo", what="x")
    self.words.say("week.told", n=2)
    words.family("command", "ask", minutes=3)
"""


def said(tree: Tree, code: str, wording: str = WORDING) -> list[str]:
    tree.write("en/wording/words.yaml", wording)
    tree.write("../bot/__init__.py", "")
    tree.write("../bot/core/moment.py", code)
    return [str(one) for one in usage_problems(examine(tree.root, "en"), tree.root.parent / "bot")]


def test_code_and_wording_that_fit_have_no_problem(tree: Tree) -> None:
    assert said(tree, CODE) == []


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        pytest.param('"choice.undo", what="x"', '"choice.undone" if self else "choice.undo", what="x"',
                     "bot/core/moment.py:2: no wording has the key `choice.undone`; did you mean `choice.undo`?",
                     id="a key that is not there"),
        pytest.param('what="x"', 'which="x"',
                     "bot/core/moment.py:2: the wording `choice.undo` asks for the detail `what`, which is not given",
                     id="a detail that is not given"),
        pytest.param(", n=2", "",
                     "bot/core/moment.py:3: the wording `week.told` asks for the detail `n`, which is not given",
                     id="a plural without n"),
        pytest.param(", minutes=3", "",
                     "bot/core/moment.py:4: the wording `command.log` asks for the detail `minutes`, "
                     "which is not given", id="a family without a detail of one of its sentences"),
    ],
)  # fmt: skip
def test_a_call_must_fit_its_sentence(tree: Tree, old: str, new: str, text: str) -> None:
    assert said(tree, CODE.replace(old, new)) == [text]


def test_a_family_that_is_not_there_is_named(tree: Tree) -> None:
    assert said(tree, CODE + '    words.family("comand", "ask")\n') == [
        "bot/core/moment.py:5: no wording has the family `comand`; did you mean `command`?"
    ]


def test_a_key_that_no_code_says_is_named_in_the_wording(tree: Tree) -> None:
    assert said(tree, CODE, WORDING + "spare: Left over\n") == [
        "content/en/wording/words.yaml:10: no code says `spare`; delete it, or use it"
    ]


@pytest.mark.parametrize(
    "key", ["key", 'f"choice.{key}"', 'KEYS["undo"]', '"choice." + key', '"choice.undo" if key else key', ""]
)
def test_a_key_that_is_not_written_out_is_a_problem(tree: Tree, key: str) -> None:
    assert said(tree, CODE + f"    moment.say({key})\n") == [
        "bot/core/moment.py:5: the key of .say( is not written out; "
        "words.family(prefix, name) is for keys that data chooses"
    ]


def test_a_prefix_that_is_not_written_out_is_a_problem(tree: Tree) -> None:
    assert said(tree, CODE + "    words.family(prefix, name)\n") == [
        "bot/core/moment.py:5: the key of .family( is not written out"
    ]


def test_open_details_pass_for_any_detail(tree: Tree) -> None:
    assert said(tree, CODE.replace('what="x"', "**details")) == []


def test_a_method_that_hands_its_key_on_counts_where_it_is_called(tree: Tree) -> None:
    code = (
        CODE.replace('    words.say("choice.undo", what="x")\n', "")
        + """

class Console:
    async def note(self, key: str, **details: object) -> None:
        self.show(self.words.say(key, **details))


def use(console):
    console.note("choice.undo", what="x")
    console.note("choice.undo")
    console.note(console.name)
    console.say(console.name, "not a sentence of ours")
"""
    )
    assert said(tree, code) == [
        "bot/core/moment.py:13: the wording `choice.undo` asks for the detail `what`, which is not given"
    ]


def test_a_source_that_is_no_python_is_named(tree: Tree) -> None:
    assert "bot/core/moment.py:1: cannot be read as Python" in said(tree, "def (:\n")
