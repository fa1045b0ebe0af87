"""Helping a colleague: counts the topic and some minutes, never the name; the third time, one answer for all."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.core.commands.binding import minutes
from bot.core.commands.lines import english
from bot.core.commands.lines.topics import known_topic, topic_in, topics
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.message import Choice, Invocation
from bot.core.moment import Moment, changed, choice, reply
from bot.core.nudges.suggestion import words
from bot.core.plan.edits import edit
from bot.core.plan.load import total
from bot.core.plan.weeks import Log, monday
from bot.core.points.p13_the_boffin import helped as rule
from bot.core.points.p13_the_boffin import helped_lately, topic_name
from bot.core.points.verdict import Suggestion
from bot.core.situation import Outcome

MOST_SHOWN = 5
MOST_OFFERED = 8  # by tap; every other topic is written
MOST_DAYS_BACK = 60
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
BARE = frozenset({"helped", "helping"})  # what was counted is shown
_BEGIN = (
    r"^(?:(?:i|we|i['’]ve|we['’]ve|have|just|today|yesterday|again|also|so|then|this (?:morning|afternoon|week)"
    r"|last (?:night|week)|on \w{3,6}day|(?:i )?spent [\w ]{1,24}?|another [\w ]{1,24}?|\d{1,3} ?m(?:in(?:utes)?)?)"
    r"[ ,]+){0,4}"
)
_HELPED = re.compile(_BEGIN + r"(?:help(?:ed|ing)|assist(?:ed|ing)|(?:gave|lent) .{1,80}? a hand)\b", re.IGNORECASE)
_SHOWED = re.compile(
    _BEGIN + r"(?:(?:show|explain|talk|walk|fix|sort|support|answer|train|coach)(?:ed|ing)|shown|taught|teaching)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(r"^.{1,60}?\b(?:asked|asks|called|phoned|rang|messaged) me\b", re.IGNORECASE)
_ASKING = re.compile(r"\?\s*$|^(?:how|what|why|when|where|who|which|can|should|do|does|is|are)\b", re.IGNORECASE)


def read_help(text: str, moment: Moment) -> Invocation | None:
    """Read "helped Sam with captions again". Only topic, minutes and day go on; whoever was helped stays here."""
    if _ASKING.search(text) or text.casefold() in BARE:
        return None
    if not _HELPED.match(text) and not ((_SHOWED.match(text) or _ASKED.match(text)) and known_topic(text, moment)):
        return None
    spent, day, rest = _time_in(text, moment)
    values = {"subject": topic_in(rest, moment) or "?"}
    if spent is not None:
        values["minutes"] = f"{spent} min"
    if day is not None:
        values["day"] = day.isoformat()
    return Invocation(("helped",), values)


def _time_in(text: str, moment: Moment) -> tuple[int | None, date | None, str]:
    """Find minutes and a day in a line; return both and what is left."""
    spent: int | None = None
    if found := english.duration(text):
        spent, text = found
    try:
        named = english.day(text, moment.today)
    except english.NotADay:
        named = None
    if named is None:
        return spent, None, text
    day, rest = named
    return spent, day - timedelta(days=7) if day > moment.today else day, rest


def helped(moment: Moment, values: Values) -> Outcome:
    """Count the topic and five minutes, or those that were said; show what was counted, or the answer for all."""
    if not values.text("subject"):
        return _shown(moment)
    spent, day, rest = _time_in(values.text("subject"), moment)
    topic = topic_in(rest, moment) or _kept_topic(values.text("subject"), moment)
    match values.text("then"):
        case "share" if topic:
            return _share(topic, moment)
        case "half-hour" if topic:
            return _half_hour(topic, values, moment)
        case "peer" if topic:
            return reply(
                moment.say("helped.peer", topic=topic_name(topic, moment)), choices=_ways(topic, moment, "peer")
            )
    told = values.minutes("minutes")
    spent = minutes(f"{spent} min", moment) if told is None and spent is not None else told
    day = values.day("day") or day or moment.today
    if spent == 0:
        return reply(moment.say("helped.nought"))
    if not topic:
        return _which(spent, day, moment)
    if not moment.today - timedelta(days=MOST_DAYS_BACK) <= day <= moment.today:
        return reply(moment.say("log.too_old"))
    return _counted(topic, spent or moment.library.rules.helped_minutes, day, moment)


def _kept_topic(text: str, moment: Moment) -> str:
    """Return a topic that was counted before, by its own words: what a choice of ours hands back."""
    return text if text in helped_lately(moment) else ""


def _counted(topic: str, spent: int, day: date, moment: Moment) -> Outcome:
    log, key = Log(day, "", spent, topic), moment.fresh("helped")
    edits = edit("logs", key, None, log)
    after = replace(moment, situation=replace(moment.situation, logs={**moment.situation.logs, key: log}))
    told = helped_lately(after).get(topic)
    line = moment.say("helped.noted", topic=topic_name(topic, moment), minutes=spent, n=told.times if told else 1)
    lines = (line, _week_line(after, day))
    verdict = rule(after)
    if not isinstance(verdict, Suggestion) or verdict.subject != topic or "helped" in moment.plan.settings.less_of:
        return changed(moment, edits, *lines)
    sentence, choices, row = words(verdict, moment)
    return replace(changed(moment, edits, *lines, sentence, choices=choices), suggested=(row,))


def _week_line(moment: Moment, day: date) -> str:
    """Return what the week comes to with it: help is inside the weekly time, not on top of it."""
    start, hour = monday(day), moment.plan.settings.weekly_minutes
    if start != monday(moment.today) or hour is None:
        return ""
    spent = total(moment.situation.weeks.get(start), moment.situation.logs.values(), start) or 0
    return moment.say("log.week_of_hour", minutes=spent, hour=hour)


def _which(spent: int | None, day: date, moment: Moment) -> Outcome:
    """Ask for the topic by tap: what was typed is gone, since a name may have been in it."""
    more = {"day": day.isoformat()} | ({"minutes": f"{spent} min"} if spent else {})
    offered = tuple(dict.fromkeys((*helped_lately(moment), *topics(moment))))[:MOST_OFFERED]
    ways = tuple(choice(topic_name(one, moment), "helped", subject=one, **more) for one in offered)
    return reply(moment.say("helped.which"), choices=ways)


def _shown(moment: Moment) -> Outcome:
    counts = helped_lately(moment)
    if not counts:
        return reply(moment.say("helped.none"), choices=_which(None, moment.today, moment).messages[0].choices)
    lines = [
        moment.say("helped.line", topic=topic_name(topic, moment), n=told.times, minutes=told.minutes)
        for topic, told in list(counts.items())[:MOST_SHOWN]
    ]
    most = next(iter(counts))
    again = choice(moment.say("helped.again", topic=topic_name(most, moment)), "helped", subject=most)
    return reply(moment.say("helped.title"), *lines, choices=(again, *_ways(most, moment)))


def _ways(topic: str, moment: Moment, without: str = "") -> tuple[Choice, ...]:
    """Return what may follow for a topic: the answer for all, an open half hour, somebody to take turns with."""
    return tuple(
        choice(moment.words.family("helped_way", then.replace("-", "_")), "helped", subject=topic, then=then)
        for then in THEN
        if then != without
    )


def _share(topic: str, moment: Moment) -> Outcome:
    """Give the answer for all, without names, as text to send."""
    name = topic_name(topic, moment)
    known = topic in topics(moment)
    text = (
        moment.say("helped.share", topic=name, answer=moment.words.family("help_answer", topic))
        if known
        else moment.say("helped.share_own", topic=name)
    )
    return reply(moment.say("helped.send_once"), text, choices=_ways(topic, moment, "share"))


def _half_hour(topic: str, values: Values, moment: Moment) -> Outcome:
    """Give the text for an open half hour, at a time that is tapped or written."""
    day, at = values.minutes("weekday"), values.time("at")
    if day is None and at is None:
        labels = {day: moment.words.family("weekday_noon", day) for day in DAYS}
        fixed = {"subject": topic, "then": "half-hour", "at": "12:30"}
        ways = tuple(choice(label, "helped", **fixed, weekday=day) for day, label in labels.items())
        return reply(moment.say("helped.when"), choices=ways)
    when = at or datetime(2000, 1, 1, 12, 30).time()  # noqa: DTZ001 - a time on the wall
    until = (datetime.combine(moment.today, when) + timedelta(minutes=30)).time()
    weekday = moment.words.family("weekday", english.WEEKDAYS[3 if day is None else day])
    text = moment.say("helped.half_hour", topic=topic_name(topic, moment), weekday=weekday, at=when, until=until)
    return reply(text, choices=_ways(topic, moment, "half-hour"))


THEN = ("share", "half-hour", "peer")
COMMANDS = (
    Command(
        ("helped",),
        helped,
        (
            Parameter("subject", Kind.LONG_TEXT),
            Parameter("minutes", Kind.MINUTES),
            Parameter("day", Kind.DAY),
            Parameter("then", Kind.ONE_OF, options=THEN),
            Parameter("weekday", Kind.WEEKDAY),
            Parameter("at", Kind.TIME),
        ),
    ),
)
