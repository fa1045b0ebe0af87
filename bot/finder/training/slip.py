"""Slips of the finger and of the voice: a text as somebody in a hurry would have sent it."""

from random import Random

SLIP, DROPPED, PLAIN, BARE = 0.3, 0.3, 0.5, 0.3  # how often: a letter, a word, capitals, marks
SHORTEST = 9  # letters of a text that a slip leaves readable


def slipped(text: str, chance: Random) -> str:
    """Return a text with capitals, marks, a word or a letter gone astray, or as it was."""
    made = text.lower() if chance.random() < PLAIN else text
    if chance.random() < BARE:
        made = "".join(sign for sign in made if sign not in ".,?!'’;:")
    words = made.split()
    if len(words) > 4 and chance.random() < DROPPED:
        del words[chance.randrange(len(words))]
    made = " ".join(words)
    if len(made) >= SHORTEST and chance.random() < SLIP:
        at, kind = chance.randrange(1, len(made) - 2), chance.randrange(3)
        middle = ("", made[at + 1] + made[at], made[at] * 2)[kind]  # left out, the wrong way round, twice
        made = made[:at] + middle + made[at + (2 if kind == 1 else 1) :]
    return made or text
