"""A route that is counted names a method of the API and nobody in it."""

import pytest

from bot.chat.discord.probe import RIGHTS, commands_line, rights_line
from bot.chat.discord.trace import route
from bot.chat.discord.zone import BY_LOCALE, likely
from bot.core.nudges.rhythm import zone_of


@pytest.mark.parametrize(
    ("path", "counted"),
    [
        ("/api/v10/channels/1234567890/messages", "/channels/{id}/messages"),
        ("/api/v10/users/@me", "/users/@me"),
        ("/api/v10/interactions/123456789/aW50ZXJhY3Rpb24/callback", "/interactions/{id}/{token}/callback"),
        ("/api/v10/webhooks/123456789/aW50ZXJhY3Rpb24", "/webhooks/{id}/{token}"),
        ("/api/v10/webhooks/123456789/aW50ZXJhY3Rpb24/messages/@original", "/webhooks/{id}/{token}"),
        ("/", "/"),
    ],
)
def test_ids_and_tokens_are_left_out(path: str, counted: str):
    assert route(path) == counted


def test_the_doctor_says_which_right_is_missing_why_and_where():
    every, administrator = 0x4000_01CC00, 1 << 3
    assert rights_line([every]) == (True, "discord: every right is there; servers looked at: 1")
    works, line = rights_line([every, every & ~(1 << 15)])
    assert not works and f"attach_files ({RIGHTS['attach_files']}) in 1" in line
    assert "not needed" in rights_line([administrator])[1]
    assert "no commands are registered yet" in commands_line(set())[1]


def test_every_likely_zone_is_a_zone():
    assert all(zone_of(zone) for zones in BY_LOCALE.values() for zone in zones)
    assert likely("xx") == ()
