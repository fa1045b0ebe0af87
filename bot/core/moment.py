"""One moment of deciding: the situation, the words, the time, and short cuts all commands use."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from bot.core.library import Library, ToolCard
from bot.core.message import Calendar, Choice, File, Invocation, Message
from bot.core.nudges.rhythm import zone_of
from bot.core.plan.calendar import Stretch, free, stretches, terms
from bot.core.plan.document import Away, Plan, Stage, Term
from bot.core.plan.edits import Edit
from bot.core.ports import Words
from bot.core.situation import Outcome, Situation, Thread, derived

TAKES_TIME = frozenset({Stage.IN_USE, Stage.TRYOUT})


@dataclass(frozen=True, slots=True)
class Moment:
    """What a command may look at. `token` is unique to what was said; ids are derived from it."""

    situation: Situation
    library: Library
    words: Words
    now: datetime
    token: str
    public: bool = False

    @property
    def plan(self) -> Plan:
        """The speaker's plan as it was loaded."""
        return self.situation.plan

    @property
    def zone(self) -> str:
        """The speaker's zone: their own word, else the platform's, else UTC."""
        return self.plan.settings.zone or self.situation.actor.person.zone or "UTC"

    @property
    def local(self) -> datetime:
        """Now, on the speaker's wall."""
        return self.now.astimezone(zone_of(self.zone) or UTC)

    @property
    def today(self) -> date:
        """The date on the speaker's wall."""
        return self.local.date()

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Every term and exam time of the speaker's channels and of their own."""
        return stretches(self.plan, {place.id: (place.name, plan) for place, plan in self.situation.channels})

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms that hold for the speaker; empty where no dates are known."""
        return terms(self.stretches)

    @property
    def free(self) -> tuple[Away, ...]:
        """The days that count for nothing: away, in exams, and public holidays."""
        return free(self.plan, self.stretches, self.situation.holidays.days)

    @property
    def thread(self) -> Thread | None:
        """What was answered last here, unless a card came in between: then words may be about that."""
        thread, cards = self.situation.thread, self.situation.cards
        return None if thread and cards and cards[0] > thread.at else thread

    @property
    def may_post(self) -> bool:
        """Whether an admin lets Boffin post in this place."""
        place, permissions = self.situation.place, self.situation.workspace.permissions
        return place is not None and (permissions.anywhere or place.id in permissions.places)

    @property
    def person_id(self) -> str:
        """The speaker's id."""
        return self.situation.actor.person.id

    def fresh(self, what: str) -> str:
        """Return a new id for `what`; the same thing said gives the same id, whenever it is decided."""
        return derived(self.token, what)

    def say(self, key: str, **details: object) -> str:
        """Return a sentence of content."""
        return self.words.say(key, **details)

    def tool_card(self, tool: str) -> ToolCard | None:
        """Return the catalogue's card of a tool, None for a tool in own words."""
        return self.library.tools.get(tool)

    def tool_name(self, tool: str) -> str:
        """Return a tool's name as it is written; a tool in own words is its own name."""
        card = self.tool_card(tool)
        return card.name if card else tool

    def need_label(self, kind: str, words: str = "") -> str:
        """Return how a need is shown."""
        known = self.library.needs.get(kind)
        return words or (known.label if known else kind)


def choice(label: str, *path: str, **values: str) -> Choice:
    """Return a choice that runs the command `path` with these values."""
    return Choice(label, Invocation(path, values))


def reply(
    *lines: str,
    choices: tuple[Choice, ...] = (),
    files: tuple[File, ...] = (),
    calendars: tuple[Calendar, ...] = (),
    **kept: object,
) -> Outcome:
    """Return an outcome that says one message to the speaker alone and keeps what is named."""
    shown = tuple(line for line in lines if line)
    message = Message(shown, choices, files=files, calendars=calendars)
    return replace(Outcome(messages=(message,)), **kept)  # type: ignore[arg-type]


def changed(moment: Moment, edits: tuple[Edit, ...], *lines: str, choices: tuple[Choice, ...] = ()) -> Outcome:
    """Return an outcome that says what changed and offers to take it back."""
    if not edits:
        return reply(*lines, choices=choices)
    return reply(*lines, choices=(*choices, undo_choice(moment)), edits=edits)


def undo_choice(moment: Moment) -> Choice:
    """Return the choice that takes back the change this moment makes."""
    return choice(moment.say("choice.undo"), "plan", "undo", change=moment.fresh("change"))
