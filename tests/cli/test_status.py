"""`boffin status --nudges`: how deliveries stand, what was left or could not be said, and what nobody knows."""

import asyncio
from pathlib import Path

import pytest

from bot import settings, wiring
from bot.cli import main
from bot.core.people import Owner
from bot.core.situation import Notice
from tests.storage.shapes import HOUR, NOW, place, speaker


def test_what_could_not_be_said_or_is_in_doubt_for_good_is_listed_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    environ = {"BOFFIN_HOME": str(tmp_path)}
    store = wiring.open_store(settings.read(environ))

    async def doubt() -> None:
        for name in ("ana", "ben"):
            who = await speaker(store, name)
            await who.keep(NOW, notices=(Notice(who.owner, "paused", "p1"),))
        ecg = await place(store, "ecg")
        await who.keep(NOW, notices=(Notice(Owner("place", ecg.id), "paused", "p1"),))
        for one in await store.ledger.claim(NOW + HOUR, 3):
            if one.owner.kind == "place":  # lately, whenever this is run
                await store.ledger.settle(one, "failed", NOW.replace(year=2999), detail="not_in_channel")
                continue
            await store.ledger.settle(one, "uncertain", NOW + HOUR, detail="TimeoutError 1f2e")
            await store.doubts.leave(one, "cannot be looked for")

    asyncio.run(doubt())
    store.close()
    assert main(["status", "--nudges"], environ) == 0
    printed = capsys.readouterr().out.splitlines()
    assert "uncertain: 2" in printed
    assert printed[-2:] == [
        f"could not be said: 1 paused, due {NOW:%Y-%m-%d %H}:00 UTC slack #ecg (not_in_channel)",
        f"nobody knows whether it was said: 2 paused, due {NOW:%Y-%m-%d %H}:00 UTC (cannot be looked for)",
    ]
