"""How large each number may be, how long each text, how many of each; by kind of file and path.

Word limits come from "Words on screen" in the product; a label fits a button on every platform.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.content.gathering import Gathered
from bot.content.node import Spot

POINTS = 18

_FACTS = ("who_sees", "account", "data", "export", "cost", "usual_failure")

WORDS: Mapping[str, Mapping[str, int]] = MappingProxyType({
    "guidance": {"says": 60, "why": 60, "passages.*.answer": 60, "pitfalls.*": 30, "first_step.text": 40,
                 "next_reading.*.why": 20},
    "tool": {f"{fact}.text": 30 for fact in _FACTS},
    "notice": {"title": 10, "says": 50, "students": 25},
    "load": {"lines.*.line": 20, "lines.*.drop": 20},
    "paper": {"versions.*.text": 60},
})  # fmt: skip
WORDS_OF_A_SENTENCE = 60  # of wording, whatever its key

CHARACTERS: Mapping[str, Mapping[str, int]] = MappingProxyType({"needs": {"needs.*.label": 30}})

COUNTS: Mapping[str, Mapping[str, tuple[int, int]]] = MappingProxyType({
    "guidance": {"passages": (4, 10)},
    "questions": {"questions": (1, 200)},
    "intents": {"intents.*": (1, 200)},
    "out_of_scope": {"out_of_scope.*": (1, 200)},
})  # fmt: skip

_WEEKS = (1, 52)
_YEARS = (1, 1830)  # days: five years
NUMBERS: Mapping[str, Mapping[str, tuple[float, float]]] = MappingProxyType({
    "guidance": {"first_step.minutes": (1, 5), "point": (1, POINTS), "tensions.*.point": (1, POINTS),
                 "next_reading.*.point": (1, POINTS)},
    "tool": {"fits.*": (0, 3), "ease": (1, 5), "weekly_minutes": (1, 600)},
    "load": {"lines.*.points.*": (1, POINTS)},
    "questions": {"point": (1, POINTS)},
    "rules": {
        "tools_to_begin_with": (1, 12),
        "unused_known_weeks": _WEEKS,
        "quick_win_ease": (1, 5),
        "close_call_percent": (50, 100),
        "promise_weeks_looked_at": _WEEKS,
        "promise_weeks_missed": _WEEKS,
        "over_weeks": _WEEKS,
        "over_percent": (101, 400),
        "far_over_weeks": _WEEKS,
        "far_over_percent": (101, 400),
        "over_rest_weeks": _WEEKS,
        "first_known_weeks": (2, 52),
        "cards_to_look_at": (1, 10),
        "time_left_percent": (1, 99),
        "tryout_weeks": (1, 12),
        "forecast_known_weeks": _WEEKS,
        "forecast_weeks_looked_at": _WEEKS,
        "forecast_sure_weeks": _WEEKS,
        "forecast_wide_percent": (1, 400),
        "forecast_weeks_ahead": _WEEKS,
        "forecast_weeks_most": _WEEKS,
        "promise_minutes": (1, 120),
        "tool_far_over_percent": (101, 1000),
        "item_ahead_days": _YEARS,
        "item_clinical_days": _YEARS,
        "item_other_days": _YEARS,
        "item_longest_days": _YEARS,
        "item_weekly_minutes": (1, 60),
        "item_minutes": (1, 60),
        "item_cohorts": (1, 20),
        "item_quick_seconds": (0, 600),
        "item_quick_run": (2, 50),
        "item_stand_in_days": (7, 60),  # less would say that its owner has no card this week
        "backup_ahead_days": (1, 90),
        "drill_days": (1, 90),
        "term_card_days": (1, 60),
        "term_card_days_most": (1, 90),
        "term_card_lines": (1, 5),
        "term_end_card_days": (7, 60),
        "wow_weeks": _WEEKS,
        "tool_rest_days": (1, 60),
        "helped_times": (2, 20),
        "helped_days": (7, 396),
        "helped_minutes": (1, 60),
        "reminder_days": (1, 60),
        "conference_step_minutes": (1, 60),
        "conference_idea_days": (1, 180),
        "conference_clear_days": (1, 180),
        "conference_teaser_days": (1, 60),
        "conference_thanks_days": (0, 60),
        "conference_discussion_days": (0, 90),
        "conference_outcome_days": (1, 365),
        "conference_ahead_days": (1, 30),
        "conference_late_days": (1, 60),
        "profile_ahead_days": (1, 30),
        "profile_late_days": (1, 60),
        "away_days_that_free_a_week": (1, 7),
        "cards_until_slower": (1, 52),
        "cards_until_silent": (1, 52),
        "slow_card_weeks": _WEEKS,
        "load_post_weeks": (2, 52),  # at most fortnightly
        "answers_to_show": (5, 1000),  # any figure about people needs five
        "answers_in_a_cell": (5, 1000),
        "round_to": (5, 100),
        "silent_at_least": (3, 1000),  # of two, one may be whoever looks
        "askers_at_least": (5, 1000),
        "report_ahead_days": (0, 60),
        "choice_days": (1, 365),
        "grace_hours": (1, 168),
        "known_weeks_fresh_days": (7, 365),
        "refresh_again_weeks": (1, 52),
        "longest_line_characters": (100, 40_000),
        "longest_log_minutes": (1, 10_080),  # a week
        "least_finder_score": (0, 1),
        "least_margin": (0, 1),
        "most_out_of_scope": (0, 1),
        "surely_out_of_scope": (0, 1),
        "surely_answered": (0, 1),
        "least_danger": (0.2, 1),
    },
})  # fmt: skip

# Of two rules the first may not be larger than the second.
_ORDER = (
    ("promise_weeks_missed", "promise_weeks_looked_at"),
    ("forecast_known_weeks", "forecast_weeks_looked_at"),
    ("forecast_weeks_ahead", "forecast_weeks_most"),
    ("term_card_days", "term_card_days_most"),
    ("cards_until_slower", "cards_until_silent"),
    ("item_clinical_days", "item_other_days"),
    ("item_other_days", "item_longest_days"),
    ("item_minutes", "item_weekly_minutes"),
    ("answers_in_a_cell", "answers_to_show"),
    ("conference_teaser_days", "conference_clear_days"),
    ("conference_clear_days", "conference_idea_days"),
    ("conference_thanks_days", "conference_discussion_days"),
    ("conference_discussion_days", "conference_outcome_days"),
    ("most_out_of_scope", "surely_out_of_scope"),
)


def check_limits(gathered: Gathered) -> None:
    """Report every number, count and length that is out of its bounds."""
    for kind, spot in gathered.pages:
        for pattern, bounds in NUMBERS.get(kind, {}).items():
            _numbers(spot, pattern, *bounds)
        for pattern, (least, most) in COUNTS.get(kind, {}).items():
            for path, node in spot.node.matching(pattern):
                if isinstance(node.value, list) and not least <= len(node.value) <= most:
                    spot.wrong(f"{len(node.value)} {path[-1]}; between {least} and {most}", *path)
        for pattern, longest in CHARACTERS.get(kind, {}).items():
            for path, node in spot.node.matching(pattern):
                if isinstance(node.value, str) and len(node.value) > longest:
                    spot.wrong(f"`{path[-1]}` has {len(node.value)} characters; at most {longest}", *path)
        if kind == "rules":
            _order(spot)


def _numbers(spot: Spot, pattern: str, least: float, most: float) -> None:
    for path, node in spot.node.matching(pattern):
        if isinstance(node.value, int | float) and not least <= node.value <= most:
            name = next((step for step in reversed(path) if isinstance(step, str)), pattern)
            spot.wrong(f"`{name}` is {node.value}; between {least} and {most}", *path)


def _order(spot: Spot) -> None:
    for low, high in _ORDER:
        first, second = spot.node.child(low), spot.node.child(high)
        if (
            not first
            or not second
            or not isinstance(first.value, int | float)
            or not isinstance(second.value, int | float)
        ):
            continue
        if first.value > second.value:
            spot.wrong(f"`{low}` is {first.value}, more than `{high}` ({second.value})", low)
