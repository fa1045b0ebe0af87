"""Figures about people: which may be shown, and how far rounded.

Every shown figure stands for enough people, and enough of those who could be in it are not: else a figure that
is nearly everybody would say of each one what they did.
"""

from collections.abc import Mapping

from bot.core.library import Rules


def result(taps: Mapping[str, int], rules: Rules, members: int) -> dict[str, int]:
    """Return what may be shown of the taps: "all" and each cell that is large enough, rounded.

    Empty: too few to show, or too few of the members who did not answer. A cell that is too small is left
    out; rounding keeps it from being worked out from the others.
    """
    count = sum(taps.values())
    cells = {answer: n for answer, n in taps.items() if n >= rules.answers_in_a_cell}
    if count < rules.answers_to_show or not cells or members - count < rules.silent_at_least:
        return {}
    return {"all": rounded(count, rules)} | {answer: rounded(n, rules) for answer, n in cells.items()}


def figure(count: int, others: int, rules: Rules) -> int:
    """Return a number of people as it may be shown, 0 where it may not; `others` are members who are not in it."""
    shown = count >= rules.answers_in_a_cell and others >= rules.silent_at_least
    return rounded(count, rules) if shown else 0


def rounded(count: int, rules: Rules) -> int:
    """Return a number of people to the nearest five."""
    return rules.round_to * ((count + rules.round_to // 2) // rules.round_to)
