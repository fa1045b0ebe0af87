"""What Boffin may say unasked to this person: the weekly card, quiet, away, why, and stop."""

from dataclasses import replace
from datetime import timedelta

from bot.core.commands.repeating import EVERY, first_day, how_often, repeat_of
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.commands.where import card_line
from bot.core.moment import Moment, changed, choice, reply
from bot.core.nudges.coming import allowed, card_rhythm, next_card, next_line, quiet_line
from bot.core.nudges.reminder import all_done, put_off
from bot.core.nudges.rhythm import LIKELY_ZONES, next_after, zone_of
from bot.core.nudges.suggestion import suggestion, verdicts
from bot.core.plan.document import Away, AwayKind, CardWish
from bot.core.plan.edits import Edit, edit
from bot.core.plan.load import is_away
from bot.core.plan.weeks import monday
from bot.core.points.verdict import Suggestion
from bot.core.situation import Outcome


def show(moment: Moment, values: Values) -> Outcome:
    """Show what may come unasked, and what keeps it away."""
    settings = moment.plan.settings
    quiet = moment.say("nudges.quiet_hours", start=settings.quiet_from, end=settings.quiet_until)
    often = how_often(settings.card_repeat, moment) if settings.card is CardWish.YES else ""
    lines = [next_line(moment), often, card_line(moment), quiet]
    gone = sorted((a for a in moment.plan.away.values() if a.last >= moment.today), key=lambda a: a.first)
    lines += [moment.say("nudges.away_line", first=a.first, last=a.last) for a in gone[:3]]
    if settings.less_of:
        lines.append(moment.say("nudges.less_of", rules=[moment.words.family("rule", r) for r in settings.less_of]))
    yes = choice(moment.say("nudges.say_yes"), "nudges", "yes")
    stop = choice(moment.say("choice.stop"), "stop")
    return reply(*lines, choices=(stop if settings.card is CardWish.YES else yes,))


def yes(moment: Moment, values: Values) -> Outcome:
    """Say yes to one private message a week, at a time of one's own, in one's own zone."""
    settings = moment.plan.settings
    zone = values.text("zone") or settings.zone or moment.situation.actor.person.zone or ""
    if zone_of(zone) is None:
        return reply(
            moment.say("nudges.which_zone"),
            choices=tuple(choice(name, "nudges", "yes", zone=name) for name in likely_zones(moment)),
        )
    after = replace(
        settings,
        card=CardWish.YES,
        zone=zone,
        card_day=settings.card_day if (day := values.minutes("day")) is None else day,
        card_time=values.time("at") or settings.card_time,
        snoozed_until=None,
    )
    since = first_day(card_rhythm(after), moment.now)
    after = replace(after, card_repeat=repeat_of(values.text("every"), settings.card_repeat, since))
    wanted = replace(moment, situation=replace(moment.situation, plan=replace(moment.plan, settings=after)))
    first = next_card(wanted) or allowed(next_after(card_rhythm(after), moment.now) or moment.now, after)
    first = first.astimezone(zone_of(zone))
    line = moment.say("nudges.yes_noted", at=first)
    often = how_often(after.card_repeat, moment)
    return changed(moment, edit("settings", "", settings, after), line, often, quiet_line(moment, after))


def likely_zones(moment: Moment) -> tuple[str, ...]:
    """Return the zones to choose from: those the platform guesses first."""
    return tuple(dict.fromkeys((*moment.situation.actor.person.likely_zones, *LIKELY_ZONES)))[: len(LIKELY_ZONES)]


def stop(moment: Moment, values: Values) -> Outcome:
    """Stop everything that comes unasked, and what was asked for too."""
    settings = moment.plan.settings
    was = settings.card is CardWish.YES or bool(moment.plan.reminders)
    edits = (*edit("settings", "", settings, replace(settings, card=CardWish.NO)), *all_done(moment.plan))
    return changed(moment, edits, moment.say("stop.done" if was else "stop.nothing_was"))


def less(moment: Moment, values: Values) -> Outcome:
    """Stop one kind of suggestion, and only that; said again from here, it comes back."""
    settings = moment.plan.settings
    rule = values.text("rule")
    if not rule:
        kinds = tuple(choice(moment.words.family("rule", r), "nudges", "less", rule=r) for r in RULE_NAMES)
        return reply(moment.say("nudges.less_which"), choices=kinds)
    name = moment.words.family("rule", rule)
    if rule in settings.less_of:
        after = replace(settings, less_of=tuple(r for r in settings.less_of if r != rule))
        return changed(moment, edit("settings", "", settings, after), moment.say("nudges.more_again", rule=name))
    after = replace(settings, less_of=(*settings.less_of, rule))
    answered = {values.text("told"): "less"} if values.text("told") else {}
    made = changed(moment, edit("settings", "", settings, after), moment.say("nudges.less_noted", rule=name))
    return replace(made, answered=answered)


def not_now(moment: Moment, values: Values) -> Outcome:
    """Leave a suggestion; nothing else happens."""
    answered = {values.text("told"): "not now"} if values.text("told") else {}
    return reply(moment.say("nudges.not_now_noted"), answered=answered)


def quiet(moment: Moment, values: Values) -> Outcome:
    """Set the hours in which nothing comes."""
    start, end = values.time("start"), values.time("end")
    settings = moment.plan.settings
    if start is None or end is None:
        return reply(moment.say("nudges.quiet_how", start=settings.quiet_from, end=settings.quiet_until))
    after = replace(settings, quiet_from=start, quiet_until=end)
    noted = moment.say("nudges.quiet_noted", start=start, end=end)
    return changed(moment, edit("settings", "", settings, after), noted, quiet_line(moment, after))


def away(moment: Moment, values: Values) -> Outcome:
    """Be away until a day: nothing comes, nothing counts, nothing is left to catch up."""
    until, last = values.day("until"), values.day("last")
    first = values.day("first") or moment.today
    if last is not None:
        until = last + timedelta(days=1)  # a range names its last day
    if until is None:
        return reply(moment.say("nudges.away_how"))
    if until <= first:
        return reply(moment.say("nudges.away_past") if last is None else moment.say("nudges.away_order"))
    kind = AwayKind(values.text("why", AwayKind.LEAVE))
    stretch = Away(kind, first, until - timedelta(days=1))
    edits = edit("away", moment.fresh("away"), None, stretch)
    starts = [monday(first) + timedelta(weeks=n) for n in range((until - monday(first)).days // 7 + 1)]
    free = sum(is_away(start, (stretch,), moment.library.rules.away_days_that_free_a_week) for start in starts)
    if until <= moment.today:
        said = moment.say("nudges.away_was", first=first, last=stretch.last)
        return changed(moment, edits, said, moment.say("nudges.away_was_weeks", n=free) if free else "")
    if first <= moment.today:
        said = moment.say("nudges.away_noted", day=until)
    else:
        said = moment.say("nudges.away_later", first=first, day=until)
    weeks = moment.say("nudges.away_weeks" if monday(first) <= moment.today else "nudges.away_later_weeks", n=free)
    return changed(moment, edits, said, weeks if free else "")


def back(moment: Moment, values: Values) -> Outcome:
    """Come back early: what is away today or later ends now; the days already away stay uncounted.

    What waits for a day and would have come earlier today comes on the next working day.
    """
    edits: tuple[Edit, ...] = ()
    for key, stretch in moment.plan.away.items():
        if stretch.last >= moment.today:
            ended = replace(stretch, last=moment.today - timedelta(days=1))
            edits += edit("away", key, stretch, ended if stretch.first < moment.today else None)
    if not edits:
        return reply(moment.say("nudges.not_away"))
    return changed(moment, edits + put_off(moment, edits), moment.say("nudges.back"), next_line(moment))


def why(moment: Moment, values: Values) -> Outcome:
    """Say why the last suggestion came, with its numbers, or why there is none now."""
    found = verdicts(moment)
    made = suggestion(moment)
    told = next(iter(moment.situation.suggested), None)
    lines = []
    if told and moment.now - told.at < timedelta(days=21):
        lines.append(moment.say("why.last", rule=moment.words.family("rule", told.rule), day=told.at.date()))
    # Looked at as if it had not spoken, the rule gives the numbers it spoke from, where they still stand.
    again = replace(moment, situation=replace(moment.situation, suggested=()))
    same = next((v for v in verdicts(again) if told and v.rule == told.rule and isinstance(v, Suggestion)), made)
    if same:
        lines.append(moment.words.family("why", same.wording, **same.details))
    elif told:
        lines.append(moment.words.family("why", f"rule_{told.rule}", **_limits(moment)))
    else:
        lines.append(moment.say("why.nothing"))
    quiet = [v for v in found if not isinstance(v, Suggestion) and not (told and v.rule == told.rule)]
    lines += [moment.words.family("quiet", v.reason, **v.details) for v in quiet[:3]]
    return reply(*lines, choices=(choice(moment.say("choice.less"), "nudges", "less"),))


def _limits(moment: Moment) -> dict[str, object]:
    rules = moment.library.rules
    return {
        "percent": rules.over_percent, "weeks": rules.over_weeks, "rest": rules.over_rest_weeks,
        "few": rules.far_over_weeks, "far": rules.far_over_percent,
        "unused": rules.unused_known_weeks, "most": rules.tools_to_begin_with, "ahead": rules.item_ahead_days,
        "missed": rules.promise_weeks_missed, "of": rules.promise_weeks_looked_at,
        "drill": rules.drill_days, "known": rules.first_known_weeks,
        "left": rules.time_left_percent, "wow": rules.wow_weeks,
    }  # fmt: skip


def snooze(moment: Moment, values: Values) -> Outcome:
    """Hold the card back until a day; the rhythm itself stays."""
    settings = moment.plan.settings
    until = values.day("until") or moment.today + timedelta(days=8)
    if until <= moment.today:
        return reply(moment.say("nudges.away_past"))
    after = replace(settings, snoozed_until=until)
    return changed(moment, edit("settings", "", settings, after), moment.say("nudges.snoozed", day=until))


RULE_NAMES = (
    "over", "unused", "three", "backup", "missed", "item", "drill",
    "conference", "profile", "tryout", "explore",
    "helped", "asked_why",
)  # fmt: skip
COMMANDS = (
    Command(("stop",), stop, lenient=True, aliases=("unsubscribe",)),
    Command(("nudges", "show"), show),
    Command(
        ("nudges", "yes"),
        yes,
        (EVERY, Parameter("day", Kind.WEEKDAY), Parameter("at", Kind.TIME), Parameter("zone", Kind.ZONE)),
    ),
    Command(
        ("nudges", "less"), less, (Parameter("rule", Kind.ONE_OF, options=RULE_NAMES), Parameter("told", Kind.TEXT))
    ),
    Command(("nudges", "quiet"), quiet, (Parameter("start", Kind.TIME), Parameter("end", Kind.TIME))),
    Command(
        ("nudges", "away"),
        away,
        (
            Parameter("until", Kind.DAY),
            Parameter("why", Kind.ONE_OF, options=tuple(AwayKind)),
            Parameter("first", Kind.DAY),
            Parameter("last", Kind.DAY),
        ),
    ),
    Command(("nudges", "back"), back, listed=False),
    Command(("nudges", "why"), why, aliases=("why", "why not")),
    Command(("nudges", "snooze"), snooze, (Parameter("until", Kind.DAY),), aliases=("snooze",)),
    Command(("nudges", "not-now"), not_now, (Parameter("told", Kind.TEXT),), listed=False),
)
