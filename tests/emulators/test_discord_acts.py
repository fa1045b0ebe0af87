"""People act in the local Discord, and the real discord.py client answers over real sockets."""

from collections.abc import AsyncIterator

import discord
import pytest
from discord import app_commands

from tests.emulators.discord import LocalDiscord
from tests.emulators.discordpy import INTENTS, running


class Echo(discord.Client):
    """Says what it hears: by command, form, button and message."""

    def __init__(self, local: LocalDiscord, **more: object) -> None:
        super().__init__(intents=INTENTS, guild_ready_timeout=0.01, max_messages=None, **more)
        self.local, self.tree = local, app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        group = app_commands.Group(name="boffin", description="Boffin")

        @group.command(description="Log")
        async def log(interaction: discord.Interaction, minutes: int, tool: str = "X") -> None:
            await interaction.response.send_message(f"{minutes} on {tool}", ephemeral=True, view=Row())

        @group.command(description="Form")
        async def form(interaction: discord.Interaction) -> None:
            await interaction.response.send_modal(Form())

        self.tree.add_command(group)
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        if message.author.bot:
            return
        await message.channel.send(f"heard: {message.content}", nonce="n1")


class Row(discord.ui.View):
    @discord.ui.button(label="Again", custom_id="again")
    async def again(self, interaction: discord.Interaction, button: object) -> None:
        await interaction.response.send_message("Again!")


class Form(discord.ui.Modal, title="Log time"):
    minutes = discord.ui.Label(text="Minutes", component=discord.ui.TextInput(custom_id="minutes"))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.minutes.component, discord.ui.TextInput)
        await interaction.response.send_message(f"noted {self.minutes.component.value}")


@pytest.fixture
async def local() -> AsyncIterator[LocalDiscord]:
    async with LocalDiscord() as made:
        made.user("ana")
        made.channel("teaching", made.guild("school", members=["ana"]))
        async with running(made, Echo(made)):
            yield made


async def test_a_command_with_options_is_answered_for_one_person_and_its_button_for_all(local: LocalDiscord) -> None:
    said = await local.command("ana", "teaching", "boffin log", {"minutes": 20, "tool": "YouTube"})
    assert (said.words, said.labels, said.last.to) == ("20 on YouTube", ["Again"], local.world.person("ana").id)
    again = await local.press("ana", said.last, "Again")
    assert [one.words for one in local.messages("teaching")] == ["Again!"] == [again.words]


async def test_a_form_opens_and_what_is_filled_in_arrives(local: LocalDiscord) -> None:
    form = (await local.command("ana", "ana", "boffin form")).modal
    assert (form.title, form.labels) == ("Log time", ["Minutes"])
    assert (await local.submit("ana", form, {"Minutes": "30"})).words == "noted 30"


async def test_a_direct_message_is_heard_and_answered(local: LocalDiscord) -> None:
    assert (await local.direct("ana", "hello")).words == "heard: hello"
