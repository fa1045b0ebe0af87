"""Any text, any choice, any values of a form: never an error, always a whole message."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.message import Invocation, Picked
from bot.core.people import Person, Standing
from tests.core.commands.saying import check
from tests.core.scene import HERE, Life, at, decider, examples, full_situation, here

TABLE = decider().table
ODD = [
    "🙂🏳️‍🌈",
    "שלום עולם",
    "مرحبا",
    "\u202egnirts\u202c",
    "\x00",
    "\x07\x1b[31m",
    "\r\n",
    "\u2028",
    "\ufeff",
    "\u0300" * 9,
    "{tool}",
    "{minutes:duration}",
    "{",
    "}}",
    "%s",
    "${x}",
    "a: [b, {c: d}]",
    "- x\n- y",
    "&amp;<b>",
    "'; --",
    "٣",
    "½",
    "1e999",
    "-0",
    "99999999999999999999",
    "0x1F",
    "inf",
    "NaN",
    "1,5,7",
    "31 February",
    "99h",
    "-5h",
    "20m",
    "0m",
    "https://a.bc/d?e=f",
    "http://",
    "youtube",
    "x",
    "yt and",
    "to",
    " to Ana",
    "?",
    "/boffin",
    "@boffin:",
    "undo",
    "2x",
    "Mr Smith in bed 4",
    "NHS 943 476 5919",
    "monday",
    "2026-02-30",
    "9999-12-31",
    "0001-01-01",
    "25:61",
    "12:30",
    "…",
]
words_of_table = st.sampled_from(
    sorted({word for path in TABLE.commands for word in path} | {o for c in TABLE.commands.values()
                                                                  for p in c.parameters for o in p.options})
)  # fmt: skip
odd = st.one_of(st.sampled_from(ODD), st.text(max_size=60), words_of_table)
line = st.one_of(
    st.lists(odd, max_size=8).map(" ".join),
    st.builds(lambda piece, times: piece * times, odd, st.integers(1, 200)).map(lambda text: text[:10_000]),
    st.builds(
        lambda path, rest: " ".join((*path, *rest)), st.sampled_from(list(TABLE.commands)), st.lists(odd, max_size=5)
    ),
)
PERSONS = ("ana", "kim", "zoe")


def life(who: str, rich: bool, in_place: bool) -> Life:
    if not rich:
        return Life(here())
    person = Person(who, who.title(), Standing.REGULAR, is_admin=who == "zoe", zone="Europe/London")
    return Life(full_situation(person, HERE if in_place else None))


@examples(500)
@given(line, st.sampled_from(PERSONS), st.booleans(), st.booleans(), st.booleans())
def test_any_line_gets_a_whole_message(text: str, who: str, rich: bool, in_place: bool, public: bool):
    held = life(who, rich, in_place)
    outcome = held.hear(text, public=public and rich and in_place)
    if text.split()[:1] != ["channel"] or "welcome" not in text:  # a second welcome is met with silence
        check(outcome, at(held.situation), given=text, bound=not public)


@examples(25)
@given(st.text(min_size=300, max_size=900), st.integers(1, 11))
def test_up_to_ten_thousand_characters_are_read_or_said_to_be_too_long(text: str, times: int):
    held = Life(full_situation())
    said = (text * times)[:10_000]
    check(held.hear(said), at(held.situation), given=said)


@st.composite
def invocations(draw):  # type: ignore[no-untyped-def]
    command = draw(st.sampled_from(list(TABLE.commands.values())))
    values = {}
    for parameter in command.parameters:
        if draw(st.booleans()):
            values[parameter.name] = draw(st.one_of(odd, line, st.sampled_from(parameter.options or ("youtube",))))
    values |= draw(st.dictionaries(st.sampled_from(["sure", "post", "no such", ""]), odd, max_size=1))
    return Invocation(draw(st.sampled_from([command.path, command.path, command.path[:1], ("no", "such")])), values)


@examples(500)
@given(invocations(), st.sampled_from(PERSONS), st.booleans(), st.booleans())
def test_any_values_of_any_form_get_a_whole_message(said: Invocation, who: str, rich: bool, in_place: bool):
    held = life(who, rich, in_place)
    outcome = held.hear(said)
    if said.path != ("channel", "welcome"):
        check(outcome, at(held.situation), given=repr(tuple(said.values.values())) + " ".join(said.values.values()))


@examples(150)
@given(
    st.lists(st.one_of(line, invocations()), min_size=1, max_size=4), st.data(), st.sampled_from(PERSONS), st.booleans()
)
def test_any_choice_of_anything_that_was_said_can_be_taken(said, data, who: str, rich: bool):  # type: ignore[no-untyped-def]
    held = life(who, rich, in_place=rich)
    for each in said:
        outcome = held.hear(each)
        rows = [message for message in outcome.messages if message.choices]
        if not rows:
            continue
        message = data.draw(st.sampled_from(rows))
        index = data.draw(st.integers(0, len(message.choices) - 1))
        check(held.hear(Picked(message.row, index)), at(held.situation), given=repr(said) + str(said))
