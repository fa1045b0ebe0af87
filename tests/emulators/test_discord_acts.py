"""People act in the local Discord, and the real discord.py client answers over real sockets."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
from discord import app_commands

from tests.emulators.discord import (
    FAILED,
    FORM_FAILED,
    SILENT,
    CannotSubmit,
    LocalDiscord,
    NoAnswer,
    NotDelivered,
    NotThere,
    Right,
)
from tests.emulators.discordpy import INTENTS, AtOnce, running

Seen = discord.Interaction[Any]


class Bot(AtOnce, discord.Client):
    """A client with a command tree; what a test puts in is registered when it connects."""

    def __init__(self) -> None:
        super().__init__(intents=INTENTS, guild_ready_timeout=0.01, max_messages=None)
        self.tree = app_commands.CommandTree(self)
        self.seen: list[Seen] = []

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_interaction(self, interaction: Seen) -> None:
        self.seen.append(interaction)


class Form(discord.ui.Modal, title="Log time"):
    minutes: discord.ui.Label[Any] = discord.ui.Label(
        text="Minutes",
        description="Whole minutes",
        component=discord.ui.TextInput(custom_id="minutes", default="20", max_length=4),
    )
    tool: discord.ui.Label[Any] = discord.ui.Label(
        text="Tool",
        component=discord.ui.Select(
            custom_id="tool",
            required=False,
            options=[discord.SelectOption(label="YouTube", value="yt"), discord.SelectOption(label="X", value="x")],
        ),
    )

    async def on_submit(self, interaction: Seen) -> None:
        await interaction.response.send_message(f"{self.minutes.component.value} on {self.tool.component.values}")


class Layout(discord.ui.LayoutView):
    words: discord.ui.TextDisplay[Any] = discord.ui.TextDisplay("How was the week?")
    row: discord.ui.ActionRow[Any] = discord.ui.ActionRow()

    @row.button(label="Light", custom_id="b1:light")
    async def light(self, interaction: Seen, button: object) -> None:
        await interaction.response.edit_message(view=Done())


class Done(discord.ui.LayoutView):
    words: discord.ui.TextDisplay[Any] = discord.ui.TextDisplay("Noted: a light week.")


@pytest.fixture
async def local() -> AsyncIterator[LocalDiscord]:
    async with LocalDiscord(user_install=True) as made:
        made.user("ana", locale="de")
        made.user("ben")
        made.channel("teaching", made.guild("school", owner="ana", members=["ben"]))
        yield made


@pytest.fixture
def bot() -> Bot:
    return Bot()


def command(bot: Bot, **more: Any) -> Any:
    return bot.tree.command(name="boffin", description="Boffin", **more)


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


# -- buttons, selects and forms --------------------------------------------------------------------------


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


# -- late, twice, not at all ---------------------------------------------------------------------------------


async def test_thinking_is_no_answer_yet_and_the_answer_takes_its_place(local: LocalDiscord, bot: Bot) -> None:
    @command(bot)
    async def boffin(interaction: Seen) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send("first", ephemeral=False)
        await interaction.followup.send("second", ephemeral=True)
        await interaction.edit_original_response(content="first, mended")
        await interaction.delete_original_response()

    async with running(local, bot):
        told = await local.command("ana", "teaching", "boffin", wait=3)
        await local.until(lambda: len(told.messages) == 1)
        first, second = local.world.said
        assert (first.deleted, first.content, second.content) == (True, "first, mended", "second")
        assert first.to == second.to == local.world.person("ana").id
        assert local.messages("teaching") == []
    assert local.breaches == []


async def test_who_answers_nothing_fails_in_the_eyes_of_the_person(local: LocalDiscord, bot: Bot) -> None:
    local.patience = 0.05

    class Deaf(Form):
        async def on_submit(self, interaction: Seen) -> None:
            """Say nothing."""

    class Ask(discord.ui.View):
        @discord.ui.button(label="Press")
        async def press(self, interaction: Seen, button: object) -> None:
            """Say nothing."""

    @command(bot)
    async def boffin(interaction: Seen, how: str) -> None:
        if how == "form":
            await interaction.response.send_modal(Deaf())
        elif how == "button":
            await interaction.response.send_message("?", view=Ask())

    async with running(local, bot):
        assert (await local.command("ana", "ana", "boffin", {"how": "deaf"})).error == SILENT
        local.patience = 5
        asked = (await local.command("ana", "ana", "boffin", {"how": "button"})).last
        form = (await local.command("ana", "ana", "boffin", {"how": "form"})).modal
        local.patience = 0.05
        assert (await local.press("ana", asked, "Press")).error == FAILED
        assert (await local.submit("ana", form)).error == FORM_FAILED
        assert form.open
        with pytest.raises(NoAnswer):
            await (await local.press("ana", asked, "Press")).wait(1, 0.01)


async def test_after_three_seconds_by_its_clock_the_answer_is_refused(local: LocalDiscord, bot: Bot) -> None:
    refused = asyncio.get_running_loop().create_future()

    @command(bot)
    async def boffin(interaction: Seen) -> None:
        local.advance(3.5)
        try:
            await interaction.response.send_message("late")
        except discord.NotFound as no:
            refused.set_result(no.code)

    async with running(local, bot):
        told = await local.command("ana", "ana", "boffin")
        assert await asyncio.wait_for(refused, 5) == 10062
    assert (told.error, told.messages) == (SILENT, [])


async def test_the_second_first_answer_is_refused_and_the_refused_one_does_not_count(
    local: LocalDiscord, bot: Bot
) -> None:
    codes: list[int] = []
    done = asyncio.Event()

    async def attempt(interaction: Seen, text: str) -> None:
        interaction.response._response_type = None  # as another process would, which knows nothing of the first
        try:
            await interaction.response.send_message(text)
        except discord.HTTPException as no:
            codes.append(no.code)

    @command(bot)
    async def boffin(interaction: Seen) -> None:
        for text in ("x" * 2001, "fits", "again"):
            await attempt(interaction, text)
        done.set()

    async with running(local, bot):
        told = await local.command("ana", "ana", "boffin")
        await asyncio.wait_for(done.wait(), 5)
        assert (told.words, codes) == ("fits", [50035, 40060])


async def test_follow_ups_end_after_fifteen_minutes(local: LocalDiscord, bot: Bot) -> None:
    @command(bot)
    async def boffin(interaction: Seen) -> None:
        await interaction.response.send_message("now")

    async with running(local, bot):
        await local.command("ana", "ana", "boffin")
        local.advance(899)
        await bot.seen[0].followup.send("in time")
        local.advance(2)
        with pytest.raises(discord.HTTPException) as no:
            await bot.seen[0].followup.send("late")
        assert (no.value.status, no.value.code) == (401, 50027)


async def test_the_same_press_twice_is_two_interactions_and_a_repeat_is_one(local: LocalDiscord, bot: Bot) -> None:
    @command(bot)
    async def boffin(interaction: Seen) -> None:
        if not interaction.response.is_done():
            await interaction.response.send_message("x")

    async with running(local, bot):
        first = await local.command("ana", "ana", "boffin")
        await local.again(first, wait=1)
        local.redeliver(first)
        await local.until(lambda: len(local.refusals) == 1)
        ids = [one.id for one in bot.seen]
        assert (ids[0] == ids[2], ids[0] == ids[1], len(local.messages("ana"))) == (True, False, 2)


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
