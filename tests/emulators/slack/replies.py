"""What comes back after a person did something: the acknowledgement, and what appeared on their screen."""

from dataclasses import dataclass, field
from typing import Any

from tests.emulators.replies import Answers, NoAnswer
from tests.emulators.slack.delivery import Delivery
from tests.emulators.slack.state import Json, Message, View
from tests.emulators.slack.workspace import Workspace


@dataclass(eq=False)
class Replies(Answers[Message]):
    """Everything the bot showed one person since they did one thing; it grows as more arrives."""

    state: Workspace
    user: str
    place: str
    origin: str
    message: Message | View | None = None  # what was pressed
    delivery: Delivery = field(default_factory=lambda: Delivery("", {}))
    error: str = ""  # what Slack itself tells the person: operation_timeout, dispatch_failed, or the code for a bad ack

    def __post_init__(self) -> None:
        self._said, self._opened = len(self.state.said), len(self.state.opened)
        self.watch(self.state, self.user, self.place, f"D{self.user}")

    @property
    def ack(self) -> Json | None:
        """Give what came with the acknowledgement."""
        return self.delivery.ack

    @property
    def seconds(self) -> float:
        """Give the seconds to the acknowledgement."""
        return self.delivery.seconds

    @property
    def messages(self) -> list[Message]:
        """List the messages that this person sees because of it, oldest first."""
        places = {self.place, f"D{self.user}"}
        return [
            one
            for one in self.state.said[self._said :]
            if one.by_bot
            and not one.deleted
            and (one.origin == self.origin or one.to == self.user or (not one.to and one.channel in places))
        ]

    @property
    def forms(self) -> list[View]:
        """List the modals that opened because of it."""
        return [view for trigger, view in self.state.opened[self._opened :] if trigger == self.origin]

    @property
    def view(self) -> View:
        """Give the modal that opened last."""
        if not self.forms:
            raise NoAnswer(f"no modal opened; {self}")
        return self.forms[-1]

    def __str__(self) -> str:
        tries = [(one.acked, one.reason, one.status) for one in self.delivery.attempts]
        return f"attempts {tries}, ack {self.ack}, error {self.error!r}, said {self.words!r}"


@dataclass(eq=False)
class Submitted(Replies):
    """What comes back after a form was sent."""

    form: View | None = None

    @property
    def errors(self) -> dict[str, str]:
        """Give the field errors by block id."""
        found: Any = (self.ack or {}).get("errors", {})
        return dict(found)

    @property
    def closed(self) -> bool:
        """Say whether the form is gone."""
        return self.form is not None and not self.form.open

    @property
    def next(self) -> View | None:
        """Give what is now on top of the person's stack."""
        stack = self.state.stacks.get(self.user, [])
        return stack[-1] if stack else None
