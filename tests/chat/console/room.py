"""A console with a scripted assistant, and what the tests have it answer."""

from datetime import UTC, datetime

from bot.chat.console.app import Console
from bot.chat.console.clock import ManualClock
from bot.chat.console.folder import Files
from bot.chat.door import Door
from bot.core.message import Audience, Choice, Incoming, Invocation, Message
from bot.core.situation import Delivery
from bot.scheduling.ticker import Ticker
from tests.fakes import Answer, ListLedger, ScriptedAssistant, SomeAccounts, wording

NOW = datetime(2026, 9, 18, 11, 30, tzinfo=UTC)
UNDO = Choice("Undo", Invocation(("plan", "undo")))
TEXT = Choice("Text for students", Invocation(("text",)))


class Room:
    """A console with a scripted assistant."""

    def __init__(
        self, answer: Answer | None = None, *deliveries: Delivery, width: int = 78, files: Files | None = None
    ) -> None:
        self.assistant = ScriptedAssistant(answer)
        self.clock = ManualClock(NOW)
        door = Door(self.assistant, SomeAccounts(), wording(), self.clock)
        self.console = Console(door, wording(), self.clock, session="test", width=width, files=files)
        self.ledger = ListLedger(deliveries)
        self.console.ticker = Ticker(self.assistant, self.ledger, {"console": self.console.outbox}, self.clock)

    @property
    def last(self) -> Incoming:
        return self.assistant.heard[-1]


def echo(incoming: Incoming, now: datetime) -> tuple[Message, ...]:
    return (Message((f"heard {incoming.said}",)),)


def offers(*choices: Choice, row: str = "r1", audience: Audience = Audience.ONLY_YOU) -> Message:
    return Message(("Noted.",), choices, row=row, audience=audience)
