"""Sixty questions with three plans are answered as they were read and approved; `make golden` writes them anew."""

import re

from bot.core.answers.topic import Ending
from tests.core.answers.golden import FILE, asked, plans, written


async def test_the_sixty_answers_are_as_they_were_approved():
    assert await written() == FILE.read_text(encoding="utf-8"), (
        "If it is right so: make golden, and read the difference."
    )


def test_sixty_questions_three_people_and_every_ending_are_among_them():
    found = list(asked())
    assert len(found) == len(set(found)) == 60
    assert {who for who, _ in found} == set(plans())
    shown = set(re.findall(r"^  \[(.+)\]$", FILE.read_text(encoding="utf-8"), re.M))
    assert shown == {end.value.replace("_", " ") for end in Ending}
