"""Choosing: the best small set, exactly; the same plan always gives the same answer."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bot.core.library import ToolCard
from bot.core.plan.choosing import best, fit, keep, weight, worth
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


@examples(150)
@given(cards, needs, st.integers(1, 3), st.one_of(st.none(), st.integers(0, 200)))
def test_no_other_set_is_worth_more(cards, needs, most, minutes):  # type: ignore[no-untyped-def]
    found = best(cards, needs, most, minutes)
    allowed = [
        chosen
        for size in range(1, most + 1)
        for chosen in combinations(sorted(cards), size)
        if minutes is None or size == 1 or sum(cards[n].weekly_minutes for n in chosen) <= minutes
    ]
    assert found.tools in allowed
    best_by_hand = max(by_hand(cards, needs, chosen) for chosen in allowed)
    assert by_hand(cards, needs, found.tools) >= best_by_hand - 0.01  # whole numbers lose less than that
    assert set(found.best_for) == set(found.tools)
    assert found.close == "" or found.close not in found.tools


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


def test_a_tool_alone_may_take_more_than_the_time_and_a_second_one_may_not():
    made = {"a": card("a", dict.fromkeys(KINDS, 3), 3, 90), "b": card("b", dict.fromkeys(KINDS, 1), 5, 5)}
    wanted = {"cases": Need("", "cases", 1)}
    assert best(made, wanted, 3, 30).tools == ("a",)


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
