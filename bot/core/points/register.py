"""The eighteen points in one table: the commands of each, what it suggests unasked, its numbers, and its dialogues.

`boffin points` prints it; a test compares every row with the content, the code and the dialogues. What a point does is
said in `point_does` of the wording.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One point: `file` here, `checks` of it that are pure, `rules` among them that may suggest unasked.

    `commands` are typed words, `said` is one line of plain words that does it too; `thresholds` are fields of
    `Rules`; `dialogues` are names under `tests/dialogues` in which the commands are used.
    """

    point: int
    file: str
    commands: tuple[str, ...]
    said: str
    checks: tuple[str, ...]
    thresholds: tuple[str, ...]
    dialogues: tuple[str, ...]
    rules: tuple[str, ...] = ()


POINTS: tuple[Row, ...] = (
    Row(
        1, "p01_few_tools", ("plan tool", "plan pause", "plan retire"), "stop using blog", ("three", "unused"),
        ("tools_to_begin_with", "unused_known_weeks"), ("tool_at_rest", "plan"), ("three", "unused"),
    ),
    Row(
        2, "p02_investigate", ("plan look",), "look around", ("worth_a_look", "is_late"),
        (), ("exploring",),
    ),
    Row(
        3, "p03_needs", ("plan need", "plan first", "plan thanked"), "year 3 asked for short practice",
        ("first_among", "unthanked"), (), ("exploring", "plan"),
    ),
    Row(
        4, "p04_select", ("plan choose",), "plan choose", ("select",),
        ("tools_to_begin_with", "quick_win_ease", "close_call_percent"), ("choosing",),
    ),
    Row(
        5, "p05_integrate", ("ready", "plan session"), "is youtube ready for students?",
        ("asked_why", "open_in", "weeks_in_use"), ("wow_weeks",), ("integrated",), ("asked_why",),
    ),
    Row(
        6, "p06_ethics", ("before", "channel rules"), "before I post", ("in_force", "rulings", "version"),
        (), ("before", "local_rules"),
    ),
    Row(
        7, "p07_use_it", ("plan promise", "plan prompt"), "plan promise x when Monday, then one post",
        ("missed", "kept"), ("promise_weeks_looked_at", "promise_weeks_missed"), ("promise",), ("missed",),
    ),
    Row(
        8, "p08_student_space", ("ready",), "ready for students?", ("open_in", "asks_more", "is_required"),
        (), ("student_space", "ready"),
    ),
    Row(
        9, "p09_over_commit",
        ("checkin", "log", "plan budget", "plan forecast", "plan reply-note"), "too much",
        ("over", "is_over"),
        ("over_weeks", "over_percent", "far_over_weeks", "far_over_percent", "over_rest_weeks",
         "tool_far_over_percent", "forecast_known_weeks"),
        ("over_commitment", "checkin", "log", "forecast", "moment_3_friday_then_on_call"), ("over",),
    ),
    Row(
        10, "p10_keep_current",
        (
            "content add", "content due", "content used", "content still-right", "content changed", "content rethink",
            "content drop", "content hand-over",
        ),
        "https://youtu.be/sepsis", ("item",),
        (
            "item_ahead_days", "item_clinical_days", "item_other_days", "item_longest_days", "item_weekly_minutes",
            "item_cohorts", "item_quick_run",
        ),
        ("content", "content_year", "many_items", "shared_items"), ("item",),
    ),
    Row(
        11, "p11_backup", ("down", "plan backup", "plan print"), "youtube down", ("backup", "drill", "same_login"),
        ("backup_ahead_days", "drill_days"), ("down", "down_drill"), ("backup", "drill"),
    ),
    Row(
        12, "p12_on_your_own", ("ready", "plan keys"), "ready x", ("open_in", "recognition"),
        (), ("accounts", "counts_here"),
    ),
    Row(
        13, "p13_the_boffin", ("helped",), "helped Sam with captions again", ("helped", "helped_lately"),
        ("helped_times", "helped_days", "helped_minutes"), ("helped",), ("helped",),
    ),
    Row(
        14, "p14_accounts", ("ready", "plan role"), "I have a new role", ("account_of", "accounts", "asked_again"),
        (), ("accounts",),
    ),
    Row(
        15, "p15_more_than_teaching",
        ("conference add", "conference next", "conference done", "conference calendar", "privacy portfolio"),
        "appraisal on Friday", ("conference", "profile", "steps_of"),
        ("conference_ahead_days", "conference_late_days", "profile_ahead_days", "profile_late_days"),
        ("conference", "calendar_file", "moment_8_appraisal_then_leaving"), ("conference", "profile"),
    ),
    Row(
        16, "p16_management", ("plan relief",), "where did the time go?", ("fullness",),
        ("over_weeks", "over_percent"), ("exploring",),
    ),
    Row(
        17, "p17_explore", ("plan try", "plan look"), "look around", ("tryout_over", "time_left", "last_day"),
        ("tryout_weeks", "time_left_percent"), ("exploring",), ("tryout_over", "time_left"),
    ),
    Row(
        18, "p18_be_strong", ("oops", "plan habit", "nudges rest"), "something went wrong",
        ("first_to_tell", "others_to_tell"), ("tool_rest_days",), ("oops",),
    ),
)  # fmt: skip
