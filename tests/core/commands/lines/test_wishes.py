"""Plain wishes and near misses: what is meant is taken, and a question about teaching stays one."""

import pytest

from bot.core.answers.refusals import Refused, refused
from bot.core.commands.lines.wishes import STOP, WISHES


@pytest.mark.parametrize(
    "line",
    [
        "stop", "please stop", "Stop sending me stuff!", "I want you to stop", "please stop messaging me every week",
        "I don't want any more messages", "don't send me anything any more", "no more cards please", "leave me alone",
        "mute", "enough", "turn off the messages", "can you turn your messages off?", "kindly discontinue all cards",
        "how do I turn off the messages?", "stop the weekly card", "please you don't send me more messages",
        "hold your tongue, machine", "no more pings pls", "switch yourself off",
    ],
)  # fmt: skip
def test_a_plain_wish_for_silence_is_one(line: str):
    assert STOP.match(line)


@pytest.mark.parametrize(
    "line",
    [
        "stop youtube", "stop posting here", "stop answering on Sundays, how?", "enough time?", "turn posts off",
        "how do I turn off notifications", "turn off the alerts on my phone", "don't send students messages at night",
        "no more messages from students at night", "cancel my conference",
    ],
)  # fmt: skip
def test_a_stop_that_names_something_else_is_none(line: str):
    assert not STOP.match(line)


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("who can see this?", ("privacy", "stored")),
        ("does my boss see my hours", ("privacy", "stored")),
        ("does IT read this", ("privacy", "stored")),
        ("what have you stored about me?", ("privacy", "stored")),
        ("what does Boffin know about me", ("privacy", "stored")),
        ("what do you keep of what i say", ("privacy", "stored")),
        ("Which things of me you conserve?", ("privacy", "stored")),
        ("what information concerning me is retained by this service", ("privacy", "stored")),
        ("does anybody read what I write to you?", ("privacy", "stored")),
        ("are my hours shared with my head of department", ("privacy", "stored")),
        ("are you recording this?", ("privacy", "stored")),
        ("what happens to what I type here", ("privacy", "stored")),
        ("erase all my data please", ("privacy", "forget")),
        ("export my data", ("privacy", "export")),
        ("can my colleagues get help with captions", None),
        ("does my department get credit for a podcast", None),
        ("who can see my tweets", None),
        ("is my account private", None),
        ("are my posts private", None),
        ("do my students read it", None),
        ("where is it", None),
        ("is it safe", None),
        ("can you show me my plan", None),
        ("what do you think of reddit", None),
        ("what do you know about padlet", None),
        ("does anyone use padlet", None),
        ("help me with captions", None),
    ],
)
def test_privacy_is_read_from_plain_words_and_teaching_is_left_to_ask(line: str, path: tuple[str, str] | None):
    assert next((found for pattern, found in WISHES if pattern.match(line)), None) == path


@pytest.mark.parametrize(
    "line",
    [
        "I can't go on with life", "I can't go on with this", "I wish I was dead", "I want to end it all",
        "thinking of ending my life", "I don't want to be alive", "I want to hurt myself", "i can't cope any more",
        "one of my students posted about suicide", "my student talks of self-harm in a video",
    ],
)  # fmt: skip
def test_a_person_in_danger_comes_before_everything(line: str):
    assert refused(line) is Refused.CRISIS


@pytest.mark.parametrize(
    "line",
    [
        "how do I teach suicide risk with videos",
        "podcast episode on self-harm, what to check",
        "I can't go on with Moodle",
    ],
)
def test_a_question_about_teaching_such_a_subject_is_answered(line: str):
    assert refused(line) is None
