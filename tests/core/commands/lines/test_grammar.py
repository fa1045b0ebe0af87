"""What a typed line means: the table's words, plain words, slips, and everything else as a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.commands.lines.grammar import understand
from bot.core.plan.document import Plan
from tests.core.scene import at, decider, examples, here, used, week_ago

TABLE = decider().table
LAST_WEEK = week_ago(1).isoformat()
OWN = at(here(Plan(tools=used("youtube", "x", "ward round padlet"))))


def meant(line: str) -> tuple[str, dict[str, str]]:
    found = understand(line, TABLE, OWN)
    assert not found.left_over and not found.meant
    return " ".join(found.invocation.path), dict(found.invocation.values)


@pytest.mark.parametrize(
    ("line", "path", "values"),
    [
        ("", "card", {}),
        ("   ", "card", {}),
        ("/boffin", "card", {}),
        ("@boffin", "card", {}),
        ("card", "card", {}),
        ("Card.", "card", {}),
        ("/boffin card", "card", {}),
        ("plan", "plan show", {}),
        ("PLAN SHOW", "plan show", {}),
        ("history", "plan history", {}),
        ("undo", "plan undo", {}),
        ("stop", "stop", {}),
        ("unsubscribe", "stop", {}),
        ("forget me", "privacy forget", {}),
        ("why", "nudges why", {}),
        ("help plan", "help", {"about": "plan"}),
        ("log 20m youtube", "log", {"entries": "20m youtube"}),
        ("/boffin log 20m youtube", "log", {"entries": "20m youtube"}),
        ("plan tool yt paused", "plan tool", {"tool": "youtube", "stage": "paused"}),
        ("plan tool youtube in use", "plan tool", {"tool": "youtube", "stage": "in-use"}),
        ("plan tool ward round padlet retired", "plan tool", {"tool": "ward round padlet", "stage": "retired"}),
        ("plan budget 1h", "plan budget", {"minutes": "60 min"}),
        ("plan budget 20m youtube", "plan budget", {"minutes": "20 min", "tool": "youtube"}),
        ("plan need first come first served", "plan need", {"words": "first come first served"}),
        ("nudges quiet 19:00 7:30", "nudges quiet", {"start": "19:00", "end": "07:30"}),
        ("nudges yes Monday 7:30pm", "nudges yes", {"day": "monday", "at": "19:30"}),
        ("nudges yes Europe/Madrid", "nudges yes", {"zone": "Europe/Madrid"}),
        ("nudges less items", "nudges less", {"rule": "item"}),
        ("checkin more 2", "checkin", {"told": "more", "times": "2"}),
        ("down youtube", "down", {"tool": "youtube"}),
        ("privacy export csv", "privacy export", {"format": "csv"}),
    ],
)
def test_a_line_of_the_table(line: str, path: str, values: dict[str, str]):
    assert meant(line) == (path, values)


@pytest.mark.parametrize(
    ("line", "path", "values"),
    [
        ("20 min youtube", "log", {"entries": "20 min youtube"}),
        ("twenty minutes on YouTube", "log", {"entries": "twenty minutes on YouTube"}),
        (
            "spent 1h15 on twitter today and 10 min on yt",
            "log",
            {"entries": "spent 1h15 on twitter today and 10 min on yt"},
        ),
        ("-5h youtube", "log", {"entries": "-5h youtube"}),
        ("as planned", "checkin", {"told": "as-planned"}),
        ("more", "checkin", {"told": "more"}),
        ("more, 2x", "checkin", {"told": "more", "times": "2"}),
        ("more 1½×", "checkin", {"told": "more", "times": "1.5"}),
        ("More about 3 times.", "checkin", {"told": "more", "times": "3"}),
        ("less", "checkin", {"told": "less"}),
        ("as planned last week", "checkin", {"told": "as-planned", "week": LAST_WEEK}),
        ("more 2x last week", "checkin", {"told": "more", "times": "2", "week": LAST_WEEK}),
        ("last week was too much", "checkin", {"told": "too-much", "week": LAST_WEEK}),
        ("busy last week.", "checkin", {"told": "busy", "week": LAST_WEEK}),
        ("keep my plan", "privacy leaving", {"change": "keep"}),
        ("I'm not leaving after all", "privacy leaving", {"change": "keep"}),
        ("privacy leaving keep", "privacy leaving", {"change": "keep"}),
        ("way too much", "checkin", {"told": "too-much"}),
        ("busy week", "checkin", {"told": "busy"}),
        ("on call till Monday", "nudges away", {"why": "on-call", "until": "Monday"}),
        ("I'm on leave from 14 December to 4 January", "nudges away",
         {"why": "leave", "first": "14 December", "last": "4 January"}),
        ("exam weeks until 2 February", "nudges away", {"why": "exams", "until": "2 February"}),
        ("youtube down", "down", {"tool": "youtube"}),
        ("YouTube is down again!", "down", {"tool": "youtube"}),
        ("my ward round padlet won't load", "down", {"tool": "ward round padlet"}),
        ("https://youtu.be/abc", "content add", {"title": "https://youtu.be/abc", "ask": "yes"}),
    ],
)  # fmt: skip
def test_plain_words_that_mean_a_command(line: str, path: str, values: dict[str, str]):
    assert meant(line) == (path, values)


@pytest.mark.parametrize(
    "line",
    [
        "how do I stop replying all evening",
        "is 20 minutes on youtube enough?",
        "what is the plan for exam weeks?",
        "my cat is down",
        "the mood in the ward is down",
        "more students ask more questions",
        "should I log every minute of youtube?",
        "🙂",
        "שלום עולם",
        "{tool} {minutes:duration}",
    ],
)
def test_everything_else_is_a_question_with_its_words_kept(line: str):
    assert meant(line) == ("ask", {"question": line})


@pytest.mark.parametrize(
    ("line", "near"),
    [("crad", "card"), ("halp", "help"), ("/boffin plna", "plan"), ("plan prmise youtube", "plan promise")],
)
def test_a_slip_of_the_finger_gets_did_you_mean(line: str, near: str):
    found = understand(line, TABLE, OWN)
    assert near in found.meant and found.left_over


def test_words_that_nobody_wanted_are_named_and_not_dropped():
    assert understand("/boffin plan choose quickly", TABLE, OWN).left_over == "quickly"


def test_stop_is_stop_whatever_is_said_with_it():
    assert meant("stop everything now") == ("stop", {})


def test_a_pasted_list_keeps_its_lines():
    found = understand("content add Sepsis video, used 14 September\n  Asthma   post\n", TABLE, OWN)
    assert found.invocation.values["title"] == "Sepsis video, used 14 September\nAsthma post"


@examples(300)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(
    [*" ".join(" ".join(path) for path in TABLE.commands).split(), "youtube", "20m", "-5h", "monday", "31 february",
     "{x}", "?", "\n", "@boffin", "/boffin", "1½", "https://a.bc/d"]
), max_size=7).map(" ".join)))  # fmt: skip
def test_any_line_is_understood_as_a_command_that_exists(line: str):
    found = understand(line, TABLE, OWN)
    command = TABLE.find(found.invocation.path)
    assert command is not None
    assert set(found.invocation.values) <= {parameter.name for parameter in command.parameters}
    assert all(tuple(near.split()) in TABLE.commands or near in TABLE.groups for near in found.meant)


@pytest.mark.parametrize(("line", "values"), [
    ("plan try podcast good: 2 of 3 students listen, stop: 1 complaint",
     {"tool": "podcast", "good": "good: 2 of 3 students listen, stop: 1 complaint"}),
    ("plan try podcast good: 5 questions in 2 weeks, stop: none after 4 weeks",
     {"tool": "podcast", "good": "good: 5 questions in 2 weeks, stop: none after 4 weeks"}),
    ("plan try podcast 2 weeks good: 3 of 5 listen", {"tool": "podcast", "weeks": "2", "good": "good: 3 of 5 listen"}),
    ("plan try podcast for 2 weeks", {"tool": "podcast", "weeks": "2"}),
    ("plan try podcast 3 good: they ask", {"tool": "podcast", "weeks": "3", "good": "good: they ask"}),
    ("plan try podcast good: they ask, 3 weeks", {"tool": "podcast", "weeks": "3", "good": "good: they ask,"}),
    ("plan need 3 short quizzes a week", {"words": "3 short quizzes a week"}),
    ("plan need quizzes priority 1", {"words": "quizzes", "priority": "1"}),
    ("plan need priority 1 for 2 shy students", {"words": "for 2 shy students", "priority": "1"}),
    ("plan need fewer e-mails 3", {"words": "fewer e-mails", "priority": "3"}),
    ("plan need cases for year 3", {"words": "cases for year 3"}),
])  # fmt: skip
def test_a_number_inside_free_text_stays_there(line: str, values: dict[str, str]):
    assert meant(line) == (" ".join(line.split()[:2]), values)
