"""Answers that come late, twice, or not at all."""

import asyncio

import discord
import pytest

from tests.emulators.discord import (
    FAILED,
    FORM_FAILED,
    SILENT,
    LocalDiscord,
    NoAnswer,
)
from tests.emulators.discordpy import Bot, Form, Seen, command, running


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
