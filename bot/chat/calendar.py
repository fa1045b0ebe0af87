"""Days as a file that every calendar reads (RFC 5545): whole days, stable ids, long lines folded."""

from dataclasses import replace
from datetime import UTC, timedelta

import icalendar

from bot.core.message import Calendar, Dated, File, Message

MADE_BY = "-//Boffin//Boffin//EN"


def with_files(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """Return the messages with a file in place of each calendar."""
    return tuple(_with_files(message) if message.calendars else message for message in messages)


def _with_files(message: Message) -> Message:
    return replace(message, files=(*message.files, *map(as_file, message.calendars)), calendars=())


def as_file(calendar: Calendar) -> File:
    """Return a calendar as the text of an .ics file."""
    made = icalendar.Calendar()
    made.add("prodid", MADE_BY)
    made.add("version", "2.0")
    made.add("x-wr-calname", calendar.title)
    for day in calendar.days:
        made.add_component(_event(day, calendar))
    return File(calendar.name, made.to_ical().decode())


def _event(day: Dated, calendar: Calendar) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", day.uid)
    event.add("dtstamp", calendar.made.astimezone(UTC))
    event.add("dtstart", day.first)
    event.add("dtend", day.last + timedelta(days=1))  # the day after: the end of whole days is not part of them
    event.add("summary", day.title)
    if day.text:
        event.add("description", day.text)
    event.add("transp", "TRANSPARENT")  # nobody is busy all day because of it
    return event
