"""The one table: every command has its words, fits every platform, and can be found."""

import pytest

from bot.core.commands.forms import HIDDEN
from bot.core.commands.table import Command, Kind
from tests.core.scene import decider, library, words

TABLE = decider().table
ALL = tuple(TABLE.commands.values())


def named(command: Command) -> str:
    return " ".join(command.path)


@pytest.mark.parametrize("command", ALL, ids=named)
def test_a_command_is_at_most_two_words_and_has_its_line_in_forty_characters(command: Command):
    assert 1 <= len(command.path) <= 2
    assert all(word == word.lower() and " " not in word and len(word) <= 32 for word in command.path)
    assert 0 < len(words().family("command", command.key)) <= 40


@pytest.mark.parametrize("command", ALL, ids=named)
def test_every_parameter_that_is_asked_for_has_its_words_in_thirty_characters(command: Command):
    names = [parameter.name for parameter in command.parameters]
    assert len(names) == len(set(names))
    for parameter in command.parameters:
        if parameter.name not in HIDDEN:
            assert 0 < len(words().family("option", parameter.name.replace("-", "_"))) <= 30
        assert bool(parameter.options) == (parameter.kind is Kind.ONE_OF)


def test_all_words_of_the_listed_commands_together_fit_the_smallest_platform():
    said = 0
    for command in TABLE.listed():
        said += len(named(command)) + len(words().family("command", command.key))
        for parameter in command.parameters:
            if parameter.name not in HIDDEN and not parameter.only_typed:
                said += len(parameter.name) + len(words().family("option", parameter.name.replace("-", "_")))
                said += 2 * sum(len(option) for option in parameter.options)
    assert said <= 7000


@pytest.mark.parametrize("command", ALL, ids=named)
def test_what_a_command_does_is_said_in_its_handler(command: Command):
    assert (command.run.__doc__ or "").strip().endswith(".")


@pytest.mark.parametrize("command", ALL, ids=named)
def test_a_change_by_this_command_has_a_name_in_the_history_if_it_can_change_something(command: Command):
    known = f"changed.{command.key}" in library().wording
    assert known or command.key in READS


READS = {
    "ask", "before", "read", "card", "plan_show", "plan_choose", "plan_history", "plan_forecast", "plan_prompt",
    "plan_print", "plan_spent", "plan_keep", "plan_look", "plan_relief",
    "oops", "content_due", "content_hand_over", "nudges_show", "nudges_why", "nudges_preview",
    "nudges_not_now", "channel_show", "channel_felt", "channel_appeared", "privacy_stored", "privacy_export",
    "privacy_forget", "conference_next", "conference_calendar", "privacy_portfolio",
    "privacy_link", "privacy_unlink", "admin_posts", "admin_guests", "help", "thanks", "anew", "share", "reword",
    "useful", "pass_on", "menu", "channel_ask", "channel_put", "channel_drop", "channel_report",
}  # fmt: skip


def test_no_two_commands_share_a_path_or_an_alias():
    aliases = [alias for command in ALL for alias in command.aliases]
    assert len(aliases) == len(set(aliases))
    assert not {tuple(alias.split()) for alias in aliases} & set(TABLE.commands)
    assert all(TABLE.words[alias] in TABLE.commands for alias in aliases)


def test_every_group_has_a_default_that_exists():
    groups = {command.path[0] for command in ALL if len(command.path) == 2}
    assert groups == {path[0] for path in TABLE.defaults if path}
    assert all(path in TABLE.commands for path in TABLE.defaults.values())
    assert TABLE.find(()) is TABLE.commands[("card",)]
    assert TABLE.find(("plan",)) is TABLE.commands[("plan", "show")]
    assert TABLE.find(("no", "such")) is None


def test_one_word_is_either_a_command_or_a_group():
    assert not {command.path[0] for command in ALL if len(command.path) == 1} & set(TABLE.groups)


def test_a_command_that_opens_a_form_asks_for_something():
    assert all(command.parameters for command in ALL if command.opens_form)


def test_the_five_words_are_listed():
    assert {("card",), ("ask",), ("log",), ("oops",), ("stop",)} <= {command.path for command in TABLE.listed()}
