"""Every command works once in a full situation, in a direct message and in a channel, and says so."""

from dataclasses import replace

import pytest

from bot.core.message import Audience, Invocation
from bot.core.people import Role
from tests.core.commands.examples import WORKS
from tests.core.scene import HERE, Life, decider, effects, full_situation, text_of, words

TABLE = decider().table


def rich(path: str, *, in_place: bool) -> Life:
    """Return Ana's full situation, with the rights that the command asks for."""
    command = TABLE.commands[tuple(path.split())]
    situation = full_situation(place=HERE if in_place or command.in_place else None)
    person = replace(situation.actor.person, is_admin=command.role is Role.ADMIN)
    return Life(replace(situation, actor=replace(situation.actor, person=person)))


def test_there_is_an_example_of_every_command():
    assert set(WORKS) == {" ".join(path) for path in TABLE.commands}


@pytest.mark.parametrize("path", WORKS)
def test_it_works_and_says_what_it_did(path: str):
    values, says = WORKS[path]
    outcome = rich(path, in_place=False).hear(Invocation(tuple(path.split()), values))
    assert says in text_of(outcome)
    assert all(message.form is None for message in outcome.messages)


@pytest.mark.parametrize("path", [path for path in WORKS if path != "channel welcome"])
def test_in_a_channel_the_first_line_says_whom_it_is_for(path: str):
    values, says = WORKS[path]
    outcome = rich(path, in_place=True).hear(Invocation(tuple(path.split()), values))
    about_place = TABLE.commands[tuple(path.split())].in_place
    mark = (
        words().say("mark.channel", place=HERE.name, line="") if about_place else words().say("mark.only_you", line="")
    )
    for message in outcome.messages:
        assert message.audience is Audience.ONLY_YOU
        assert message.lines[0].startswith(mark)
    assert says in text_of(outcome)


@pytest.mark.parametrize("path", [path for path in WORKS if TABLE.commands[tuple(path.split())].in_place])
def test_what_belongs_to_a_channel_is_not_done_in_a_direct_message(path: str):
    outcome = Life(full_situation()).hear(Invocation(tuple(path.split()), WORKS[path][0]))
    assert text_of(outcome) == words().say("channel.in_channel_only") and not effects(outcome)


@pytest.mark.parametrize("path", [p for p in WORKS if TABLE.commands[tuple(p.split())].opens_form])
def test_called_bare_it_opens_a_form_or_asks_for_what_is_missing(path: str):
    outcome = rich(path, in_place=False).hear(Invocation(tuple(path.split())))
    (message,) = outcome.messages
    assert message.form is not None and message.form.path == tuple(path.split())
    assert message.form.fields and all(field.label for field in message.form.fields)
    assert not effects(outcome)


@pytest.mark.parametrize("path", WORKS)
def test_said_in_public_it_answers_for_everyone_or_keeps_it_between_us(path: str):
    life = rich(path, in_place=True)
    plan = life.situation.plan
    outcome = life.hear(Invocation(tuple(path.split()), WORKS[path][0]), public=True)
    assert life.situation.plan == plan and not effects(outcome)
    for message in outcome.messages:
        assert message.audience is Audience.PLACE
        assert "Your plan" not in "\n".join(message.lines)


@pytest.mark.parametrize("path", WORKS)
def test_a_patients_details_in_any_free_text_are_not_kept(path: str):
    command = TABLE.commands[tuple(path.split())]
    number = "NHS 943 476 5919"
    values = {parameter.name: number for parameter in command.parameters if not parameter.options}
    outcome = rich(path, in_place=False).hear(Invocation(command.path, {**WORKS[path][0], **values}))
    assert number not in repr(outcome) and "9434765919" not in repr(outcome)


@pytest.mark.parametrize("path", WORKS)
def test_every_change_can_be_taken_back_by_the_choice_it_offers(path: str):
    life = rich(path, in_place=False)
    before = life.situation
    outcome = life.hear(Invocation(tuple(path.split()), WORKS[path][0]))
    if not (outcome.edits or outcome.channel_edits or outcome.workspace_edits):
        return
    assert "Undo" in [choice.label for choice in outcome.messages[-1].choices]
    life.take(outcome.messages[-1], "Undo")
    after = life.situation
    assert (after.plan, after.channel, after.workspace) == (before.plan, before.channel, before.workspace)
    assert (after.weeks, after.logs) == (before.weeks, before.logs)
