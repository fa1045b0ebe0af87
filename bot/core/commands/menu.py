"""What else there is: from the card to every command in three taps, by what one wants to do.

One line places a command; its label is its line in `command.<path>`. One that nobody placed comes last where its first
word belongs. Who may not use it here is not shown it.
"""

from collections.abc import Mapping

from bot.core.commands.table import Command, Kind, Parameter, Table, Values
from bot.core.message import Choice
from bot.core.moment import Moment, choice, reply
from bot.core.people import Permit, authorise
from bot.core.situation import Outcome

MENU: Mapping[str, tuple[str, ...]] = {
    "week": (
        "checkin", "log", "plan forecast", "nudges away", "nudges back", "plan budget", "plan dates", "nudges term",
        "plan reply-note", "plan relief", "plan history",
    ),
    "tools": (
        "plan show", "plan tool", "plan need", "plan first", "plan choose", "plan look", "plan try", "plan promise",
        "plan pause", "plan retire", "start",
    ),
    "content": ("content due", "content add", "content hand-over", "content used"),
    "ready": ("before", "ready", "plan backup", "plan session", "plan keys", "plan role", "plan habit"),
    "colleagues": ("ask", "helped"),
    "wrong": ("oops", "down", "plan print", "nudges rest"),
    "beyond": ("conference add", "conference next", "conference done", "conference calendar"),
    "messages": (
        "nudges show", "nudges yes", "nudges where", "nudges quiet", "nudges snooze", "nudges less", "nudges why",
        "nudges preview", "stop",
    ),
    "channel": (
        "channel show", "channel tools", "channel content", "channel rules", "channel posts", "channel keeper",
        "channel ask", "channel tried", "channel report", "channel dates", "channel join", "channel leave",
    ),
    "mine": (
        "privacy stored", "privacy export", "privacy portfolio", "privacy leaving", "privacy link", "privacy unlink",
        "privacy forget", "admin posts", "admin guests", "help",
    ),
}  # fmt: skip
ELSEWHERE: Mapping[str, str] = {
    "card": "It is where one comes from.",
    "plan undo": "It stands beside every change, and in what changed lately.",
    "content still-right": "It is asked of the one item that is due, from the card.",
    "content changed": "It is asked of the one item that is due, from the card.",
    "content rethink": "It is asked of the one item that is due, from the card.",
    "content drop": "It is asked of the one item that is due, from the card.",
}
BY_WORD = {
    "plan": "tools", "content": "content", "nudges": "messages", "channel": "channel", "privacy": "mine",
    "admin": "mine",
}  # fmt: skip
OTHERWISE = "colleagues"


def menu_of(table: Table) -> Command:
    """Return the menu of a table."""

    def show(moment: Moment, values: Values) -> Outcome:
        """Show the groups, or what is in one of them."""
        group = values.text("about")
        if found := _entries(group, table, moment):
            return reply(_title(group, moment), choices=found)
        groups = [name for name in MENU if _entries(name, table, moment)]
        shown = tuple(choice(_title(name, moment), "menu", about=name) for name in groups)
        return reply(moment.say("menu_title.what"), choices=shown)

    return Command(("menu",), show, (Parameter("about", Kind.TEXT),), listed=False)


def _title(group: str, moment: Moment) -> str:
    """Return the name of a group; from a direct message the channel is one of those one joined."""
    mine = group == "channel" and moment.situation.place is None
    return moment.say("menu_title.channels") if mine else moment.words.family("menu", group)


def _entries(group: str, table: Table, moment: Moment) -> tuple[Choice, ...]:
    """Return the choices of a group for whoever asks, where they ask."""
    placed = {*ELSEWHERE, *(line for lines in MENU.values() for line in lines)}
    others = (
        " ".join(command.path)
        for command in table.listed()
        if " ".join(command.path) not in placed and BY_WORD.get(command.path[0], OTHERWISE) == group
    )
    commands = (table.commands[tuple(line.split())] for line in (*MENU.get(group, ()), *others))
    return tuple(
        choice(moment.words.family("command", command.key), *command.path)
        for command in commands
        if (moment.situation.place or not command.in_place or (command.afar and moment.situation.near))
        and authorise(moment.situation.actor, command.role) is Permit.YES
    )


def more(moment: Moment) -> Choice:
    """Return the choice that opens the menu."""
    return choice(moment.say("choice.what_else"), "menu")
