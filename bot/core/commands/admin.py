"""What an admin decides for the workspace: where Boffin may post, and whether guests may use it."""

from dataclasses import replace

from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.moment import Moment, choice, reply
from bot.core.people import Role
from bot.core.plan.document import Permissions
from bot.core.plan.edits import edit
from bot.core.situation import Outcome


def _kept(moment: Moment, after: Permissions, *lines: str, back: dict[str, str], path: str) -> Outcome:
    held = moment.situation.workspace.permissions
    undo = choice(moment.say("choice.undo"), "admin", path, **back)
    edits = edit("permissions", "", held, after)
    return reply(*lines, choices=(undo,) if edits else (), workspace_edits=edits)


def posts(moment: Moment, values: Values) -> Outcome:
    """Let Boffin post in any channel, or only in the ones that are listed."""
    held, place = moment.situation.workspace.permissions, moment.situation.place
    where = values.text("where")
    if where == "anywhere":
        return _kept(
            moment, replace(held, anywhere=True), moment.say("admin.anywhere"), back={"where": "list"}, path="posts"
        )
    if where == "list":
        line = moment.say("admin.list", n=len(held.places))
        return _kept(moment, replace(held, anywhere=False), line, back={"where": "anywhere"}, path="posts")
    if where in ("here", "not-here"):
        if place is None:
            return reply(moment.say("admin.in_channel"))
        rest = tuple(known for known in held.places if known != place.id)
        after = replace(held, places=(*rest, place.id) if where == "here" else rest)
        line = moment.say("admin.here" if where == "here" else "admin.not_here", place=place.name)
        return _kept(moment, after, line, back={"where": "not-here" if where == "here" else "here"}, path="posts")
    line = moment.say("admin.now_anywhere") if held.anywhere else moment.say("admin.list", n=len(held.places))
    options = ("list", "here") if held.anywhere else ("anywhere", "here")
    return reply(
        line,
        choices=tuple(
            choice(moment.words.family("admin_choice", o.replace("-", "_")), "admin", "posts", where=o) for o in options
        ),
    )


def guests(moment: Moment, values: Values) -> Outcome:
    """Let guests of the workspace use Boffin, or not."""
    held = moment.situation.workspace.permissions
    allow = values.text("allow")
    if not allow:
        line = moment.say("admin.guests_yes" if held.guests else "admin.guests_no")
        other = "no" if held.guests else "yes"
        return reply(
            line,
            choices=(choice(moment.words.family("admin_choice", f"guests_{other}"), "admin", "guests", allow=other),),
        )
    line = moment.say("admin.guests_yes" if allow == "yes" else "admin.guests_no")
    return _kept(
        moment,
        replace(held, guests=allow == "yes"),
        line,
        back={"allow": "no" if allow == "yes" else "yes"},
        path="guests",
    )


COMMANDS = (
    Command(
        ("admin", "posts"),
        posts,
        (Parameter("where", Kind.ONE_OF, options=("anywhere", "list", "here", "not-here")),),
        role=Role.ADMIN,
    ),
    Command(("admin", "guests"), guests, (Parameter("allow", Kind.ONE_OF, options=("yes", "no")),), role=Role.ADMIN),
)
