"""What a YAML file says, with the line of every value."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.content.problem import Report

Step = str | int  # a key of a map or an index of a list


class Refused:
    """Stands where a value was refused and reported already, so that nobody reports it twice."""


REFUSED = Refused()


@dataclass(slots=True)
class Node:
    """One value and its line; a value of a map stands on the line of its key."""

    value: "str | int | float | Refused | dict[str, Node] | list[Node]"
    line: int

    def child(self, step: Step) -> "Node | None":
        """Return the value under a key or an index, None where there is none."""
        if isinstance(self.value, dict):
            return self.value.get(str(step))
        if isinstance(self.value, list) and isinstance(step, int) and 0 <= step < len(self.value):
            return self.value[step]
        return None

    def plain(self) -> object:
        """Return the value without its lines."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def matching(self, pattern: str) -> "Iterator[tuple[tuple[Step, ...], Node]]":
        """Yield what stands under a path written with dots, where `*` is every key or index: `passages.*.answer`."""
        found: list[tuple[tuple[Step, ...], Node]] = [((), self)]
        for part in pattern.split("."):
            found = [
                ((*path, step), inner)
                for path, node in found
                for step, inner in (node.inside() if part == "*" else [(part, node.child(part))])
                if inner
            ]
        yield from found

    def inside(self) -> "list[tuple[Step, Node]]":
        """Return the values of a map or a list with their keys or indexes."""
        if isinstance(self.value, dict):
            return list(self.value.items())
        return list(enumerate(self.value)) if isinstance(self.value, list) else []

    def texts(self, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], str]]:
        """Yield every text in here with its path."""
        if isinstance(self.value, str):
            yield path, self.value
        else:
            for step, node in self.inside():
                yield from node.texts((*path, step))


@dataclass(frozen=True, slots=True)
class Spot:
    """A node in a file, where something can be wrong."""

    report: Report
    file: str
    node: Node

    def wrong(self, text: str, *path: Step) -> None:
        """Report `text` at the node under `path`, or at the nearest one above it."""
        self.report.wrong(self.file, self.reach(path)[0].line, text)

    def reach(self, path: tuple[Step, ...]) -> tuple[Node, bool]:
        """Return the node under `path` and True, or the nearest one above it and False."""
        node = self.node
        for step in path:
            inner = node.child(step)
            if inner is None:
                return node, False
            node = inner
        return node, True

    def under(self, *path: Step) -> "Spot":
        """Return the spot under `path`, which must be there."""
        return Spot(self.report, self.file, self.reach(path)[0])
