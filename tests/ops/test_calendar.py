"""Public holidays, by country or zone, from the library itself."""

from datetime import date

from bot.ops.calendar import PublicHolidays

CHRISTMAS = (date(2026, 12, 20), date(2027, 1, 5))


async def test_they_follow_the_country_or_else_the_zone():
    calendar = PublicHolidays()
    named = await calendar.holidays("GB", "", *CHRISTMAS)
    assert named.country == "GB" and named.days[date(2026, 12, 25)] == "Christmas Day"
    assert list(named.days) == sorted(named.days) and date(2027, 1, 1) in named.days
    assert await calendar.holidays("", "Europe/London", *CHRISTMAS) == named
    assert date(2027, 1, 2) in (await calendar.holidays("GB-SCT", "", *CHRISTMAS)).days


async def test_what_nobody_knows_has_none():
    calendar = PublicHolidays()
    for country, zone in (("", "UTC"), ("QQ", ""), ("GB-XX", "Europe/London"), ("NONE", "Europe/London")):
        found = await calendar.holidays(country, zone, *CHRISTMAS)
        assert (found.country, dict(found.days)) == ("", {})


async def test_they_end_where_one_asked_them_to():
    found = await PublicHolidays().holidays("GB", "", date(2026, 12, 26), date(2026, 12, 31))
    assert min(found.days) == date(2026, 12, 26) and max(found.days) == date(2026, 12, 28)
