"""The command line: one file per command, each with `arguments(parser)` and `run(args, environ)`.

Commands ask `bot.wiring` for parts and never build them. A command's file is imported when it is
called, so that one command does not pay for another. Exit codes follow sysexits.h.
"""

import argparse
import contextlib
import errno
import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.core.errors import CannotKeep, CannotStart

USAGE, SOFTWARE, OUTPUT, CONFIG, INTERRUPTED = 2, 70, 74, 78, 130
COMMANDS = (  # the name, what it does, and its file
    ("run", "Start Boffin; with --console, talk to it here.", "run"),
    ("demo", "See a term in two minutes, then try it yourself. Nothing is installed or kept.", "demo"),
    ("ask", "Ask one question about social media in teaching.", "ask"),
    ("content", "Check the content folder.", "checking"),
    ("points", "Say what each of the eighteen points does here, and how to say it.", "points"),
    ("simulate", "Let made-up educators live a year with the real rules, and count.", "simulate"),
    ("key", "Make an encryption key, or seal everything with a new one.", "key"),
    ("discord", "Register Boffin's commands with Discord.", "discord"),
    ("doctor", "Say what is configured and whether it works.", "doctor"),
    ("settings", "Write or bring about where and when posts come, for many channels at once.", "arranging"),
    ("nudges", "See what would be said unasked at some moment, and why not.", "nudges"),
    ("backup", "Write an encrypted copy of everything, while Boffin runs.", "backup"),
    ("restore", "Put a copy back.", "restore"),
    ("status", "Ask the Boffin that runs here how it stands.", "status"),
)


def main(argv: Sequence[str] | None = None, environ: Mapping[str, str] | None = None) -> int:
    """Run one command and return the exit code. A person sees sentences here, never a traceback."""
    try:
        try:
            return _run(sys.argv[1:] if argv is None else list(argv), os.environ if environ is None else environ)
        finally:
            sys.stdout.flush()  # here, where a reader who left can still be noticed
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return CONFIG
    except CannotKeep as refused:
        print(
            f"The database cannot be written ({refused.reason}). What was kept before is safe. Check that the disk is "
            "not full or read-only and that no other program holds the database, and run this again.",
            file=sys.stderr,
        )
        return OUTPUT
    except BrokenPipeError:
        _discard_output()  # whoever read it has left
        return 0
    except OSError as problem:
        # Files we open are named; what has no name and no room is the output.
        if problem.errno != errno.ENOSPC or problem.filename is not None:
            return _say_our_mistake(problem)
        _discard_output()
        with contextlib.suppress(OSError):
            print(f"The output could not be written: {problem.strerror}. The rest of it is lost.", file=sys.stderr)
        return OUTPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as mistake:  # noqa: BLE001 - the boundary of the command line
        return _say_our_mistake(mistake)


def _discard_output() -> None:
    """Let what is left go nowhere: Python would complain once more when it closes the stream."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(argv: list[str], environ: Mapping[str, str]) -> int:
    args = parser_for(argv).parse_args(argv)
    return int(importlib.import_module(f"bot.cli.{args.module}").run(args, environ))


def parser_for(argv: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser with the arguments of the command that is called."""
    parser = argparse.ArgumentParser(
        prog="boffin", description="A chat assistant that keeps a medical educator's social media plan small and alive."
    )
    parser.add_argument("--version", action=Version, help="show the version and exit")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command", parser_class=AnyOrder)
    for name, meaning, file in COMMANDS:
        command = commands.add_parser(name, help=meaning, description=meaning)
        command.set_defaults(module=file)
        if name in argv:
            importlib.import_module(f"bot.cli.{file}").arguments(command)
    return parser


class AnyOrder(argparse.ArgumentParser):
    """A command's parser: options may stand before, between and after what is not an option."""

    _taking_options = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Take the options first and the rest after them; argparse comes back here for each of the two."""
        takes_all = any(one.nargs in (argparse.PARSER, argparse.REMAINDER) for one in self._get_positional_actions())
        if self._taking_options or takes_all or not {"-h", "--help"}.isdisjoint(args or ()):
            return super().parse_known_args(args, namespace)
        self._taking_options = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._taking_options = False


def installed_version() -> str:
    """Return the version that is installed, "" in a checkout that is not."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("boffin-bot")
    except PackageNotFoundError:
        return ""


class Version(argparse.Action):
    """Shows the installed version; looked up only when asked for, because it reads the installation."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(option_strings, dest=argparse.SUPPRESS, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print the version and leave."""
        found = installed_version() or "(not installed: run from a checkout)"
        print(f"boffin {found}")
        parser.exit()


def _say_our_mistake(mistake: Exception) -> int:
    step, way = mistake.__traceback__, ""
    while step is not None:
        way, step = f"{Path(step.tb_frame.f_code.co_filename).name}:{step.tb_lineno}", step.tb_next
    line = f"Something went wrong on our side: {type(mistake).__name__} at {way}. Please report this line."
    print(line, file=sys.stderr)
    return SOFTWARE
