"""Choosing: the best small set, exactly; the same plan always gives the same answer."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bot.core.library import ToolCard
from bot.core.plan.choosing import best, fit, keep, quick_for, weight, worth
from bot.core.plan.document import Need
from tests.core.scene import examples, library

KINDS = ("questions", "prepare", "cases")
NAMES = ("a", "b", "c", "d", "e")


def card(name: str, fits: Mapping[str, int], ease: int, minutes: int) -> ToolCard:
    real = library().tools["youtube"]
    return replace(real, id=name, name=name, fits=fits, ease=ease, weekly_minutes=minutes)


cards = st.dictionaries(
    st.sampled_from(NAMES),
    st.tuples(
        st.fixed_dictionaries({kind: st.integers(0, 3) for kind in KINDS}), st.integers(1, 5), st.integers(5, 90)
    ),
    min_size=1,
).map(lambda made: {name: card(name, *given) for name, given in made.items()})
needs = st.dictionaries(
    st.sampled_from(KINDS), st.integers(1, 3), min_size=1
).map(lambda made: {kind: Need("", kind, priority) for kind, priority in made.items()})  # fmt: skip


def by_hand(cards: Mapping[str, ToolCard], needs: Mapping[str, Need], chosen: tuple[str, ...]) -> float:
    """Return the worth of a set as the module says it in words."""
    fit = sum((4 - need.priority) * max(cards[n].fits[need.kind] for n in chosen) for need in needs.values())
    most = sum((4 - need.priority) * 3 for need in needs.values())
    return 70 * fit / most + 30 * sum(cards[n].ease for n in chosen) / len(chosen) / 5


def sets(
    cards: Mapping[str, ToolCard], most: int, minutes: int | None, fixed: tuple[str, ...], needs: Mapping[str, Need]
) -> list[tuple[str, ...]]:
    """Return every set that may be chosen; where none fits into the minutes, the fixed ones or each tool alone."""
    sizes = range(1, max(most, len(fixed)) + 1)
    every = [c for size in sizes for c in combinations(sorted(cards), size) if set(fixed) <= set(c)]
    every = [c for c in every if len(c) <= most or c == fixed]
    every = [c for c in every if len(c) == 1 or all(adds(cards, n, c, needs) for n in c if n not in fixed)]
    fits = [c for c in every if c == fixed or minutes is None or sum(cards[n].weekly_minutes for n in c) <= minutes]
    return fits or [c for c in every if len(c) == 1]


def adds(cards: Mapping[str, ToolCard], name: str, chosen: tuple[str, ...], needs: Mapping[str, Need]) -> bool:
    """Say whether a tool answers some need better than all the others of a set."""
    others = [cards[n] for n in chosen if n != name]
    return any(cards[name].fits[kind] > max(card.fits[kind] for card in others) for kind in needs)


def wins(cards: Mapping[str, ToolCard], needs: Mapping[str, Need]) -> set[str]:
    later = [need for need in needs.values() if need.priority > 1]
    return {n for n, card in cards.items() if card.ease >= 4 and any(card.fits[need.kind] >= 2 for need in later)}


def first_needs(cards: Mapping[str, ToolCard], needs: Mapping[str, Need], chosen: tuple[str, ...]) -> int:
    return sum(max(cards[n].fits[need.kind] for n in chosen) for need in needs.values() if need.priority == 1)


@examples(200)
@given(cards, needs, st.integers(1, 3), st.one_of(st.none(), st.integers(0, 200)), st.integers(0, 2), st.booleans())
def test_no_other_set_is_worth_more(cards, needs, most, minutes, kept, quick):  # type: ignore[no-untyped-def]
    fixed = tuple(sorted(cards))[:kept]
    found = best(cards, needs, most, minutes, fixed=fixed, quick_ease=4 if quick else 6)
    allowed = sets(cards, most, minutes, fixed, needs)
    top = max(allowed, key=lambda c: (worth((cards[n] for n in c), needs), -len(c), [-ord(n) for n in c]))
    if quick and not wins(cards, needs) & set(top):
        least = first_needs(cards, needs, top)
        won = [c for c in allowed if wins(cards, needs) & set(c) and first_needs(cards, needs, c) >= least]
        top = max(won, key=lambda c: (worth((cards[n] for n in c), needs), -len(c), [-ord(n) for n in c]), default=top)
    assert found.tools == top
    assert abs(worth((cards[n] for n in top), needs) / 1000 - by_hand(cards, needs, top)) < 0.01  # whole numbers
    assert set(found.best_for) == set(found.tools)
    others = [worth((cards[n] for n in c), needs) for c in allowed if not set(c) <= set(top) and len(c) <= len(top)]
    if others and found.close:
        mine = worth((cards[n] for n in top), needs)
        assert found.nearness == (100 * max(others) // mine if mine else 100)
    assert found.close == "" or found.close not in found.tools


def test_a_quick_win_is_kept_where_it_costs_the_first_need_nothing():
    made = {
        "a": card("a", {"questions": 3, "cases": 0}, 1, 30),
        "b": card("b", {"questions": 0, "cases": 2}, 4, 5),
        "c": card("c", {"questions": 0, "cases": 3}, 3, 30),
    }
    wanted = {"questions": Need("", "questions", 1), "cases": Need("", "cases", 3)}
    assert best(made, wanted, 2).tools == ("a", "c")
    found = best(made, wanted, 2, quick_ease=4)
    assert (found.tools, found.quick, found.close) == (("a", "b"), "b", "c")
    assert best(made, wanted, 1, quick_ease=4).tools == ("a",)


def test_a_quick_win_is_easy_and_helps_a_later_need_well():
    wanted = {"questions": Need("", "questions", 1), "cases": Need("", "cases", 2)}
    assert quick_for(card("a", {"questions": 3, "cases": 2}, 4, 5), wanted, 4) == "cases"
    assert quick_for(card("a", {"questions": 3, "cases": 2}, 3, 5), wanted, 4) == ""
    assert quick_for(card("a", {"questions": 3, "cases": 1}, 5, 5), wanted, 4) == ""


def test_what_is_in_use_stays_though_something_else_is_worth_more():
    made = {"a": card("a", dict.fromkeys(KINDS, 1), 2, 50), "b": card("b", dict.fromkeys(KINDS, 3), 5, 20)}
    wanted = {"cases": Need("", "cases", 1)}
    assert best(made, wanted, 3, 60).tools == ("b",)
    assert best(made, wanted, 3, 60, fixed=("a",)).tools == ("a",)
    assert best(made, wanted, 3, 70, fixed=("a",)).tools == ("a", "b")


@examples(50)
@given(cards, needs)
def test_the_order_in_which_tools_are_kept_does_not_matter(cards, needs):  # type: ignore[no-untyped-def]
    assert best(cards, needs, 3) == best(dict(reversed(cards.items())), needs, 3)


def test_of_two_equal_sets_the_smaller_wins_and_then_the_name():
    same = {name: card(name, dict.fromkeys(KINDS, 2), 3, 30) for name in ("b", "a")}
    assert best(same, {"cases": Need("", "cases", 1)}, 3).tools == ("a",)


def test_a_tool_is_best_for_the_need_it_answers_best_and_for_none_it_does_not():
    made = {"a": card("a", {"questions": 1, "prepare": 3, "cases": 0}, 3, 30)}
    wanted = {"questions": Need("", "questions", 1), "prepare": Need("", "prepare", 2)}
    assert best(made, wanted, 3).best_for == {"a": "prepare"}
    assert best(made, {"cases": Need("", "cases", 1)}, 3).best_for == {"a": ""}


def test_a_need_in_own_words_fits_no_card_and_breaks_nothing():
    found = best(library().tools, {"n": Need("Fewer e-mails", "", 1)}, 3)
    assert found.tools and set(found.best_for.values()) == {""}


def test_the_first_need_weighs_three_times_the_third():
    assert [weight(Need("", "cases", priority)) for priority in (1, 2, 3)] == [3, 2, 1]


def test_no_tools_are_worth_nothing():
    assert worth((), {"cases": Need("", "cases", 1)}) == 0
    assert best({}, {"cases": Need("", "cases", 1)}, 3).tools == ()


def test_what_takes_more_than_the_time_is_chosen_only_where_nothing_fits():
    made = {"a": card("a", dict.fromkeys(KINDS, 3), 3, 90), "b": card("b", dict.fromkeys(KINDS, 1), 5, 31)}
    wanted = {"cases": Need("", "cases", 1)}
    assert best(made, wanted, 3, 30).tools == ("a",)
    assert best(made, wanted, 3, 31).tools == ("b",)
    assert best(made, wanted, 3, 120).tools == ("a",) and best(made, wanted, 3, 89).tools == ("b",)


def test_the_real_catalogue_answers_every_need():
    for need in library().needs:
        found = best(library().tools, {need: Need("", need, 1)}, 3, 60)
        assert found.tools and any(library().tools[name].fits[need] == 3 for name in found.tools)


@examples(150)
@given(cards, needs, st.integers(1, 3))
def test_of_those_to_keep_none_that_fits_nothing_stands_before_one_that_fits(cards, needs, most):  # type: ignore[no-untyped-def]
    found = keep(cards, needs, most, {})
    if len(cards) < most:
        assert found.tools == ()
        return
    assert len(found.tools) == most
    allowed = list(combinations(sorted(cards), most))
    assert fit((cards[n] for n in found.tools), needs) == max(fit((cards[n] for n in c), needs) for c in allowed)
    helps = {name: fit((cards[name],), needs) > 0 for name in cards}
    left = [name for name in cards if name not in found.tools]
    for idle in (name for name in found.tools if not helps[name]):
        better = [n for n in left if helps[n] and cards[n].ease >= cards[idle].ease]
        assert not better, (idle, better)


@examples(50)
@given(cards, needs, st.dictionaries(st.sampled_from(NAMES), st.integers(0, 4)))
def test_what_is_kept_does_not_depend_on_the_order_in_which_tools_came(cards, needs, used):  # type: ignore[no-untyped-def]
    assert keep(cards, needs, 3, used) == keep(dict(reversed(cards.items())), needs, 3, used)


def test_of_two_to_keep_that_are_worth_the_same_the_one_in_real_use_stays():
    same = {name: card(name, dict.fromkeys(KINDS, 2), 3, 30) for name in ("a", "b", "c")}
    wanted = {"cases": Need("", "cases", 1)}
    assert keep(same, wanted, 2, {}).tools == ("a", "b")
    assert keep(same, wanted, 2, {"c": 1}).tools == ("c", "a")


def test_a_tool_that_helps_is_kept_before_an_easier_one_that_does_not():
    made = {
        "a": card("a", {"questions": 0}, 5, 30),
        "b": card("b", {"questions": 1}, 2, 30),
        "c": card("c", {"questions": 3}, 3, 30),
    }
    assert keep(made, {"questions": Need("", "questions", 1)}, 2, {"a": 4}).tools == ("c", "b")


def test_the_only_tool_for_a_small_need_is_kept_though_it_is_worth_least_alone():
    made = {
        "a": card("a", {"questions": 3, "cases": 0}, 3, 30),
        "b": card("b", {"questions": 3, "cases": 0}, 3, 30),
        "c": card("c", {"questions": 0, "cases": 1}, 1, 30),
    }
    wanted = {"questions": Need("", "questions", 1), "cases": Need("", "cases", 3)}
    assert keep(made, wanted, 2, {}).tools == ("a", "c")
