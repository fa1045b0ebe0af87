"""What comes back after a person did something: what appeared on their screen, and what Discord itself tells them."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.emulators.discord.state import Interaction, Json, Message, Modal
from tests.emulators.discord.world import World
from tests.emulators.replies import Answers, NoAnswer


@dataclass(eq=False)
class Replies(Answers[Message]):
    """Everything the bot showed one person since they did one thing; it grows as more arrives."""

    world: World
    user: str
    sees: Callable[[Message], bool]
    interaction: Interaction | None = None
    message: Message | Modal | None = None  # what was said, pressed or filled in
    error: str = ""  # what Discord itself tells the person: "This interaction failed" and the like
    places: frozenset[str] = frozenset()  # where a changed message counts as an answer

    def __post_init__(self) -> None:
        self._said, self._opened = len(self.world.said), len(self.world.opened)
        self.watch(self.world, self.user, *self.places)

    @property
    def messages(self) -> list[Message]:
        """List the messages that this person sees because of it, oldest first; *thinking* is none yet."""
        new = self.world.said[self._said :]
        return [one for one in new if one.by_bot and not one.deleted and not one.loading and self._concerns(one)]

    def _concerns(self, one: Message) -> bool:
        mine = self.interaction is not None and one.interaction is self.interaction
        return mine or one.to == self.user or (not one.to and self.sees(one))

    @property
    def forms(self) -> list[Modal]:
        """List the forms that opened because of it."""
        return [one for one in self.world.opened[self._opened :] if one.interaction is self.interaction]

    @property
    def modal(self) -> Modal:
        """Give the form that opened last."""
        if not self.forms:
            raise NoAnswer(f"no form opened; {self}")
        return self.forms[-1]

    @property
    def choices(self) -> list[Json]:
        """List what autocompletion offered."""
        return list((self.interaction and self.interaction.choices) or [])

    @property
    def suggestions(self) -> list[str]:
        """List the names that autocompletion offered."""
        return [one["name"] for one in self.choices]

    @property
    def ack(self) -> int:
        """Give the type of the first answer, 0 for none."""
        return self.interaction.answered if self.interaction else 0

    @property
    def labels(self) -> list[str]:
        """List what can be pressed or picked in the messages."""
        return [label for one in self.messages for label in one.labels]

    def __str__(self) -> str:
        return f"first answer {self.ack}, error {self.error!r}, said {self.words!r}"
