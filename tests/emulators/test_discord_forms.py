"""Buttons, selects and forms in the local Discord, as the real discord.py client sends and hears them."""

import asyncio
from typing import Any

import discord
import pytest

from tests.emulators.discord import (
    CannotSubmit,
    LocalDiscord,
    NotThere,
)
from tests.emulators.discordpy import Bot, Form, Seen, command, running


class Layout(discord.ui.LayoutView):
    words: discord.ui.TextDisplay[Any] = discord.ui.TextDisplay("How was the week?")
    row: discord.ui.ActionRow[Any] = discord.ui.ActionRow()

    @row.button(label="Light", custom_id="b1:light")
    async def light(self, interaction: Seen, button: object) -> None:
        await interaction.response.edit_message(view=Done())


class Done(discord.ui.LayoutView):
    words: discord.ui.TextDisplay[Any] = discord.ui.TextDisplay("Noted: a light week.")


async def test_a_button_changes_the_message_it_is_in(local: LocalDiscord, bot: Bot) -> None:
    @command(bot)
    async def boffin(interaction: Seen) -> None:
        await interaction.response.send_message(view=Layout(timeout=None))

    async with running(local, bot):
        card = (await local.command("ana", "teaching", "boffin")).last
        assert (card.words, card.labels) == ("How was the week?", ["Light"])
        with pytest.raises(NotThere):
            await local.press("ana", card, "Heavy")
        pressed = await local.press("ana", card, "Light")
        assert (card.words, card.labels, pressed.messages, pressed.ack) == ("Noted: a light week.", [], [], 7)
    assert local.breaches == []


async def test_only_who_sees_a_message_can_press_in_it_unless_it_is_forged(local: LocalDiscord, bot: Bot) -> None:
    @command(bot)
    async def boffin(interaction: Seen) -> None:
        await interaction.response.send_message(view=Layout(timeout=None), ephemeral=True)

    async with running(local, bot):
        card = (await local.command("ana", "teaching", "boffin")).last
        with pytest.raises(NotThere):
            await local.press("ben", card, "Light")
        await local.press("ben", card, "Light", forged=True, wait=0)
        assert card.words == "Noted: a light week."


@pytest.mark.parametrize("kind", ["string", "user", "role", "channel", "mentionable"])
async def test_every_kind_of_select_reports_what_was_picked(local: LocalDiscord, bot: Bot, kind: str) -> None:
    guild = next(iter(local.world.guilds.values()))
    things = {
        "string": "Blog",
        "user": local.world.person("ben"),
        "role": local.role(guild, "keepers"),
        "channel": local.world.place("teaching"),
        "mentionable": local.world.person("ben"),
    }
    make: dict[str, Any] = {
        "string": lambda: discord.ui.Select(options=[discord.SelectOption(label="Blog", value="b")]),
        "user": discord.ui.UserSelect,
        "role": discord.ui.RoleSelect,
        "channel": discord.ui.ChannelSelect,
        "mentionable": discord.ui.MentionableSelect,
    }

    @command(bot)
    async def boffin(interaction: Seen) -> None:
        view, select = discord.ui.View(), make[kind]()
        select.placeholder, select.custom_id = "Pick", "pick"

        async def picked(pressed: Seen) -> None:
            await pressed.response.send_message(f"{select.values[0]}")

        select.callback = picked
        await interaction.response.send_message("?", view=view.add_item(select))

    async with running(local, bot):
        asked = (await local.command("ana", "teaching", "boffin")).last
        told = await local.choose("ana", asked, "Pick", things[kind])
        expected = {"string": "b", "role": "keepers", "channel": "teaching"}.get(kind, "ben")
        assert told.words == expected
        with pytest.raises((CannotSubmit, NotThere)):
            await local.choose("ana", asked, "Pick", "something else")
        with pytest.raises(CannotSubmit):
            await local.choose("ana", asked, "Pick", things[kind], things[kind])
    assert local.breaches == []


async def test_a_form_opens_filled_in_is_checked_by_the_client_and_sent(local: LocalDiscord, bot: Bot) -> None:
    @command(bot)
    async def boffin(interaction: Seen) -> None:
        await interaction.response.send_modal(Form())

    async with running(local, bot):
        form = (await local.command("ana", "ana", "boffin")).modal
        assert (form.title, form.labels) == ("Log time", ["Minutes", "Tool", "YouTube", "X"])
        assert "Whole minutes" in form.words
        with pytest.raises(CannotSubmit):
            await local.submit("ana", form, {"Minutes": "12345"})
        with pytest.raises(NotThere):
            await local.submit("ana", form, {"Hours": "1"})
        with pytest.raises(NotThere):
            await local.submit("ben", form)
        form.values.clear()
        told = await local.submit("ana", form, {"Tool": "YouTube"})
        assert (told.words, form.open) == ("20 on ['yt']", False)
        with pytest.raises(NotThere):
            await local.submit("ana", form)
    assert local.breaches == []


async def test_a_form_of_every_kind_of_field_reports_what_was_filled_in(local: LocalDiscord, bot: Bot) -> None:
    ben, got = local.world.person("ben"), asyncio.get_running_loop().create_future()
    fields: dict[str, Any] = {
        "Text": discord.ui.TextInput(style=discord.TextStyle.paragraph, required=False),
        "Who": discord.ui.UserSelect(max_values=2),
        "Where": discord.ui.ChannelSelect(required=False),
        "File": discord.ui.FileUpload(required=False),
        "One": discord.ui.RadioGroup(options=[discord.RadioGroupOption(label=word, value=word) for word in "ab"]),
    }
    more: dict[str, Any] = {
        "Some": discord.ui.CheckboxGroup(options=[discord.CheckboxGroupOption(label=w, value=w) for w in "xyz"]),
        "Yes": discord.ui.Checkbox(),
    }

    class Every(discord.ui.Modal, title="Everything"):
        async def on_submit(self, interaction: Seen) -> None:
            await interaction.response.send_message("thanks")
            if len(parts) == 2:
                got.set_result(parts)

    parts: list[dict[str, Any]] = []

    @command(bot)
    async def boffin(interaction: Seen) -> None:
        form = Every()
        parts.append(dict([fields, more][len(parts)]))
        for label, part in parts[-1].items():
            form.add_item(discord.ui.Label(text=label, component=part))
        form.add_item(discord.ui.TextDisplay("Nothing private here.")) if len(parts) == 2 else None
        await interaction.response.send_modal(form)

    async with running(local, bot):
        form = (await local.command("ana", "teaching", "boffin")).modal
        with pytest.raises(CannotSubmit):
            await local.submit("ana", form, {"Who": [ben], "One": None})
        given = {"Text": "two\nlines", "Who": [ben, local.world.person("ana")], "One": "b"}
        given |= {"Where": local.world.place("teaching"), "File": [local.file("a.txt", b"x")]}
        await local.submit("ana", form, given)
        form = (await local.command("ana", "teaching", "boffin")).modal
        assert "Nothing private here." in form.words
        await local.submit("ana", form, {"Some": ["x", "z"], "Yes": True})
        await asyncio.wait_for(got, 5)
    assert (fields["Text"].value, [one.name for one in fields["Who"].values]) == ("two\nlines", ["ben", "ana"])
    assert (fields["Where"].values[0].name, fields["File"].values[0].filename) == ("teaching", "a.txt")
    assert (fields["One"].value, more["Some"].values, more["Yes"].value) == ("b", ["x", "z"], True)
    assert local.breaches == []


async def test_a_form_from_a_button_can_change_its_message(local: LocalDiscord, bot: Bot) -> None:
    class Mend(Form):
        async def on_submit(self, interaction: Seen) -> None:
            await interaction.response.edit_message(content="mended", view=None)

    class Ask(discord.ui.View):
        @discord.ui.button(label="Mend it")
        async def mend(self, interaction: Seen, button: object) -> None:
            await interaction.response.send_modal(Mend())

    @command(bot)
    async def boffin(interaction: Seen) -> None:
        await interaction.response.send_message("broken", view=Ask())

    async with running(local, bot):
        said = (await local.command("ana", "ana", "boffin")).last
        await local.submit("ana", (await local.press("ana", said, "Mend it")).modal)
        assert (said.words, said.labels) == ("mended", [])
