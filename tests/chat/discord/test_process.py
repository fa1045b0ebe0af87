"""The command line with Discord, in a process of its own against a local Discord."""

import asyncio
import signal
import sys
from pathlib import Path

from bot.cli import CONFIG
from tests.emulators.discord import TOKEN, LocalDiscord


def environ(local: LocalDiscord, home: Path, token: str = TOKEN) -> dict[str, str]:
    return {
        "BOFFIN_HOME": str(home),
        "DISCORD_TOKEN": token,
        "BOFFIN_DISCORD_API_URL": local.api_url,
        "BOFFIN_DISCORD_GATEWAY_URL": local.gateway_url,
    }


async def begun(settings: dict[str, str], *words: str) -> asyncio.subprocess.Process:
    command = (sys.executable, "-m", "bot", *words)
    return await asyncio.create_subprocess_exec(
        *command, env=settings, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )


async def ended(settings: dict[str, str], *words: str) -> tuple[int, str]:
    process = await begun(settings, *words)
    out, err = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode is not None
    return process.returncode, (out + err).decode()


async def test_it_connects_answers_and_ends_at_a_signal(tmp_path: Path):
    async with LocalDiscord() as local:
        ana = local.user("Ana")
        guild = local.guild("Faculty", members=(ana,))
        channel = local.channel("teaching", guild)
        process = await begun(environ(local, tmp_path), "run")
        try:
            await local.connected(seconds=30)
            said = await local.command(ana, channel, "boffin log", {"entries": "20m youtube"})
            assert "Noted: 20 min" in said.words
            process.send_signal(signal.SIGTERM)
            _, err = await asyncio.wait_for(process.communicate(), 30)
        finally:
            if process.returncode is None:
                process.kill()
        assert process.returncode == 0, err.decode()
        assert TOKEN not in err.decode()


async def test_a_wrong_token_alone_ends_it_with_the_sentence(tmp_path: Path):
    async with LocalDiscord() as local:
        code, told = await ended(environ(local, tmp_path, "a.b.c"), "run")
    assert code == CONFIG
    assert "DISCORD_TOKEN: Discord refuses it." in told


async def test_the_doctor_says_what_works_and_what_is_missing(tmp_path: Path):
    async with LocalDiscord() as local:
        local.guild("Faculty")
        code, told = await ended(environ(local, tmp_path), "doctor")
        assert code == 0, told
        assert "ok    discord: the token works; servers: 1" in told
        assert "no commands are registered yet" in told
        local.set_rights(local.guild("Surgery", rights=0), "everyone", 0)
        code, told = await ended(environ(local, tmp_path), "doctor")
        assert code == 1 and "wrong discord: not allowed: " in told, told
        code, told = await ended(environ(local, tmp_path, "a.b.c"), "doctor")
        assert code == 1 and "wrong discord: DISCORD_TOKEN" in told


async def test_the_commands_are_registered_by_hand(tmp_path: Path):
    async with LocalDiscord() as local:
        guild = local.guild("Faculty")
        code, told = await ended(environ(local, tmp_path), "discord", "sync", "--dry-run")
        assert code == 0 and "Nothing was sent." in told and local.calls == []
        code, told = await ended(environ(local, tmp_path), "discord", "sync", "--guild", guild.id)
        assert code == 0 and f"Registered in server {guild.id}." in told
        assert local.commands(guild)
        code, told = await ended(environ(local, tmp_path), "discord", "sync", "--guild", "12")
        assert code == 2 and "17 to 20 digits" in told
    code, told = await ended({"BOFFIN_HOME": str(tmp_path)}, "discord", "sync")
    assert code == CONFIG and "DISCORD_TOKEN is not set. Nothing was sent." in told
