"""People act in the local Slack, and the real bolt app answers, over Socket Mode and over HTTP."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import pytest
from slack_bolt.app.async_app import AsyncApp

from tests.emulators.bolt import bolt_app, over_http, over_socket
from tests.emulators.slack import CannotSubmit, LocalSlack, NotDelivered, NotThere

Connect = Callable[[LocalSlack, AsyncApp], AbstractAsyncContextManager[object]]
FORM = {
    "type": "modal",
    "callback_id": "log",
    "title": {"type": "plain_text", "text": "Log time"},
    "submit": {"type": "plain_text", "text": "Save"},
    "blocks": [
        {
            "type": "input",
            "block_id": "minutes",
            "label": {"type": "plain_text", "text": "Minutes"},
            "element": {"type": "plain_text_input", "action_id": "value", "initial_value": "20"},
        },
        {
            "type": "input",
            "block_id": "tool",
            "label": {"type": "plain_text", "text": "Tool"},
            "element": {
                "type": "static_select",
                "action_id": "value",
                "options": [{"text": {"type": "plain_text", "text": t}, "value": t.lower()} for t in ("YouTube", "X")],
            },
        },
    ],
}
BUTTONS = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "Logged."}},
    {
        "type": "actions",
        "elements": [
            {"type": "button", "action_id": "undo", "value": "7", "text": {"type": "plain_text", "text": "Undo"}},
            {
                "type": "static_select",
                "action_id": "pick",
                "placeholder": {"type": "plain_text", "text": "Tool"},
                "options": [{"text": {"type": "plain_text", "text": t}, "value": t} for t in ("YouTube", "X")],
            },
        ],
    },
]


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack() as local:
        local.user("U1", name="ada")
        local.user("U2", name="ben")
        local.channel("C1", name="general", members=["U1", "U2"])
        yield local


@pytest.fixture(params=[over_socket, over_http], ids=["socket", "http"])
def connect(request: pytest.FixtureRequest) -> Connect:
    return request.param


async def test_a_command_answers_in_its_acknowledgement(slack: LocalSlack, connect: Connect) -> None:
    async with bolt_app(slack) as app:

        @app.command("/boffin")
        async def boffin(ack, command) -> None:
            await ack(f"You said {command['text']}")

        async with connect(slack, app):
            replies = await slack.command("U1", "C1", "/boffin", "log 20m youtube")
    assert replies.words == "You said log 20m youtube"
    assert replies.last.to == "U1"
    assert slack.messages("C1") == []


async def test_a_command_answers_later_with_buttons_and_a_press_changes_them(
    slack: LocalSlack, connect: Connect
) -> None:
    async with bolt_app(slack) as app:

        @app.command("/boffin")
        async def boffin(ack, respond) -> None:
            await ack()
            await respond(text="Logged.", blocks=BUTTONS)

        @app.action("undo")
        async def undo(ack, respond, body) -> None:
            await ack()
            assert "message" not in body
            assert body["container"]["is_ephemeral"]
            await respond(text=f"Undone {body['actions'][0]['value']}", replace_original=True)

        @app.action("pick")
        async def pick(ack, respond, body) -> None:
            await ack()
            await respond(text="Picked " + body["actions"][0]["selected_option"]["value"])

        async with connect(slack, app):
            replies = await slack.command("U1", "C1", "/boffin", "log")
            assert replies.ack is None
            assert replies.last.labels == ["Undo", "Tool", "YouTube", "X"]
            picked = await slack.press("U1", replies.last, "X")
            assert picked.words == "Picked X"
            with pytest.raises(NotThere):
                await slack.press("U1", replies.messages[0], "Redo")
            with pytest.raises(NotThere):
                await slack.press("U2", replies.messages[0], "Undo")
            logged = replies.messages[0]
            await slack.press("U1", logged, "Undo")
    assert logged.words == "Undone 7"
    assert slack.refusals == []


async def test_a_form_opens_keeps_its_input_on_errors_and_closes(slack: LocalSlack, connect: Connect) -> None:
    async with bolt_app(slack) as app:

        @app.command("/boffin")
        async def boffin(ack, client, body) -> None:
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=FORM)

        @app.view("log")
        async def log(ack, view, client, body) -> None:
            values = view["state"]["values"]
            minutes = values["minutes"]["value"]["value"]
            if not minutes.isdigit():
                await ack(response_action="errors", errors={"minutes": "A number, please."})
                return
            await ack()
            tool = values["tool"]["value"]["selected_option"]["value"]
            await client.chat_postMessage(channel=body["user"]["id"], text=f"{minutes} on {tool}")

        async with connect(slack, app):
            form = (await slack.command("U1", "C1", "/boffin", "log")).view
            assert slack.view("U1") is form
            with pytest.raises(CannotSubmit):
                await slack.submit("U1", form, {})
            wrong = await slack.submit("U1", form, {"Minutes": "many", "Tool": "YouTube"})
            assert wrong.errors == {"minutes": "A number, please."}
            assert not wrong.closed
            right = await slack.submit("U1", form, {"Minutes": "25"}, wait=1)
    assert right.closed
    assert right.words == "25 on youtube"
    assert slack.view("U1") is None


async def test_words_in_a_direct_message_and_a_mention_reach_the_app(slack: LocalSlack, connect: Connect) -> None:
    async with bolt_app(slack) as app:

        @app.event("message")
        async def message(event, say) -> None:
            await say(f"Heard {event['text']} in {event['channel_type']}")

        @app.event("app_mention")
        async def mention(event, say) -> None:
            await say("In the thread", thread_ts=event["ts"])

        async with connect(slack, app):
            assert (await slack.direct("U1", "card")).words == "Heard card in im"
            mentioned = await slack.mention("U1", "C1", "what is a hashtag?")
    assert mentioned.last.thread_ts == mentioned.origin
    assert [one.words for one in slack.messages("U1")] == ["Heard card in im"]


async def test_the_home_tab_is_published_and_pressed(slack: LocalSlack, connect: Connect) -> None:
    async with bolt_app(slack) as app:

        @app.event("app_home_opened")
        async def home(event, client) -> None:
            old = {"hash": event["view"]["hash"]} if "view" in event else {}
            await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": BUTTONS}, **old)

        @app.action("undo")
        async def undo(ack, body, client) -> None:
            await ack()
            assert body["container"]["type"] == "view"
            assert "response_url" not in body
            view = {"type": "home", "blocks": BUTTONS[:1]}
            await client.views_publish(user_id=body["user"]["id"], view=view, hash=body["view"]["hash"])

        async with connect(slack, app):
            await slack.open_home("U1")
            await slack.open_home("U1")
            assert slack.home("U1").words.startswith("Logged.")
            await slack.press("U1", slack.home("U1"), "Undo")
    assert slack.home("U1").labels == []


async def test_shortcuts_and_an_invitation_reach_the_app(slack: LocalSlack, connect: Connect) -> None:
    slack.channel("C2", members=["U1"], bot=False)
    async with bolt_app(slack) as app:

        @app.shortcut("checkin")
        async def checkin(ack, body, client) -> None:
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=FORM)

        @app.shortcut("keep")
        async def keep(ack, shortcut, respond) -> None:
            await ack()
            await respond(f"Kept {shortcut['message']['text']}")

        @app.event("member_joined_channel")
        async def joined(event, say) -> None:
            await say(f"Hello, {event['channel']}")

        async with connect(slack, app):
            assert (await slack.shortcut("U1", "checkin")).view.title == "Log time"
            await slack.invite("C2", by="U1")
            (welcome,) = slack.messages("C2")
            assert (await slack.shortcut("U1", "keep", welcome)).words == "Kept Hello, C2"


async def test_what_the_app_has_no_scope_for_never_comes() -> None:
    async with LocalSlack(scopes=["chat:write"]) as slack:
        slack.user("U1")
        slack.channel("C1", members=["U1"])
        with pytest.raises(NotDelivered):
            await slack.command("U1", "C1", "/boffin")
        with pytest.raises(NotDelivered):
            await slack.direct("U1", "card")
        with pytest.raises(NotDelivered):
            await slack.mention("U1", "C1", "hello")


async def test_words_arrive_as_slack_writes_them(slack: LocalSlack) -> None:
    async with bolt_app(slack) as app:

        @app.event("message")
        async def message(event, say) -> None:
            await say(text="heard", metadata={"event_type": "x", "event_payload": {"text": event["text"]}})

        async with over_socket(slack, app):
            replies = await slack.direct("U1", "5 < 6 & <@U2>, https://x.org/?a=1&b=2 a@b.org")
    metadata = replies.last.metadata
    assert metadata is not None
    heard = "5 &lt; 6 &amp; <@U2>, <https://x.org/?a=1&amp;b=2> <mailto:a@b.org|a@b.org>"
    assert metadata["event_payload"]["text"] == heard
