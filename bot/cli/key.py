"""`boffin key new` makes an encryption key; `boffin key rotate` seals everything with the first one."""

import argparse
import asyncio
import base64
import secrets
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot import settings
from bot.cli.progress import bar

if TYPE_CHECKING:
    from bot.storage.rotation import Proof


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("what", choices=("new", "rotate"), help="make a key, or re-seal with the first key of the list")


def run(args: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Print a key, or how many values were sealed anew; return 1 where an older key is still needed."""
    if args.what == "new":
        print(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())
        return 0
    sealed, proof = asyncio.run(_rotate(settings.read(environ)))
    if not proof.closed:
        print(
            f"Sealed {sealed.count} values with the first key, and every one of them opens with it alone. The older "
            "keys of the list can be taken away now."
        )
        return 0
    print(
        f"{sum(proof.closed.values())} of {proof.count} values do not open with the first key alone ({named(proof)}). "
        "They were left as they are, the others are sealed with it. Take no key away. If you have older keys, put them "
        "at the end of the list and run `boffin key rotate` again.",
        file=sys.stderr,
    )
    return 1


def named(proof: "Proof") -> str:
    """Return the tables with what does not open, as words."""
    return ", ".join(f"{table}: {count}" for table, count in sorted(proof.closed.items()))


async def _rotate(chosen: settings.Settings) -> "tuple[Proof, Proof]":
    from bot import wiring

    store = wiring.open_store(chosen, rotating=True)
    try:
        return await store.rotate(bar())
    finally:
        store.close()
