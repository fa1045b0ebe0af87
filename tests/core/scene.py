"""Situations for the core's tests: a rich plan, a channel, and a life in which outcomes are kept in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from hypothesis import HealthCheck, settings

from bot.chat.text import visible
from bot.content import find_content, read
from bot.content.words import BabelWords
from bot.core.commands.all import table
from bot.core.commands.decide import Decider
from bot.core.library import Library
from bot.core.link import Account, Linking
from bot.core.message import Incoming, Invocation, Message, Picked
from bot.core.moment import Moment
from bot.core.people import Actor, Owner, Person, Place, Standing
from bot.core.plan.document import (
    Away,
    AwayKind,
    Backup,
    CardWish,
    ChannelPlan,
    Conference,
    Item,
    LocalRule,
    Member,
    Need,
    Plan,
    Posts,
    Promise,
    Settings,
    Stage,
    Term,
    Tool,
    WorkspacePlan,
)
from bot.core.plan.edits import ROWS, Change, Edit, apply, put
from bot.core.plan.weeks import Log, Told, Week, monday
from bot.core.ports import Finder
from bot.core.situation import Offered, Outcome, Post, Ranking, Situation, Suggested
from bot.finder.choosing import finder_of

NOW = datetime(2026, 11, 6, 12, 30, tzinfo=UTC)  # a Friday; London has the same clock as UTC
TODAY = NOW.date()
MONDAY = monday(TODAY)
ANA = Person("ana", "Ana", Standing.REGULAR, zone="Europe/London")
BEN = Person("ben", "Ben", Standing.REGULAR, zone="Europe/London")
HERE = Place("ecg", "#ecg-teaching", "st-elsewhere")


def examples(number: int) -> settings:
    """Return Hypothesis settings that are bounded, leave no files and give the same examples every time."""
    return settings(
        max_examples=number,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )


@cache
def library() -> Library:
    """Return the real content, read once in each worker."""
    return read(find_content(None))


@cache
def finder() -> Finder:
    """Return its finder, which keeps its model and tables from one test to the next."""
    return finder_of(library())


@cache
def words() -> BabelWords:
    """Return the real words."""
    return BabelWords(library())


@cache
def decider() -> Decider:
    """Return a decider over the real table."""
    return Decider(table())


def week_ago(weeks: int) -> date:
    """Return the Monday that many weeks before this one."""
    return MONDAY - timedelta(weeks=weeks)


def told(*totals: int | None, by: str = "", how: Told = Told.MORE) -> dict[date, Week]:
    """Return known weeks, the newest (this week) first; with `by`, told for that one tool."""
    return {
        week_ago(n): Week(how, None if by else minutes, {by: minutes} if by and minutes is not None else {})
        for n, minutes in enumerate(totals)
    }


def used(*names: str, stage: Stage = Stage.IN_USE) -> dict[str, Tool]:
    """Return tools that stand at one stage."""
    return {name: Tool(stage, date(2026, 9, 1)) for name in names}


def spoke(rule: str, at: datetime, subject: str = "") -> Suggested:
    """Return a suggestion that was shown."""
    return Suggested(f"said-{rule}-{at:%m%d%H%M%S}", rule, subject, at)


def an_item(title: str = "Sepsis video", **changes: object) -> Item:
    """Return an item that was looked at a month ago."""
    held = Item(title, TODAY - timedelta(days=30), TODAY - timedelta(days=30), 365)
    return replace(held, **changes)  # type: ignore[arg-type]


def at(situation: Situation | None = None, now: datetime = NOW, *, id_: str = "said", public: bool = False) -> Moment:
    """Return a moment of this situation with the real content."""
    return Moment(situation or here(), library(), words(), now, id_, public)


def here(plan: Plan | None = None, **changes: object) -> Situation:
    """Return Ana's situation in a direct message."""
    versions = {Owner("person", "ana"): 1}
    held = Situation(Actor(ANA), plan=plan or Plan(), versions=versions, used_on=TODAY, linking=Linking("K7WQ2M9X"))
    return replace(held, **changes)  # type: ignore[arg-type]


def full_plan() -> Plan:
    """Return a plan in which every collection holds something."""
    return Plan(
        needs={"questions": Need("", "questions", 1), "n1": Need("Fewer e-mails", "", 2, "Year 3")},
        tools={
            "youtube": Tool(
                Stage.IN_USE, date(2026, 9, 1), (), Promise("Tuesday 12:30", "one question"), 20, Backup("Moodle")
            ),
            "x": Tool(Stage.IN_USE, date(2026, 9, 1), budget=15),
            "podcast": Tool(Stage.TRYOUT, date(2026, 10, 5)),
            "blog": Tool(Stage.PAUSED, date(2026, 9, 1)),
            "ward round padlet": Tool(Stage.IN_USE, date(2026, 9, 1)),
        },
        items={
            "i1": an_item(next_used=TODAY + timedelta(days=5), checked=date(2026, 9, 1), tool="x", clinical=True),
            "i2": an_item("Asthma post", link="https://youtu.be/asthma", tool="youtube"),
        },
        away={"a1": Away(AwayKind.ON_CALL, date(2026, 12, 14), date(2026, 12, 20))},
        settings=Settings(60, "Europe/London", CardWish.YES, less_of=("three",), begun=date(2026, 9, 1)),
        conferences={"c1": Conference("ASME", date(2026, 12, 1), date(2026, 12, 3), {"idea": date(2026, 11, 3)})},
    )


def full_channel() -> ChannelPlan:
    """Return a channel with a keeper (Kim), two members, tools, items, term dates and posts."""
    return ChannelPlan(
        tools={"moodle": Tool(Stage.IN_USE, date(2026, 9, 1), backup=Backup("E-mail"))},
        items={
            "s1": an_item("ECG quiz", next_used=TODAY + timedelta(days=7), checked=date(2026, 9, 1), owner="ben"),
            "s2": an_item("Chest film page", owner="ana", offered_to="ben"),
        },
        members={
            "kim": Member("Kim", date(2026, 9, 1), keeper=True),
            "ana": Member("Ana", date(2026, 9, 1)),
            "ben": Member("Ben", date(2026, 9, 1)),
        },
        terms={"2026-09-14": Term(date(2026, 9, 14), date(2026, 12, 11))},
        posts=Posts(True, 0, time(12, 30), "Europe/London"),
        rules={
            "data-protection": LocalRule("Data office, ext. 4411", date(2026, 9, 3), 1),
            "who-to-tell": LocalRule("Dr Osei, course office", date(2026, 10, 1), 2, "the module lead"),
        },
        stop_signs={"tiktok": LocalRule("Blocked on the hospital network", date(2026, 9, 3), 1)},
    )


def full_situation(person: Person = ANA, place: Place | None = None) -> Situation:
    """Return everything at once: a told past, logs, suggestions, posts and taps."""
    channel = full_channel()
    member = channel.members.get(person.id) if place else None
    weeks = told(None, 80, 90, 100) | {week_ago(4): Week(Told.AS_PLANNED, 60, {"youtube": 20, "x": 0})}
    del weeks[MONDAY]
    posts = (Post("p1", "load", "once-for-all", NOW - timedelta(days=14)),)
    return Situation(
        actor=Actor(person, is_member=member is not None, is_keeper=bool(member and member.keeper)),
        place=place,
        plan=full_plan(),
        channel=channel if place else ChannelPlan(),
        workspace=WorkspacePlan(),
        versions={Owner("person", person.id): 3, Owner("place", "ecg"): 3, Owner("workspace", "st-elsewhere"): 1},
        weeks=weeks,
        logs={"l1": Log(TODAY, "youtube", 20)},
        suggested=(spoke("item", NOW - timedelta(days=20), "i2"),),
        used_on=TODAY,
        posts=posts if place else (),
        taps={"p1": {"lighter": 6, "too-much": 5}} if place else {},
        channels=((HERE, channel),),
        accounts=(Account("a1", "slack"), Account("a2", "discord")),
        linking=Linking("K7WQ2M9X"),
        ranking=Ranking(((9, 0.8),), (), ((f"9/{library().guidance[9].passages[0].id}", 0.8),), 0.0, 0.3),
    )


def effects(outcome: Outcome) -> list[str]:
    """Return the names of what an outcome would keep, beside its messages and a draft."""
    names = (
        "edits",
        "channel_edits",
        "workspace_edits",
        "undoes",
        "answered",
        "post",
        "shown",
        "tap",
        "link",
        "forget",
    )
    return [name for name in names if getattr(outcome, name)]


def text_of(outcome: Outcome) -> str:
    """Return all that is said, line by line."""
    return visible("\n".join(line for message in outcome.messages for line in message.lines))


@dataclass
class Life:
    """A person in a place (or a direct message) whose outcomes are kept as the store keeps them, in memory."""

    situation: Situation = field(default_factory=here)
    now: datetime = NOW
    said: int = 0
    rows: dict[str, Offered] = field(default_factory=dict)

    def hear(self, said: str | Invocation | Picked, *, public: bool = False) -> Outcome:
        """Decide, keep and return the outcome; its messages carry the rows of their choices."""
        self.said += 1
        token = f"said-{self.said}"
        row = said.row if isinstance(said, Picked) else ""
        situation = replace(self.situation, offered=self.rows.get(row))
        moment = at(situation, self.now, id_=token, public=public)
        incoming = Incoming(token, situation.actor.person, said, situation.place, public)
        outcome = decider().decide(incoming, moment)
        self._keep(outcome, moment, decider().meant(incoming, moment).invocation.path)
        messages = tuple(self._offer(message, f"{token}/{n}") for n, message in enumerate(outcome.messages))
        return replace(outcome, messages=messages)

    def say(self, said: str | Invocation | Picked) -> str:
        """Return only what is said to something."""
        return text_of(self.hear(said))

    def take(self, message: Message, label: str) -> Outcome:
        """Take the choice of that label."""
        index = [choice.label for choice in message.choices].index(label)
        return self.hear(Picked(message.row, index))

    def _offer(self, message: Message, row: str) -> Message:
        if not message.choices:
            return message
        does = tuple(choice.does for choice in message.choices)
        self.rows[row] = Offered(row, self.situation.actor.person.id, "", does, self.now + timedelta(days=90))
        return replace(message, row=row)

    def _keep(self, outcome: Outcome, moment: Moment, path: tuple[str, ...]) -> None:
        held = self.situation
        weeks = {day.isoformat(): week for day, week in held.weeks.items()}
        logs = dict(held.logs)
        for made in outcome.edits:
            if made.collection in ROWS:
                put(weeks if made.collection == "weeks" else logs, made)
        id_ = moment.fresh("change")
        channel = apply(held.channel, outcome.channel_edits)
        member = channel.members.get(held.actor.person.id)
        self.situation = replace(
            held,
            actor=replace(
                held.actor, is_member=member is not None, is_keeper=bool(member and member.keeper)
            ) if held.place else held.actor,
            plan=apply(held.plan, outcome.edits),
            channel=channel,
            workspace=apply(held.workspace, outcome.workspace_edits),
            weeks={date.fromisoformat(day): week for day, week in weeks.items()},
            logs=logs,
            changes=self._changes(held.changes, id_, path, outcome.edits, outcome.undoes),
            channel_changes=self._changes(held.channel_changes, id_, path, outcome.channel_edits, outcome.undoes),
            thread=outcome.thread or (None if outcome.thread_done else held.thread),
            suggested=(*outcome.suggested, *held.suggested),
            drafts=self._drafts(held, outcome),
        )  # fmt: skip

    def _changes(
        self, held: tuple[Change, ...], id_: str, path: tuple[str, ...], edits: tuple[Edit, ...], undoes: str
    ) -> tuple[Change, ...]:
        if not edits:
            return held
        marked = tuple(replace(change, undone=True) if change.id == undoes else change for change in held)
        return (Change(id_, self.now, path, edits, undoes), *marked)

    def _drafts(self, held: Situation, outcome: Outcome) -> Mapping[tuple[str, ...], object]:
        drafts = {path: draft for path, draft in held.drafts.items() if path not in outcome.drafts_done}
        return drafts | ({outcome.draft.path: outcome.draft} if outcome.draft else {})
