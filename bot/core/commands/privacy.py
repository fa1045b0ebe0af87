"""What is stored, in words; the file with everything; and forgetting at once."""

import csv
import io
import json
from typing import Any

from bot.core.commands import dates
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.commands.where import account_names
from bot.core.message import File
from bot.core.moment import Moment, choice, reply
from bot.core.situation import Outcome


def stored(moment: Moment, values: Values) -> Outcome:
    """Say what is stored about the speaker and who could see it; behind *more*, for how long."""
    if values.text("more"):
        return reply(moment.say("privacy.how_long"), moment.say("privacy.never"), choices=_choices(moment))
    things = [moment.words.family("stored", kind, n=n) for kind, n in _counts(moment).items() if n]
    counts = moment.say("privacy.counts", things=[*things, moment.say("privacy.settings")])
    names = list(account_names(moment).values())
    last = moment.say("privacy.accounts", names=names) if len(names) > 1 else moment.say("privacy.typed_only")
    more = choice(moment.say("privacy.more"), "privacy", "stored", more="yes")
    return reply(counts, moment.say("privacy.who"), last, choices=(more, *_choices(moment)))


def _counts(moment: Moment) -> dict[str, int]:
    """Return how many of each kind are kept, in the order in which they are named."""
    plan, situation = moment.plan, moment.situation
    return {
        "tools": len(plan.tools), "needs": len(plan.needs), "items": len(plan.items),
        "conferences": len(plan.conferences), "weeks": len(situation.weeks), "logs": len(situation.logs),
        "away": len(plan.away), "dates": len(plan.terms) + len(plan.exams), "drills": len(plan.drills),
        "habits": len(plan.habits), "reminders": len(plan.reminders),
    }  # fmt: skip


def _choices(moment: Moment):  # type: ignore[no-untyped-def]
    return (
        choice(moment.say("privacy.export_choice"), "privacy", "export"),
        choice(moment.say("privacy.forget_choice"), "privacy", "forget"),
    )


def export(moment: Moment, values: Values) -> Outcome:
    """Give everything that is kept about the speaker as a file."""
    form = values.text("format", "json")
    if form == "calendar":
        return dates.give(moment, values)
    made = {"json": _json, "csv": _csv, "markdown": _markdown}[form](moment.situation.stored)
    file = File(f"boffin-{moment.today.isoformat()}.{'md' if form == 'markdown' else form}", made)
    others = tuple(choice(name, "privacy", "export", format=name) for name in FORMATS if name != form)
    return reply(moment.say("privacy.exported", file=file.name), choices=others, files=(file,))


def _json(tables: Any) -> str:
    return json.dumps({name: list(rows) for name, rows in tables.items()}, indent=2, default=str, ensure_ascii=False)


def _csv(tables: Any) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("table", "row", "field", "value"))
    for name, rows in tables.items():
        for number, row in enumerate(rows, 1):
            for key, value in row.items():
                shown = (
                    value
                    if isinstance(value, str | int | float)
                    else json.dumps(value, default=str, ensure_ascii=False)
                )
                writer.writerow((name, number, key, _harmless(str(shown))))
    return out.getvalue()


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" else cell


def _markdown(tables: Any) -> str:
    parts = ["# Boffin"]
    for name, rows in tables.items():
        parts.append(f"\n## {name} ({len(rows)})\n")
        parts += [f"- {json.dumps(row, default=str, ensure_ascii=False)}" for row in rows]
    return "\n".join(parts) + "\n"


def forget(moment: Moment, values: Values) -> Outcome:
    """Erase everything about the speaker, after one tap that says so."""
    if values.text("sure") == "no":
        return reply(moment.say("privacy.not_forgotten"), choices=(choice(moment.say("choice.card"), "card"),))
    if values.text("sure") != "yes":
        sure = choice(moment.say("privacy.forget_yes"), "privacy", "forget", sure="yes")
        keep = choice(moment.say("privacy.forget_no"), "privacy", "forget", sure="no")
        return reply(moment.say("privacy.forget_ask"), choices=(sure, keep))
    return reply(moment.say("privacy.forgotten"), moment.say("privacy.forgotten_honest"), forget=True)


FORMATS = ("json", "csv", "markdown", "calendar")
COMMANDS = (
    Command(("privacy", "stored"), stored, (Parameter("more", Kind.ONE_OF, options=("yes",), only_typed=True),)),
    Command(
        ("privacy", "export"),
        export,
        (Parameter("format", Kind.ONE_OF, options=FORMATS),),
        stored=True,
    ),
    Command(
        ("privacy", "forget"), forget, (Parameter("sure", Kind.ONE_OF, options=("yes", "no")),), aliases=("forget me",)
    ),
)
