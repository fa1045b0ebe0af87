"""The one table, put together."""

from bot.core.commands import (
    admin,
    appeared,
    ask,
    before,
    card,
    channel,
    channel_asking,
    channel_content,
    channel_posts,
    channel_report,
    channel_rules,
    channel_words,
    choose,
    conference,
    content,
    dates,
    down,
    exploring,
    feedback,
    forecast,
    helping,
    leaving,
    link,
    log,
    nudges,
    oops,
    plan_changes,
    plan_tools,
    portfolio,
    privacy,
    promising,
    ready,
    ready_notes,
    relief,
    reminding,
    removing,
    replying,
    resting,
    spent,
    start,
    teaching,
    term,
    week,
    where,
    wish_list,
)
from bot.core.commands.help import help_about, thanks
from bot.core.commands.menu import menu_of
from bot.core.commands.table import Command, Table

DEFAULTS = {
    (): ("card",),
    ("plan",): ("plan", "show"),
    ("content",): ("content", "due"),
    ("conference",): ("conference", "next"),
    ("nudges",): ("nudges", "show"),
    ("channel",): ("channel", "show"),
    ("privacy",): ("privacy", "stored"),
    ("admin",): ("admin", "posts"),
}


def table() -> Table:
    """Return the table of all commands."""
    made = Table(
        (
            *card.COMMANDS[:1], *ask.COMMANDS, *feedback.COMMANDS, *week.COMMANDS, *log.COMMANDS, *start.COMMANDS,
            *plan_tools.COMMANDS, *promising.COMMANDS, *choose.COMMANDS, *forecast.COMMANDS, *replying.COMMANDS,
            *teaching.COMMANDS,
            *term.COMMANDS, *exploring.COMMANDS, *relief.COMMANDS, *plan_changes.COMMANDS, *wish_list.COMMANDS,
            *content.COMMANDS, *conference.COMMANDS, *dates.COMMANDS, *helping.COMMANDS, *down.COMMANDS,
            *before.COMMANDS, *oops.COMMANDS, *nudges.COMMANDS, *resting.COMMANDS, *where.COMMANDS, *card.COMMANDS[1:],
            *channel.COMMANDS, *channel_content.COMMANDS, *channel_posts.COMMANDS, *channel_rules.COMMANDS,
            *channel_asking.COMMANDS, *channel_report.COMMANDS, *channel_words.COMMANDS, *removing.COMMANDS,
            *spent.COMMANDS, *ready.COMMANDS, *ready_notes.COMMANDS, *reminding.COMMANDS,
            *appeared.COMMANDS, *privacy.COMMANDS, *link.COMMANDS, *admin.COMMANDS,
            *portfolio.COMMANDS, *leaving.COMMANDS,
        ),
        DEFAULTS,
    )  # fmt: skip
    made.commands[("thanks",)] = Command(("thanks",), thanks, listed=False)
    shown = help_about(made)
    made.commands[shown.path] = shown
    made.commands[("menu",)] = menu_of(made)
    return made
