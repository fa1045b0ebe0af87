"""The calendar file, read back as a calendar reads it: whole days, the same ids every time, folded lines."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar

from bot.chat.calendar import as_file, with_files
from bot.core.commands.dates import calendar
from bot.core.message import Calendar, Dated, Message
from bot.core.plan.document import ChannelPlan, Closure, Conference, Plan, Term
from bot.core.points.p11_backup import backup_lines
from tests.core.scene import HERE, TODAY, at, full_situation, here

MADE = datetime(2026, 11, 6, 12, 30, tzinfo=UTC)
LONG = "Go to Moodle, “Sepsis week”; slides 4–19, then the case on paper: " * 4


def events(text: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def one(day: Dated) -> icalendar.Event:
    (event,) = events(as_file(Calendar("boffin.ics", "Boffin", (day,), MADE)).text)
    return event


def test_a_day_comes_back_as_the_whole_day_it_was():
    event = one(Dated("u1@boffin", date(2027, 8, 24), date(2027, 8, 26), "AMEE", LONG))
    assert event.decoded("dtstart") == date(2027, 8, 24)
    assert event.decoded("dtend") == date(2027, 8, 27), "the end of whole days is the day after the last one"
    assert (str(event["summary"]), str(event["uid"])) == ("AMEE", "u1@boffin")
    assert str(event["description"]) == LONG
    assert event.decoded("dtstamp") == MADE


def test_long_lines_are_folded_and_lines_end_as_the_standard_wants():
    text = as_file(Calendar("boffin.ics", "Boffin", (Dated("u", TODAY, TODAY, "T", LONG),), MADE)).text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")


def test_line_ends_commas_and_commands_in_a_text_stay_text():
    said = "One; two, three\\n\nEND:VEVENT\nBEGIN:VALARM"
    event = one(Dated("u", TODAY, TODAY, said.replace("\n", " "), said))
    assert str(event["description"]) == said and not event.walk("VALARM")


def test_what_is_in_a_persons_file_is_there_again_under_the_same_ids():
    first = as_file(calendar(at(full_situation()))).text
    later = as_file(calendar(at(full_situation(), id_="another-line"))).text
    assert [str(event["uid"]) for event in events(first)] == [str(event["uid"]) for event in events(later)]
    assert len({str(event["uid"]) for event in events(first)}) == len(events(first))


def test_the_file_has_terms_conferences_and_backups_and_nobodys_id():
    situation = full_situation()
    plan = situation.plan
    held = {"c": Conference("ASME", date(2026, 12, 1), date(2026, 12, 3))}
    situation = here(plan.__class__(tools=plan.tools, items=plan.items, conferences=held), channels=situation.channels)
    titles = [str(event["summary"]) for event in events(as_file(calendar(at(situation))).text)]
    assert f"Last day of term, {HERE.name}" in titles
    assert "ASME" in titles and any(title.startswith("ASME: ") for title in titles)
    assert "Backups, should something be down" in titles
    assert "ana" not in as_file(calendar(at(situation))).text.casefold().split()


def test_all_backups_stand_in_it_with_what_needs_no_network():
    moment = at(full_situation())
    (event,) = [e for e in events(as_file(calendar(moment)).text) if str(e["summary"]).startswith("Backups")]
    assert str(event["description"]).splitlines() == list(backup_lines(moment.plan, moment))


def test_days_on_which_a_channel_is_closed_stand_in_it():
    closed = {"c": Closure(date(2026, 12, 21), date(2027, 1, 1))}
    made = as_file(calendar(at(here(channels=((HERE, ChannelPlan(closures=closed)),))))).text
    (event,) = events(made)
    assert str(event["summary"]) == f"Closed, {HERE.name}" and event.decoded("dtend") == date(2027, 1, 2)


def test_days_that_are_past_are_not_in_it():
    held = {"c": Conference("ASME", TODAY - timedelta(days=60), TODAY - timedelta(days=59))}
    assert calendar(at(here(here().plan.__class__(conferences=held)))).days == ()


def test_exams_are_in_it_and_dates_of_ones_own_but_none_that_are_not_mine():
    first = date(2026, 12, 7)
    exams = Term(first, first + timedelta(days=4))
    channel = ChannelPlan(terms={"t": Term(first - timedelta(weeks=4), first)}, exams={"e": exams})
    own = Plan(terms={"o": Term(first + timedelta(weeks=6), first + timedelta(weeks=9))})
    titles = [day.title for day in calendar(at(here(own, channels=((HERE, channel),)))).days]
    assert titles == [
        "Term starts, #ecg-teaching", "Exams, #ecg-teaching", "Last day of term, #ecg-teaching",
        "Term starts, my dates", "Last day of term, my dates",
    ]  # fmt: skip
    away = replace(own, settings=replace(own.settings, not_mine=(f"{HERE.id}/exams/{first.isoformat()}",)))
    left = [day.title for day in calendar(at(here(away, channels=((HERE, channel),)))).days]
    assert "Exams, #ecg-teaching" not in left and len(left) == 4


def test_a_platform_sees_a_file_in_place_of_a_calendar():
    plain = Message(("Hello.",))
    dated = Message(("Ready.",), calendars=(Calendar("boffin.ics", "Boffin", (), MADE),))
    assert with_files((plain, dated))[0] is plain
    (file,) = with_files((dated,))[0].files
    assert file.name == "boffin.ics" and with_files((dated,))[0].calendars == ()
