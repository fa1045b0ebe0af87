"""From something said to an outcome: who may, what is meant, what is missing, and the command itself.

Pure and synchronous: the same incoming in the same situation gives the same outcome.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.core.commands.afar import UNDO, carried, which_channel
from bot.core.commands.binding import Unclear, bind
from bot.core.commands.forms import form
from bot.core.commands.guard import stopped
from bot.core.commands.lines.grammar import Understood, understand
from bot.core.commands.silence import told_of_silence
from bot.core.commands.table import Command, Table
from bot.core.commands.taking import is_index, is_lapsed, number
from bot.core.message import NO_MARKS, Audience, Draft, Filled, Incoming, Invocation, Message, Picked
from bot.core.moment import Moment, choice, reply
from bot.core.people import Owner, Permit, Role, authorise
from bot.core.situation import Outcome


class Decider:
    """Decides by one table of commands."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def decide(self, incoming: Incoming, moment: Moment, understood: Understood | None = None) -> Outcome:
        """Return what to say and keep. The mark says whether it concerns the speaker or the channel.

        `understood` is what `meant` returned for the same incoming and moment, where that was asked already.
        """
        permit = authorise(moment.situation.actor, Role.PERSON)
        if permit is not Permit.YES:
            return self._refuse(permit, moment)
        if isinstance(incoming.said, str) and len(incoming.said) > moment.library.rules.longest_line_characters:
            return self._marked(
                reply(moment.say("door.too_long", most=moment.library.rules.longest_line_characters)), None, moment
            )
        if isinstance(incoming.said, Picked) and (problem := self._unusable(incoming.said, moment)):
            return self._marked(problem, None, moment)
        if number(incoming.said) is not None and not incoming.public:
            offered, none = moment.situation.offered, moment.say("door.nothing_numbered")
            said = moment.say("door.no_such_number", n=len(offered.choices)) if offered else none
            return self._marked(reply(said), None, moment)
        meant = understood or self.meant(incoming, moment)
        command = self.table.find(meant.invocation.path)
        if stop := stopped(incoming, meant.invocation, moment):
            return self._marked(stop, None, moment)
        if command is None:
            return self._marked(reply(moment.say("door.no_such_command")), None, moment)
        if incoming.public and not command.public:
            only = (choice(moment.say("ask.show_only_me"), *meant.invocation.path, **meant.invocation.values),)
            outcome = Outcome(
                messages=(Message((moment.say("ask.between_us"),), only, audience=Audience.PLACE, speaker_only=True),)
            )
            return self._marked(outcome, command, moment)
        typed = isinstance(incoming.said, str)
        more = isinstance(incoming.said, Filled) and incoming.said.more
        outcome = carried(self._run(command, meant, moment, typed=typed, more=more), self.table, moment)
        outcome = self._marked(outcome if incoming.public else told_of_silence(outcome, moment), command, moment)
        ends = moment.situation.thread is not None and outcome.thread is None and not command.talks
        return replace(outcome, thread_done=True) if ends else outcome

    def meant(self, incoming: Incoming, moment: Moment) -> Understood:
        """Return the command that was typed, pressed or submitted; a choice that is gone is the card."""
        match incoming.said:
            case str(text):
                return understand(text.translate(NO_MARKS), self.table, moment)
            case Picked(_, index):
                offered = moment.situation.offered
                choices = offered.choices if offered else ()
                return Understood(choices[index] if is_index(index, choices) else Invocation(("card",)))
            case Filled(path, values):
                draft = moment.situation.drafts.get(path)
                joined = {**(draft.values if draft else {}), **_texts(values)}
                return Understood(Invocation(path, {name: text for name, text in joined.items() if text}))
            case Invocation(path, values):
                return Understood(Invocation(path, _texts(values)))

    def _unusable(self, picked: Picked, moment: Moment) -> Outcome | None:
        """Return what to say to a choice that cannot be taken: gone, or somebody else's."""
        offered = moment.situation.offered
        card = (choice(moment.say("choice.card"), "card"),)
        here = moment.situation.place.id if moment.situation.place else ""
        if offered is None or not is_index(picked.index, offered.choices) or offered.place not in ("", here):
            return reply(moment.say("door.choice_gone"), choices=card)
        owner = Owner("person", offered.person) if offered.person else None
        if authorise(moment.situation.actor, Role.PERSON, owner) is not Permit.YES:
            return reply(moment.say("permit.not_yours"), choices=card)
        if is_lapsed(offered.choices[picked.index], offered, moment.library.rules.choice_days, moment.now):
            return reply(moment.say("door.choice_gone"), choices=card)
        return None

    def _run(self, command: Command, meant: Understood, moment: Moment, *, typed: bool, more: bool) -> Outcome:
        if meant.meant:
            words = [choice(moment.say("door.did_you_mean_choice", word=near), *near.split()) for near in meant.meant]
            return reply(moment.say("door.did_you_mean", said=meant.left_over[:60]), choices=tuple(words))
        if meant.left_over:
            return reply(moment.say("door.left_over", said=meant.left_over[:60], command=" ".join(command.path)))
        if command.in_place and moment.situation.place is None:
            return which_channel(command, meant.invocation, moment)
        permit = authorise(moment.situation.actor, command.role)
        if permit is not Permit.YES:
            return self._refuse(permit, moment)
        given = dict(meant.invocation.values)
        draft = moment.situation.drafts.get(command.path)
        if draft and command.opens_form and not given:
            given, more = dict(draft.values), more or draft.more  # a line that names something stands alone
        values, problems = bind(command, given, moment)
        if problems or (more and (command.opens_form or command.form)):
            return self._ask_again(command, given, problems, moment, typed=typed, more=more)
        try:
            outcome = command.run(moment, values)
        except Unclear as unclear:
            if typed or not command.opens_form:
                return reply(unclear.sentence)
            first = {command.parameters[0].name: unclear.sentence}
            return self._ask_again(command, given, first, moment, typed=False)
        return replace(outcome, drafts_done=(command.path,)) if draft else outcome

    def _ask_again(
        self,
        command: Command,
        given: dict[str, str],
        problems: dict[str, str],
        moment: Moment,
        *,
        typed: bool,
        more: bool = False,
    ) -> Outcome:
        """Return the form with what was given kept; a typed line of one value gets just the sentence."""
        wrong = {name: why for name, why in problems.items() if given.get(name)}
        if not (command.opens_form or command.form) or (wrong and typed and len(command.parameters) == 1):
            return reply(*dict.fromkeys(wrong.values() or problems.values()))
        title = moment.words.family("command", command.key)
        line = moment.say("door.mend") if wrong else moment.say("door.form", title=title)
        asked = command.form(moment, given, wrong) if command.form else form(command, given, wrong, moment)
        made = Message((line,), form=asked)
        return Outcome(messages=(made,), draft=Draft(command.path, given, more) if given else None)

    def _refuse(self, permit: Permit, moment: Moment) -> Outcome:
        names = moment.situation.channel.keepers
        if permit is Permit.KEEPER_ONLY and not names:
            return reply(moment.say("channel.no_keeper"))
        join = (choice(moment.say("channel.join"), "channel", "join"),) if permit is Permit.MEMBERS_ONLY else ()
        return reply(moment.words.family("permit", permit.value, names=names), choices=join)

    def _marked(self, outcome: Outcome, command: Command | None, moment: Moment) -> Outcome:
        """Mark the first line of each message in a channel: whether it is for you or for the channel."""
        place, afar = moment.situation.place, moment.situation.afar
        about = command is not None and (command.in_place or (afar and command.path == UNDO))
        if place is None or (afar and not about):
            return outcome
        messages = []
        for message in outcome.messages:
            if command and command.path == ("channel", "welcome") and message.audience is Audience.PLACE:
                messages.append(message)
                continue
            if about or message.audience is Audience.PLACE:
                first = moment.say("mark.channel", place=place.name, line=message.lines[0])
            else:
                first = moment.say("mark.only_you", line=message.lines[0])
            messages.append(replace(message, lines=(first, *message.lines[1:])))
        return replace(outcome, messages=tuple(messages))


def _texts(values: Mapping[str, object]) -> dict[str, str]:
    """Return the values that are text; a platform may hand over anything."""
    return {name: value.translate(NO_MARKS) for name, value in values.items() if isinstance(value, str)}
