"""What people do in Slack: each act goes to the bot in Slack's shape and gives back what appeared."""

from collections.abc import Mapping
from typing import Any

from tests.emulators.server import Call
from tests.emulators.slack import payloads, screen
from tests.emulators.slack.delivery import Courier, Delivery, Socket
from tests.emulators.slack.methods import view_told
from tests.emulators.slack.replies import Replies, Submitted
from tests.emulators.slack.server import Server, answer_to
from tests.emulators.slack.state import Json, Message, Refused, View
from tests.emulators.slack.workspace import STACK, Workspace


class NotDelivered(AssertionError):
    """Slack would never send this to the app."""


class Acts:
    """The verbs of LocalSlack; `wait` says how many messages, modals or changes to wait for."""

    state: Workspace
    server: Server
    socket: Socket
    courier: Courier
    team: str

    def _url(self, key: str) -> str:
        return f"{self.server.base}/response/{key}"

    def _demand(self, user: str, *any_of: str) -> None:
        install = self.state.install_of(self.state.home_team(self.state.users[user]))
        if install.revoked:
            raise NotDelivered("the app is not installed any more")
        if not set(any_of) & set(install.scopes):
            raise NotDelivered(f"the app lacks the scope {' or '.join(any_of)}")

    def _place(self, place: str) -> str:
        return self.state.direct(place).id if place in self.state.users else place

    # -- commands ----------------------------------------------------------------------------------

    async def command(self, user: str, place: str, word: str, text: str = "", *, wait: int = 1) -> Replies:
        """Type a slash command in a channel, or in the direct message when `place` is the person."""
        self._demand(user, "commands")
        person, where = self.state.users[user], self.state.channels[self._place(place)]
        trigger = self.state.trigger(user)
        url = self.state.response_url(user, where.id, trigger)
        body = payloads.command(self.state, person, where, word, text, trigger, self._url(url.key))
        replies = Replies(self.state, user, where.id, trigger)
        replies.delivery = await self.courier.deliver("slash_commands", body)
        if not replies.delivery.acked:
            replies.error = _why(replies.delivery)
            return replies
        ack = replies.ack
        if ack and (ack.get("text") or ack.get("blocks")):
            try:
                said = self.state.checked_text(ack)
                self.state.say(answer_to(self.state, url, *said, ack))
            except Refused as no:
                self._ack_refused(replies, ack, no)
        return await replies.wait(wait) if not replies.error else replies

    def _ack_refused(self, replies: Replies, ack: Json, no: Refused) -> None:
        replies.error = no.error
        self.server.calls.append(Call("ack", ack, no.answer()))

    # -- words -------------------------------------------------------------------------------------

    async def direct(self, user: str, text: str, *, thread: str = "", wait: int = 1, **repeat: Any) -> Replies:
        """Write to the bot in the direct message."""
        self._demand(user, "im:history")
        return await self._write("message", user, self._place(user), text, thread, wait, repeat)

    async def mention(
        self, user: str, place: str, text: str, *, thread: str = "", wait: int = 1, **repeat: Any
    ) -> Replies:
        """Mention the bot in a channel."""
        self._demand(user, "app_mentions:read")
        bot = self.state.install_of(self.state.channels[place].team).bot_user
        return await self._write("app_mention", user, place, f"<@{bot}> {text}", thread, wait, repeat)

    async def say(self, user: str, place: str, text: str, *, thread: str = "", wait: int = 0, **repeat: Any) -> Replies:
        """Write in a channel, where the app reads everything."""
        self._demand(user, "groups:history" if self.state.channels[place].private else "channels:history")
        return await self._write("message", user, place, text, thread, wait, repeat)

    async def _write(
        self, kind: str, user: str, place: str, text: str, thread: str, wait: int, repeat: Mapping[str, Any]
    ) -> Replies:
        person, where = self.state.users[user], self.state.channels[place]
        words = screen.as_sent(text)
        message = Message(place, self.state.ts(), user, words, person.team, thread_ts=thread, by_bot=False)
        self.state.say(message)
        replies = Replies(self.state, user, place, message.ts, message)
        inner = payloads.said(self.state, kind, person, message)
        replies.delivery = await self.event(inner, team=where.team, shared=where.shared, **repeat)
        return await replies.wait(wait)

    # -- buttons and forms ---------------------------------------------------------------------------

    async def press(
        self, user: str, at: Message | View, label: str, *, value: Any = None, wait: int = 1, forged: bool = False
    ) -> Replies:
        """Press a button or pick an option by its words; a picker goes by its placeholder, with the pick as `value`."""
        person = self.state.users[user]
        if not forged and not self._sees(user, at):
            raise screen.NotThere(f"{user} does not see it")
        action = screen.action(at.blocks, label, value)
        place = at.channel if isinstance(at, Message) else f"D{user}"
        trigger = self.state.trigger(user, at if isinstance(at, View) else None)
        url = ""
        if isinstance(at, Message):
            url = self._url(self.state.response_url(user, place, trigger, at).key)
        typed = at.values if isinstance(at, View) else {}
        if action["type"] in screen.VALUE:
            reported = {key: action[key] for key in ("type", screen.VALUE[action["type"]][0])}
            typed = typed | {action["block_id"]: typed.get(action["block_id"], {}) | {action["action_id"]: reported}}
        if isinstance(at, View):
            at.values = typed
        values = screen.state(at.blocks, typed)
        body = payloads.block_actions(self.state, person, at, action, values, trigger, url)
        replies = Replies(self.state, user, place, trigger, at)
        replies.delivery = await self.courier.deliver("interactive", body)
        if not replies.delivery.acked:
            replies.error = _why(replies.delivery)
            return replies
        return await replies.wait(wait)

    def _sees(self, user: str, at: Message | View) -> bool:
        if isinstance(at, View):
            return at.user == user and at.open
        return not at.deleted and at.to in ("", user) and user in self.state.channels[at.channel].members

    async def submit(
        self, user: str, view: View, values: Mapping[str, Any] | None = None, *, wait: int = 0, forged: bool = False
    ) -> Submitted:
        """Fill in a form by its labels (or ids) and send it; what was filled in beforehand stays."""
        if not forged and not self._sees(user, view):
            raise screen.NotThere(f"{user} does not see {view.title!r}")
        if "submit" not in view.content:
            raise screen.CannotSubmit("this modal has no submit button")
        view.values = screen.fill(view, values or {})
        trigger = self.state.trigger(user, view)
        replies = Submitted(self.state, user, f"D{user}", trigger, view, form=view)
        body = payloads.view_event(self.state, "view_submission", self.state.users[user], view, trigger)
        replies.delivery = await self.courier.deliver("interactive", body)
        if not replies.delivery.acked:
            replies.error = _why(replies.delivery)
            return replies
        try:
            self._follow(view, replies)
        except Refused as no:
            self._ack_refused(replies, replies.ack or {}, no)
            return replies
        return replies if wait == 0 else await _waited(replies, wait)

    def _follow(self, view: View, replies: Submitted) -> None:
        ack = replies.ack or {}
        stack = self.state.stacks.get(view.user, [])
        match ack.get("response_action"):
            case None:
                self.state.close(view)
            case "clear":
                self.state.close(stack[0] if stack else view)
            case "errors":
                asked = {block["block_id"] for block in view.blocks if block["type"] == "input"}
                errors = ack.get("errors")
                if not isinstance(errors, dict) or not errors or set(errors) - asked:
                    raise Refused("invalid_arguments", ["[ERROR] errors must name input blocks [json-pointer:/errors]"])
            case "update":
                content = self.state.checked_view(ack.get("view"))
                self.state.free_external_id(content, view)
                self.state.replace(view, content)
            case "push":
                if len(stack) >= STACK:
                    raise Refused("push_limit_reached")
                content = self.state.checked_view(ack.get("view"))
                self.state.free_external_id(content)
                self.state.opened.append((replies.origin, self.state.show(view.user, content, stack)))
                self.state.changed()
            case other:
                raise Refused("invalid_arguments", [f"[ERROR] unknown: {other} [json-pointer:/response_action]"])

    async def dismiss(self, user: str, view: View, *, all: bool = False) -> Delivery | None:
        """Close a modal by its cross or Cancel; the app hears of it only when it asked to."""
        told = view.content.get("notify_on_close", False)
        stack = self.state.stacks.get(user, [])
        body = payloads.view_event(self.state, "view_closed", self.state.users[user], view, "", is_cleared=all)
        self.state.close(stack[0] if all and stack else view)
        return await self.courier.deliver("interactive", body) if told else None

    async def shortcut(self, user: str, callback_id: str, message: Message | None = None, *, wait: int = 1) -> Replies:
        """Use a shortcut: global, or on a message."""
        self._demand(user, "commands")
        trigger = self.state.trigger(user)
        place = message.channel if message else f"D{user}"
        url = self._url(self.state.response_url(user, place, trigger, message).key) if message else ""
        body = payloads.shortcut(self.state, self.state.users[user], callback_id, trigger, message, url)
        replies = Replies(self.state, user, place, trigger, message)
        replies.delivery = await self.courier.deliver("interactive", body)
        if not replies.delivery.acked:
            replies.error = _why(replies.delivery)
            return replies
        return await replies.wait(wait)

    # -- events --------------------------------------------------------------------------------------

    async def event(
        self, inner: Json, *, team: str = "", event_id: str = "", shared: bool = False, retry: int = 0
    ) -> Delivery:
        """Send any event; the same `event_id` with `retry` is a repeat."""
        body = payloads.event(self.state, team or self.team, inner, event_id or self.state.id("Ev"), shared)
        return await self.courier.deliver("events_api", body, retry=retry)

    async def again(self, what: Delivery | Replies, *, retry: int = 1, reason: str = "timeout") -> Delivery:
        """Send the same payload once more, as Slack's repeats and double clicks do."""
        delivery = what.delivery if isinstance(what, Replies) else what
        return await self.courier.deliver(delivery.kind, delivery.body, retry=retry, reason=reason)

    async def challenge(self) -> str:
        """Check the HTTP address as Slack does when it is entered, and give what came back."""
        body = {"type": "url_verification", "token": payloads.TOKEN, "challenge": "local-challenge"}
        delivery = await self.courier.deliver("events_api", body)
        found = delivery.ack or {}
        return str(found.get("challenge") or found.get("text"))

    async def open_home(self, user: str, tab: str = "home", *, wait: int = 1) -> Replies:
        """Open the app's Home (or Messages) tab."""
        place, view = self.state.direct(user), self.state.homes.get(user)
        inner: Json = {"type": "app_home_opened", "user": user, "channel": place.id, "tab": tab}
        inner["event_ts"] = self.state.ts()
        if view is not None and tab == "home":
            inner["view"] = view_told(self.state, view)
        replies = Replies(self.state, user, place.id, str(inner["event_ts"]), view)
        replies.delivery = await self.event(inner, team=place.team)
        return await replies.wait(wait)

    async def invite(self, place: str, by: str = "", *, wait: int = 1) -> Replies:
        """Add the bot to a channel."""
        where = self.state.channels[place]
        install = self.state.install_of(where.team)
        self._demand(install.bot_user, "groups:read" if where.private else "channels:read")
        where.members.add(install.bot_user)
        inner: Json = {"type": "member_joined_channel", "user": install.bot_user, "channel": place}
        inner |= {"channel_type": "G" if where.private else "C", "team": where.team, "event_ts": self.state.ts()}
        if by:
            inner["inviter"] = by
        replies = Replies(self.state, by or install.bot_user, place, str(inner["event_ts"]))
        replies.delivery = await self.event(inner, team=where.team, shared=where.shared)
        return await replies.wait(wait)

    async def uninstall(self, team: str = "") -> list[Delivery]:
        """Take the app out of a workspace: the token ends, then the two events come."""
        install = self.state.install_of(team or self.team)
        install.revoked = True
        inners: list[Json] = [
            {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [install.bot_user]}},
            {"type": "app_uninstalled"},
        ]
        return [await self.event(inner, team=install.team) for inner in inners]


def _why(delivery: Delivery) -> str:
    """Say what Slack tells the person when the app did not acknowledge."""
    return "dispatch_failed" if delivery.attempts[-1].reason not in ("timeout", "http_timeout") else "operation_timeout"


async def _waited(replies: Submitted, wait: int) -> Submitted:
    await replies.wait(wait)
    return replies
