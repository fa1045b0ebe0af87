"""The requests that answer what a person did: first within three seconds, then for fifteen minutes."""

import copy
from typing import Any

from tests.emulators.discord import payloads
from tests.emulators.discord.components import check_modal, numbered
from tests.emulators.discord.form import Problems, items, one_of, shape, string
from tests.emulators.discord.messages import Ask, checked, compose, rewrite
from tests.emulators.discord.state import (
    EPHEMERAL,
    LOADING,
    Interaction,
    Json,
    Message,
    Modal,
    Refused,
)
from tests.emulators.discord.world import World, is_ephemeral

PONG, SAY, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 1, 4, 5, 6, 7, 8, 9
AUTOCOMPLETE, SUBMIT, COMPONENT, COMMAND = 4, 5, 3, 2
COMMAND_CALLBACKS, COMPONENT_CALLBACKS = (SAY, DEFER, MODAL), (SAY, DEFER, DEFER_UPDATE, UPDATE, MODAL)
#: What a mention in an answer pings unless told otherwise: people only.
USERS = ("users",)


def _choice_value(value: Any, problems: Problems, at: tuple[str | int, ...]) -> None:
    if isinstance(value, str):
        string(100)(value, problems, at)
    elif isinstance(value, bool) or not isinstance(value, int | float):
        problems.add(at, "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')


SUGGESTIONS = shape(
    {"choices": items(shape({"name": string(100, 1), "value": _choice_value}), 25)},
)


def _allowed(one: Interaction) -> tuple[int, ...]:
    if one.kind == AUTOCOMPLETE:
        return (CHOICES,)
    if one.kind == SUBMIT:  # a form cannot be answered with a form
        return (SAY, DEFER, DEFER_UPDATE, UPDATE) if one.message else (SAY, DEFER, DEFER_UPDATE)
    return COMMAND_CALLBACKS if one.kind == COMMAND else COMPONENT_CALLBACKS


def answer(ask: Ask) -> Json | None:
    """Answer an interaction for the first time; what is refused leaves it unanswered."""
    world = ask.world
    one = world.answering(ask.path["interaction_id"], ask.path["interaction_token"])
    problems = Problems()
    shape({"type": one_of(*_allowed(one))})(ask.body, problems, ())
    problems.demand_none()
    kind, data = ask.body["type"], ask.body.get("data") or {}
    message = _DO[kind](ask, one, data)
    one.answered, one.answered_at = kind, world.clock.now()
    world.changed()
    return _callback(world, one, message) if ask.query.get("with_response") in ("1", "true", "True") else None


def _callback(world: World, one: Interaction, message: Message | None) -> Json:
    told: Json = {"id": one.id, "type": one.kind}
    if message is not None:
        told |= {"response_message_id": message.id, "response_message_loading": message.loading}
        told["response_message_ephemeral"] = bool(message.to)
    found: Json = {"interaction": told}
    if message is not None:
        found["resource"] = {"type": one.answered, "message": payloads.message(world, message)}
    return found


def _pong(ask: Ask, one: Interaction, data: Json) -> None:
    return None


def _say(ask: Ask, one: Interaction, data: Json) -> Message:
    checked(ask, data, at=("data",))
    made = _composed(ask, one, data)
    made.kind = {COMMAND: 20 if one.data.get("type") == 1 else 23}.get(one.kind, 0)
    if one.kind == COMPONENT:
        made.reference = one.message
    one.original = made
    return ask.world.say(made)


def _composed(ask: Ask, one: Interaction, data: Json) -> Message:
    made = compose(ask, data, one.channel)
    made.interaction, made.nonce = one, None
    made.to = one.user.id if is_ephemeral(made.flags) else ""
    ask.world.mark(made, data.get("allowed_mentions"), kept=USERS)
    return made


def _defer(ask: Ask, one: Interaction, data: Json) -> Message:
    made = Message(ask.world.id(), one.channel, ask.world.bot, interaction=one)
    made.flags = LOADING | (data.get("flags") or 0) & EPHEMERAL
    made.to = one.user.id if is_ephemeral(made.flags) else ""
    made.kind = 20 if one.kind == COMMAND else 0
    one.original = made
    return ask.world.say(made)


def _defer_update(ask: Ask, one: Interaction, data: Json) -> Message | None:
    one.original = one.message
    return None


def _update(ask: Ask, one: Interaction, data: Json) -> Message:
    assert one.message is not None
    if one.message.deleted:
        raise Refused(404, 10008, "Unknown Message")
    checked(ask, data, one.message, ("data",))
    one.original = one.message
    rewrite(ask, data, one.message, kept=USERS)
    return one.message


def _suggest(ask: Ask, one: Interaction, data: Json) -> None:
    problems = Problems()
    SUGGESTIONS(data, problems, ("data",))
    problems.demand_none()
    one.choices = list(data["choices"])


def _open(ask: Ask, one: Interaction, data: Json) -> None:
    check_modal(data).demand_none()
    content = copy.deepcopy(data)
    numbered(content["components"])
    one.opened = Modal(one.user, one, content)
    ask.world.opened.append(one.opened)


_DO: dict[int, Any] = {
    PONG: _pong,
    SAY: _say,
    DEFER: _defer,
    DEFER_UPDATE: _defer_update,
    UPDATE: _update,
    CHOICES: _suggest,
    MODAL: _open,
}

# -- after the first answer ----------------------------------------------------------------------------


def _following(ask: Ask) -> Interaction:
    return ask.world.following(ask.path["webhook_id"], ask.path["webhook_token"])


def follow(ask: Ask) -> Json:
    """Say something more; the first of them after *thinking* takes its place."""
    one = _following(ask)
    if one.answered == DEFER and one.original is not None and one.original.loading and not one.original.deleted:
        return _rewrite(ask, one.original)
    if one.answered in (CHOICES, MODAL):
        raise Refused(404, 10015, "Unknown Webhook")
    checked(ask, ask.body)
    made = _composed(ask, one, ask.body)
    made.reference = one.original
    return payloads.message(ask.world, ask.world.say(made))


def _rewrite(ask: Ask, old: Message) -> Json:
    checked(ask, ask.body, old)
    if old.loading:
        ask.body.setdefault("content", "")
    flags = old.flags
    rewrite(ask, ask.body, old, kept=USERS)
    old.flags = (old.flags & ~EPHEMERAL) | (flags & EPHEMERAL)  # who sees it was said by the first answer
    return payloads.message(ask.world, old)


def _target(ask: Ask) -> Message:
    """Find the message that a follow-up request names; only those of this interaction, ephemeral ones too."""
    one, wanted = _following(ask), ask.path.get("message_id", "@original")
    if wanted == "@original":
        if one.original is None:
            raise Refused(404, 10015, "Unknown Webhook")
        found: Message | None = one.original
    else:
        mine = [message for message in ask.world.said if message.interaction is one or message is one.original]
        found = next((message for message in mine if message.id == wanted), None)
    if found is None or found.deleted:
        raise Refused(404, 10008, "Unknown Message")
    return found


def fetch(ask: Ask) -> Json:
    """Read an answer."""
    return payloads.message(ask.world, _target(ask))


def edit(ask: Ask) -> Json:
    """Change an answer."""
    return _rewrite(ask, _target(ask))


def remove(ask: Ask) -> None:
    """Remove an answer."""
    ask.world.remove(_target(ask))
