"""One person on several platforms: a code made on one and typed on the other, and taking an account away again."""

from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.commands.where import account_names
from bot.core.link import CODE_LASTS, WRONG_CODES, WRONG_WITHIN, Code, Parting, Side, Union, WrongCode, is_code, normal
from bot.core.message import Choice
from bot.core.moment import Moment, choice, reply
from bot.core.nudges.rhythm import zone_of
from bot.core.plan.uniting import United, Whole, is_blank, unite
from bot.core.situation import Outcome

NAMED = 5  # of what both sides have, so many by name


def link(moment: Moment, values: Values) -> Outcome:
    """Give a code for the other platform; or, with that code, join the two once the person has chosen how."""
    code, linking = normal(values.text("code")), moment.situation.linking
    if not code:
        return _offer(moment)
    if len(linking.wrong) >= WRONG_CODES:
        until = (linking.wrong[-WRONG_CODES] + WRONG_WITHIN).astimezone(zone_of(moment.zone))
        return reply(moment.say("privacy.link_pause", at=until.time()))
    if not is_code(code):
        return reply(moment.say("privacy.link_what"))
    side = linking.side
    if side is None:
        return reply(moment.say("privacy.link_wrong"), link=WrongCode())
    if side.person == moment.person_id:
        return reply(moment.say("privacy.link_own"))
    if side.expires <= moment.now:
        return reply(moment.say("privacy.link_over"))
    return _chosen(moment, code, side, values.text("keep"))


def _offer(moment: Moment) -> Outcome:
    """Give a code, and say where it is typed and that it is nobody else's business."""
    code, here = moment.situation.linking.fresh, _here(moment)
    made = Code(code, moment.now + CODE_LASTS, moment.situation.actor.person.name, here)
    lines = (moment.say("privacy.link_code", code=code, minutes=int(CODE_LASTS.total_seconds() // 60)),)
    return reply(*lines, moment.say("privacy.link_alone"), link=made)


def _here(moment: Moment) -> str:
    """Return the platform that was used last: the one where this is said."""
    return next((account.platform for account in moment.situation.accounts), "")


def _chosen(moment: Moment, code: str, side: Side, keep: str) -> Outcome:
    """Show what is on both sides until one way is chosen. Whoever has told nothing on one side loses nothing."""
    this, other = _mine(moment), side.whole
    if is_blank(this) or is_blank(other):
        if not keep:
            return _ask_once(moment, code, side)
        keep = "here" if is_blank(other) else "there"
    if keep not in ("here", "there", "merge"):
        return _ask_which(moment, code, side)
    return _joined(moment, code, side, keep)


def _mine(moment: Moment) -> Whole:
    return Whole(moment.plan, moment.situation.weeks, moment.situation.logs)


def _ask_once(moment: Moment, code: str, side: Side) -> Outcome:
    yes = choice(moment.say("privacy.link_yes"), "privacy", "link", code=code, keep="yes")
    return reply(*_who(moment, side), choices=(yes, _leave(moment)))


def _ask_which(moment: Moment, code: str, side: Side) -> Outcome:
    lines = (
        *_who(moment, side),
        _sum(moment, moment.say("privacy.link_here"), _mine(moment)),
        _sum(moment, _platform(moment, side.platform), side.whole),
        _both_line(moment, unite(_mine(moment), side.whole)),
    )
    ways = tuple(
        choice(moment.words.family("link_keep", way), "privacy", "link", code=code, keep=way)
        for way in ("here", "there", "merge")
    )
    return reply(*lines, choices=(*ways, _leave(moment)))


def _who(moment: Moment, side: Side) -> tuple[str, ...]:
    """Say whose code it is, so that nobody is talked into sharing a plan."""
    made = moment.say("privacy.link_made", name=side.name, platform=_platform(moment, side.platform))
    return made, moment.say("privacy.link_only_you")


def _leave(moment: Moment) -> Choice:
    return choice(moment.say("privacy.link_leave"), "card")


def _platform(moment: Moment, name: str) -> str:
    return moment.words.family("platform", name)


def _sum(moment: Moment, where: str, whole: Whole) -> str:
    tools = [moment.tool_name(name) for name in whole.plan.tools]
    counts = {
        "needs": len(whole.plan.needs), "items": len(whole.plan.items), "weeks": len(whole.weeks),
        "logs": len(whole.logs),
    }  # fmt: skip
    if not tools:
        return moment.say("privacy.link_sum_no_tools", where=where, **counts)
    return moment.say("privacy.link_sum", where=where, tools=tools, **counts)


def _both_line(moment: Moment, united: United) -> str:
    """Return one line on what both sides have and told differently, "" where there is nothing."""
    names = [moment.tool_name(name) for name in united.tools]
    names += [moment.need_label(need.kind, need.words) for need in united.needs]
    names += list(united.items)
    names += [moment.say("privacy.link_week", day=day) for day in united.weeks]
    if (more := len(names) - NAMED) > 0:
        names = [*names[:NAMED], moment.say("privacy.link_more", n=more)]
    return moment.say("privacy.link_both", names=names) if names else ""


def _joined(moment: Moment, code: str, side: Side, keep: str) -> Outcome:
    """Join the two persons; the rest of what is asked is only where the card comes."""
    me, both = moment.person_id, ""
    if keep == "merge":
        united = unite(_mine(moment), side.whole)
        made, both = Union(code, me, side.person, united.edits, is_merge=True), _both_line(moment, united)
    elif keep == "here":
        made = Union(code, me, side.person)
    else:
        made = Union(code, side.person, me)
    names = list(dict.fromkeys((_here(moment), side.platform)))
    said = moment.say("privacy.linked", platforms=[_platform(moment, name) for name in names])
    if len(names) == 1:
        return reply(said, both, link=made)
    ways = tuple(choice(_platform(moment, name), "nudges", "where", on=name) for name in names)
    return reply(said, both, moment.say("privacy.linked_card"), choices=ways, link=made)


def unlink(moment: Moment, values: Values) -> Outcome:
    """Take one account away after a tap that says which; the plan stays with the others."""
    accounts = {account.id: account for account in moment.situation.accounts}
    names = account_names(moment)
    stay = {gone: [names[id_] for id_, a in accounts.items() if id_ != gone and not a.is_removed] for gone in accounts}
    able = [id_ for id_ in accounts if stay[id_]]
    if not able:
        forget = choice(moment.say("privacy.forget_choice"), "privacy", "forget")
        return reply(moment.say("privacy.unlink_last"), choices=(forget,))
    gone = values.text("account")
    if gone not in able:
        ways = tuple(
            choice(moment.say("privacy.unlink_this", name=names[id_]), "privacy", "unlink", account=id_) for id_ in able
        )
        keep = choice(moment.say("privacy.unlink_keep"), "card")
        return reply(moment.say("privacy.unlink_which", names=list(names.values())), choices=(*ways, keep))
    # No choices: they would be the old person's, and whoever presses here is somebody new.
    return reply(moment.say("privacy.unlinked", name=names[gone], names=stay[gone]), link=Parting(gone))


COMMANDS = (
    Command(
        ("privacy", "link"),
        link,
        (Parameter("keep", Kind.ONE_OF, options=("here", "there", "merge", "yes")), Parameter("code", Kind.TEXT)),
        links=True,
    ),
    Command(("privacy", "unlink"), unlink, (Parameter("account", Kind.TEXT),)),
)
