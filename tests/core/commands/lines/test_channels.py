"""Plain words about a channel, its list and one's own time: what is meant is done, and a question stays one."""

from dataclasses import replace

from bot.core.commands.all import table
from bot.core.commands.lines.grammar import understand
from bot.core.message import IN, Invocation
from bot.core.plan.document import Drill
from bot.core.points.term import START
from bot.core.situation import Suggested
from tests.core.scene import ANA, HERE, NOW, TODAY, at, full_situation

POSTS = ("channel", "posts")
IN_THE_CHANNEL = {
    "turn posts off": (POSTS, {"action": "off"}),
    "please switch off the posts here": (POSTS, {"action": "off"}),
    "no more posts in this channel": (POSTS, {"action": "off"}),
    "turn the posts back on": (POSTS, {"action": "on"}),
    "post on tuesdays at 8am": (POSTS, {"action": "on", "day": "tuesdays", "at": "8am"}),
    "post every Monday": (POSTS, {"action": "on", "day": "Monday"}),
    "skip this week's post": (POSTS, {"action": "skip"}),
    "no post this week please": (POSTS, {"action": "skip"}),
    "show me the next post": (POSTS, {"action": "preview"}),
    "change the next post": (("channel", "words"), {}),
    "report for the dean": (("channel", "report"), {}),
    "give me the dean's report": (("channel", "report"), {}),
    "remove Ben from this channel's plan": (("channel", "remove"), {"to": "Ben"}),
    "term starts 14 September and ends 11 December": (
        ("channel", "dates"), {"action": "term", "first": "14 September", "last": "11 December"},
    ),
    "our term runs from 14 September to 11 December 2026": (
        ("channel", "dates"), {"action": "term", "first": "14 September 2026", "last": "11 December 2026"},
    ),
    "hand over the chest film page to ben": (
        ("channel", "content"), {"action": "hand-over", "title": "chest film page", "to": "ben", IN: HERE.id},
    ),
    "give my items to ben": (
        ("channel", "content"), {"action": "hand-over", "title": "all", "to": "ben", IN: HERE.id},
    ),
}  # fmt: skip
QUESTIONS = (
    "should I turn posts off on X?", "how do I hand over a page to students?",
    "post on tuesdays or thursdays, what is better?", "how do I report a fake account for the dean",
    "give my students time to think", "how long should a video be", "did it work for others?",
)  # fmt: skip


def meant(line: str, **changes: object) -> Invocation:
    situation = replace(full_situation(ANA, HERE), **changes)  # type: ignore[arg-type]
    return understand(line, table(), at(situation)).invocation


def test_what_a_keeper_or_a_member_says_in_plain_words_is_the_command():
    for line, (path, values) in IN_THE_CHANNEL.items():
        found = meant(line)
        assert (found.path, dict(found.values)) == (path, values), line


def test_a_question_about_teaching_is_none_of_it():
    for line in QUESTIONS:
        assert meant(line).path == ("ask",), line


def test_in_a_direct_message_term_dates_are_ones_own_and_the_one_channel_is_named():
    private = {"place": None, "near": frozenset({HERE.id})}
    assert meant("term starts 14 September and ends 11 December", **private).path == ("plan", "dates")
    assert meant("hand over chest film page to ben", **private).values[IN] == HERE.id


def test_how_much_time_is_asked_of_a_term_a_month_and_a_tool():
    asked = {
        "how much time have I spent this term": {},
        "how much time did I spend since September?": {"since": "2026-09-01"},
        "how much time have I spent on youtube since 14 September": {"tool": "youtube", "since": "2026-09-14"},
        "how many hours have I used on youtube this term": {"tool": "youtube"},
        "how much time have I spent since december": {"since": "2025-12-01"},
    }
    for line, values in asked.items():
        found = meant(line)
        assert (found.path, dict(found.values)) == (("plan", "spent"), values), line
    assert meant("how much time have I spent this week").path == ("card",)
    assert meant("how much time have I spent on patients").path != ("plan", "spent")


def test_did_it_work_and_a_day_alone_are_read_where_they_were_asked_for():
    plan = replace(full_situation(ANA).plan, drills={"youtube": Drill(TODAY)})
    assert dict(meant("did it work?", plan=plan).values) == {"tool": "youtube", "worked": "ask"}
    assert meant("did it work?", plan=replace(plan, drills={})).path == ("ask",)
    asked = (Suggested("t", START, "2027-01-11", NOW),)
    for line in ("Thursday", "on thursday", "12 November", "tomorrow"):
        assert meant(line, suggested=asked).path == ("nudges", "term"), line
    assert meant("Thursday", suggested=()).path != ("nudges", "term")
