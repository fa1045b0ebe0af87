"""Help, made from the table itself, so that it cannot name what does not exist."""

from bot.core.commands.table import Command, Kind, Parameter, Table, Values
from bot.core.moment import Moment, choice, reply
from bot.core.situation import Outcome


def thanks(moment: Moment, values: Values) -> Outcome:
    """Take a thank-you kindly and briefly."""
    return reply(moment.say("help.thanks"))


FIRST = ("card", "ask", "log", "oops", "stop")
IN_A_MINUTE = ("oops", "before", "down")  # tools one tap away, for when there is no time to type


def help_about(table: Table):  # type: ignore[no-untyped-def]
    """Return the help command of a table."""

    def show(moment: Moment, values: Values) -> Outcome:
        """Show the few words that are enough, or what is under one of them."""
        about = values.text("about").casefold().strip()
        under = [c for c in table.listed() if c.path[0] == about or " ".join(c.path) == about]
        if under:
            return reply(moment.say("help.under", word=about), *(line(c, moment) for c in under))
        first = [line(c, moment) for c in table.listed() if c.path in {(w,) for w in FIRST}]
        groups = [g for g in table.groups if any(c.path[0] == g for c in table.listed())]
        choices = tuple(choice(moment.say("help.more", word=g), "help", about=g) for g in groups)
        quick = tuple(choice(moment.words.family("command", word), word) for word in IN_A_MINUTE)
        return reply(moment.say("help.enough"), *first, moment.say("help.plain"), choices=(*quick, *choices))

    return Command(("help",), show, (Parameter("about", Kind.TEXT),))


def line(command: Command, moment: Moment) -> str:
    """Return one line of help: the words to type and what they do."""
    return moment.say("help.line", words=" ".join(command.path), does=moment.words.family("command", command.key))
