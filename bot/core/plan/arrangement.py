"""What a settings file asks for, in its own words, and the edits that bring it about.

What the file leaves out stays as it is; what it names is as it says, so the same file again changes nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time

from bot.core.plan.document import (
    LAST,
    ChannelPlan,
    Closure,
    Every,
    LocalRule,
    Permissions,
    Posts,
    Repeat,
    Term,
)
from bot.core.plan.edits import Edit, edit

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NTH = {"monthly-first": 1, "monthly-second": 2, "monthly-third": 3, "monthly-fourth": 4, "monthly-last": LAST}
EVERY = ("weekly", "fortnightly", *NTH)
KINDS = ("load", "news", "refresh", "asked", "tried")  # what a channel's posts may be about
# Words that no reader of YAML takes for something else, as it would take on, off, yes and no.
WORDS: Mapping[str, tuple[str, str]] = {  # each with the one that means yes first
    "turned": ("turned-on", "turned-off"),
    "term": ("in-term", "all-year"),
    "closed_days": ("move", "skip"),
    "workspace": ("anywhere", "listed"),
    "channel": ("listed", "not-listed"),
    "guests": ("welcome", "refused"),
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class WantedPosts:
    """How a channel's posts are to come; "" and None leave it as it is."""

    turned: str = ""
    every: str = ""
    counted_from: date | None = None
    day: str = ""
    at: str = ""
    zone: str = ""
    kinds: tuple[str, ...] | None = None
    term: str = ""
    closed_days: str = ""


@dataclass(frozen=True, slots=True)
class WantedChannel:
    """One channel by its platform's id; `name` is for one that Boffin has not seen yet, and for who reads the file."""

    channel: str
    name: str = ""
    allowed: str = ""
    posts: WantedPosts | None = None
    terms: tuple[Stretch, ...] | None = None
    exams: tuple[Stretch, ...] | None = None
    closures: tuple[Stretch, ...] | None = None
    rules: Mapping[str, str] | None = None
    stop_signs: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class WantedWorkspace:
    """One workspace: where Boffin may post, whether guests may use it, and its channels."""

    platform: str
    tenant: str
    allowed: str = ""
    guests: str = ""
    channels: tuple[WantedChannel, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A whole settings file."""

    workspaces: tuple[WantedWorkspace, ...]


def channel_edits(
    channel: ChannelPlan, wanted: WantedChannel, today: date, tool: Callable[[str], str]
) -> tuple[Edit, ...]:
    """Return what is to change in a channel; `tool` gives the id of a tool's name."""
    after = channel.posts if wanted.posts is None else _posts(channel.posts, wanted.posts)
    edits = edit("posts", "", channel.posts, after)
    if wanted.terms is not None:
        edits += _as_listed("terms", channel.terms, {one.first.isoformat(): _term(one) for one in wanted.terms})
    if wanted.exams is not None:
        edits += _as_listed("exams", channel.exams, {one.first.isoformat(): _term(one) for one in wanted.exams})
    if wanted.closures is not None:
        closed = {one.first.isoformat(): Closure(one.first, one.last) for one in wanted.closures}
        edits += _as_listed("closures", channel.closures, closed)
    number = 1 + max((rule.version for rule in (*channel.rules.values(), *channel.stop_signs.values())), default=0)
    if wanted.rules is not None:
        edits += _rules("rules", channel.rules, wanted.rules, today, number)
    if wanted.stop_signs is not None:
        signs = {tool(name): why for name, why in wanted.stop_signs.items()}
        edits += _rules("stop_signs", channel.stop_signs, signs, today, number)
    return edits


def _term(one: Stretch) -> Term:
    return Term(one.first, one.last)


def _posts(held: Posts, wanted: WantedPosts) -> Posts:
    return replace(
        held,
        on=_said("turned", wanted.turned, held.on),
        day=WEEKDAYS.index(wanted.day) if wanted.day else held.day,
        at=time.fromisoformat(wanted.at) if wanted.at else held.at,
        zone=wanted.zone or held.zone,
        load=_is_wanted("load", held.load, wanted),
        news=_is_wanted("news", held.news, wanted),
        refresh=_is_wanted("refresh", held.refresh, wanted),
        asked=_is_wanted("asked", held.asked, wanted),
        tried=_is_wanted("tried", held.tried, wanted),
        repeat=_repeat(held.repeat, wanted),
        in_term=_said("term", wanted.term, held.in_term),
        moves=_said("closed_days", wanted.closed_days, held.moves),
        unreached=held.unreached and not wanted.turned,
    )


def _is_wanted(kind: str, held: bool, wanted: WantedPosts) -> bool:
    return held if wanted.kinds is None else kind in wanted.kinds


def _said(which: str, word: str, held: bool) -> bool:
    return word == WORDS[which][0] if word else held


def _repeat(held: Repeat, wanted: WantedPosts) -> Repeat:
    match wanted.every:
        case "":
            return held
        case "weekly":
            return Repeat()
        case "fortnightly":
            return Repeat(Every.FORTNIGHT, since=wanted.counted_from)
        case nth:
            return Repeat(Every.MONTH, NTH[nth])


def _as_listed(
    collection: str, held: Mapping[str, Term | Closure], listed: Mapping[str, Term | Closure]
) -> tuple[Edit, ...]:
    """Return the edits after which exactly what is listed is there; the same days under another key stay."""
    kept = {key: value for key, value in held.items() if value in listed.values()}
    made: tuple[Edit, ...] = ()
    for key in held.keys() - kept.keys() - listed.keys():
        made += edit(collection, key, held[key], None)
    for key, value in listed.items():
        if value not in kept.values():
            made += edit(collection, key, held.get(key), value)
    return made


def _rules(
    collection: str, held: Mapping[str, LocalRule], listed: Mapping[str, str], today: date, number: int
) -> tuple[Edit, ...]:
    made: tuple[Edit, ...] = ()
    for key in sorted(held.keys() | listed.keys()):
        before, text = held.get(key), listed.get(key, "")
        was = before.text if before else ""
        if text != was:
            made += edit(collection, key, before, LocalRule(text, today, number, was) if text else None)
    return made


def permission_edits(held: Permissions, wanted: WantedWorkspace, listed: Iterable[tuple[str, str]]) -> tuple[Edit, ...]:
    """Return what is to change for a workspace; `listed` are its places by id, each with its word in the file."""
    places = list(held.places)
    for place, word in listed:
        if word == WORDS["channel"][0] and place not in places:
            places.append(place)
        elif word == WORDS["channel"][1] and place in places:
            places.remove(place)
    anywhere = _said("workspace", wanted.allowed, held.anywhere)
    after = Permissions(anywhere, tuple(places), _said("guests", wanted.guests, held.guests))
    return edit("permissions", "", held, after)


def as_wanted(external: str, name: str, channel: ChannelPlan, is_listed: bool) -> WantedChannel:
    """Return a channel as a file says it."""
    posts, repeat = channel.posts, channel.posts.repeat
    every = next((name for name, nth in NTH.items() if nth == repeat.nth), "") if repeat.every is Every.MONTH else ""
    wanted = WantedPosts(
        WORDS["turned"][not posts.on],
        every or ("fortnightly" if repeat.every is Every.FORTNIGHT else "weekly"),
        repeat.since if repeat.every is Every.FORTNIGHT else None,
        WEEKDAYS[posts.day],
        f"{posts.at:%H:%M}",
        posts.zone,
        tuple(kind for kind in KINDS if getattr(posts, kind)),
        WORDS["term"][not posts.in_term],
        WORDS["closed_days"][not posts.moves],
    )
    return WantedChannel(
        external,
        name,
        WORDS["channel"][not is_listed],
        wanted,
        _stretches(channel.terms.values()),
        _stretches(channel.exams.values()),
        _stretches(channel.closures.values()),
        {key: rule.text for key, rule in sorted(channel.rules.items())},
        {key: rule.text for key, rule in sorted(channel.stop_signs.items())},
    )


def _stretches(held: Iterable[Term | Closure]) -> tuple[Stretch, ...]:
    return tuple(sorted((Stretch(one.first, one.last) for one in held), key=lambda one: one.first))
