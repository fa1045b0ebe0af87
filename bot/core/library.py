"""The shapes of content: what an editor writes under `content/`, as the core reads it.

Everything here is plain data. The room `bot.content` reads the files, checks them against these
shapes and hands over one `Library`; nothing in the core opens a file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Source:
    """One work that guidance cites; `link` is a DOI address or the page itself."""

    id: str
    short: str  # as shown beside a line: "Guckian 2021"
    full: str
    link: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A short answer to one question, at most 60 words, with the ids of its sources."""

    id: str
    question: str
    answer: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FirstStep:
    """Something that can be done now, in five minutes or less."""

    minutes: int
    text: str


@dataclass(frozen=True, slots=True)
class Tension:
    """Where another point of the source pulls the other way; both sides in one sentence each."""

    point: int
    this_side: str
    other_side: str


@dataclass(frozen=True, slots=True)
class NextReading:
    """Where to from here: a neighbouring point, and why."""

    point: int
    why: str


@dataclass(frozen=True, slots=True)
class Guidance:
    """One of the eighteen points, in our own words."""

    point: int
    id: str
    title: str
    says: str
    why: str
    passages: tuple[Passage, ...]
    pitfalls: tuple[str, ...]
    first_step: FirstStep
    sources: tuple[str, ...]
    as_of: date
    review_by: date
    tensions: tuple[Tension, ...] = ()
    next_reading: tuple[NextReading, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One slow fact about a tool and when it was last looked at."""

    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToolCard:
    """A tool as it is now: slow facts, neutral, no ranking.

    `fits` maps a need id of `needs.yaml` to 0 (no use) … 3 (made for it); `ease` is 1 (hard)
    … 5 (easy); `weekly_minutes` is what using it properly usually takes.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    what: str
    fits: Mapping[str, int]
    ease: int
    weekly_minutes: int
    who_sees: Fact
    account: Fact
    data: Fact
    export: Fact
    cost: Fact
    usual_failure: Fact
    same_login: str  # tools with the same value fall together when a login fails
    links: tuple[str, ...]  # host names by which a pasted link is recognised
    as_of: date
    review_by: date


@dataclass(frozen=True, slots=True)
class NeedKind:
    """A need people commonly have; own words are always possible beside these."""

    id: str
    label: str  # fits a button: at most 30 characters
    meaning: str


@dataclass(frozen=True, slots=True)
class LoadLine:
    """One load post for a channel: a line of guidance and one thing to drop."""

    id: str
    line: str
    drop: str
    points: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PaperVersion:
    """A way to teach on that needs no network."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Pack:
    """Local rules of one institution, as files; a keeper's own entries rank above them."""

    id: str
    name: str
    policy: str
    data_protection: str
    who_to_tell: str
    student_support: str
    promotion: str
    stop_signs: Mapping[str, str]  # tool id -> why not here
    as_of: date


@dataclass(frozen=True, slots=True)
class News:
    """A notice: a platform or a guideline that changed. It is about items of these tools, link hosts or title words.

    `since` is when it changed, as far as a source says ("" else); `as_of` is when the editor looked at it.
    """

    id: str
    title: str
    says: str
    students: str  # a line to send to them
    sources: tuple[str, ...]
    as_of: date
    review_by: date
    since: str = ""
    tools: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


INTENTS: Mapping[str, int] = MappingProxyType({
    "overcommitment": 9, "refresh_due": 10, "tools": 1, "backup": 11, "ethics_status": 6, "checkin_history": 7,
    "needs": 3, "recommend_tool": 4, "conference_timeline": 15, "helpdesk_load": 13, "accounts_balance": 14,
    "next_nudge": 16,
})  # fmt: skip
"""What people ask about their own plan, and the point whose guidance is said with it."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Questions in people's own words, by what they are about; `out` by kind of what is not answered here.

    `authors` says who wrote each of them: what was learnt from some authors is tried on the others. `passages` names
    the passage ("point/id") that answers a question about a point, where one answers it best.
    """

    points: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    intents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    authors: Mapping[str, str] = field(default_factory=dict)
    passages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rules:
    """Thresholds of the rules. Units are in the names; the words that explain them are wording."""

    tools_to_begin_with: int
    unused_known_weeks: int
    quick_win_ease: int
    close_call_percent: int
    promise_weeks_looked_at: int
    promise_weeks_missed: int
    over_weeks: int
    over_percent: int
    far_over_weeks: int
    far_over_percent: int
    over_rest_weeks: int
    first_known_weeks: int
    cards_to_look_at: int
    time_left_percent: int
    tryout_weeks: int
    forecast_known_weeks: int
    forecast_weeks_looked_at: int
    forecast_sure_weeks: int
    forecast_wide_percent: int
    forecast_weeks_ahead: int
    forecast_weeks_most: int
    promise_minutes: int
    tool_far_over_percent: int
    item_ahead_days: int
    item_clinical_days: int
    item_other_days: int
    item_longest_days: int
    item_weekly_minutes: int
    item_minutes: int
    item_cohorts: int
    item_quick_seconds: int
    item_quick_run: int
    item_stand_in_days: int
    backup_ahead_days: int
    drill_days: int
    term_card_days: int
    term_card_days_most: int
    term_card_lines: int
    term_end_card_days: int
    wow_weeks: int
    tool_rest_days: int
    helped_times: int
    helped_days: int
    helped_minutes: int
    reminder_days: int
    conference_step_minutes: int
    conference_idea_days: int
    conference_clear_days: int
    conference_teaser_days: int
    conference_thanks_days: int
    conference_discussion_days: int
    conference_outcome_days: int
    conference_ahead_days: int
    conference_late_days: int
    profile_ahead_days: int
    profile_late_days: int
    away_days_that_free_a_week: int
    cards_until_slower: int
    cards_until_silent: int
    slow_card_weeks: int
    load_post_weeks: int
    refresh_again_weeks: int
    answers_to_show: int
    answers_in_a_cell: int
    round_to: int
    silent_at_least: int
    askers_at_least: int
    report_ahead_days: int
    choice_days: int
    grace_hours: int
    known_weeks_fresh_days: int
    longest_line_characters: int
    longest_log_minutes: int
    least_finder_score: float
    least_margin: float
    most_out_of_scope: float
    surely_out_of_scope: float
    surely_answered: float
    least_danger: float


@dataclass(frozen=True)
class Library:
    """All content of one language, checked. Built by `bot.content`, read by everyone."""

    language: str
    guidance: Mapping[int, Guidance]
    tools: Mapping[str, ToolCard]
    needs: Mapping[str, NeedKind]
    sources: Mapping[str, Source]
    load_lines: tuple[LoadLine, ...]
    paper: tuple[PaperVersion, ...]
    rules: Rules
    wording: Mapping[str, str | Mapping[str, str]]  # key -> sentence, or plural form -> sentence
    packs: Mapping[str, Pack] = field(default_factory=dict)
    news: Mapping[str, News] = field(default_factory=dict)
    pack: Pack | None = None  # the one whose rules hold here
    examples: Examples = field(default_factory=Examples)

    @cached_property
    def tool_names(self) -> Mapping[str, str]:
        """Every name a tool of the catalogue goes by, squeezed, with the tool's id."""
        return {squeeze(name): card.id for card in self.tools.values() for name in (card.id, card.name, *card.aliases)}

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Every word that guidance, tools and needs write in small letters: words of the subject, no names."""
        texts: list[str] = [text for need in self.needs.values() for text in (need.label, need.meaning)]
        for one in self.guidance.values():
            texts += [one.title, one.says, one.why, one.first_step.text, *one.pitfalls]
            texts += [text for passage in one.passages for text in (passage.question, passage.answer)]
        for card in self.tools.values():
            texts += [card.what, card.who_sees.text, card.account.text, card.data.text, card.usual_failure.text]
        return frozenset(word for text in texts for word in re.findall(r"[^\W\d_]+", text) if word.islower())


def squeeze(text: str) -> str:
    """Return a text for comparing names: case folded, only letters, digits and single spaces."""
    return " ".join(re.sub(r"[^\w]+", " ", text.casefold()).split())
