"""What people do in Slack and what they see, over both transports, with the real slack-bolt."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.chat.slack.room import TRANSPORTS, Room, opened


@pytest.fixture(params=TRANSPORTS)
async def room(request: pytest.FixtureRequest) -> AsyncIterator[Room]:
    async with opened(request.param) as made:
        yield made


@pytest.fixture
async def socket() -> AsyncIterator[Room]:
    async with opened() as made:
        yield made


def refusals(room: Room) -> list[str]:
    """Return what the local Slack refused of what the bot sent."""
    return [f"{call.name}: {call.answer}" for call in room.slack.refusals]


async def test_a_log_is_answered_in_the_acknowledgement_and_undone_by_its_button(room: Room):
    await room.command("UANA", "card")  # from now on Slack need not be asked who this is
    before = len(room.slack.server.calls)
    said = await room.command("UANA", "log 20m youtube", "C1")
    assert said.ack is not None and said.ack["response_type"] == "ephemeral"
    assert said.last.to == "UANA"
    assert said.words.startswith("Only you: Noted: 20 min on YouTube.")
    assert "Undo" in said.last.labels
    assert len(room.slack.server.calls) == before, "nothing was asked of Slack"
    undone = await room.slack.press("UANA", said.last, "Undo")
    assert "Taken back" in undone.words
    assert refusals(room) == []


async def test_the_first_words_of_someone_are_answered_after_slack_was_asked_who_it_is(room: Room):
    said = await room.command("UANA", "log 20m youtube")
    assert said.ack is None
    assert said.words.startswith("Noted: 20 min on YouTube.")


async def test_a_form_opens_keeps_its_input_beside_a_problem_and_is_kept_when_mended(room: Room):
    opened_form = (await room.command("UANA", "content add", "C1")).view
    filled = {"field/title": "Sepsis video", "field/used": "2040-01-01"}
    wrong = await room.slack.submit("UANA", opened_form, filled)
    assert list(wrong.errors) == ["field/used"]
    assert not wrong.closed
    again = await room.slack.submit("UANA", opened_form)
    assert again.errors == wrong.errors, "the same once more is answered the same"
    mended = await room.slack.submit("UANA", opened_form, {"field/used": "2026-10-01"}, wait=1)
    assert mended.closed
    assert mended.last.to == "UANA" and mended.last.channel == "C1"
    assert "Sepsis video" in mended.words
    due = await room.command("UANA", "content due")
    assert "There is 1 item on the list" in due.words
    assert refusals(room) == []


async def test_a_typed_line_gets_a_button_that_opens_the_form(room: Room):
    said = await room.slack.direct("UANA", "content add")
    assert said.last.labels == ["Open the form"]
    form = (await room.slack.press("UANA", said.last, "Open the form")).view
    done = await room.slack.submit("UANA", form, {"field/title": "ECG quiz"}, wait=1)
    assert done.closed and "ECG quiz" in done.words
    assert done.last.channel == "DUANA"


async def test_a_trigger_that_is_too_old_gets_the_button_too(socket: Room):
    socket.slack.refuse("views.open", "expired_trigger_id")
    said = await socket.command("UANA", "content add", "C1")
    assert said.last.labels == ["Open the form"]


async def test_a_direct_message_in_plain_words(room: Room):
    said = await room.slack.direct("UANA", "twenty minutes on YouTube")
    assert said.words.startswith("Noted: 20 min on YouTube.")
    assert said.last.channel == "DUANA" and not said.last.to


async def test_a_mention_is_public_in_its_thread_and_private_words_are_shown_to_the_asker_alone(room: Room):
    general = await room.slack.mention("USAM", "C1", "do I have to answer every post?")
    assert general.last.thread_ts and not general.last.to
    assert general.words.startswith("For #ecg-teaching: ")
    asked = await room.slack.mention("USAM", "C1", "what about my plan?")
    assert asked.last.labels == ["Show only me"]
    other = await room.slack.press("UANA", asked.last, "Show only me")
    assert other.last.to == "UANA"
    assert "offered to somebody else" in other.words
    own = await room.slack.press("USAM", asked.last, "Show only me")
    assert own.last.to == "USAM"
    assert own.words.startswith("Only you: ")


async def test_home_shows_the_card_and_is_renewed_after_a_press(room: Room):
    await room.slack.open_home("UANA")
    assert "Start, three minutes" in room.slack.home("UANA").labels
    await room.command("UANA", "plan tool youtube")
    await room.slack.open_home("UANA")
    home = room.slack.home("UANA")
    assert "YouTube" in home.words
    assert home.labels[-2:] == ["When I write", "What is stored"]
    assert home.labels.count("Help") == 1
    stored = await room.slack.press("UANA", home, "What is stored")
    await room.settled()
    assert stored.last.channel == "DUANA"
    assert refusals(room) == []


async def test_an_invited_bot_says_once_who_it_is_and_its_inviter_is_the_keeper(room: Room):
    invited = await room.slack.invite("C1", by="UANA", wait=2)
    public, private = invited.messages
    assert not public.to and "Keeper here: Ana." in public.words
    assert private.to == "UANA" and "you keep this channel" in private.words
    form = (await room.slack.press("USAM", public, "Ask, only you see it")).view
    answer = await room.slack.submit("USAM", form, {"field/question": "do I have to answer every post?"}, wait=1)
    assert answer.last.to == "USAM" and "Only you:" in answer.words
    await room.slack.again(invited)
    await room.slack.invite("C1", by="USAM", wait=0)
    await room.settled()
    assert len([said for said in room.slack.messages("C1") if not said.to]) == 1


async def test_shortcuts_check_in_and_keep_a_message_on_the_content_list(room: Room):
    question = await room.slack.shortcut("UANA", "checkin")
    assert question.last.channel == "DUANA" and question.last.labels
    message = (await room.slack.mention("USAM", "C1", "see https://example.org/sepsis please")).message
    kept = await room.slack.shortcut("UANA", "content_add", message)
    assert kept.last.to == "UANA"
    added = await room.slack.press("UANA", kept.last, "Yes, add it")
    assert "https://example.org/sepsis" in added.words
    assert refusals(room) == []


async def test_an_export_comes_as_text_in_the_direct_message(room: Room):
    await room.command("UANA", "log 20m youtube")
    said = await room.command("UANA", "privacy export", "C1", wait=2)
    await room.settled()
    parts = [post for post in room.slack.messages("DUANA") if not post.to]
    assert "follows here in parts" in parts[0].words
    assert "youtube" in parts[1].words
    assert said.words.startswith("Only you: ")
    assert refusals(room) == []


async def test_the_optional_commands_are_heard_too(socket: Room):
    assert "Point 9" in (await socket.command("UANA", "do I have to answer every post?", word="/ask")).words
    assert (await socket.command("UANA", "as planned", word="/checkin")).words


async def test_the_same_twice_has_one_effect(room: Room):
    await room.command("UANA", "card")
    logged = await room.command("UANA", "log 20m youtube")
    await room.slack.again(logged)
    message = await room.slack.direct("UANA", "log 10m youtube")
    await room.slack.again(message)
    pressed = await room.slack.press("UANA", message.last, "Undo")
    await room.slack.again(pressed)
    await room.settled()
    assert len([post for post in room.slack.messages("DUANA") if "Noted: 10 min" in post.words]) == 1
    assert len([post for post in room.slack.messages("DUANA") if "Taken back" in post.words]) == 1
    assert "This week so far: 25 min." in (await room.slack.direct("UANA", "log 5m youtube")).words


async def test_guests_strangers_and_removed_people_are_refused_and_unread_rights_are_none(socket: Room):
    slack = socket.slack
    slack.user("UGUEST", guest=True)
    slack.user("USTRANGER", stranger=True)
    slack.user("UGONE", deleted=True)
    slack.channel("C2", name="shared", members=("UGUEST", "USTRANGER", "UGONE", "UANA"))
    guest = await socket.command("UGUEST", "log 20m youtube", "C2")
    assert "Guests can't use me here" in guest.words
    for user in ("USTRANGER", "UGONE"):
        refused = await socket.command(user, "log 20m youtube", "C2")
        assert "I can't answer here" in refused.words
    slack.refuse("users.info", "internal_error")
    unread = await socket.command("UANA", "log 20m youtube", "C2")
    assert "I can't answer here" in unread.words
    assert "Noted" in (await socket.command("UANA", "log 20m youtube", "C2")).words, "and Slack is asked again"


async def test_a_payload_of_another_workspace_is_refused(socket: Room):
    said = await socket.command("UANA", "log 20m youtube", "C1")
    forged = {**said.delivery.body, "team_id": "T2", "trigger_id": "9.9.9"}
    told = await socket.slack.courier.deliver("slash_commands", forged)
    assert told.ack is not None and "I can't answer here" in told.ack["text"]


async def test_an_admin_of_slack_is_an_admin_here(socket: Room):
    assert "Only an admin" in (await socket.command("UANA", "admin guests yes")).words
    assert "Only an admin" not in (await socket.command("UADMIN", "admin guests yes")).words


async def test_what_is_known_of_someone_is_read_again_after_an_hour(socket: Room):
    await socket.command("UANA", "card")
    socket.slack.user("UANA", name="Ana", deleted=True)
    assert "I can't answer here" not in (await socket.command("UANA", "card")).words
    socket.clock.set(socket.clock.now().replace(hour=13))
    socket.slack.clock.advance(7200)
    assert "I can't answer here" in (await socket.command("UANA", "card")).words


async def test_a_broken_socket_is_made_anew_and_a_repeat_has_one_effect(socket: Room):
    await socket.command("UANA", "card")
    await socket.slack.socket.warn()
    await socket.slack.connected()
    said = await socket.command("UANA", "log 20m youtube")
    assert "20 min" in said.words


async def test_a_private_answer_in_a_channel_without_the_bot_still_arrives(socket: Room):
    socket.slack.channel("C9", name="elsewhere", members=("UANA",), bot=False)
    form = (await socket.command("UANA", "content add", "C9")).view
    done = await socket.slack.submit("UANA", form, {"field/title": "ECG quiz"}, wait=1)
    assert done.last.channel == "DUANA"


async def test_nothing_is_asked_of_slack_between_hearing_and_acknowledging(socket: Room):
    await socket.command("UANA", "card", "C1")
    held = [socket.slack.hold(method) for method in ("views.open", "chat.postMessage", "users.info")]
    opening = await socket.command("UANA", "content add", "C1", wait=0)
    direct = await socket.slack.direct("UANA", "card", wait=0)
    stranger = await socket.command("USAM", "card", "C1", wait=0)
    assert all(one.delivery.acked for one in (opening, direct, stranger)), "though Slack's answers are still out"
    for fault in held:
        await fault.reached.wait()
        fault.release()
    await socket.settled()
    assert opening.view.title
    assert direct.words and stranger.words


async def test_opened_messages_offer_something_to_ask_and_each_offer_works(room: Room):
    await room.slack.open_home("UANA", "messages", wait=0)
    offered = await room.slack.until(lambda: room.slack.state.prompts.get("DUANA"))
    assert len(offered["prompts"]) == 4
    assert room.slack.called("assistant.threads.setSuggestedPrompts")[0].keys() == {"channel_id", "prompts"}
    for prompt in offered["prompts"]:
        said = await room.slack.direct("UANA", prompt["message"])
        assert "I don't know" not in said.words and "did you mean" not in said.words.lower(), prompt
    assert refusals(room) == []


async def test_an_app_without_the_agent_view_is_no_trouble(socket: Room):
    socket.slack.refuse("assistant.threads.setSuggestedPrompts", "missing_scope")
    await socket.slack.open_home("UANA", "messages", wait=0)
    await socket.settled()
    assert (await socket.slack.direct("UANA", "card")).words


async def test_whoever_waits_in_a_direct_message_sees_that_an_answer_is_on_its_way(socket: Room):
    asked = socket.slack.hold("users.info")
    said = await socket.slack.direct("UANA", "card", wait=0)
    status = await socket.slack.until(lambda: socket.slack.state.statuses)
    assert status[0] | {"thread_ts": ""} == {"channel": "DUANA", "thread_ts": "", "status": "is looking it up"}
    asked.release()
    await said.wait()
    assert said.words and refusals(socket) == []


async def test_what_home_shows_is_never_older_than_what_it_showed(socket: Room):
    await socket.slack.open_home("UANA")
    await socket.slack.open_home("UANA")
    shown = socket.slack.home("UANA")
    socket.slack.refuse("views.publish", "hash_conflict")
    await socket.slack.open_home("UANA", wait=0)
    await socket.settled()
    assert socket.slack.home("UANA") is shown and len(refusals(socket)) == 1
    assert socket.slack.called("views.publish")[-1]["hash"]


async def test_a_form_that_is_sent_after_its_item_went_keeps_what_was_typed_and_says_so(room: Room):
    await room.command("UANA", "content add Sepsis video")
    form = (await room.command("UANA", "content changed", "C1")).view
    await room.command("UANA", "content drop sepsis")
    sent = await room.slack.submit("UANA", form, {"field/item": "Sepsis video"})
    assert list(sent.errors) == ["field/item"] and "on the list" in sent.errors["field/item"]
    assert not sent.closed and refusals(room) == []


async def test_a_choice_of_a_message_that_was_deleted_meanwhile_still_has_its_one_effect(room: Room):
    await room.slack.direct("UANA", "card")
    asked = (await room.slack.direct("UANA", "checkin")).last
    asked.deleted = True
    told = await room.slack.press("UANA", asked, asked.labels[0], forged=True)
    assert told.words.startswith("Noted") and refusals(room) == []


async def test_two_fingers_on_one_choice_have_one_effect(room: Room):
    await room.command("UANA", "card")
    said = (await room.command("UANA", "log 20m youtube")).last
    first = await room.slack.press("UANA", said, "Undo")
    second = await room.slack.press("UANA", said, "Undo", wait=0)
    await room.settled()
    assert "Taken back" in first.words and second.words == "" and second.delivery.acked


async def test_a_number_takes_a_choice_in_a_direct_message_and_after_a_command(room: Room):
    await room.slack.direct("UANA", "card")
    room.clock.set(room.clock.now() + timedelta(seconds=5))
    assert (await room.slack.direct("UANA", "checkin")).last.labels[0].startswith("As planned")
    assert (await room.slack.direct("UANA", "1")).words.startswith("Noted")
    room.clock.set(room.clock.now() + timedelta(seconds=5))
    await room.command("UANA", "channel show", "C1")
    assert "You have joined" in (await room.command("UANA", "1", "C1")).words


async def test_a_number_means_nothing_but_what_was_said_last_there(room: Room):
    await room.slack.direct("UANA", "log 20m youtube")
    asked = (await room.slack.direct("UANA", "delete my data")).last
    assert asked.labels[0] == "Yes, erase everything"
    await room.slack.direct("UANA", "nudges quiet")
    assert "no choices to take by number" in (await room.slack.direct("UANA", "1")).words
    assert "20 min" in (await room.slack.direct("UANA", "card")).words
    await room.slack.direct("UANA", "checkin")
    await room.slack.open_home("UANA")
    assert "Noted" in (await room.slack.direct("UANA", "1")).words, "what Home shows is no message"
    assert "is erased" in (await room.slack.press("UANA", asked, "Yes, erase everything")).words


async def test_a_follow_up_stays_in_its_thread(room: Room):
    await room.slack.direct("UANA", "card")
    began = (await room.slack.direct("UANA", "do I have to answer every post?")).last.ts
    assert (await room.slack.direct("UANA", "what is in my plan?", thread=began)).last.thread_ts == began
    asked = (await room.slack.mention("UANA", "C1", "do I have to answer every post?")).last.thread_ts
    more = (await room.slack.mention("USAM", "C1", "do I need every tool?", thread=asked)).last
    assert asked and more.thread_ts == asked and not more.to
    assert refusals(room) == []


@pytest.mark.parametrize(("left", "stays"), [("T9", True), ("T1", False)])
async def test_with_one_token_only_its_own_workspace_can_leave(socket: Room, left: str, stays: bool):
    await socket.command("UANA", "log 20m youtube")
    await socket.settled()
    await socket.slack.event({"type": "app_uninstalled"}, team=left)
    told = datetime.fromtimestamp(socket.slack.clock.now(), UTC)
    await socket.parts.store.sweep(told + timedelta(days=31))
    stored = await socket.command("UANA", "privacy stored")
    assert ("logged times 1" in stored.words) is stays
