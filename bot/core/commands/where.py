"""Where a person on several platforms is: the names of their accounts, and which one the card comes to."""

from dataclasses import replace

from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.library import squeeze
from bot.core.moment import Moment, changed, choice, reply
from bot.core.plan.edits import edit
from bot.core.situation import Outcome

LAST = "last"  # said in place of a platform


def platforms(moment: Moment) -> dict[str, str]:
    """Return the platforms where the person can be reached, the one used last first, with their names."""
    held = (account.platform for account in moment.situation.accounts if not account.is_removed)
    return {platform: moment.words.family("platform", platform) for platform in held}


def account_names(moment: Moment) -> dict[str, str]:
    """Return a name for each account, the one that speaks marked; of several on one platform, numbered."""
    names: dict[str, str] = {}
    for account in moment.situation.accounts:
        name = moment.words.family("platform", account.platform)
        same = sum(known.startswith(name) for known in names.values())
        names[account.id] = f"{name} {same + 1}" if same else name
        if len(names) == 1:
            names[account.id] = moment.say("privacy.account_here", name=name)
    return names


def card_line(moment: Moment) -> str:
    """Return one line on where the card comes, "" where there is only one place."""
    names = platforms(moment)
    if len(names) < 2:
        return ""
    chosen = moment.plan.settings.card_on
    if chosen in names:
        return moment.say("nudges.where", platform=names[chosen])
    return moment.say("nudges.where_last", platform=next(iter(names.values())))


def where(moment: Moment, values: Values) -> Outcome:
    """Choose the platform where the card comes, or leave it to wherever one spoke last."""
    names, settings, said = platforms(moment), moment.plan.settings, squeeze(values.text("on"))
    if len(names) < 2:
        return reply(moment.say("nudges.where_one"))
    chosen = next((key for key, name in names.items() if said in (key, squeeze(name))), None)
    if said != LAST and chosen is None:
        ways = tuple(choice(name, "nudges", "where", on=key) for key, name in names.items())
        last = choice(moment.say("nudges.where_last_choice"), "nudges", "where", on=LAST)
        return reply(card_line(moment), moment.say("nudges.where_which"), choices=(*ways, last))
    after = replace(settings, card_on=chosen or "")
    edits = edit("settings", "", settings, after)
    now = replace(moment, situation=replace(moment.situation, plan=replace(moment.plan, settings=after)))
    return changed(moment, edits, card_line(now))


COMMANDS = (Command(("nudges", "where"), where, (Parameter("on", Kind.TEXT),)),)
