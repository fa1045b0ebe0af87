"""Which choice a typed number means: one of what was said last to this person here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.commands.taking import is_final
from bot.core.message import Audience, Message, Picked

REMEMBERED = 20  # messages with choices that can be gone back to
EVERYONE = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A choice as it was shown: its words, what taking it says, and whether that cannot be undone."""

    label: str
    picked: Picked
    is_final: bool = False


Panel = Mapping[int, Offer]  # by the number shown beside it


class Panels:
    """The numbers shown so far, by person and channel; those that everyone in a channel saw are shared."""

    def __init__(self) -> None:
        self._shown: dict[tuple[str, str], list[tuple[int, Panel]]] = {}
        self._count = 0

    def answered(self, person: str, channel: str, messages: Sequence[Message]) -> None:
        """Note the choices of one answer; they were numbered on through all of its messages."""
        self._lapse(person, channel)
        mine: dict[int, Offer] = {}
        everyones: dict[int, Offer] = {}
        for message in messages:
            for index, choice in enumerate(message.choices):
                number = len(mine) + 1
                mine[number] = Offer(choice.label, Picked(message.row, index), is_final(choice.does))
                if channel and message.audience is Audience.PLACE:
                    everyones[number] = mine[number]
        if everyones:
            self._add(EVERYONE, channel, everyones)
        if messages and (len(mine) > len(everyones) or not mine):
            self._add(person, channel, mine)

    def unasked(self, person: str, channel: str, messages: Sequence[Message]) -> None:
        """Note the choices of something said unasked: in a channel everyone may take them."""
        offers = (
            Offer(one.label, Picked(said.row, index)) for said in messages for index, one in enumerate(said.choices)
        )
        self._add(EVERYONE if channel else person, channel, dict(enumerate(offers, 1)))

    def _add(self, person: str, channel: str, panel: Panel) -> None:
        self._count += 1
        shown = self._shown.setdefault((person, channel), [])
        shown.append((self._count, panel))
        del shown[:-REMEMBERED]

    def _lapse(self, person: str, channel: str) -> None:
        """Take away what cannot be undone from all that was shown: any other line came after it."""
        shown = self._shown.get((person, channel), [])
        shown[:] = [(at, {n: one for n, one in panel.items() if not one.is_final}) for at, panel in shown]

    def back(self, person: str, channel: str, steps: int = 0) -> Panel:
        """Return the numbers of what was said last here, or of the `steps`-th with choices before; empty if none."""
        everyones = self._shown.get((EVERYONE, channel), []) if channel else []
        seen = sorted([*everyones, *self._shown.get((person, channel), [])], key=lambda shown: shown[0])
        panels = [panel for _, panel in seen[:-1] if panel] if steps else [panel for _, panel in seen]
        at = steps or 1
        return panels[-at] if at <= len(panels) else {}
