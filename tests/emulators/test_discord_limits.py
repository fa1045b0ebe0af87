"""The local Discord refuses, with Discord's codes at Discord's places, what a message, form or command cannot be."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.emulators.discord import Interaction, LocalDiscord
from tests.emulators.discordpy import Api, api, problems
from tests.emulators.odd import (
    BAD,
    CHOICES,
    EMPTY,
    FITTING,
    KIND,
    LEGACY,
    LONG,
    ODD,
    ODD_TO_US,
    REQUIRED,
    V2,
    button,
    row,
    select,
    text,
)

ALL = [*ODD, *((body, wrong) for body, wrong, _ in ODD_TO_US)]


@pytest.fixture
async def local() -> AsyncIterator[LocalDiscord]:
    async with LocalDiscord() as made:
        made.user("ana")
        made.channel("teaching", made.guild("school", members=["ana"]))
        yield made


@pytest.fixture
async def bot(local: LocalDiscord) -> AsyncIterator[Api]:
    async with api(local) as made:
        yield made


@pytest.mark.parametrize(("body", "wrong"), ALL, ids=lambda value: "-".join(value) if isinstance(value, dict) else "")
async def test_what_a_message_cannot_be_is_refused_at_its_place(
    local: LocalDiscord, bot: Api, body: dict[str, Any], wrong: dict[str, str]
) -> None:
    status, told = await bot.post(local.world.place("teaching"), **body)
    assert (status, told["code"], problems(told["errors"])) == (400, 50035, wrong)
    assert local.history("teaching") == []


@pytest.mark.parametrize("body", FITTING)
async def test_what_just_fits_is_taken(local: LocalDiscord, bot: Api, body: dict[str, Any]) -> None:
    status, told = await bot.post(local.world.place("teaching"), **body)
    assert (status, local.messages("teaching")[0].id) == (200, told["id"])


@pytest.mark.parametrize("body", EMPTY)
async def test_an_empty_message_is_refused(local: LocalDiscord, bot: Api, body: dict[str, Any]) -> None:
    status, told = await bot.post(local.world.place("teaching"), **body)
    assert (status, told["code"]) == (400, 50006)


async def test_too_many_bytes_of_text_make_discord_fall_over(local: LocalDiscord, bot: Api) -> None:
    place = local.world.place("teaching")
    assert (await bot.post(place, flags=V2, components=[text("あ" * 3386)]))[0] == 200
    assert (await bot.post(place, flags=V2, components=[text("あ" * 3387)]))[0] == 500


async def test_a_message_of_components_stays_one_and_an_old_one_lets_go_of_its_content(
    local: LocalDiscord, bot: Api
) -> None:
    place = local.world.place("teaching")
    _, new = await bot.post(place, flags=V2, components=[text()])
    _, old = await bot.post(place, content="x")
    path = f"/channels/{place.id}/messages/"
    _, told = await bot("PATCH", path + new["id"], {"flags": 0})
    assert problems(told["errors"]) == {"flags": "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG"}
    _, told = await bot("PATCH", path + new["id"], {"content": "x"})
    assert problems(told["errors"]) == {"content": LEGACY}
    _, told = await bot("PATCH", path + old["id"], {"flags": V2, "components": [text()]})
    assert problems(told["errors"]) == {"content": LEGACY}
    _, told = await bot("PATCH", path + old["id"], {"flags": V2, "components": [text()], "content": ""})
    assert problems(told["errors"]) == {"content": LEGACY}
    status, _ = await bot("PATCH", path + old["id"], {"flags": V2, "components": [text()], "content": None})
    assert (status, local.messages("teaching")[1].words) == (200, "words")
    _, told = await bot("PATCH", path + old["id"], {"components": []})
    assert told["code"] == 50006


# -- forms and answers ---------------------------------------------------------------------------------------


def begun(local: LocalDiscord, kind: int = 2, **more: Any) -> Interaction:
    return local.world.begin(kind, local.world.person("ana"), local.world.place("teaching"), {"type": 1}, **more)


def label(**more: Any) -> dict[str, Any]:
    return {"type": 18, "label": "Minutes", "component": {"type": 4, "custom_id": "m", "style": 1}} | more


def field(**more: Any) -> dict[str, Any]:
    return label(component={"type": 4, "custom_id": "m", "style": 1} | more)


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ({"title": "x" * 46}, {"data.title": BAD}),
        ({"title": ""}, {"data.title": BAD}),
        ({"custom_id": "x" * 101}, {"data.custom_id": BAD}),
        ({"custom_id": None}, {"data.custom_id": REQUIRED}),
        ({"components": []}, {"data.components": BAD}),
        ({"components": [text()] * 6}, {"data.components": BAD}),
        ({"components": [label(label="x" * 46)]}, {"data.components.0.label": BAD}),
        ({"components": [label(description="x" * 101)]}, {"data.components.0.description": LONG}),
        ({"components": [label(component=button())]}, {"data.components.0.component.type": CHOICES}),
        ({"components": [field(placeholder="x" * 101)]}, {"data.components.0.component.placeholder": LONG}),
        ({"components": [field(value="x" * 4001)]}, {"data.components.0.component.value": LONG}),
        ({"components": [field(max_length=4001)]}, {"data.components.0.component.max_length": "NUMBER_TYPE_MAX"}),
        ({"components": [field(style=3)]}, {"data.components.0.component.style": CHOICES}),
        ({"components": [label(component=select(26))]}, {"data.components.0.component.options": BAD}),
        (
            {"components": [field(), field()]},
            {"data.components.1.component.custom_id": "COMPONENT_CUSTOM_ID_DUPLICATED"},
        ),
        (
            {"components": [row({"type": 4, "custom_id": "m", "style": 1})]},
            {"data.components.0.components.0.label": REQUIRED},
        ),
        (
            {"components": [label(component={"type": 21, "custom_id": "r", "options": []})]},
            {"data.components.0.component.options": BAD},
        ),
    ],
)
async def test_what_a_form_cannot_be_is_refused_and_leaves_the_interaction_unanswered(
    local: LocalDiscord, bot: Api, form: dict[str, Any], wrong: dict[str, str]
) -> None:
    one, good = begun(local), {"title": "Log", "custom_id": "f", "components": [label()]}
    status, told = await bot.answer(one, 9, **(good | form))
    assert (status, problems(told["errors"])) == (400, wrong)
    assert (await bot.answer(one, 9, **good))[0] == 200
    assert local.world.opened[0].labels == ["Minutes"]


@pytest.mark.parametrize(
    ("choices", "wrong"),
    [
        ([{"name": f"{n}", "value": n} for n in range(26)], {"data.choices": LONG}),
        ([{"name": "x" * 101, "value": "v"}], {"data.choices.0.name": BAD}),
        ([{"name": "n", "value": "x" * 101}], {"data.choices.0.value": LONG}),
        ([{"name": "n", "value": True}], {"data.choices.0.value": "STRING_TYPE_CONVERT"}),
    ],
    ids=["count", "name", "value", "kind"],
)
async def test_what_autocompletion_cannot_offer_is_refused(
    local: LocalDiscord, bot: Api, choices: list[Any], wrong: dict[str, str]
) -> None:
    status, told = await bot.answer(begun(local, 4), 8, choices=choices)
    assert (status, problems(told["errors"])) == (400, wrong)


@pytest.mark.parametrize(("kind", "answers"), [(2, {4, 5, 9}), (3, {4, 5, 6, 7, 9}), (4, {8}), (5, {4, 5, 6})])
async def test_each_kind_of_interaction_takes_its_own_answers(
    local: LocalDiscord, bot: Api, kind: int, answers: set[int]
) -> None:
    _, said = await bot.post(local.world.place("teaching"), content="x")
    message = local.world.find(local.world.place("teaching"), said["id"])
    form = {"title": "t", "custom_id": "c", "components": [label()]}
    taken = set()
    for one in range(1, 11):
        about = begun(local, kind, message=message if kind == 3 else None)
        status, _ = await bot.answer(about, one, content="x", choices=[], **(form if one == 9 else {}))
        taken |= {one} if status == 200 else set()
    assert taken == answers


# -- commands ------------------------------------------------------------------------------------------------


def command(**more: Any) -> dict[str, Any]:
    return {"name": "boffin", "description": "Boffin", "type": 1} | more


def sub(name: str = "log", kind: int = 1, **more: Any) -> dict[str, Any]:
    return {"name": name, "description": "d", "type": kind} | more


@pytest.mark.parametrize(
    ("one", "wrong"),
    [
        (command(name="x" * 33), {"0.name": BAD}),
        (command(name="Boffin"), {"0.name": "APPLICATION_COMMAND_INVALID_NAME"}),
        (command(name="bof fin"), {"0.name": "APPLICATION_COMMAND_INVALID_NAME"}),
        (command(description="x" * 101), {"0.description": BAD}),
        (command(description=""), {"0.description": BAD}),
        (command(description=None), {"0.description": REQUIRED}),
        (command(contexts=[3]), {"0.contexts.0": CHOICES}),
        (command(name_localizations={"xx": "name"}), {"0.name_localizations.xx": CHOICES}),
        (command(description_localizations={"de": "x" * 101}), {"0.description_localizations.de": BAD}),
        (command(options=[sub(f"o{n}") for n in range(26)]), {"0.options": LONG}),
        (command(options=[sub(), sub()]), {"0.options.1.name": "APPLICATION_COMMAND_OPTION_NAME_ALREADY_EXISTS"}),
        (command(options=[sub(), sub("text", 3)]), {"0.options": KIND}),
        (
            command(options=[sub("a", 3), sub("b", 3, required=True)]),
            {"0.options.1": "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"},
        ),
        (command(options=[sub("g", 2)]), {"0.options.0.options": REQUIRED}),
        (
            command(options=[sub("g", 2, options=[sub("h", 2, options=[sub()])])]),
            {f"0.options.0.options{at}": KIND for at in ("", ".0.type", ".0.options.0.type")},
        ),
        (command(options=[sub("t", 3, description="x" * 101)]), {"0.options.0.description": BAD}),
        (
            command(options=[sub("t", 3, choices=[{"name": f"{n}", "value": "v"} for n in range(26)])]),
            {"0.options.0.choices": LONG},
        ),
        (
            command(options=[sub("t", 3, choices=[{"name": "x" * 101, "value": "v"}])]),
            {"0.options.0.choices.0.name": BAD},
        ),
        (
            command(options=[sub("t", 3, choices=[{"name": "n", "value": "x" * 101}])]),
            {"0.options.0.choices.0.value": LONG},
        ),
        (
            command(options=[sub("t", 3, choices=[{"name": "n", "value": "v"}] * 2)]),
            {"0.options.0.choices.1": "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS"},
        ),
        (
            command(options=[sub("t", 3, autocomplete=True, choices=[{"name": "n", "value": "v"}])]),
            {"0.options.0.autocomplete": "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID"},
        ),
        (command(options=[sub("t", 3, max_length=6001)]), {"0.options.0.max_length": "NUMBER_TYPE_MAX"}),
        (
            command(type=3, description="d", name="Add it"),
            {"0.description": "APPLICATION_COMMAND_CONTEXT_MENU_INVALID"},
        ),
    ],
)
async def test_what_a_command_cannot_be_is_refused_at_its_place(
    local: LocalDiscord, bot: Api, one: dict[str, Any], wrong: dict[str, str]
) -> None:
    status, told = await bot("PUT", f"/applications/{local.bot.id}/commands", [one])
    assert (status, told["code"], problems(told["errors"])) == (400, 50035, wrong)
    assert local.commands() == []


async def test_a_command_of_more_than_8000_characters_is_refused(local: LocalDiscord, bot: Api) -> None:
    full = [{"name": f"{n}".ljust(100, "n"), "value": "v" * 100} for n in range(3)]
    options = [sub(f"o{n:02}", 3, description="d" * 97, choices=full) for n in range(11)]  # 700 characters each
    last = sub("end", 3, description="d" * 85, choices=full[:1])  # 288, and the command itself has 12
    path = f"/applications/{local.bot.id}/commands"
    assert (await bot("PUT", path, [command(options=[*options, last])]))[0] == 200
    for one in (
        command(options=[*options, last | {"description": "d" * 86}]),
        command(options=[*options, last], description_localizations={"de": "Boffin!"}),
    ):
        status, told = await bot("PUT", path, [one])
        assert (status, problems(told["errors"])) == (400, {"0": "APPLICATION_COMMAND_TOO_LARGE"})


async def test_there_are_only_so_many_commands_of_a_kind_and_of_a_name(local: LocalDiscord, bot: Api) -> None:
    path = f"/applications/{local.bot.id}/commands"
    many = [command(name=f"c{n}") for n in range(101)]
    assert (await bot("PUT", path, many))[1]["code"] == 30032
    assert (await bot("PUT", path, many[:100]))[0] == 200
    assert (await bot("POST", path, many[100]))[1]["code"] == 30032
    _, told = await bot("PUT", path, [command(), command()])
    assert problems(told["errors"]) == {"1": "APPLICATION_COMMANDS_DUPLICATE_NAME"}
    menus = [command(type=3, name=f"Menu {n}", description=None) for n in range(16)]
    assert (await bot("PUT", path, menus))[1]["code"] == 30032
    assert (await bot("PUT", path, menus[:15]))[0] == 200


async def test_commands_are_replaced_added_changed_and_removed_and_keep_their_id(local: LocalDiscord, bot: Api) -> None:
    path = f"/applications/{local.bot.id}/commands"
    guild = next(iter(local.world.guilds.values()))
    _, (first,) = await bot("PUT", path, [command()])
    _, again = await bot("POST", path, command(description="Another"))
    assert (again["id"], again["description"], len(local.commands())) == (first["id"], "Another", 1)
    await bot("PATCH", f"{path}/{first['id']}", {"description": "A third"})
    assert (await bot("GET", f"{path}/{first['id']}"))[1]["description"] == "A third"
    await bot("PUT", f"/applications/{local.bot.id}/guilds/{guild.id}/commands", [command(name="here")])
    assert [one["name"] for one in local.commands(guild)] == ["here"]
    assert (await bot("DELETE", f"{path}/{first['id']}"))[0] == 204
    assert (await bot("GET", f"{path}/{first['id']}"))[1]["code"] == 10063
    assert (await bot("GET", path))[1] == []
    assert (await bot("PUT", "/applications/1/commands", []))[0] == 403
