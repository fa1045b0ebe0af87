"""The card: my plan, this week, what comes next, at most one suggestion; and the card that is sent."""

from datetime import timedelta

from bot.core.commands.menu import more
from bot.core.commands.offers import offers
from bot.core.commands.ready import card_line as ready_line
from bot.core.commands.table import Command, Values
from bot.core.commands.teaching import exam_taps
from bot.core.commands.term import term_card, term_taps
from bot.core.commands.week import checkin_choices
from bot.core.moment import TAKES_TIME, Moment, choice, reply
from bot.core.nudges.coming import is_quiet, next_line
from bot.core.nudges.pace import Pace, may_come, pace
from bot.core.nudges.reminder import card_line as reminder_line
from bot.core.nudges.suggestion import suggestion, words
from bot.core.plan.content_list import due
from bot.core.plan.document import CardWish
from bot.core.plan.load import is_away, is_away_on, total
from bot.core.plan.uniting import Whole, is_blank
from bot.core.plan.weeks import Told, monday
from bot.core.situation import Outcome, Skip


def card(moment: Moment, values: Values) -> Outcome:
    """Show how things stand. Somebody new is asked where to start."""
    plan = moment.plan
    start = choice(moment.say("choice.start"), "start")
    asked, answers = offers(moment)
    if is_blank(Whole(plan, moment.situation.weeks, moment.situation.logs)):
        said = (moment.say("card.new"), moment.say("privacy.first_line"), *asked)
        return reply(*said, choices=(*answers, start, _help(moment), more(moment)))
    used = [moment.tool_name(name) for name, tool in plan.tools.items() if tool.stage in TAKES_TIME]
    lines = [_week_line(moment)]
    lines.append(moment.say("card.tools", n=len(used), tools=used) if used else moment.say("card.no_tools"))
    lines.append(ready_line(moment))
    lines.append(reminder_line(moment))
    lines.append(next_line(moment))
    lines += asked
    if plan.settings.begun is None and not plan.tools and not plan.needs:
        lines.append(moment.say("privacy.first_line"))  # they have not heard it yet
    week = monday(moment.today)
    tap = choice(moment.say("choice.checkin"), "checkin", week=week.isoformat())
    told = (*answers, *term_taps(moment), *exam_taps(moment), *(() if week in moment.situation.weeks else (tap,)))
    show = choice(moment.say("choice.plan"), "plan", "show") if plan.tools or plan.needs else start
    made = suggestion(moment)
    due_line = (
        _due_line(moment) if made is None or made.rule != "item" or made.place else ""
    )  # else the suggestion names it
    look = (choice(moment.say("choice.due"), "content", "due"),) if due_line else ()
    lines.append(due_line)
    if made is None:
        return reply(*lines, choices=(*told, *look, show, _help(moment), more(moment)))
    sentence, choices, row = words(made, moment)
    return reply(*lines, sentence, choices=(*told, *choices, *look, show, more(moment)), suggested=(row,))


def _due_line(moment: Moment) -> str:
    items = moment.plan.items
    found = due(items, moment.today, moment.library.rules, moment.library.news.values())
    return moment.say("card.due", n=len(found), title=items[found[0][0]].title) if found else ""


def _week_line(moment: Moment) -> str:
    start = monday(moment.today)
    week = moment.situation.weeks.get(start)
    if is_away(start, moment.free, moment.library.rules.away_days_that_free_a_week) or (
        week and week.told is Told.BUSY
    ):
        return moment.say("card.week_free")
    spent = total(week, moment.situation.logs.values(), start)
    hour = moment.plan.settings.weekly_minutes
    if spent is None:
        return moment.say("card.week_open")
    if hour is None:
        return moment.say("card.week", minutes=spent)
    return moment.say("card.week_of", minutes=spent, hour=hour)


def _help(moment: Moment):  # type: ignore[no-untyped-def]
    return choice(moment.say("choice.help"), "help")


def held_back(moment: Moment) -> str:
    """Return why a card that is due now is not sent, "" where it is. This is the fence."""
    settings = moment.plan.settings
    if settings.card is not CardWish.YES:
        return "no longer wanted"
    if is_quiet(moment.local.time(), settings):
        return "quiet hours"
    if settings.snoozed_until and moment.today < settings.snoozed_until:
        return "snoozed"
    week = moment.situation.weeks.get(monday(moment.today))
    if is_away_on(moment.today, moment.free):
        return "away"
    if is_away(monday(moment.today), moment.free, moment.library.rules.away_days_that_free_a_week):
        return "away"
    if week and week.told is Told.BUSY:
        return "busy week"
    if not may_come(moment.situation.cards, moment.situation.used_on, moment.now, moment.library.rules):
        return "unanswered cards: slower"
    return ""


def weekly_card(moment: Moment) -> Outcome | Skip:
    """Compose the card that is sent: the one question, at most one suggestion, and a way to stop."""
    if reason := held_back(moment):
        return Skip(reason)
    return _sent(moment)


def _sent(moment: Moment) -> Outcome:
    if instead := term_card(moment):
        return instead
    start = monday(moment.today)
    told = moment.situation.weeks.get(start)
    lines = [moment.say("card.already_told") if told else moment.say("checkin.question")]
    taps = () if told else checkin_choices(moment, start)
    if pace(moment.situation.cards, moment.situation.used_on, moment.library.rules) is Pace.SLOW:
        lines.append(moment.say("card.slower", n=moment.library.rules.slow_card_weeks))
    asked, answers = offers(moment)
    lines += asked
    recent = moment.situation.suggested and moment.now - moment.situation.suggested[0].at < timedelta(days=6)
    made = None if recent else suggestion(moment)
    stop = choice(moment.say("choice.stop"), "stop")
    if made is None:
        return reply(*lines, choices=(*taps, *answers, stop))
    sentence, choices, row = words(made, moment)
    return reply(*lines, sentence, choices=(*taps, *answers, *choices, stop), suggested=(row,))


def preview(moment: Moment, values: Values) -> Outcome:
    """Show what the next card would say if it came now; nothing is sent and nothing remembered."""
    reason = held_back(moment)
    shown = _sent(moment)
    first = moment.say("nudges.preview_held") if reason else moment.say("nudges.preview")
    return reply(first, *shown.messages[0].lines, choices=(choice(moment.say("nudges.why_choice"), "nudges", "why"),))


COMMANDS = (Command(("card",), card), Command(("nudges", "preview"), preview))
