"""`boffin key new` makes an encryption key; `boffin key rotate` seals everything with the first one."""

import argparse
import asyncio
import base64
import secrets
from collections.abc import Mapping

from bot import settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("what", choices=("new", "rotate"), help="make a key, or re-seal with the first key of the list")


def run(args: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Print a key, or how many values were sealed anew."""
    if args.what == "new":
        print(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())
        return 0
    count = asyncio.run(_rotate(settings.read(environ)))
    print(f"Sealed {count} values with the first key. The older keys of the list can be taken away now.")
    return 0


async def _rotate(chosen: settings.Settings) -> int:
    from bot import wiring

    store = wiring.open_store(chosen)
    try:
        return await store.rotate()
    finally:
        store.close()
