"""What comes back after a person did something, on any local platform; it grows as more arrives."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Generic, Protocol, Self, TypeVar

from tests.emulators.bell import Bell


class NoAnswer(AssertionError):
    """Nothing appeared in time."""


class Said(Protocol):
    """A message."""

    @property
    def words(self) -> str:
        """Give all that can be read in it."""


M = TypeVar("M", bound=Said)


class Answers(ABC, Generic[M]):
    """Everything the bot showed one person since they did one thing; a platform knows what it shows to whom."""

    def watch(self, bell: Bell, *places: str) -> None:
        """Count from now on what changes in these places and on these screens."""
        self._bell, self._places = bell, set(places)
        self._changes = self._count_changes()

    @property
    @abstractmethod
    def messages(self) -> list[M]:
        """List the messages that this person sees because of it, oldest first."""

    @property
    @abstractmethod
    def forms(self) -> Sequence[object]:
        """List the forms that opened because of it."""

    @property
    def words(self) -> str:
        """Give all words of the messages."""
        return "\n".join(one.words for one in self.messages)

    @property
    def last(self) -> M:
        """Give the newest message."""
        if not self.messages:
            raise NoAnswer(f"no message came; {self}")
        return self.messages[-1]

    @property
    def arrived(self) -> int:
        """Count messages, forms, and changes to what was on the screen."""
        return len(self.messages) + len(self.forms) + self._count_changes() - self._changes

    async def wait(self, count: int = 1, seconds: float = 5.0) -> Self:
        """Wait until so much arrived."""
        try:
            await self._bell.until(lambda: self.arrived >= count, seconds)
        except TimeoutError:
            raise NoAnswer(f"waited for {count}; {self}") from None
        return self

    def _count_changes(self) -> int:
        return sum(self._bell.touched[key] for key in self._places)
