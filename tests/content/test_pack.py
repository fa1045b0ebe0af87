"""Which institution's local rules hold: the named one, else the only one of one's own, never the made-up example."""

from dataclasses import replace

import pytest

from bot.content import with_pack
from bot.core.errors import CannotStart
from tests.core.scene import library

EXAMPLE = "example-university"
PACK = library().packs[EXAMPLE]


def test_the_example_that_comes_along_holds_for_nobody_unless_it_is_named():
    assert with_pack(library(), "").pack is None
    assert with_pack(library(), EXAMPLE).pack == PACK


def test_the_only_pack_of_ones_own_holds_and_of_two_none():
    own = replace(library(), packs={EXAMPLE: PACK, "st-elsewhere": PACK})
    assert with_pack(own, "").pack == PACK
    assert with_pack(replace(own, packs={**own.packs, "other": PACK}), "").pack is None


def test_a_name_that_is_none_stops_the_start_with_what_would_be_right():
    with pytest.raises(CannotStart, match=r"^BOFFIN_PACK: .*example-university"):
        with_pack(library(), "example-universty")
