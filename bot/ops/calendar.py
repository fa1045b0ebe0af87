"""Public holidays, from the library that knows them: read when first asked for, and not on the event loop."""

import asyncio
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib import resources

from bot.core.ports import Calendar
from bot.core.situation import Holidays


class PublicHolidays(Calendar):
    """The public holidays of every country that the library knows, a year at a time."""

    def __init__(self) -> None:
        self._years: dict[tuple[str, int], Mapping[date, str] | None] = {}
        self._zones: Mapping[str, str] | None = None

    async def holidays(self, country: str, zone: str, first: date, last: date) -> Holidays:
        """Return those between two days; the first question about a country takes a tenth of a second or more."""
        whose = country or await self._country_of(zone)
        days: dict[date, str] = {}
        for year in range(first.year, last.year + 1) if whose else ():
            if (whose, year) not in self._years:
                self._years[whose, year] = await asyncio.to_thread(_holidays, whose, year)
            found = self._years[whose, year]
            if found is None:
                return Holidays()
            days |= {day: name for day, name in found.items() if first <= day <= last}
        return Holidays(whose, dict(sorted(days.items())))

    async def _country_of(self, zone: str) -> str:
        if self._zones is None:
            self._zones = await asyncio.to_thread(_countries)
        return self._zones.get(zone, "")


@lru_cache
def _countries() -> Mapping[str, str]:
    """Return the country of each zone, as the time zone database has it."""
    text = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {row[2]: row[0] for row in rows if len(row) > 2}


def _holidays(country: str, year: int) -> Mapping[date, str] | None:
    """Return a year's public holidays in English where the library has it, None for a country it does not know."""
    import holidays  # a second of work that most commands never need

    code, _, part = country.partition("-")
    try:
        return dict(holidays.country_holidays(code, subdiv=part or None, years=year, language="en_US"))
    except NotImplementedError:
        return None
