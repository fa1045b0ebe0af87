"""`boffin ask "…"`: one question, one answer with its sources, nothing kept; `--jsonl` for many, one a line."""

import argparse
import asyncio
import sys
from collections.abc import Mapping
from dataclasses import replace

from bot import settings
from bot.cli import USAGE
from bot.core.message import Message


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("question", nargs="*", help="the question, in your own words")
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help='read {"id", "text"} a line and write {"id", "ranked", "answered", "score", "ending", "text"} a line',
    )


def run(args: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Print the answer."""
    from bot.chat.console.live import width_of
    from bot.chat.console.render import render
    from bot.ops import log

    if args.jsonl:
        from bot.cli.asking import serve

        return serve(settings.read(environ))
    if not "".join(args.question).strip():
        print(
            'There is no question. Write one behind the command: boffin ask "Must I answer every post?"',
            file=sys.stderr,
        )
        return USAGE
    chosen = settings.read(environ)
    log.configure(chosen.ops.log_level, sys.stderr)
    messages = asyncio.run(_answer(" ".join(args.question), chosen))
    print(render([_without_choices(message) for message in messages], width_of(sys.stdout)))
    return 0


def _without_choices(message: Message) -> Message:
    """Return the message as it can be read: nobody can take a choice here, but a question can be asked anew."""
    asked = [
        choice.label
        for choice in message.choices
        if "passage" in choice.does.values and "said" not in choice.does.values
    ]
    return replace(message, choices=(), lines=(*message.lines, *(f"- {label}" for label in asked)))


async def _answer(question: str, chosen: settings.Settings) -> tuple[Message, ...]:
    from bot import wiring
    from bot.chat.door import Speaker
    from bot.core.people import Standing
    from bot.core.situation import Address
    from bot.ops.clock import SystemClock

    parts = wiring.build(wiring.passing(chosen))
    try:
        asker = Speaker(Address("console", "console", "you"), "you", Standing.REGULAR)
        return await parts.door(SystemClock()).hear("ask", asker, f"ask {question}")
    finally:
        parts.store.close()
