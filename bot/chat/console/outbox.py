"""What is said unasked appears in the terminal, with who sees it, and its choices can be taken."""

from typing import Protocol

from bot.core.message import Message
from bot.core.ports import Outbox
from bot.core.situation import Address, Delivery


class Shows(Protocol):
    """The side of the console that shows what nobody asked for just now."""

    def show_unasked(self, to: Address, message: Message) -> str:
        """Show it and return an id of what was shown."""


class ConsoleOutbox(Outbox):
    """Sends into the console; it cannot fail."""

    def __init__(self, console: Shows) -> None:
        self._console = console

    async def send(self, delivery: Delivery, message: Message) -> str:
        """Show the message at the delivery's address."""
        return self._console.show_unasked(delivery.address, message)
