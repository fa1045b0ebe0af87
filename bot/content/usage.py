"""Wording against code, in both directions: every key that is said exists, every key that exists is said.

Reads the sources, runs nothing. A call counts when it is `words.say("key", …)` or `moment.say("key", …)` with a
literal key (or a choice between literals), or `words.family("prefix", name, …)` where data chooses the name. A
method that hands its own key and `**details` on to `say` counts like `say` where it is called with a literal key.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.content.gathering import Gathered
from bot.content.placeholder import names
from bot.content.problem import Problem, Report, did_you_mean
from bot.content.wording import Leaf

_SPEAKERS = ("words", "moment")
_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Said:
    """One place in the code that says something: `keys` are what it may say, None where they cannot be read."""

    file: str
    line: int
    method: str
    keys: tuple[str, ...] | None
    details: frozenset[str]
    open_details: bool  # a `**details` hides what is given

    @property
    def of_a_family(self) -> bool:
        """Whether the keys are prefixes and data chooses the rest."""
        return self.method == "family"


def usage_problems(gathered: Gathered, package: Path) -> list[Problem]:
    """Return every disagreement between the wording that was read and the sources under `package`."""
    report = Report()
    wording: Mapping[str, Leaf] = {key: found.thing for key, found in gathered.wording.items()}
    used: set[str] = set()
    for said in said_in(package, report):
        if said.keys is None:
            hint = "" if said.of_a_family else "; words.family(prefix, name) is for keys that data chooses"
            report.wrong(said.file, said.line, f"the key of .{said.method}( is not written out{hint}")
        for key in said.keys or ():
            used.update(_compare(report, said, key, wording))
    for key, found in gathered.wording.items():
        if key not in used:
            report.wrong(found.spot.file, found.spot.node.line, f"no code says `{key}`; delete it, or use it")
    return report.problems()


def _compare(report: Report, said: Said, key: str, wording: Mapping[str, Leaf]) -> list[str]:
    """Return the keys of wording that are said here, reporting where there is none and which details lack."""
    if said.of_a_family:
        meant = [one for one in wording if one.startswith(f"{key}.")]
        word, known = "family", {one.rpartition(".")[0] for one in wording}
    else:
        meant = [key] if key in wording else []
        word, known = "key", set(wording)
    if not meant:
        report.wrong(said.file, said.line, f"no wording has the {word} `{key}`{did_you_mean(key, known)}")
    if not said.open_details:
        for one in meant:
            for name in sorted(names(wording[one]) - said.details):
                lacking = f"the wording `{one}` asks for the detail `{name}`, which is not given"
                report.wrong(said.file, said.line, lacking)
    return meant


def said_in(package: Path, report: Report) -> list[Said]:
    """Return every call that says something, in all sources under `package`."""
    trees: list[tuple[str, ast.Module]] = []
    for path in sorted(package.rglob("*.py")):
        shown = "/".join((package.name, *path.relative_to(package).parts))
        try:
            trees.append((shown, ast.parse(path.read_text(encoding="utf-8"), shown)))
        except (SyntaxError, UnicodeDecodeError) as error:
            report.wrong(shown, getattr(error, "lineno", None) or 1, "cannot be read as Python")
    methods = {"say", "family"}.union(*(_handing_on(tree) for _, tree in trees))
    return [said for shown, tree in trees for said in _calls(tree, shown, frozenset(methods), None)]


def _handing_on(tree: ast.Module) -> set[str]:
    """Return the methods that hand their own key and details on to `say`."""
    return {
        function.name
        for function in ast.walk(tree)
        if isinstance(function, _Function)
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and _is_attribute(call, {"say"}) and _hands_on(call, function)
    }


def _calls(node: ast.AST, file: str, methods: frozenset[str], inside: _Function | None) -> Iterator[Said]:
    """Yield the calls under `node`; `inside` is the function around it."""
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.Call) and _is_attribute(inner, methods) and (said := _said(inner, file, inside)):
            yield said
        yield from _calls(inner, file, methods, inner if isinstance(inner, _Function) else inside)


def _is_attribute(call: ast.Call, methods: set[str] | frozenset[str]) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in methods


def _hands_on(call: ast.Call, function: _Function) -> bool:
    """Whether a call passes on the first parameter (after self) of the function around it, and its `**details`."""
    parameters = [one.arg for one in function.args.args if one.arg != "self"]
    first = call.args[0] if call.args else None
    open_ended = function.args.kwarg and any(
        word.arg is None and isinstance(word.value, ast.Name) and word.value.id == function.args.kwarg.arg
        for word in call.keywords
    )
    return bool(open_ended and parameters and isinstance(first, ast.Name) and first.id == parameters[0])


def _said(call: ast.Call, file: str, inside: _Function | None) -> Said | None:
    if inside and _hands_on(call, inside):
        return None  # counts where that function is called
    assert isinstance(call.func, ast.Attribute)  # noqa: S101 - the caller looked
    keys = _literals(call.args[0]) if call.args else None
    looks_like_keys = keys is not None and all("." in key and " " not in key for key in keys)
    if not looks_like_keys and not (call.func.attr in {"say", "family"} and _is_speaker(call.func.value)):
        return None  # somebody else's method of that name
    return Said(
        file,
        call.lineno,
        call.func.attr,
        keys,
        frozenset(word.arg for word in call.keywords if word.arg),
        any(word.arg is None for word in call.keywords),
    )


def _is_speaker(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name.endswith(_SPEAKERS)


def _literals(node: ast.expr) -> tuple[str, ...] | None:
    """Return the texts an expression may be, None where it is more than literals and a choice between them."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return (node.value,)
    if isinstance(node, ast.IfExp):
        first, second = _literals(node.body), _literals(node.orelse)
        return first + second if first is not None and second is not None else None
    return None
