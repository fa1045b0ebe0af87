"""A payload becomes words for the door; what is not for Boffin becomes nothing."""

from typing import Any

import pytest

from bot.chat.slack import inbound
from bot.core.message import Invocation, Picked


def event(**inner: Any) -> dict[str, Any]:
    return {"team_id": "T1", "event_id": "Ev1", "event": {"user": "U1", "channel": "C1", "ts": "1.2", **inner}}


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("a &lt;b&gt; &amp;amp;", "a <b> &amp;"),
        ("see <https://x.org/a?b=1&amp;c=2|the page>", "see https://x.org/a?b=1&c=2"),
        ("ask <@U2|ana> and <@U3>", "ask @ana and @U3"),
        ("in <#C2|ecg>", "in #ecg"),
        ("<!here> <!subteam^S1|@group>", "@here @group"),
        ("<mailto:a@b.org|a@b.org>", "a@b.org"),
        ("5 < 6 > 4", "5 < 6 > 4"),
    ],
)
def test_text_is_read_as_its_writer_saw_it(sent: str, meant: str):
    assert inbound.plain(sent) == meant


@pytest.mark.parametrize(
    "inner",
    [
        {"type": "message", "channel_type": "im", "bot_id": "B1"},
        {"type": "message", "channel_type": "im", "subtype": "message_changed"},
        {"type": "message", "channel_type": "channel"},
        {"type": "app_mention", "channel": "D1"},
        {"type": "app_home_opened", "tab": "messages"},
        {"type": "member_joined_channel", "user": "U2", "inviter": "U1"},
        {"type": "member_joined_channel", "user": "UME"},
        {"type": "message", "channel_type": "im", "user": None},
    ],
)
def test_what_is_not_said_to_boffin_is_nothing(inner: dict[str, Any]):
    assert inbound.event(event(**inner), "UME") is None


def test_the_mention_itself_is_not_part_of_the_words():
    heard = inbound.event(event(type="app_mention", text="hey <@UME> what about <@U2>?"), "UME")
    assert heard is not None
    assert (heard.said, heard.public, heard.where.thread) == ("hey what about @U2?", True, "1.2")
    assert heard.once == "slack/T1/event/Ev1"


def test_a_speaker_of_another_team_is_known_by_it():
    heard = inbound.event(event(type="app_mention", text="<@UME> hi", user_team="T9"), "UME")
    assert heard is not None
    assert (heard.team, heard.installed) == ("T9", "T1")


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ({"action_id": "choice/r1/3"}, Picked("r1", 3)),
        ({"action_id": "choose/r1/100", "selected_option": {"value": "117"}}, Picked("r1", 117)),
        ({"action_id": "go/content/add"}, Invocation(("content", "add"))),
        ({"action_id": "choice/r1/x"}, None),
        ({"action_id": "choice/3"}, None),
        ({"action_id": "else"}, None),
        ({"action_id": "go/"}, None),
    ],
)
def test_an_action_is_a_choice_by_row_and_index_and_nothing_else(action: dict[str, Any], said: object):
    body = {"user": {"id": "U1", "team_id": "T1"}, "team": {"id": "T1"}, "actions": [{**action, "action_ts": "1"}]}
    heard = inbound.action(body)
    assert (heard.said if heard else None) == said


def test_two_presses_are_two_and_the_same_press_is_one():
    body = {"user": {"id": "U1"}, "team": {"id": "T1"}, "actions": [{"action_id": "choice/r/0", "action_ts": "1"}]}
    later = {**body, "actions": [{"action_id": "choice/r/0", "action_ts": "2"}]}
    keys = [heard.once for heard in (inbound.action(body), inbound.action(body), inbound.action(later)) if heard]
    assert keys[0] == keys[1] != keys[2]


def test_a_shortcut_on_a_message_takes_its_first_link_or_its_first_line():
    body = {
        "callback_id": "content_add", "user": {"id": "U1", "team_id": "T1"}, "team": {"id": "T1"}, "trigger_id": "1.2",
        "channel": {"id": "C1", "name": "ecg"}, "response_url": "https://x",
    }  # fmt: skip
    for text, title in (("see <https://x.org> now", "https://x.org"), ("Sepsis\nmore", "Sepsis")):
        heard = inbound.shortcut({**body, "message": {"text": text}})
        assert heard is not None
        assert heard.said == Invocation(("content", "add"), {"title": title, "ask": "yes"})
    assert inbound.shortcut({**body, "callback_id": "else"}) is None


@pytest.mark.parametrize(
    ("name", "shown"), [("ecg", "#ecg"), ("directmessage", ""), ("privategroup", ""), ("mpdm-a", "")]
)
def test_a_channel_is_named_as_people_write_it_where_slack_tells(name: str, shown: str):
    assert inbound.named(name) == shown
