"""What people do in Discord and what they see, with the real discord.py."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.chat.discord.reading import seen
from tests.chat.discord.room import Room, opened
from tests.emulators.discord import CALLBACK, FAILED, FOLLOW_UP, Right


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with opened() as made:
        yield made
        assert made.discord.breaches == []


async def test_a_log_is_answered_at_once_to_the_speaker_alone_and_undone_by_its_button(room: Room):
    said = await room.command("boffin log", {"entries": "20m youtube"})
    assert said.words.startswith("Only you: Noted: 20 min on YouTube.")
    assert said.last.to == room.ana.id
    assert len(room.discord.called(CALLBACK)) == 1, "one request, and no deferring"
    undone = await room.discord.press(room.ana, said.last, "Undo")
    assert "Taken back" in undone.words
    assert undone.last.to == room.ana.id
    assert room.discord.refusals == []


async def test_a_command_in_the_direct_message_stays_there(room: Room):
    said = await room.command("boffin card", place=room.ana)
    assert not said.last.to
    assert said.words.startswith("Hello.")


async def test_a_bare_command_opens_its_form_and_what_is_filled_in_is_kept(room: Room):
    form = (await room.command("boffin content add")).modal
    assert [one["label"] for one in form.content["components"]] == [
        "Title or link, one per line", "Next used on", "Tool", "Clinical content",
    ]  # fmt: skip
    done = await room.discord.submit(room.ana, form, {"title": "Sepsis video", "used": "2026-10-01", "clinical": "yes"})
    assert done.last.to == room.ana.id
    assert "Sepsis video" in done.words
    assert "There is 1 item on the list" in (await room.command("boffin content due")).words
    assert room.discord.refusals == []


async def test_a_field_that_cannot_be_used_is_mended_in_a_second_form_and_the_rest_is_kept(room: Room):
    form = (await room.command("boffin content add")).modal
    wrong = await room.discord.submit(room.ana, form, {"title": "Sepsis video", "used": "2040-01-01"})
    assert "Next used on: That day is more than three years away." in wrong.words
    assert wrong.last.labels == ["Mend it"]
    again = (await room.discord.press(room.ana, wrong.last, "Mend it")).modal
    assert again.content["components"][1]["description"].startswith("That day is more than three years away.")
    assert again.content["components"][0]["component"]["value"] == "Sepsis video"
    done = await room.discord.submit(room.ana, again, {"used": "2026-10-01"})
    assert "Sepsis video" in done.words
    assert "There is 1 item on the list" in (await room.command("boffin content due")).words
    assert room.discord.refusals == []


async def test_a_field_may_be_emptied_while_mending(room: Room):
    form = (await room.command("boffin content add", {"title": "ECG quiz", "used": "2040-01-01"})).modal
    done = await room.discord.submit(room.ana, form, {"used": ""})
    assert "ECG quiz" in done.words


async def test_a_typed_line_gets_a_button_that_opens_the_form(room: Room):
    said = await room.discord.direct(room.ana, "content add")
    assert said.last.labels == ["Open the form"]
    form = (await room.discord.press(room.ana, said.last, "Open the form")).modal
    done = await room.discord.submit(room.ana, form, {"title": "ECG quiz"})
    assert "ECG quiz" in done.words
    assert not done.last.to


async def test_a_form_that_was_opened_before_a_restart_is_kept_after_it(room: Room):
    form = (await room.command("boffin content add")).modal
    await room.restarted()
    done = await room.discord.submit(room.ana, form, {"title": "ECG quiz"})
    assert "ECG quiz" in done.words


async def test_choices_work_after_a_restart_and_are_gone_for_good_once_forgotten(room: Room):
    said = await room.command("boffin log", {"entries": "20m youtube"})
    message = said.last
    await room.restarted()
    undone = await room.discord.press(room.ana, message, "Undo")
    assert "Taken back" in undone.words
    message.components[1]["components"][1]["custom_id"] = f"b1:{'0' * 16}:1"
    gone = await room.discord.press(room.ana, message, "Undo")
    assert "no longer kept" in gone.words


async def test_a_select_works_as_a_button_does(room: Room):
    for number in range(1, 13):
        await room.discord.direct(room.ana, f"plan need add need number {number}")
    said = await room.command("boffin plan need", {"action": "drop"})
    assert said.last.labels, said.words
    target = said.last.labels[0]
    picked = await (
        room.discord.choose(room.ana, said.last, target)
        if target.startswith("1. ")
        else room.discord.press(room.ana, said.last, target)
    )
    assert picked.words
    assert room.discord.refusals == []


async def test_a_number_means_nothing_but_what_was_said_last_there(room: Room):
    await room.discord.direct(room.ana, "log 20m youtube")
    asked = (await room.discord.direct(room.ana, "delete my data")).last
    assert asked.labels[0] == "Yes, erase everything"
    await room.command("boffin card")
    assert "choices here go from 1 to" in (await room.discord.direct(room.ana, "77")).words
    assert "no choices to take by number" in (await room.discord.direct(room.ana, "1")).words
    assert "20 min" in (await room.discord.direct(room.ana, "card")).words
    asked = (await room.discord.direct(room.ana, "delete my data")).last
    assert "is erased" in (await room.discord.direct(room.ana, "1")).words


async def test_a_double_press_has_one_effect_and_fails_for_nobody(room: Room):
    said = await room.command("boffin log", {"entries": "20m youtube"})
    first = await room.discord.press(room.ana, said.last, "Undo")
    second = await room.discord.again(first)
    assert second.error == ""
    await room.settled()
    assert second.messages == []
    assert room.discord.refusals == []


async def test_the_same_interaction_twice_is_answered_once(room: Room):
    said = await room.command("boffin log", {"entries": "20m youtube"})
    room.discord.redeliver(said)
    again = await room.command("boffin log", {"entries": "5m youtube"})
    assert "This week so far: 25 min." in again.words
    await room.settled()
    assert len([one for one in room.discord.ephemerals(room.ana) if "Noted: 20 min" in one.words]) == 1


async def test_what_takes_longer_is_acknowledged_and_answered_in_the_same_place():
    async with opened(patience=(0.0, 0.0)) as room:
        said = await room.command("boffin log", {"entries": "20m youtube"})
        assert said.ack == 5
        assert said.words.startswith("Only you: Noted: 20 min on YouTube.")
        assert said.last.to == room.ana.id
        asked = await room.command("boffin log")
        assert asked.last.labels == ["Open the form"], "too late for a form, so a button opens it"
        assert room.discord.refusals == []


async def test_an_answer_that_comes_too_late_arrives_in_the_direct_message(room: Room):
    room.discord.refuse(CALLBACK, 404, 10062)
    said = await room.command("boffin log", {"entries": "20m youtube"}, wait=0)
    assert said.error
    await room.settled()
    (late,) = room.discord.messages(room.ana)
    assert "Noted: 20 min" in late.words
    room.discord.refuse(CALLBACK, 404, 10062, times=2)
    await room.command("boffin log", wait=0)
    await room.settled()
    assert room.discord.messages(room.ana)[-1].labels == ["Open the form"]


async def test_an_interaction_that_was_acknowledged_elsewhere_is_answered_behind_it(room: Room):
    said = await room.command("boffin log", {"entries": "20m youtube"})
    room.discord.refuse(CALLBACK, 400, 40060)
    await room.discord.press(room.ana, said.last, "Undo", wait=0)
    await room.settled()
    assert "Taken back" in room.discord.messages(room.ana)[-1].words


async def test_a_form_is_about_the_plan_as_it_is_when_it_comes_back(room: Room):
    await room.command("boffin content add", {"title": "ECG quiz"})
    form = (await room.command("boffin content drop")).modal
    assert form.content["components"][0]["component"]["options"][0]["label"] == "ECG quiz"
    await room.discord.direct(room.ana, "content drop ECG quiz")
    late = await room.discord.submit(room.ana, form, {"item": "ECG quiz"})
    assert "I don't find that on the list" in late.words


async def test_a_direct_message_in_plain_words(room: Room):
    said = await room.discord.direct(room.ana, "twenty minutes on YouTube")
    assert said.words.startswith("Noted: 20 min on YouTube.")
    assert not said.last.reference, "a conversation of two needs no quoting"


async def test_a_mention_is_public_and_private_words_are_shown_to_the_asker_alone(room: Room):
    general = await room.discord.mention(room.sam, room.channel, "do I have to answer every post?")
    assert general.last.reference is general.message
    assert not general.last.to and not general.last.pings
    assert seen(general.words).startswith("For #ecg-teaching: ")
    asked = await room.discord.mention(room.sam, room.channel, "what about my plan?")
    assert asked.last.labels == ["Show only me"]
    other = await room.discord.press(room.ana, asked.last, "Show only me")
    assert other.last.to == room.ana.id
    assert "offered to somebody else" in other.words
    own = await room.discord.press(room.sam, asked.last, "Show only me")
    assert own.last.to == room.sam.id
    assert own.words.startswith("Only you: ")
    assert room.discord.pings == set()


async def test_a_reply_to_boffin_is_heard_and_what_others_say_is_not(room: Room):
    general = await room.discord.mention(room.sam, room.channel, "do I have to answer every post?")
    more = await room.discord.reply(room.sam, general.last, "and what about private messages?")
    assert more.last.reference is more.message
    before = len(room.discord.messages(room.channel))
    await room.discord.say(room.ana, room.channel, "log 20m youtube")
    await room.discord.reply(room.ana, general.last, "log 20m youtube", ping=False, wait=0)
    await room.command("boffin card")
    assert len([one for one in room.discord.messages(room.channel)[before:] if one.by_bot and not one.to]) == 0


async def test_a_thread_is_the_place_of_its_channel_and_no_thread_is_made(room: Room):
    await room.command("boffin channel keeper", {"action": "take"}, user=room.kim)
    thread = room.discord.thread("week 3", room.channel)
    said = await room.command("boffin channel show", place=thread)
    assert "Keeper here: Kim." in said.words
    asked = await room.discord.mention(room.sam, thread, "do I have to answer every post?")
    assert asked.last.channel is thread
    assert seen(asked.words).startswith("For #ecg-teaching: ")


async def test_the_first_who_may_manage_a_channel_and_says_so_keeps_it(room: Room):
    refused = await room.command("boffin channel keeper", {"action": "take"})
    assert "Only someone who may manage this channel" in refused.words
    taken = await room.command("boffin channel keeper", user=room.kim)
    kept = await room.discord.press(room.kim, taken.last, "I keep this channel")
    assert "You keep this channel now" in kept.words
    late = await room.command("boffin channel keeper", {"action": "take"}, user=room.ada)
    assert "This channel has a keeper: Kim" in late.words


async def test_a_new_server_is_greeted_once_where_boffin_may_speak(room: Room):
    other = room.discord.guild("Surgery", bot=False, members=(room.ana, room.kim))
    rules = room.discord.channel("rules", other)
    talk = room.discord.channel("talk", other)
    room.discord.permit(rules, "everyone", deny=Right.SEND_MESSAGES)
    await room.at_home()
    joined = await room.discord.join(other, wait=1)
    await room.settled()
    (hello,) = joined.messages
    assert hello.channel is talk
    assert hello.words.startswith("Hello. Short answers about social media in teaching")
    assert "I keep this channel" in hello.labels
    no = await room.discord.press(room.ana, hello, "I keep this channel")
    assert "Only someone who may manage this channel" in no.words
    other.members[room.kim.id] = [room.discord.role(other, "channels", Right.MANAGE_CHANNELS).id]
    yes = await room.discord.press(room.kim, hello, "I keep this channel")
    assert "You keep this channel now" in yes.words
    await room.discord.leave(other)
    await room.discord.join(other, wait=0)
    await room.command("boffin card")
    await room.settled()
    assert len([one for one in room.discord.messages(talk) if not one.to]) == 1


async def test_a_server_that_was_left_gets_nothing_until_boffin_is_back(room: Room):
    other = room.discord.guild("Surgery", bot=False)
    await room.at_home()
    await room.discord.join(other)
    await room.command("boffin card", place=room.ana)
    assert await room.parts.store.removed() == 0
    await room.discord.leave(other)
    await room.discord.lose(room.guild)  # an outage of Discord is no leaving
    await room.command("boffin card", place=room.ana)
    await room.settled()
    assert await room.parts.store.removed() == 1
    await room.discord.join(other)
    await room.command("boffin card", place=room.ana)
    await room.settled()
    assert await room.parts.store.removed() == 0


async def _until_removed(room: Room, many: int) -> None:
    async with asyncio.timeout(20):  # discord.py waits two seconds for more servers before it is ready
        while await room.parts.store.removed() != many:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def test_a_server_left_and_joined_again_while_boffin_was_down_is_noticed(room: Room):
    other = room.discord.guild("Surgery", bot=False)
    await room.at_home()
    await room.discord.join(other)
    await room.command("boffin card", place=room.ana)
    await room.app.pause()
    await room.app.stop()
    await room.discord.leave(other)
    room.app = room.made()
    await room.app.start()
    await _until_removed(room, 1)
    await room.app.pause()
    await room.app.stop()
    await room.discord.join(other, wait=0)
    room.app = room.made()
    await room.app.start()
    await _until_removed(room, 0)


async def test_an_export_comes_as_a_file_to_the_speaker_alone(room: Room):
    await room.command("boffin log", {"entries": "20m youtube"})
    said = await room.command("boffin privacy export")
    (file,) = said.last.attachments
    assert said.last.to == room.ana.id
    assert file.name == "boffin-2026-09-04.json" and b"youtube" in file.content
    assert "CSV" in said.last.labels or len(said.last.labels) >= 2
    direct = await room.discord.direct(room.ana, "privacy export")
    assert direct.last.attachments
    assert room.discord.refusals == []


async def test_a_message_is_put_on_the_content_list_from_its_menu(room: Room):
    message = (await room.discord.say(room.sam, room.channel, "see https://example.org/sepsis please")).message
    said = await room.discord.message_command(room.ana, message, "Add to my content list")
    assert said.last.to == room.ana.id
    added = await room.discord.press(room.ana, said.last, "Yes, add it")
    assert "https://example.org/sepsis" in added.words
    assert room.discord.refusals == []


async def test_ask_and_checkin_are_commands_of_their_own(room: Room):
    assert "Point 9" in (await room.command("ask", {"question": "do I have to answer every post?"})).words
    assert (await room.command("checkin", {"told": "as-planned"})).words
    assert (await room.command("ask")).modal.title


async def test_completing_knows_ones_own_things_and_the_catalogue_and_keeps_nothing(room: Room):
    await room.command("boffin content add", {"title": "ECG quiz"})
    await room.discord.direct(room.ana, "plan need add quick questions")
    complete = room.discord.autocomplete
    assert (await complete(room.ana, room.channel, "boffin content drop", "item", "ecg")).suggestions == ["ECG quiz"]
    assert (await complete(room.sam, room.channel, "boffin content drop", "item", "ecg")).suggestions == []
    assert "YouTube" in (await complete(room.sam, room.channel, "boffin plan tool", "tool", "you")).suggestions
    assert "quick questions" in (await complete(room.ana, room.channel, "boffin plan need", "words", "qui")).suggestions
    zones = (await complete(room.ana, room.channel, "boffin nudges yes", "zone", "")).suggestions
    assert zones[:2] == ["Europe/London", "Europe/Dublin"]
    known = await room.parts.store.accounts.find(_address(room.sam.id), None)
    assert known == ("", None), "a keystroke makes nobody known"


def _address(user: str):
    from bot.core.situation import Address

    return Address("discord", "", user)


async def test_a_zone_is_asked_for_once_with_those_of_the_language_first(room: Room):
    asked = await room.command("boffin nudges yes", user=room.sam)
    assert asked.last.labels[:2] == ["Europe/London", "Europe/Dublin"]
    room.ana.locale = "de"
    german = await room.command("boffin nudges yes")
    assert german.last.labels[:3] == ["Europe/Berlin", "Europe/Vienna", "Europe/Zurich"]
    noted = await room.discord.press(room.ana, german.last, "Europe/Berlin")
    assert "First card" in noted.words
    assert "First card" in (await room.command("boffin nudges yes", {"day": "monday"})).words


async def test_an_old_command_that_is_no_more_is_answered_with_a_sentence(room: Room):
    room.discord.world.commands[""] = {
        "1": {**next(iter(room.discord.world.commands[""].values())), "id": "1", "name": "gone", "options": []}
    }
    said = await room.command("gone")
    assert "renewed a moment ago" in said.words
    assert said.error != FAILED


async def test_a_mention_in_a_server_by_somebody_who_takes_no_direct_message_stays_silent(room: Room):
    room.sam.direct = False
    room.sam.bot = False
    await room.discord.mention(room.sam, room.channel, "x" * 3000, wait=0)
    await room.command("boffin card")
    await room.settled()
    assert [one for one in room.discord.messages(room.channel) if one.by_bot and not one.to] == []


async def test_a_follow_up_whose_time_is_over_goes_to_the_direct_message():
    async with opened(patience=(0.0, 0.0)) as room:
        room.discord.refuse(FOLLOW_UP, 401, 50027)
        await room.command("boffin log", {"entries": "20m youtube"}, wait=0)
        await room.settled()
        assert "Noted: 20 min" in room.discord.messages(room.ana)[-1].words


async def test_a_form_of_more_fields_than_a_page_holds_goes_on_and_comes_back_to_be_mended(room: Room):
    await room.command("boffin channel keeper", {"action": "take"}, user=room.kim)
    shown = await room.command("boffin channel rules", user=room.kim)
    first = (await room.discord.press(room.kim, shown.last, "Local rules, 2 minutes")).modal
    assert len(first.content["components"]) == 5
    half = await room.discord.submit(room.kim, first, {"policy": "p. 3", "who-to-tell": "Dr Osei, course office"})
    second = (await room.discord.press(room.kim, half.last, "Go on")).modal
    wrong = await room.discord.submit(room.kim, second, {"stop-signs": "tiktok without a reason"})
    assert wrong.last.labels == ["Mend it"]
    again = (await room.discord.press(room.kim, wrong.last, "Mend it")).modal
    done = await room.discord.submit(room.kim, again, {"stop-signs": "tiktok: blocked here"})
    for line in ("Policy: p. 3", "Who to tell: Dr Osei, course office", "TikTok: blocked here"):
        assert line in done.words
    assert room.discord.refusals == []
