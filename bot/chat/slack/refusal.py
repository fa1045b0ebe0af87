"""What Slack's refusal of a post means: every error that is documented for `chat.postMessage` has its place here.

https://docs.slack.dev/reference/methods/chat.postMessage
"""

from slack_sdk.errors import SlackApiError

from bot.chat.slack.api import error_of
from bot.core.errors import Later, NotDelivered, Unreached

TOO_OFTEN = 429
REST = 60.0  # seconds, where Slack names none
# After these it may have been said: the ledger calls it uncertain, and it is not said again blindly.
UNCLEAR = frozenset({
    "", "internal_error", "fatal_error", "service_unavailable", "request_timeout",
    "duplicate_message_not_found", "duplicate_channel_not_found",
})  # fmt: skip
# Nobody is there, or nothing gets through: said again, it would be refused again.
GONE = frozenset({
    "is_archived", "channel_not_found", "not_in_channel", "user_not_found", "user_disabled", "cannot_dm_bot",
    "messages_tab_disabled", "restricted_action", "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel", "team_not_found",
})  # fmt: skip
RATE_LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
# The token, the app's rights, the network or the organisation has to be mended first. That is the same for all its
# channels and people: none of them is turned off for it, and nobody could be told there meanwhile.
NOT_NOW = frozenset({
    "access_denied", "accesslimited", "account_inactive", "app_access_restricted", "ekm_access_denied",
    "enterprise_is_restricted", "invalid_auth", "missing_scope", "no_permission", "not_allowed_token_type",
    "not_authed", "org_login_required", "team_access_not_granted", "team_added_to_org", "token_expired",
    "token_revoked", "two_factor_setup_required",
})  # fmt: skip


def is_too_often(problem: SlackApiError) -> bool:
    """Say whether Slack was asked too often, by the answer's status or in its body."""
    return problem.response.status_code == TOO_OFTEN or error_of(problem) in RATE_LIMITED


def seconds(problem: SlackApiError) -> float:
    """Return for how long Slack wants to be left alone."""
    try:
        return float(problem.response.headers.get("Retry-After", REST))
    except ValueError:
        return REST


def rate_limited(problem: SlackApiError) -> Later:
    """Return what makes the whole workspace rest."""
    return Later("rate limited", seconds(problem))


def certain(problem: SlackApiError) -> Exception:
    """Return NotDelivered where Slack itself said no, and otherwise the problem as it is."""
    if is_too_often(problem):
        return rate_limited(problem)
    error = error_of(problem)
    if problem.response.status_code != 200 or error in UNCLEAR:
        return problem
    if error in NOT_NOW:
        return Later(error)
    return Unreached(error) if error in GONE else NotDelivered(error)  # what is left is our own mistake
