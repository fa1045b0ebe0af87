"""A settings file into an arrangement, or every problem at once with its line; and an arrangement as such a file."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from bot.content.node import Spot
from bot.content.problem import Problem, Report, did_you_mean
from bot.content.shape import structure
from bot.content.yaml_reader import read_node
from bot.content.yaml_writer import written_yaml
from bot.core.answers.refusals import has_private_details
from bot.core.nudges.rhythm import zone_of
from bot.core.plan.arrangement import EVERY, KINDS, WEEKDAYS, WORDS, Arrangement, WantedPosts
from bot.core.points.p06_ethics import LINES

PLATFORMS = ("console", "discord", "slack")
LARGEST_BYTES = 4 * 1024 * 1024  # some thousand channels with all their local rules
LONGEST_TEXT, LONGEST_NAME, LONGEST_TERM_DAYS, LONGEST_CLOSURE_DAYS = 240, 100, 366, 120
# By platform and key: how an id is written, and one that would be right. Of the console anything is taken.
IDS = {
    ("slack", "tenant"): (re.compile(r"(?:E[A-Z0-9]+/)?[ET][A-Z0-9]+"), "T0123456789"),
    ("slack", "channel"): (re.compile(r"[CG][A-Z0-9]+"), "C0123456789"),
    ("discord", "tenant"): (re.compile(r"[1-9][0-9]{0,19}"), '"1234567890123456789", the id of the server'),
    ("discord", "channel"): (re.compile(r"[1-9][0-9]{0,19}"), '"1234567890123456789"'),
}
HEAD = """\
# What `boffin settings import` takes. What is left out here stays as it is; a list that is here is the whole list.
# channel: the platform's own id. posts: {turned}; every: {every} (fortnightly also has counted_from); at: in quotes.
# allowed: {workspace} for a workspace, {channel} for a channel.
"""


def read_arrangement(path: Path) -> tuple[Arrangement | None, list[Problem]]:
    """Return what a settings file asks for, or None and everything that is wrong with it."""
    report = Report()
    spot = read_node(path, str(path), report, LARGEST_BYTES)
    wanted = structure(spot, Arrangement) if spot and not report.found else None
    if spot and wanted:
        _check(spot, wanted)
    return (None if report.found else wanted), report.problems()


def _check(spot: Spot, wanted: Arrangement) -> None:
    seen: set[tuple[str, str]] = set()
    for number, workspace in enumerate(wanted.workspaces):
        here = spot.under("workspaces", number)
        _among(here, workspace.platform, PLATFORMS, "platform")
        _among(here, workspace.allowed, WORDS["workspace"], "allowed")
        _among(here, workspace.guests, WORDS["guests"], "guests")
        if not workspace.tenant:
            here.wrong("`tenant` must not be empty", "tenant")
        _check_id(here, workspace.platform, "tenant", workspace.tenant)
        if (workspace.platform, workspace.tenant) in seen:
            here.wrong(f"the workspace `{workspace.tenant}` is here twice; keep one", "tenant")
        seen.add((workspace.platform, workspace.tenant))
        if not workspace.channels and (workspace.allowed or workspace.guests):
            here.wrong("a workspace needs at least one channel, by which it is found", "tenant")
        known: set[str] = set()
        for at, channel in enumerate(workspace.channels):
            there = here.under("channels", at)
            if not channel.channel or channel.channel in known:
                what = "is here twice; keep one" if channel.channel else "must not be empty"
                there.wrong(f"`channel` {channel.channel} {what}", "channel")
            known.add(channel.channel)
            _check_id(there, workspace.platform, "channel", channel.channel)
            if len(channel.name) > LONGEST_NAME:
                there.wrong(f"`name` is longer than {LONGEST_NAME} characters", "name")
            _among(there, channel.allowed, WORDS["channel"], "allowed")
            if channel.posts is not None:
                _check_posts(there.under("posts"), channel.posts)
            _check_stretches(there, "terms", channel.terms or (), LONGEST_TERM_DAYS, least=1)
            _check_stretches(there, "exams", channel.exams or (), LONGEST_CLOSURE_DAYS, least=0)
            _check_stretches(there, "closures", channel.closures or (), LONGEST_CLOSURE_DAYS, least=0)
            _check_texts(there, "rules", channel.rules or {}, LINES)
            _check_texts(there, "stop_signs", channel.stop_signs or {}, ())


def _check_id(spot: Spot, platform: str, name: str, said: str) -> None:
    """Refuse what can be no id there, such as a channel's name: nothing could ever be posted to it."""
    pattern, right = IDS.get((platform, name), (None, ""))
    if said and pattern and not pattern.fullmatch(said):
        spot.wrong(f"`{name}` is `{said}`, which is no id of {platform.capitalize()}'s; right would be {right}", name)


def _among(spot: Spot, said: str, known: Iterable[str], name: str) -> None:
    if said and said not in known:
        spot.wrong(f"`{name}` is `{said}`{did_you_mean(said, known)}", name)


def _check_posts(spot: Spot, posts: WantedPosts) -> None:
    for name, said, known in (
        ("turned", posts.turned, WORDS["turned"]), ("every", posts.every, EVERY), ("day", posts.day, WEEKDAYS),
        ("term", posts.term, WORDS["term"]), ("closed_days", posts.closed_days, WORDS["closed_days"]),
    ):  # fmt: skip
        _among(spot, said, known, name)
    for at, kind in enumerate(posts.kinds or ()):
        if kind not in KINDS:
            spot.wrong(f"`kinds` has `{kind}`{did_you_mean(kind, KINDS)}", "kinds", at)
    if posts.zone and zone_of(posts.zone) is None:
        spot.wrong(f"`zone` is `{posts.zone}`, which is no IANA zone; right would be Europe/London", "zone")
    if posts.turned == WORDS["turned"][0] and not posts.zone:
        spot.wrong("posts that are turned on need a `zone`", "turned")
    if (posts.every == "fortnightly") != (posts.counted_from is not None):
        spot.wrong("`counted_from`, a day in a week with a post, belongs to `every: fortnightly` alone", "every")
    if posts.at and not _is_time(posts.at):
        spot.wrong(f'`at` is `{posts.at}`; right would be "12:30"', "at")


def _is_time(text: str) -> bool:
    try:
        return len(text) == len("12:30") and time.fromisoformat(text) is not None
    except ValueError:
        return False


def _check_stretches(spot: Spot, name: str, stretches: Iterable[Any], longest: int, *, least: int) -> None:
    first_days: set[date] = set()
    for at, one in enumerate(stretches):
        days = (one.last - one.first).days
        if not least <= days <= longest:
            spot.wrong(f"`last` has to come after `first`, within {longest} days", name, at, "last")
        if one.first in first_days:
            spot.wrong(f"two begin on {one.first}; keep one", name, at, "first")
        first_days.add(one.first)


def _check_texts(spot: Spot, name: str, texts: Mapping[str, str], known: Iterable[str]) -> None:
    for key, text in texts.items():
        if known and key not in known:
            spot.wrong(f"unknown key `{key}`{did_you_mean(key, known)}", name, key)
        if not text.strip() or len(text) > LONGEST_TEXT:
            spot.wrong(f"`{key}` must have 1 to {LONGEST_TEXT} characters", name, key)
        elif has_private_details(text, contacts=True):
            spot.wrong(f"`{key}` seems to name a patient or a student; here belongs an office's address", name, key)


def written(arrangement: Arrangement) -> str:
    """Return an arrangement as the text of a settings file."""
    words = {name: " or ".join(both) for name, both in WORDS.items()}
    head = HEAD.format(every=", ".join(EVERY), **words)
    return head + written_yaml(_plain(arrangement))


def _plain(value: Any) -> Any:
    """Return plain lists and maps; what is not said is left out."""
    if is_dataclass(value) and not isinstance(value, type):
        held = {one.name: getattr(value, one.name) for one in fields(value)}
        return {name: _plain(inner) for name, inner in held.items() if inner is not None and inner != ""}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return dict(value) if isinstance(value, Mapping) else value
