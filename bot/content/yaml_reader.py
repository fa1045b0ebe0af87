"""A strict subset of YAML: maps, lists and scalars that mean what they look like, each with its line.

Nodes are built from the parser's events, so an alias is seen before anything could grow from it
(CVE-2020-14343 and alias bombs need an object or an expansion; neither is ever made here).
"""

from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.content.folder import read_bytes
from bot.content.node import REFUSED, Node, Spot
from bot.content.problem import Report
from bot.content.scalar import LooksLikeOther, hidden_character, plain_value

LARGEST_BYTES = 256 * 1024
DEEPEST = 12  # the deepest shape we have is five

# libyaml is about ten times as quick; without it the same events come from the pure parser.
_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_node(path: Path, file: str, report: Report, largest: int = LARGEST_BYTES) -> Spot | None:
    """Return what a file says, or None after reporting why it cannot be read at all."""
    text = _text_of(path, file, report, largest)
    if text is None:
        return None
    try:
        node = _Builder(file, report, yaml.parse(text, Loader=_LOADER)).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(part for part in (error.context, error.problem) if part)
        report.wrong(file, mark.line + 1 if mark else 1, f"not valid YAML: {what}")
        return None
    except yaml.YAMLError as error:
        report.wrong(file, 1, f"not valid YAML: {error}")
        return None
    return Spot(report, file, node) if node else None


def _text_of(path: Path, file: str, report: Report, largest: int) -> str | None:
    try:
        raw = read_bytes(path, largest)
    except OSError as error:
        report.wrong(file, 1, f"cannot be read: {error.strerror}")
        return None
    if len(raw) > largest:
        report.wrong(file, 1, f"larger than {largest // 1024} KB; split it")
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        report.wrong(file, raw.count(b"\n", 0, error.start) + 1, "not UTF-8; save the file as UTF-8")
        return None
    text = text.replace("\r\n", "\n")
    refused = False
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            report.wrong(file, number, "a tab; indent and separate with spaces")
            refused = True
        if name := hidden_character(line.replace("\t", "")):
            report.wrong(file, number, f"a character nobody can see ({name}); delete it")
            refused = True
    return None if refused else text


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Builder:
    """Builds nodes from events and reports what the subset leaves out."""

    def __init__(self, file: str, report: Report, events: Iterator[yaml.Event]) -> None:
        self.file, self.report, self.events = file, report, events

    def wrong(self, event: yaml.Event, text: str) -> None:
        self.report.wrong(self.file, _line(event), text)

    def document(self) -> Node | None:
        """Return the only document of the file, None where there is none."""
        node: Node | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.wrong(event, "a second document (`---`); one file holds one")
                    return node
                if event.version or event.tags:
                    self.wrong(event, "a directive (`%`); leave it out")
                node = self.node(next(self.events), 1)
        if node is None:
            self.report.wrong(self.file, 1, "the file is empty")
        return node

    def node(self, event: yaml.Event, depth: int, line: int = 0) -> Node:
        """Return the node that begins with `event`; `line` is that of its key, if it has one."""
        line = line or _line(event)
        if isinstance(event, yaml.AliasEvent):
            self.wrong(event, f"an alias (`*{event.anchor}`); write the value out")
            return Node(REFUSED, line)
        assert isinstance(event, yaml.NodeEvent)  # noqa: S101 - the parser yields nothing else here
        if event.anchor:
            self.wrong(event, f"an anchor (`&{event.anchor}`); write the value out where it is needed")
        if tag := getattr(event, "tag", None):
            self.wrong(event, f"a tag (`{tag}`); leave it out, the shape says what a value is")
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, line)
        if depth > DEEPEST:
            self.wrong(event, f"nested deeper than {DEEPEST}; no shape needs that")
            self.skip()
            return Node(REFUSED, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self.items(depth), line)
        return Node(self.entries(depth), line)

    def scalar(self, event: yaml.ScalarEvent, line: int) -> Node:
        if event.style:  # quoted, or a block: always text
            if name := hidden_character(event.value.replace("\t", "").replace("\n", "")):
                self.wrong(event, f"a character nobody can see ({name}); delete it")
                return Node(REFUSED, line)
            return Node(event.value, line)
        try:
            return Node(plain_value(event.value), line)
        except LooksLikeOther as error:
            self.report.wrong(self.file, line, str(error))
            return Node(REFUSED, line)

    def items(self, depth: int) -> list[Node]:
        found: list[Node] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self.node(event, depth + 1))
        return found

    def entries(self, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event, depth)
            value = self.node(next(self.events), depth + 1, _line(event))
            if key in found:
                self.wrong(event, f"`{key}` is here twice (first on line {found[key].line}); keep one")
            elif key:
                found[key] = value
        return found

    def key(self, event: yaml.Event, depth: int) -> str:
        """Return a key, "" after reporting that it is none."""
        before = len(self.report.found)
        node = self.node(event, depth + 1)
        if isinstance(node.value, str) and node.value != "<<":
            return node.value
        if len(self.report.found) == before:
            shown = f"`{node.value}`" if isinstance(node.value, str | int | float) else "a list or a map"
            self.wrong(event, f"{shown} as a key; a key is a word (put it in quotes if it must be this one)")
        return ""

    def skip(self) -> None:
        """Read over the inside of a collection that has just begun."""
        open_ones = 1
        while open_ones:
            event = next(self.events)
            if isinstance(event, yaml.CollectionStartEvent):
                open_ones += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                open_ones -= 1
