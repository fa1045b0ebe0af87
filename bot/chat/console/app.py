"""The console: several people in several places, speaking line by line with the real assistant."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.chat.console import control
from bot.chat.console.clock import ManualClock
from bot.chat.console.drafts import Drafts
from bot.chat.console.filling import Filling
from bot.chat.console.folder import Files, Folder
from bot.chat.console.inbound import Control, Number, Typed, cancels, drops, leaves, read
from bot.chat.console.interrupting import failing, interrupts, names
from bot.chat.console.naming import named
from bot.chat.console.outbox import ConsoleOutbox
from bot.chat.console.panel import Panels
from bot.chat.console.render import WIDTH, render, wrapped
from bot.chat.door import Door, Speaker, Spot
from bot.chat.text import visible
from bot.core.message import File, Form, Invocation, Message, Picked
from bot.core.people import Standing
from bot.core.ports import Clock, Words
from bot.core.situation import Address

PLATFORM = TENANT = "console"
STOPS = 10_000  # on one move of the clock; a ledger that is always due is left alone after that


class Ticks(Protocol):
    """The side of the ticker that a movable clock needs."""

    async def tick(self) -> int:
        """Say everything that is due now; return how many deliveries were settled."""

    async def next_due(self) -> datetime | None:
        """Return when something is due next, None where nothing is."""


class Console:
    """The platform. Tests and scripts call `say`, `type` and `move_to`; a terminal calls `type`.

    `zone` is where its people are and how moments are shown; `write` takes text as it appears.
    `session` goes into the ids of what is said: another session on the same database needs another.
    `files` takes the files that an answer carries; without it they go into the current folder.
    """

    def __init__(
        self,
        door: Door,
        words: Words,
        clock: Clock,
        *,
        session: str = "console",
        zone: str = "Europe/London",
        width: int = WIDTH,
        write: Callable[[str], None] | None = None,
        files: Files | None = None,
    ) -> None:
        self.words, self.clock, self.zone = words, clock, zone
        self.outbox = ConsoleOutbox(self)
        self.ticker: Ticks | None = None
        self.is_over = False
        self.people: dict[str, Speaker] = {}
        self.person = self.channel = ""
        self._door, self._session, self._width, self._write = door, session, width, write
        self._files = files or Folder()
        self._said = 0
        self._shown: list[str] = []
        self._panels = Panels()
        self._channels: set[str] = set()
        self._drafts = Drafts()
        self._open_forms: dict[tuple[str, str], Filling] = {}
        self.become("ana")

    # Who and where

    @property
    def prompt(self) -> str:
        """What stands before the next line: who speaks and where."""
        return f"{self.person} {self.channel}> " if self.channel else f"{self.person}> "

    def become(self, name: str) -> None:
        """Speak as `name` from now on; an unknown name is a new regular person."""
        if name not in self.people:
            address = Address(PLATFORM, TENANT, name)
            self.people[name] = Speaker(address, name[:1].upper() + name[1:], Standing.REGULAR, zone=self.zone)
        self.person = name

    def stand(self, standing: Standing, *, is_admin: bool) -> None:
        """Change how the platform sees whoever speaks."""
        self.people[self.person] = replace(self.people[self.person], standing=standing, is_admin=is_admin)

    def move_home(self, zone: str | None) -> None:
        """Change what the platform says about the zone of whoever speaks; None: it does not know."""
        self.people[self.person] = replace(self.people[self.person], zone=zone)

    async def enter(self, channel: str) -> None:
        """Go to a channel, or to the direct message with ""; who opens a channel invites Boffin to it."""
        self.channel = channel
        if channel and channel not in self._channels:
            self._channels.add(channel)
            # The same id for ever: a console that starts again on the same database invites nobody twice.
            await self._hear(Invocation(("channel", "welcome")), once=f"console/welcome/{channel}")

    # Speaking

    async def say(self, person: str, channel: str, line: str) -> str:
        """Type a line as this person in this place; return everything that appeared."""
        self._shown.clear()
        self.become(person)
        await self.enter(channel)
        await self._take(line)
        return "\n\n".join(self._shown)

    async def type(self, line: str) -> str:
        """Type a line as whoever speaks now; return everything that appeared."""
        self._shown.clear()
        await self._take(line)
        return "\n\n".join(self._shown)

    async def _take(self, line: str) -> None:
        found = read(line, in_channel=bool(self.channel))
        filling = self._open_forms.get((self.person, self.channel))
        if isinstance(found, Control):
            await control.obey(self, found)
            return
        if filling is not None and not await self._is_left(filling, line):
            await self._fill(filling, line)
            return
        if drops(line):
            self._drafts.forget(self.person)
        if filling is not None:
            kept = not drops(line) and self._drafts.keep(self.person, self.channel, filling)
            self.leave_form()
            self.note("console.form_kept" if kept else "console.form_left")
            if cancels(line):
                return
        if isinstance(found, Number):
            await self._pick(found.number)
        elif isinstance(found, Typed):
            await self._say(found)

    async def _is_left(self, filling: Filling, line: str) -> bool:
        today = self.clock.now().astimezone(ZoneInfo(self.zone)).date()
        if leaves(line) or interrupts(line, filling.form, filling.asks, today):
            return True
        tool = failing(line, filling.form)
        known = await self._door.suggest(self.people[self.person], ("down",), "tool", tool) if tool else ()
        return any(names(tool, label) for _, label in known)

    async def _say(self, typed: Typed) -> None:
        """Take the choice that the words name, or say them. What everyone could read is never a choice."""
        panel = self._panels.back(self.person, self.channel)
        number = None if typed.public else named({at: offer.label for at, offer in panel.items()}, typed.text)
        if number is None:
            await self._hear(typed.text, public=typed.public)
        else:
            await self._hear(panel[number].picked)

    async def _hear(self, said: str | Picked | Invocation, *, public: bool = False, once: str = "") -> None:
        spot = Spot(Address(PLATFORM, TENANT, self.channel), self.channel) if self.channel else None
        once = once or self._fresh()
        self._answer(await self._door.hear(once, self.people[self.person], said, spot, public=public))

    def _fresh(self) -> str:
        self._said += 1
        return f"{self._session}/{self._said}"

    async def _pick(self, number: int) -> None:
        panel = self._panels.back(self.person, self.channel)
        if not panel:
            await self._hear(str(number))
        elif number not in panel:
            self.note("console.no_such_choice", last=max(panel))
        else:
            await self._hear(panel[number].picked)

    async def pick_back(self, steps: int, number: int) -> bool:
        """Take a choice of the message `steps` before the newest; False where there is none."""
        panel = self._panels.back(self.person, self.channel, steps)
        if number not in panel:
            return False
        await self._hear(panel[number].picked)
        return True

    # Showing

    def writes_to(self, write: Callable[[str], None]) -> None:
        """Let everything from now on appear there at once."""
        self._write = write

    def show(self, text: str) -> None:
        """Let the text appear."""
        if text:
            self._shown.append(text)
            if self._write:
                self._write(text)

    def note(self, key: str, **details: object) -> None:
        """Let a sentence of the console itself appear."""
        self.show("\n".join(wrapped(self.words.say(key, **details), self._width)))

    def _answer(self, messages: Sequence[Message]) -> None:
        self.show(render(messages, self._width))
        self._panels.answered(self.person, self.channel, messages)
        for message in messages:
            self._hand_over(message.files)
            if message.form:
                self._open(message.form)

    def _hand_over(self, files: Sequence[File]) -> None:
        for file in files:
            if path := self._files.save(file):
                self.note("console.file_saved", path=path)
            else:
                self.note("console.file_shown", name=file.name)
                self.show(visible(file.text).rstrip("\n"))

    def show_unasked(self, to: Address, message: Message) -> str:
        """Let a card or a post appear, with when it came and who sees it."""
        when = self.clock.now().astimezone(ZoneInfo(self.zone))
        channel = to.external if to.external.startswith("#") else ""
        known = self.people.get(to.external)
        if channel:
            heading = self.words.say("console.posted", when=when, channel=channel)
        else:
            heading = self.words.say("console.sent", when=when, name=known.name if known else to.external)
        said = (replace(message, then=()), *message.then)
        self.show("\n".join((*wrapped(heading, self._width), render(said, self._width))))
        self._panels.unasked(to.external, channel, said)
        self._hand_over(message.files)
        return self._fresh()

    # Forms

    def _open(self, form: Form) -> None:
        filling = Filling(self._drafts.into(self.person, self.channel, form), self.words)
        self._open_forms[(self.person, self.channel)] = filling
        self.show(filling.title(self._width) + "\n" + filling.question(self._width))

    async def _fill(self, filling: Filling, line: str) -> None:
        problem = filling.answer(line)
        if filling.is_complete:
            del self._open_forms[(self.person, self.channel)]
            await self._hear(filling.submitted())
        elif problem:
            self.show("\n".join((*wrapped(problem, self._width), filling.question(self._width))))
        elif filling.lines_so_far == 1:
            self.note("console.field_more")
        elif not filling.lines_so_far:
            self.show(filling.question(self._width))

    def leave_form(self) -> bool:
        """Leave the open form and drop what was typed into it; False where none is open."""
        return self._open_forms.pop((self.person, self.channel), None) is not None

    # Time

    async def move_to(self, moment: datetime) -> str:
        """Move the clock there, stopping wherever something is due; return everything that appeared."""
        self._shown.clear()
        await self.pass_time(moment)
        return "\n\n".join(self._shown)

    async def pass_time(self, moment: datetime) -> None:
        """Move the clock there and let what falls due on the way appear at its own time.

        Raises TypeError where the clock is the real one.
        """
        clock = self.clock
        if not isinstance(clock, ManualClock):
            raise TypeError("this console's clock cannot be moved")
        if self.ticker is None:
            clock.set(moment)
            return
        for _ in range(STOPS):
            due = await self.ticker.next_due()
            if due is None or due > moment:
                break
            was_due_before = due <= clock.now()
            clock.set(max(due, clock.now()))
            if not await self.ticker.tick() and was_due_before:
                break  # it stays due although nothing can be done about it
        clock.set(moment)
        await self.ticker.tick()
