"""The one door to the assistant: load, decide, keep; and due, compose for what is said unasked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.answers.asking import questions_in
from bot.core.answers.judgement import Judgement, is_looked_up, judge
from bot.core.answers.topic import topics
from bot.core.commands.afar import meant_place
from bot.core.commands.all import table
from bot.core.commands.channel import arrive
from bot.core.commands.decide import Decider
from bot.core.commands.lines.grammar import Understood
from bot.core.commands.suggesting import suggestions
from bot.core.commands.taking import by_number, is_asked_still, is_double, taken, wanted_row
from bot.core.commands.teaching import code
from bot.core.composing import COMPOSED
from bot.core.errors import Later, Repeated, Stale
from bot.core.library import Library
from bot.core.link import normal
from bot.core.message import Audience, Incoming, Invocation, Message, Spoken
from bot.core.moment import Moment
from bot.core.nudges.coming import allowed
from bot.core.nudges.notice import keepers_of, offered_items, to_new_keepers, unreached, unsure, untried
from bot.core.nudges.report import use_of
from bot.core.nudges.rhythm import next_after
from bot.core.people import Actor, Person, Place, Standing
from bot.core.plan.document import CardWish
from bot.core.plan.edits import apply
from bot.core.plan.uniting import Whole, is_blank
from bot.core.ports import NO_HOLIDAYS, SILENT, Calendar, Finder, Heard, Ledger, Memory, Phrasing, Signals, Words
from bot.core.schedules import asked_for, days_off, is_timed
from bot.core.situation import (
    LASTING,
    LATE,
    PATIENT,
    Delivery,
    Kept,
    Offered,
    Outcome,
    Schedule,
    Situation,
    Skip,
    Thread,
    Wait,
    derived,
)

TRIES = 3
LEAVING, LIST = ("privacy", "leaving"), ("channel", "content")
FLEETING_DAYS = 1
BACK_DAYS, AHEAD_DAYS = 200, 400  # public holidays that a decision may look at


class Assistant:
    """Boffin itself. It holds its parts and no state; every call reads what it needs and writes once."""

    def __init__(
        self,
        *,
        memory: Memory,
        ledger: Ledger,
        finder: Finder,
        library: Library,
        words: Words,
        signals: Signals = SILENT,
        phrasing: Phrasing | None = None,
        calendar: Calendar = NO_HOLIDAYS,
    ) -> None:
        self._memory = memory
        self._ledger = ledger
        self._finder = finder
        self._library = library
        self._words = words
        self._signals = signals
        self._phrasing = phrasing
        self._calendar = calendar
        self._decider = Decider(table())

    async def hear(self, incoming: Incoming, now: datetime) -> tuple[Message, ...]:
        """Return what to say to something a person said or pressed, with its effect kept.

        The same `incoming.id` again has no second effect and gets no second answer.
        """
        said = incoming
        for _ in range(TRIES):
            moment, meant = await self._moment(said, now)
            incoming = by_number(said, moment.situation.offered)
            if is_double(incoming, moment.situation.offered, now):
                return ()
            outcome = self._decider.decide(incoming, moment, meant)
            moment = replace(moment, situation=await self._with_days_off(moment.situation, now, outcome))
            kept = self._kept(outcome, moment, meant.invocation.path, said.via)
            if is_asked_still(incoming, moment.situation.offered):
                kept = replace(kept, speaks=None)
            kept = self._with_use(kept, moment)
            if not self._is_fleeting(kept.command):
                kept = replace(kept, took=taken(incoming, moment.situation.offered))
            try:
                await self._memory.keep(moment.situation, kept, once=incoming.id, now=now)
            except Stale:
                continue
            except Repeated:
                self._signals.count("deduplicated")
                return ()
            self._begin_to_rephrase(kept.outcome)
            return kept.outcome.messages
        return (Message((self._words.say("door.at_once"),)),)

    def _begin_to_rephrase(self, outcome: Outcome) -> None:
        """Have other words looked for where they were offered: then the question is not about anyone's plan."""
        offered = (choice.does.path for message in outcome.messages for choice in message.choices)
        if self._phrasing and outcome.thread and ("reword",) in offered:
            self._phrasing.begin(outcome.thread.question, self._passages(outcome.thread))

    def _passages(self, thread: Thread) -> tuple[str, ...]:
        guidance = self._library.guidance[thread.point]
        return tuple(passage.answer for passage in guidance.passages if passage.id == thread.passage)

    async def consider(self, question: str, asker: Person, now: datetime) -> tuple[Judgement, tuple[Message, ...]]:
        """Return how a question of somebody with an empty plan is judged, and answered. Nothing is loaded or kept."""
        fits = question.strip() and len(question) <= self._library.rules.longest_line_characters
        situation = Situation(Actor(asker))
        situation = await self._ranked(situation, question) if fits else situation
        moment = Moment(situation, self._library, self._words, now, question)
        incoming = Incoming(question, asker, Invocation(("ask",), {"question": question}))
        outcome = self._decider.decide(incoming, moment)
        return judge(question, situation.ranking, self._library.rules), outcome.messages

    async def nearest_point(self, question: str) -> int:
        """Return the point a question is nearest to, 0 where none is."""
        found = topics(await self._finder.rank(question[: self._library.rules.longest_line_characters]))
        return found[0].point if found and found[0].score >= self._library.rules.least_finder_score else 0

    async def _moment(self, incoming: Incoming, now: datetime) -> tuple[Moment, Understood]:
        """Load what is known and say what is meant; load what that command needs beside it: a ranking, all records."""
        row, latest = wanted_row(incoming)
        situation = await self._memory.load(incoming.person, incoming.place, now, row=row, latest=latest)
        incoming = by_number(incoming, situation.offered)
        moment = Moment(situation, self._library, self._words, now, incoming.id, incoming.public)
        understood = self._decider.meant(incoming, moment)
        meant = understood.invocation
        command = self._decider.table.find(meant.path)
        about = meant_place(command, meant.values, situation) if command else None
        if command and (about or command.looks_back or command.stored or command.links or command.counts):
            situation = await self._memory.load(
                incoming.person,
                about or incoming.place,
                now,
                row=row,
                latest=latest,
                changes=command.looks_back,
                stored=command.stored,
                counts=command.counts,
                link=normal(meant.values.get("code", "")) if command.links else None,
                afar=about is not None,
            )
            situation = replace(situation, place=about or situation.place)
            moment = replace(moment, situation=situation)
            understood = self._decider.meant(by_number(incoming, situation.offered), moment)  # it may have changed
        if self._phrasing:
            situation = replace(situation, can_rephrase=True)
        if self._phrasing and meant.path == ("reword",) and (thread := moment.thread) and thread.point:
            words = self._phrasing.found(thread.question, self._passages(thread))
            situation = replace(situation, rephrased=words)
        if command and command.ranked:
            question = meant.values.get("question", "")[: self._library.rules.longest_line_characters]
            situation = await self._ranked(situation, question)
        country = meant.values.get("country", "") if command and command.path == ("plan", "dates") else ""
        situation = await self._with_days_off(situation, now, is_asked=meant.path == ("channel", "posts"))
        is_asked = meant.path == ("nudges", "yes")
        situation = await self._with_holidays(situation, now, country, is_asked=is_asked)
        return replace(moment, situation=situation), understood

    async def _with_days_off(
        self, situation: Situation, now: datetime, outcome: Outcome | None = None, *, is_asked: bool = False
    ) -> Situation:
        """Return the situation with the public holidays to come where its place's posts are, or will be."""
        if situation.place is None or (outcome is not None and not is_timed(outcome)):
            return situation
        posts = (apply(situation.channel, outcome.channel_edits) if outcome else situation.channel).posts
        if not posts.on and not is_asked:
            return situation
        return replace(situation, place_holidays=await days_off(self._calendar, posts.zone, now))

    async def _with_holidays(
        self, situation: Situation, now: datetime, country: str = "", *, is_asked: bool = False
    ) -> Situation:
        """Return the situation with the public holidays around now, of a country that is named or the person's own."""
        settings = situation.plan.settings
        is_new = is_blank(Whole(situation.plan, situation.weeks, situation.logs))
        if not country and not is_asked and is_new and situation.plan.settings.card is not CardWish.YES:
            return situation  # nothing yet that a holiday could change
        whose, zone = country or settings.country, settings.zone or situation.actor.person.zone or ""
        first, last = now.date() - timedelta(days=BACK_DAYS), now.date() + timedelta(days=AHEAD_DAYS)
        return replace(situation, holidays=await self._calendar.holidays(code(whose), zone, first, last))

    async def _ranked(self, situation: Situation, question: str) -> Situation:
        """Return the situation with what the finder makes of a question, and of both where it asks two."""
        if not question or not is_looked_up(question):
            return situation
        parts = [await self._finder.rank(part) for part in questions_in(question)]
        return replace(situation, ranking=await self._finder.rank(question), parts=tuple(parts))

    async def due(self, now: datetime, limit: int = 100) -> int:
        """Write deliveries, without text, for what is due; return how many."""
        return await self._ledger.fall_due(now, limit, _following, self._library.rules.grace_hours)

    async def compose(self, delivery: Delivery, now: datetime) -> Message | Skip | Wait:
        """Return what to say for a claimed delivery, or why it is not said after all, or not yet.

        Looks at how things stand now, not at how they stood when it fell due: a platform may have been away. Raises
        `errors.Later` where they change again and again meanwhile.
        """
        for _ in range(TRIES):
            made = await self._compose(delivery, now)
            if made is not None:
                return made
        raise Later("changing too fast")

    async def _compose(self, delivery: Delivery, now: datetime) -> Message | Skip | Wait | None:
        person = Person(delivery.owner.id, "", Standing.REGULAR) if delivery.owner.kind == "person" else None
        place = Place(delivery.owner.id, "") if delivery.owner.kind == "place" else None
        about = Place(delivery.about, "") if delivery.kind == "removed" else None
        situation = await self._memory.load(person, place or about, now, afar=about is not None)
        if delivery.kind not in PATIENT and (kept_away := self._kept_away(delivery, situation, now)):
            return kept_away
        situation = await self._with_holidays(situation, now) if person else situation
        situation = await self._with_days_off(replace(situation, place=place), now) if place else situation
        moment = untried(Moment(situation, self._library, self._words, now, delivery.id))
        outcome = COMPOSED[delivery.kind](moment, delivery)
        if isinstance(outcome, Skip):
            return outcome
        kept = self._kept(outcome, moment, (delivery.kind,), delivery.address.platform)
        kept = replace(kept, delivery=delivery.id, attempt=delivery.attempt, used_on=None)
        if delivery.parts or delivery.is_part:  # no number says which of several questions is meant
            kept = replace(kept, offered=tuple(replace(row, latest=None) for row in kept.offered))
        try:
            await self._memory.keep(situation, kept, once=f"delivery/{delivery.id}/{delivery.attempt}", now=now)
        except Stale:
            return None
        except Repeated:
            return Skip("composed before")
        said = kept.outcome.messages[0]
        return replace(said, row=said.row or delivery.row)  # what has no choices is found by it too

    def _kept_away(self, delivery: Delivery, situation: Situation, now: datetime) -> Skip | Wait | None:
        """Say whether it is too old, or its person's quiet hours are not over; these do not count as its age."""
        is_private = delivery.owner.kind == "person"
        settings = situation.plan.settings
        begins = allowed(delivery.due_at, settings) if is_private else delivery.due_at
        grace = timedelta(hours=self._library.rules.grace_hours)
        if now - begins > grace and delivery.kind not in LASTING:
            return Skip(LATE)
        until = allowed(now, settings) if is_private else now
        return Wait(until) if until > now else None

    async def unreached(self, delivery: Delivery, now: datetime) -> None:
        """Write first no more to whom this could not be said, and tell whoever can mend it, once."""
        await self._decide_about(delivery, now, "unreached", unreached)

    async def ask(self, delivery: Delivery, now: datetime) -> Heard:
        """Ask the keepers of a place once whether a post of which nobody knows did appear, others than then as well."""
        situation = await self._memory.load(None, Place(delivery.owner.id, ""), now)
        if not (keepers := keepers_of(situation.channel)):
            return "nobody"
        them = derived("keepers", "/".join(sorted(keeper.id for keeper in keepers)))
        what = f"ask/{delivery.attempt}/{them}"
        is_new = await self._decide_about(delivery, now, what, lambda moment: unsure(moment, delivery))
        return "asked" if is_new else "before"

    async def _decide_about(
        self, delivery: Delivery, now: datetime, what: str, decide: Callable[[Moment], Outcome]
    ) -> bool:
        """Decide about it and keep that; return whether it was not decided before."""
        person = Person(delivery.owner.id, "", Standing.REGULAR) if delivery.owner.kind == "person" else None
        place = Place(delivery.owner.id, "") if delivery.owner.kind == "place" else None
        once = f"{what}/{delivery.id}"
        for _ in range(TRIES):
            situation = await self._memory.load(person, place, now)
            moment = Moment(situation, self._library, self._words, now, once)
            kept = replace(self._kept(decide(moment), moment, ("stop",)), used_on=None)
            try:
                await self._memory.keep(situation, kept, once=once, now=now)
            except Stale:
                continue
            except Repeated:
                return False
            return True
        return False

    async def arrive(self, place: Place, once: str, now: datetime) -> tuple[Message, ...]:
        """Return what is said once in a channel of a workspace that Boffin was added to by nobody in particular."""
        for _ in range(TRIES):
            situation = await self._memory.load(None, place, now)
            situation = replace(situation, place=place)
            moment = Moment(situation, self._library, self._words, now, once)
            kept = replace(self._kept(arrive(moment), moment, ("channel", "welcome")), used_on=None)
            try:
                await self._memory.keep(situation, kept, once=once, now=now)
            except Stale:
                continue
            except Repeated:
                return ()
            return kept.outcome.messages
        return ()

    async def suggest(
        self, person: Person, place: Place | None, path: tuple[str, ...], name: str, typed: str, now: datetime
    ) -> tuple[tuple[str, str], ...]:
        """Return (value, label) of what fits a parameter that is being typed; nothing is kept of it."""
        command = self._decider.table.find(path)
        if command is None:
            return ()
        situation = await self._memory.load(person, place, now)
        return suggestions(command, name, typed, Moment(situation, self._library, self._words, now, ""))

    def _kept(self, outcome: Outcome, moment: Moment, path: tuple[str, ...], via: str = "") -> Kept:
        """Return the outcome with its choices under row ids, its change, and what it now asks to be woken for."""
        situation = moment.situation
        place = "" if situation.place is None or situation.afar else situation.place.id
        days = FLEETING_DAYS if self._is_fleeting(path) else self._library.rules.choice_days
        messages, offered = [], []
        for number, message in enumerate(outcome.messages):
            if message.choices:
                row = moment.fresh(f"row/{number}")
                messages.append(replace(message, row=row))
                everyone = message.audience is Audience.PLACE and not message.speaker_only
                person = "" if everyone else situation.actor.person.id
                does = tuple(choice.does for choice in message.choices)
                latest = via if person and number == len(outcome.messages) - 1 else None
                offered.append(Offered(row, person, place, does, moment.now + timedelta(days=days), latest=latest))
            else:
                messages.append(message)
        notices = (*outcome.notices, *offered_items(outcome, situation), *to_new_keepers(outcome, situation))
        outcome = replace(outcome, messages=tuple(messages), notices=notices)
        touched, schedules = asked_for(outcome, situation)
        return Kept(
            outcome,
            moment.fresh("change"),
            path,
            tuple(offered),
            schedules,
            touched,
            used_on=moment.now.date(),
            speaks=_spoken(outcome, situation.actor.person.id, place, via),
            in_channel=LIST if path == LEAVING else path,
        )

    def _with_use(self, kept: Kept, moment: Moment) -> Kept:
        """Return what is kept, with what the channel's report counts of it: uses for oneself, and nothing fleeting."""
        command = self._decider.table.find(kept.command)
        if command is None or command.in_place or command.fleeting or moment.situation.afar:
            return kept
        return replace(kept, outcome=replace(kept.outcome, use=use_of(kept.outcome, moment.situation, moment.today)))

    def _is_fleeting(self, path: tuple[str, ...]) -> bool:
        command = self._decider.table.find(path)
        return bool(command and command.fleeting)


def _spoken(outcome: Outcome, person: str, place: str, via: str) -> Spoken | None:
    """Return to whom this says something, None where it says nothing."""
    if not outcome.messages:
        return None
    heard = (message.audience is Audience.PLACE and not message.speaker_only for message in outcome.messages)
    return Spoken(person, place, via, everyone=bool(place) and any(heard))


def _following(schedule: Schedule, after: datetime) -> datetime | None:
    return next_after(schedule.rhythm, after)
