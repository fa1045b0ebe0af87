"""Which days are the weekend in a zone's country: nothing that was moved comes on them.

From CLDR's week data (supplemental/weekData) and the countries' own rules; everywhere else Saturday and Sunday.
"""

from collections.abc import Mapping

THURSDAY, FRIDAY, SATURDAY, SUNDAY = 3, 4, 5, 6
USUAL = frozenset({SATURDAY, SUNDAY})

_FRIDAY_AND_SATURDAY = (
    "Africa/Algiers", "Africa/Cairo", "Africa/Djibouti", "Africa/Khartoum", "Africa/Mogadishu", "Africa/Tripoli",
    "Asia/Aden", "Asia/Amman", "Asia/Baghdad", "Asia/Bahrain", "Asia/Damascus", "Asia/Dhaka", "Asia/Gaza",
    "Asia/Hebron", "Asia/Jerusalem", "Asia/Kuwait", "Asia/Muscat", "Asia/Qatar", "Asia/Riyadh", "Indian/Maldives",
)  # fmt: skip
_WEEKENDS: Mapping[str, frozenset[int]] = {
    **dict.fromkeys(_FRIDAY_AND_SATURDAY, frozenset({FRIDAY, SATURDAY})),
    "Asia/Brunei": frozenset({FRIDAY, SUNDAY}),
    "Asia/Kabul": frozenset({THURSDAY, FRIDAY}),
    "Asia/Kathmandu": frozenset({SATURDAY}),
    "Asia/Tehran": frozenset({FRIDAY}),
}


def weekend(zone: str) -> frozenset[int]:
    """Return the weekdays of the weekend there; Monday is 0."""
    return _WEEKENDS.get(zone, USUAL)
