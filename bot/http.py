"""What crosses an HTTP listener, in plain shapes: the rooms that answer know no web framework, and not each other."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came. Header names are in lower case; of a name that stands twice, the first counts."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back."""

    status: int
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


Route = Callable[[Request], Awaitable[Answer]]
Routes = Mapping[tuple[str, str], Route]  # by method and path
