"""What people do in Discord: each act goes to the bot over the gateway and gives back what appeared."""

from collections.abc import Mapping
from typing import Any

from tests.emulators.discord import payloads, screen
from tests.emulators.discord.commands import CHAT, MESSAGE, USER
from tests.emulators.discord.gateway import Gateway
from tests.emulators.discord.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, SUBMIT
from tests.emulators.discord.permission import Intent, Right
from tests.emulators.discord.replies import Replies
from tests.emulators.discord.state import (
    DIRECT_MESSAGE,
    Attachment,
    Channel,
    Guild,
    Interaction,
    Json,
    Message,
    Modal,
    User,
)
from tests.emulators.discord.world import World

Who = User | str
Where = Channel | User | str
FAILED, SILENT, FORM_FAILED = (
    "This interaction failed",
    "The application did not respond",
    "Something went wrong. Try again.",
)


class NotDelivered(AssertionError):
    """Discord would never send this to the app."""


class Acts:
    """The verbs of LocalDiscord; `wait` says how many messages, forms or changes to wait for."""

    world: World
    gateway: Gateway
    patience: float

    def _replies(
        self, person: User, where: Channel, interaction: Interaction | None, message: Message | Modal | None
    ) -> Replies:
        places = frozenset({where.id})
        return Replies(self.world, person.id, lambda one: one.channel is where, interaction, message, "", places)

    # -- commands ----------------------------------------------------------------------------------

    async def command(
        self,
        user: Who,
        place: Where,
        words: str,
        options: Mapping[str, Any] | None = None,
        *,
        wait: int = 1,
        forged: bool = False,
    ) -> Replies:
        """Use a slash command, e.g. "boffin log" with its options by name; a person as place is the direct message."""
        person, where = self.world.person(user), self.world.place(place)
        name, *names = words.removeprefix("/").split()
        command = self._command(person, where, name, CHAT, forged)
        node = screen.leaf(command, names)
        sent, things = screen.options(node, options or {})
        data = self._data(command, screen.nested(names, node, sent))
        if things:
            data["resolved"] = payloads.resolved(self.world, where, person, *things)
        interaction = self.world.begin(COMMAND, person, where, data, name=" ".join([name, *names]))
        return await self._deliver(interaction, wait, SILENT)

    async def autocomplete(
        self, user: Who, place: Where, words: str, option: str, typed: str, others: Mapping[str, Any] | None = None
    ) -> Replies:
        """Type in an option; see `suggestions` of what comes back."""
        person, where = self.world.person(user), self.world.place(place)
        name, *names = words.removeprefix("/").split()
        command = self._command(person, where, name, CHAT, False)
        node = screen.leaf(command, names)
        sent, _ = screen.options(node, {**(others or {}), option: typed}, focused=option)
        data = self._data(command, screen.nested(names, node, sent))
        interaction = self.world.begin(AUTOCOMPLETE, person, where, data, name=name)
        return await self._deliver(interaction, 0, "Loading options failed")

    async def message_command(
        self, user: Who, message: Message, name: str, *, wait: int = 1, forged: bool = False
    ) -> Replies:
        """Use a command of a message's menu."""
        return await self._menu(MESSAGE, user, message.channel, message, name, wait, forged)

    async def user_command(
        self, user: Who, place: Where, target: Who, name: str, *, wait: int = 1, forged: bool = False
    ) -> Replies:
        """Use a command of somebody's menu."""
        person = self.world.person(target)
        return await self._menu(USER, user, self.world.place(place), person, name, wait, forged)

    async def _menu(
        self, kind: int, user: Who, where: Channel, target: Message | User, name: str, wait: int, forged: bool
    ) -> Replies:
        person = self.world.person(user)
        command = self._command(person, where, name, kind, forged)
        data = self._data(command, []) | {"target_id": target.id}
        data["resolved"] = payloads.resolved(self.world, where, person, target)
        interaction = self.world.begin(COMMAND, person, where, data, name=name)
        return await self._deliver(interaction, wait, SILENT)

    def _command(self, person: User, where: Channel, name: str, kind: int, forged: bool) -> Json:
        """Find a command as the client offers it to this person here."""
        guild = where.guild
        scopes = [self.world.commands.get(guild.id, {}) if guild else {}, self.world.commands[""]]
        for one in (command for scope in scopes for command in scope.values()):
            if (one["name"], one["type"]) == (name, kind):
                if not forged:
                    self._demand_offered(person, where, one)
                return one
        raise NotDelivered(f"there is no command {name!r}; there is {self.offered(person, where)}")

    def _demand_offered(self, person: User, where: Channel, command: Json) -> None:
        guild = where.guild
        if guild is not None and not where.rights(person.id) & Right.VIEW_CHANNEL:
            raise NotDelivered(f"{person.name} does not see #{where.name}")
        in_bot_direct = where.kind == DIRECT_MESSAGE and self.world.bot in where.recipients
        context = 0 if guild else 1 if in_bot_direct else 2
        contexts = command["contexts"] if command["contexts"] is not None else [0, 1, 2]
        by_guild = 0 in command["integration_types"] and context < 2 and (guild is None or guild.present)
        by_user = 1 in command["integration_types"] and person.installed
        if context not in contexts or not (by_guild or by_user):
            raise NotDelivered(f"/{command['name']} is not offered here")
        needed = int(command["default_member_permissions"] or 0)
        if guild is not None and command["default_member_permissions"] is not None:
            held = where.rights(person.id)
            if not held & Right.ADMINISTRATOR and (held & needed != needed or not needed):
                raise NotDelivered(f"/{command['name']} is not offered to {person.name}")

    def offered(self, user: Who, place: Where) -> list[str]:
        """List the commands that the client offers someone somewhere."""
        person, where = self.world.person(user), self.world.place(place)
        found = []
        for scope in (self.world.commands[""], self.world.commands.get(where.guild.id, {}) if where.guild else {}):
            for one in scope.values():
                try:
                    self._demand_offered(person, where, one)
                except NotDelivered:
                    continue
                found.append(one["name"])
        return found

    def _data(self, command: Json, options: list[Json]) -> Json:
        data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
        if "guild_id" in command:
            data["guild_id"] = command["guild_id"]
        return data | ({"options": options} if command["type"] == CHAT else {})

    # -- buttons, selects and forms ------------------------------------------------------------------

    async def press(self, user: Who, message: Message, label: str, *, wait: int = 1, forged: bool = False) -> Replies:
        """Press a button by its words (or custom id)."""
        part = screen.pressed(message.components, label)
        return await self._act(user, message, part, [], [], wait, forged)

    async def choose(
        self, user: Who, message: Message, label: str, *wanted: Any, wait: int = 1, forged: bool = False
    ) -> Replies:
        """Pick from a select by its placeholder (or custom id); with nothing wanted, `label` is the option itself."""
        part = screen.select(message.components, label)
        picks = list(wanted) or [label]
        values = screen.picked(part, picks)
        return await self._act(user, message, part, values, picks, wait, forged)

    async def _act(
        self, user: Who, message: Message, part: Json, values: list[str], picks: list[Any], wait: int, forged: bool
    ) -> Replies:
        person = self.world.person(user)
        if not forged and not self.world.seen_by(message, person):
            raise screen.NotThere(f"{person.name} does not see it")
        data: Json = {"component_type": part["type"], "custom_id": part["custom_id"], "id": part["id"]}
        if part["type"] in screen.SELECTS:
            data["values"] = values
            if part["type"] in screen.PICKED:
                data["resolved"] = payloads.resolved(self.world, message.channel, person, *picks)
        interaction = self.world.begin(COMPONENT, person, message.channel, data, message=message)
        return await self._deliver(interaction, wait, FAILED)

    async def submit(
        self, user: Who, modal: Modal, values: Mapping[str, Any] | None = None, *, wait: int = 1, forged: bool = False
    ) -> Replies:
        """Fill in a form by its questions (or custom ids) and send it; what was filled in beforehand stays."""
        person = self.world.person(user)
        if not forged and (modal.user is not person or not modal.open):
            raise screen.NotThere(f"{person.name} does not see {modal.title!r}")
        sent, things = screen.fill(modal, values or {})
        data: Json = {"custom_id": modal.content["custom_id"], "components": sent}
        where = modal.interaction.channel
        if things:
            data["resolved"] = payloads.resolved(self.world, where, person, *things)
        source = modal.interaction.message
        interaction = self.world.begin(SUBMIT, person, where, data, message=source, modal=modal)
        replies = await self._deliver(interaction, wait, FORM_FAILED)
        modal.open = bool(replies.error)
        return replies

    def dismiss(self, modal: Modal) -> None:
        """Close a form by its cross; the app does not hear of it."""
        modal.open = False

    async def again(self, what: Replies, *, wait: int = 0) -> Replies:
        """Do the same once more, as a double click does: a new interaction with the same data."""
        old = what.interaction
        assert old is not None
        more = {"message": old.message, "modal": old.modal, "name": old.name}
        interaction = self.world.begin(old.kind, old.user, old.channel, old.data, **more)
        return await self._deliver(interaction, wait, FAILED)

    def redeliver(self, what: Replies) -> None:
        """Send the very same interaction once more, as a gateway may after a resume."""
        assert what.interaction is not None
        one = what.interaction
        self.gateway.emit("INTERACTION_CREATE", payloads.interaction(self.world, one), one.channel.guild, Intent.NONE)

    async def _deliver(self, one: Interaction, wait: int, failed: str) -> Replies:
        """Send an interaction and wait for the first answer: three seconds by the clock here, or the patience."""
        where = one.channel
        replies = self._replies(one.user, where, one, one.modal or one.message)
        if not self.gateway.sessions:
            raise NotDelivered("the bot was never connected")
        self.gateway.emit("INTERACTION_CREATE", payloads.interaction(self.world, one), where.guild, Intent.NONE)
        try:
            await self.world.until(lambda: one.answered or self.world.is_too_late(one), self.patience)
        except TimeoutError:
            one.gone = True
        if not one.answered:
            one.gone, replies.error = True, failed
            return replies
        return await replies.wait(wait)

    # -- words -------------------------------------------------------------------------------------

    async def direct(self, user: Who, text: str, *, files: list[Attachment] | None = None, wait: int = 1) -> Replies:
        """Write to the bot in the direct message."""
        person = self.world.person(user)
        return await self._write(person, self.world.direct(person), text, None, wait, files)

    async def mention(self, user: Who, place: Where, text: str, *, wait: int = 1) -> Replies:
        """Mention the bot in a channel."""
        words = f"<@{self.world.bot.id}> {text}"
        return await self._write(self.world.person(user), self.world.place(place), words, None, wait)

    async def reply(self, user: Who, message: Message, text: str, *, ping: bool = True, wait: int = 1) -> Replies:
        """Reply to a message; without the ping, Discord does not mention its author."""
        return await self._write(self.world.person(user), message.channel, text, message, wait, ping=ping)

    async def say(self, user: Who, place: Where, text: str, *, wait: int = 0) -> Replies:
        """Write in a channel; without the intent for content the bot hears of it, but reads nothing."""
        return await self._write(self.world.person(user), self.world.place(place), text, None, wait)

    async def _write(
        self,
        person: User,
        where: Channel,
        text: str,
        reference: Message | None,
        wait: int,
        files: list[Attachment] | None = None,
        *,
        ping: bool = True,
    ) -> Replies:
        if not where.rights(person.id) & Right.VIEW_CHANNEL:
            raise NotDelivered(f"{person.name} does not see #{where.name}")
        said = Message(self.world.id(), where, person, text, reference=reference, kind=19 if reference else 0)
        said.attachments = files or []
        self.world.mark(said, {"parse": ["users", "roles", "everyone"], "replied_user": ping})
        replies = self._replies(person, where, None, said)
        self.world.say(said)
        return await replies.wait(wait)

    async def edit(self, user: Who, message: Message, text: str) -> None:
        """Change what someone wrote."""
        if message.author is not self.world.person(user):
            raise NotDelivered("only the author can change it")
        message.content = text
        self.world.mark(message, None)
        self.world.change(message)

    def delete(self, message: Message) -> None:
        """Delete a message, as its author or a moderator does."""
        self.world.remove(message)

    # -- servers -----------------------------------------------------------------------------------

    async def join(self, guild: Guild, *, wait: int = 0) -> Replies:
        """Add the bot to a server, or let an unavailable one come back."""
        guild.present, guild.unavailable = True, False
        guild.members.setdefault(self.world.bot.id, [])
        replies = Replies(self.world, self.world.bot.id, lambda one: one.channel.guild is guild)
        self.gateway.emit("GUILD_CREATE", {}, guild, Intent.GUILDS)
        self.world.changed()
        return await replies.wait(wait)

    async def leave(self, guild: Guild) -> None:
        """Remove the bot from a server."""
        guild.present = False
        guild.members.pop(self.world.bot.id, None)
        self.gateway.emit("GUILD_DELETE", {"id": guild.id}, guild, Intent.GUILDS)
        self.world.changed()

    async def lose(self, guild: Guild) -> None:
        """Make a server unavailable, as an outage does."""
        guild.unavailable = True
        self.gateway.emit("GUILD_DELETE", {"id": guild.id, "unavailable": True}, guild, Intent.GUILDS)

    # -- the connection ------------------------------------------------------------------------------

    def cut(self) -> int:
        """Cut every connection to the gateway, as a broken network does."""
        return self.gateway.cut()

    def stop_heartbeats(self) -> None:
        """Leave heartbeats unanswered from now on."""
        self.gateway.answers_heartbeats = False

    def start_heartbeats(self) -> None:
        """Answer heartbeats again."""
        self.gateway.answers_heartbeats = True

    def ask_to_reconnect(self) -> None:
        """Send RECONNECT."""
        self.gateway.ask_to_reconnect()

    def invalidate(self, *, resumable: bool = False) -> None:
        """Send INVALID_SESSION."""
        self.gateway.invalidate(resumable=resumable)
