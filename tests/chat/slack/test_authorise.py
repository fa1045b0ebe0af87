"""Every way into Boffin in Slack, for every kind of person: whoever may not changes nothing and is told why."""

import json
from collections.abc import AsyncIterator, Mapping

import pytest
from sqlalchemy import select

from bot.chat.slack import answer
from bot.core.commands.all import table
from bot.core.people import Role
from bot.storage import tables
from tests.chat.slack.room import Room, opened
from tests.core.commands.examples import WORKS
from tests.emulators.slack import payloads
from tests.emulators.slack.replies import Replies
from tests.emulators.slack.state import Message, View
from tests.fakes import wording

TABLE = table()
OUTSIDE = {"UGONE": "outsider", "USTRANGER": "outsider", "UELSEWHERE": "outsider", "UGUEST": "guest"}
INSIDE = ("UANA", "USAM", "UKEEP", "UADMIN")  # the owner of the plan, a stranger to the channel, its keeper, an admin
KEPT = (
    tables.documents, tables.weeks, tables.logs, tables.changes, tables.named, tables.posts, tables.taps, tables.shown,
    tables.schedules, tables.drafts,
)  # fmt: skip


@pytest.fixture
async def room(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Room]:
    monkeypatch.setattr(answer, "SECONDS_BETWEEN", 0)  # the local Slack takes the parts of a file at once
    async with opened() as made:
        slack = made.slack
        slack.user("UKEEP", name="Kim")
        slack.user("UGUEST", name="Gus", guest="multi")
        slack.user("UGONE", name="Rex", deleted=True)
        slack.user("USTRANGER", name="Eve", stranger=True)
        slack.install("T2", token="xoxb-other")  # noqa: S106 - a local Slack
        slack.user("UELSEWHERE", name="Otto", team="T2", admin=True)
        everyone = ("UANA", "USAM", "UKEEP", "UADMIN", *OUTSIDE)
        slack.channel("C1", name="ecg-teaching", members=everyone, shared=True)
        await slack.invite("C1", by="UKEEP", wait=2)
        await made.command("UANA", "channel join", "C1")
        await made.command("UANA", "plan tool youtube", "C1")
        await made.settled()
        yield made


async def held(room: Room) -> list[object]:
    """Return every row that somebody's words could have changed."""
    return await room.parts.store.database.read(
        lambda c: [tuple(row) for kept in KEPT for row in c.execute(select(kept).order_by(*kept.primary_key.columns))]
    )


async def forged(room: Room, user: str, path: str, values: Mapping[str, str], channel: str = "C1") -> str:
    """Submit a modal as nobody was ever shown it: any command, any values; return what is said to it."""
    state, person = room.slack.state, room.slack.state.users[user]
    metadata = json.dumps({"path": path.split(), "channel": channel, "fixed": values})
    content = {"type": "modal", "callback_id": "form", "private_metadata": metadata, "blocks": []}
    view = View(state.id("V"), user, state.home_team(person), content, state.view_hash())
    replies = Replies(state, user, channel, view.id)
    body = payloads.view_event(state, "view_submission", person, view, state.trigger(user))
    replies.delivery = await room.slack.courier.deliver("interactive", body)
    await room.settled()
    errors = ((replies.ack or {}).get("errors") or {}).values()
    return "\n".join((replies.words, *map(str, errors)))


@pytest.mark.parametrize("who", OUTSIDE)
async def test_who_is_not_from_here_can_do_nothing_by_any_way_in(room: Room, who: str):
    asked = await room.command("UANA", "checkin", "C1")
    listed = await room.command("UANA", "start", "C1")
    form = (await room.command("UANA", "content add", "C1")).view
    posted = await room.slack.mention("UANA", "C1", "what is my plan?")
    before = await held(room)
    refusal = wording().say(f"permit.{OUTSIDE[who]}")

    for path, (values, _) in WORKS.items():
        said = await forged(room, who, path, values)
        assert refusal in said or not said.strip(), path  # to someone who is gone Slack delivers nothing
    for message in (asked.last, listed.last, posted.last):
        for label in message.labels:
            await room.slack.press(who, message, label, wait=0, forged=True)
    await room.slack.press(who, standing(room), "go/privacy/forget", wait=0, forged=True)
    await room.slack.submit(who, form, {"field/title": "theirs"}, forged=True)
    await room.slack.shortcut(who, "checkin", wait=0)
    await room.slack.shortcut(who, "content_add", posted.last, wait=0)
    await room.slack.mention(who, "C1", "channel posts off", wait=0)
    await room.slack.direct(who, "log 20m youtube", wait=0)
    await room.slack.open_home(who, wait=0)
    for word in ("/boffin", "/ask", "/checkin"):
        await room.command(who, "log 20m youtube", "C1", word, wait=0)
    await room.settled()
    assert await held(room) == before


def standing(room: Room) -> Message:
    """Return a message with a button that goes to a command by its name, as one on Home does."""
    button = {"type": "button", "action_id": "go/privacy/forget", "text": {"type": "plain_text", "text": "go"}}
    blocks = [{"type": "actions", "block_id": "b", "elements": [button]}]
    return room.slack.state.say(Message("C1", room.slack.state.ts(), "UBOFFIN", "go", "T1", blocks))


@pytest.mark.parametrize("who", INSIDE)
async def test_each_command_asks_for_its_role(room: Room, who: str):
    refused = {
        Role.MEMBER: ("permit.members_only", {"UANA", "UKEEP"}),
        Role.KEEPER: ("permit.keeper_only", {"UKEEP"}),
        Role.ADMIN: ("permit.admins_only", {"UADMIN"}),
    }
    await room.command(who, "card", "C1", wait=0)
    await room.settled()
    for path, (values, _) in WORKS.items():
        if path in (
            "privacy forget",
            "channel join",
            "channel leave",
            "channel welcome",
        ):  # each ends what the others stand on
            continue
        role = TABLE.commands[tuple(path.split())].role
        before = await held(room)
        said = await forged(room, who, path, values)
        if role in refused and who not in refused[role][1]:
            key = refused[role][0]
            line = wording().say(key, names=["Kim"]) if key.endswith("keeper_only") else wording().say(key)
            assert line in said and await held(room) == before, path
        else:
            assert not any(wording().say(f"permit.{no}") in said for no in ("outsider", "guest", "admins_only")), path


@pytest.mark.parametrize("who", ["USAM", "UKEEP", "UADMIN"])
async def test_what_was_offered_to_one_person_is_nobody_elses(room: Room, who: str):
    await room.command(who, "card", "C1", wait=0)
    await room.settled()
    mine = [await room.command("UANA", line, "C1") for line in ("checkin", "log 20m youtube", "plan choose")]
    mine.append(await room.slack.mention("UANA", "C1", "what is my plan?"))
    before = await held(room)
    for said in mine:
        for label in said.last.labels:
            pressed = await room.slack.press(who, said.last, label, forged=True)
            assert wording().say("permit.not_yours") in pressed.words, label
    await room.settled()
    assert await held(room) == before


@pytest.mark.parametrize("who", ["UANA", "USAM", "UADMIN"])
async def test_only_the_keeper_changes_the_posts(room: Room, who: str):
    before = await held(room)
    for action in ("on", "off", "load", "refresh"):
        assert "Only the keeper of this channel decides that" in await forged(
            room, who, "channel posts", {"action": action}
        )
    assert await held(room) == before
    assert "Next post" in await forged(room, "UKEEP", "channel posts", {"action": "on"})
    assert await held(room) != before


async def test_rights_that_slack_does_not_tell_are_no_rights(room: Room):
    before = await held(room)
    room.slack.refuse("users.info", "internal_error", times=999)
    room.slack.user("UNEW", name="Una", admin=True)
    room.slack.channel("C1", name="ecg-teaching", members=("UNEW", "UANA"), shared=True)
    for path, (values, _) in WORKS.items():
        assert wording().say("permit.outsider") in await forged(room, "UNEW", path, values), path
    assert await held(room) == before
