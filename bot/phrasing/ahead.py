"""Words are looked for while the plain answer is read: nobody ever waits for a model, and no deadline meets it."""

import asyncio
from collections import OrderedDict

from bot.core.ports import Phrasing
from bot.phrasing.model import Model

REMEMBERED = 200  # answers; older ones are looked for again
AT_ONCE = 4  # calls under way; what comes on top keeps its plain answer

Key = tuple[str, tuple[str, ...]]


class Ahead(Phrasing):
    """Asks a model in the background and remembers what passed its checks, for a while and in memory only."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._known: OrderedDict[Key, str] = OrderedDict()
        self._under_way: dict[Key, asyncio.Task[None]] = {}

    def begin(self, question: str, passages: tuple[str, ...]) -> None:
        """Begin to look for other words; returns at once."""
        key = (question, passages)
        if key in self._known or key in self._under_way or len(self._under_way) >= AT_ONCE:
            return
        task = asyncio.get_running_loop().create_task(self._look(key))
        self._under_way[key] = task
        task.add_done_callback(lambda _: self._under_way.pop(key, None))

    def found(self, question: str, passages: tuple[str, ...]) -> str:
        """Return the words that passed, "" where there are none yet."""
        return self._known.get((question, passages), "")

    async def settled(self) -> None:
        """Wait for the calls that are under way."""
        await asyncio.gather(*self._under_way.values())

    async def _look(self, key: Key) -> None:
        if words := await self._model.rephrase(*key):
            self._known[key] = words
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
