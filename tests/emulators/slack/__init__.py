"""A local Slack that takes what Slack takes and refuses what Slack refuses; start reading at `LocalSlack`."""

# Not imitated: rate limits of its own (a test asks for them), the waits between repeats (they come at once), installs
# for a whole enterprise, external_select suggestions, scheduled messages, streams, and what Slack's clients draw.
# Guesses where Slack documents nothing: characters are code points; the 13,000 of all blocks count what is read;
# views.open from inside a modal starts a new stack; the payloads of strangers name the app's workspace as `team`.

from tests.emulators.clock import Clock
from tests.emulators.server import Call
from tests.emulators.slack.acts import NotDelivered
from tests.emulators.slack.delivery import Attempt, Delivery
from tests.emulators.slack.local import APP_TOKEN, BOT_TOKEN, SCOPES, SIGNING_SECRET, LocalSlack
from tests.emulators.slack.oauth import CLIENT_ID, CLIENT_SECRET
from tests.emulators.slack.replies import NoAnswer, Replies, Submitted
from tests.emulators.slack.screen import CannotSubmit, NotThere
from tests.emulators.slack.server import Fault
from tests.emulators.slack.state import Message, Refused, User, View

__all__ = [
    "APP_TOKEN",
    "BOT_TOKEN",
    "CLIENT_ID",
    "CLIENT_SECRET",
    "SCOPES",
    "SIGNING_SECRET",
    "Attempt",
    "Call",
    "CannotSubmit",
    "Clock",
    "Delivery",
    "Fault",
    "LocalSlack",
    "Message",
    "NoAnswer",
    "NotDelivered",
    "NotThere",
    "Refused",
    "Replies",
    "Submitted",
    "User",
    "View",
]
