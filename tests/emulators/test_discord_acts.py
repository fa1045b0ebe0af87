"""People act in the local Discord, by commands and words, and the real discord.py client answers over real sockets."""

from typing import Any

import discord
import pytest
from discord import app_commands

from tests.emulators.discord import (
    CannotSubmit,
    LocalDiscord,
    NotDelivered,
    NotThere,
    Right,
)
from tests.emulators.discordpy import Bot, Seen, command, running

# -- commands ------------------------------------------------------------------------------------------


async def test_options_of_every_kind_arrive(local: LocalDiscord, bot: Bot) -> None:
    got: dict[str, Any] = {}

    @command(bot)
    @app_commands.choices(pick=[app_commands.Choice(name="Week", value="w")])
    async def boffin(
        interaction: Seen,
        text: str,
        whole: app_commands.Range[int, 1, 90],
        part: float,
        yes: bool,
        who: discord.Member,
        where: discord.TextChannel,
        role: discord.Role,
        file: discord.Attachment,
        pick: app_commands.Choice[str],
    ) -> None:
        got.update(interaction.namespace.__dict__)
        got.update(file=file, pick=pick, who=who, where=where, role=role)
        await interaction.response.send_message("thanks")

    role = local.role(next(iter(local.world.guilds.values())), "keepers")
    teaching = local.world.place("teaching")
    given = {
        "text": "ECG",
        "whole": 20,
        "part": 0.5,
        "yes": True,
        "who": local.world.person("ben"),
        "where": teaching,
        "role": role,
        "file": local.file("a.txt", b"x"),
        "pick": "Week",
    }
    async with running(local, bot):
        assert (await local.command("ana", "teaching", "boffin", given)).words == "thanks"
        assert (got["text"], got["whole"], got["part"], got["yes"]) == ("ECG", 20, 0.5, True)
        assert (got["who"].name, got["where"].name, got["role"].name) == ("ben", "teaching", "keepers")
        assert (got["file"].filename, got["pick"].value) == ("a.txt", "w")
        with pytest.raises(CannotSubmit):
            await local.command("ana", "teaching", "boffin", given | {"whole": 91})
        with pytest.raises(CannotSubmit):
            await local.command("ana", "teaching", "boffin", {"text": "ECG"})
        with pytest.raises(NotThere):
            await local.command("ana", "teaching", "boffin", given | {"wrong": 1})
        with pytest.raises(NotThere):
            await local.command("ana", "teaching", "boffin log")
    assert local.breaches == []


async def test_groups_and_the_commands_under_them_are_reached_by_their_words(local: LocalDiscord, bot: Bot) -> None:
    root = app_commands.Group(name="boffin", description="Boffin")
    plan = app_commands.Group(name="plan", description="Plan", parent=root)

    @plan.command(description="Show")
    async def show(interaction: Seen) -> None:
        await interaction.response.send_message(interaction.command.qualified_name)  # type: ignore[union-attr]

    @root.command(description="Card")
    async def card(interaction: Seen) -> None:
        await interaction.response.send_message(interaction.command.qualified_name)  # type: ignore[union-attr]

    bot.tree.add_command(root)
    async with running(local, bot):
        assert (await local.command("ana", "teaching", "/boffin plan show")).words == "boffin plan show"
        assert (await local.command("ana", "teaching", "/boffin card")).words == "boffin card"
        with pytest.raises(CannotSubmit):
            await local.command("ana", "teaching", "/boffin plan")


async def test_autocompletion_gets_what_is_half_typed_and_shows_what_comes_back(local: LocalDiscord, bot: Bot) -> None:
    @command(bot)
    async def boffin(interaction: Seen, kind: str, tool: str) -> None:
        await interaction.response.send_message("x")

    @boffin.autocomplete("tool")
    async def tools(interaction: Seen, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{interaction.namespace.kind} {current}Tube", value="yt")]

    async with running(local, bot):
        found = await local.autocomplete("ana", "ana", "boffin", "tool", "You", {"kind": "my"})
        assert (found.suggestions, found.choices[0]["value"], found.ack) == (["my YouTube"], "yt", 8)
        with pytest.raises(NotThere):
            await local.autocomplete("ana", "ana", "boffin", "kind", "x")
    assert local.breaches == []


async def test_an_interaction_tells_who_and_where(local: LocalDiscord, bot: Bot) -> None:
    @command(bot)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def boffin(interaction: Seen) -> None:
        await interaction.response.send_message("here", ephemeral=True)

    ben = local.world.person("ben")
    ben.installed = True
    thread = local.thread("week 1", local.world.place("teaching"))
    async with running(local, bot):
        for place in ("teaching", thread, "ben", local.private("ana", "ben")):
            said = await local.command("ben", place, "boffin")
            assert said.last.to == ben.id
        guild, inside, direct, private = bot.seen
        assert (guild.guild.name, guild.user.name, guild.context.guild) == ("school", "ben", True)  # type: ignore[union-attr]
        assert isinstance(inside.channel, discord.Thread)
        assert (direct.context.dm_channel, direct.guild, direct.user.name) == (True, None, "ben")
        assert private.context.private_channel
        assert private.is_user_integration()
        assert not guild.permissions.manage_guild
        await local.command("ana", "teaching", "boffin")
        assert bot.seen[-1].permissions.manage_guild  # the owner
        assert (str(bot.seen[-1].locale), str(guild.guild_locale)) == ("de", "en-GB")
        assert guild.app_permissions.send_messages
        with pytest.raises(NotDelivered):
            await local.command("ana", local.private("ana", "ben"), "boffin")  # did not install the app


async def test_a_command_is_offered_only_where_and_to_whom_it_is_registered(local: LocalDiscord, bot: Bot) -> None:
    @command(bot)
    @app_commands.allowed_contexts(guilds=True)
    @app_commands.default_permissions(manage_guild=True)
    async def boffin(interaction: Seen) -> None:
        await interaction.response.send_message("admin")

    keeper = local.role(next(iter(local.world.guilds.values())), "keepers", Right.MANAGE_GUILD)
    async with running(local, bot):
        assert (local.offered("ana", "teaching"), local.offered("ben", "teaching")) == (["boffin"], [])
        for place in ("teaching", "ben"):
            with pytest.raises(NotDelivered):
                await local.command("ben", place, "boffin")
        assert (await local.command("ben", "teaching", "boffin", forged=True)).words == "admin"
        local.add_member(next(iter(local.world.guilds.values())), "ben", keeper)
        assert local.offered("ben", "teaching") == ["boffin"]


async def test_commands_of_a_message_and_of_a_person_get_their_target(local: LocalDiscord, bot: Bot) -> None:
    @bot.tree.context_menu(name="Add to my content list")
    async def add(interaction: Seen, message: discord.Message) -> None:
        await interaction.response.send_message(f"added {message.content}", ephemeral=True)

    @bot.tree.context_menu(name="Greet")
    async def greet(interaction: Seen, user: discord.Member) -> None:
        await interaction.response.send_message(f"hello {user.name}")

    async with running(local, bot):
        await local.say("ben", "teaching", "ECG quiz")
        message = local.history("teaching")[-1]
        assert (await local.message_command("ana", message, "Add to my content list")).words == "added ECG quiz"
        assert (await local.user_command("ana", "teaching", "ben", "Greet")).words == "hello ben"
        with pytest.raises(NotDelivered):
            await local.message_command("ana", message, "Greet")


# -- words, files and mentions ---------------------------------------------------------------------------------


class Talker(Bot):
    async def on_message(self, message: discord.Message) -> None:
        if message.author.bot:
            return
        files = [discord.File(__file__, "plan.txt", description="The plan")] if "file" in message.content else []
        await message.reply(f"heard @everyone {message.author.mention} {message.content}", files=files)


async def test_a_direct_message_a_mention_and_a_reply_are_answered(local: LocalDiscord) -> None:
    async with running(local, Talker()):
        private = await local.direct("ana", "the file please")
        public = await local.mention("ana", "teaching", "hello")
        answer = public.last
        inner = await local.reply("ana", answer, "and again")
    assert private.words.endswith("the file please")
    (file,) = private.last.attachments
    assert (file.name, file.alt_text, b"A client with" in file.content) == ("plan.txt", "The plan", True)
    assert answer.reference is public.message
    assert inner.words.endswith("and again")
    assert local.breaches == []


async def test_it_is_noted_whom_a_message_would_ping(local: LocalDiscord) -> None:
    ana = local.world.person("ana")
    ana_too = discord.Object(int(ana.id))
    role = local.role(next(iter(local.world.guilds.values())), "keepers", mentionable=True)
    async with running(local, bot := Talker()):
        channel = bot.get_channel(int(local.world.place("teaching").id))
        assert isinstance(channel, discord.TextChannel)
        text = f"@everyone <@{ana.id}> <@&{role.id}>"
        for allowed in (None, discord.AllowedMentions.none(), discord.AllowedMentions(users=[ana_too], roles=False)):
            more = {} if allowed is None else {"allowed_mentions": allowed}
            await channel.send(text, **more)
        everyone, nobody, some = local.messages("teaching")
        assert everyone.pings == {"everyone", ana.id, role.id}
        assert nobody.pings == set()
        assert some.pings == {"everyone", ana.id}
        local.permit(local.world.place("teaching"), "everyone", deny=Right.MENTION_EVERYONE)
        await channel.send(text)
        assert local.messages("teaching")[-1].pings == {ana.id, role.id}
        assert local.pings == {"everyone", ana.id, role.id}


async def test_a_closed_direct_message_is_refused_and_says_why(local: LocalDiscord) -> None:
    stranger = local.user("stranger")
    local.world.person("ben").direct = False
    async with running(local, bot := Bot()):
        codes = {}
        for name in ("ana", "ben", "stranger"):
            person = await bot.fetch_user(int(local.world.person(name).id))
            try:
                await person.send("card")
            except discord.Forbidden as no:
                codes[name] = no.code
        assert codes == {"ben": 50007, "stranger": 50278}
        assert local.messages(stranger) == []
        assert [one.words for one in local.messages("ana")] == ["card"]
