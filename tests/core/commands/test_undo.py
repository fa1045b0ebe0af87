"""Whatever was changed can be taken back in reverse; what changed again since is in the way and stays."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.message import Invocation
from bot.core.plan.edits import Change
from tests.core.scene import HERE, Life, examples, full_situation, here, text_of, words

TOOLS = ["youtube", "x", "blog", "padlet", "my own page"]
tool = st.sampled_from(TOOLS)
day = st.sampled_from(["today", "yesterday", "2026-10-30", "2026-10-20"])


def command(path: str, **values: st.SearchStrategy[str]) -> st.SearchStrategy[Invocation]:
    return st.fixed_dictionaries(values).map(lambda given: Invocation(tuple(path.split()), given))


def one(*options: str) -> st.SearchStrategy[str]:
    return st.sampled_from(options)


OWN = st.one_of(
    command("plan tool", tool=tool, stage=one("in-use", "paused", "looking", "tryout", "retired")),
    command("plan budget", minutes=one("20m", "1h", "0")),
    command("plan budget", minutes=one("20m", "1h", "0"), tool=tool),
    command("plan promise", tool=tool, when=one("Tuesday", "noon"), then=one("one post", "one question")),
    command("plan pause", tool=tool),
    command("plan retire", tool=tool),
    command("plan backup", tool=tool, where=one("Moodle", "paper")),
    command("plan need", words=one("cases", "recall", "fewer e-mails"), priority=one("1", "2", "3")),
    command("plan need", words=one("cases", "questions"), action=one("drop")),
    command("start", tools=one("youtube, x", "blog"), minutes=one("30", "60"), need=one("cases", "my words")),
    command("checkin", told=one("less", "as-planned", "more", "busy", "too-much"), times=one("2", "3"), week=day),
    command("checkin", told=one("more"), tools=one("x 20m", "blog 0m, youtube 1h"), times=one("2"), week=day),
    st.builds(lambda t, d: Invocation(("log",), {"entries": f"20m {t} and 5m x {d}"}), tool, day),
    command("content add", title=one("Sepsis, used 7 December", "Asthma\nhttps://youtu.be/a", "ECG")),
    command("content still-right", item=one("sepsis video", "i2")),
    command("content drop", item=one("i1", "asthma")),
    command("stop"),
    command("nudges yes", zone=one("Europe/London", "Asia/Tokyo")),
    command("nudges less", rule=one("item", "over")),
    command("nudges quiet", start=one("18:00", "20:00"), end=one("7:00")),
    command("nudges away", until=one("16 November", "20 December"), why=one("leave", "on-call")),
    command("nudges snooze", until=one("tomorrow", "1 December")),
    command("plan undo"),
)
SHARED = st.one_of(
    command("channel join"),
    command("channel leave"),
    command("channel keeper", action=one("take", "hand-over"), to=one("Ana", "Ben")),
    command("channel tools", tool=tool, backup=one("paper", "Moodle")),
    command("channel content", action=one("add"), title=one("ECG", "Asthma\nSepsis")),
    command("channel content", action=one("still-right", "changed", "drop"), item=one("ECG quiz", "s2")),
    command("channel content", action=one("hand-over"), item=one("s1", "s2"), to=one("Ana", "Kim")),
    command("channel posts", action=one("on", "off", "load", "refresh"), zone=one("Europe/Paris")),
    command("channel posts", action=one("term"), first=one("1 December"), last=one("10 December")),
)


def kept(life: Life) -> tuple[object, ...]:
    """Return everything that a change can touch."""
    held = life.situation
    return held.plan, held.channel, dict(held.weeks), dict(held.logs)


def undo(life: Life, change: Change) -> str:
    return text_of(life.hear(Invocation(("plan", "undo"), {"change": change.id})))


@examples(120)
@given(st.booleans(), st.lists(OWN, max_size=9))
def test_all_changes_taken_back_in_reverse_leave_everything_as_it_was(rich: bool, said: list[Invocation]):
    life = Life(full_situation() if rich else here())
    states = [kept(life)]
    for invocation in said:
        if life.hear(invocation).edits:
            states.append(kept(life))
    changes = life.situation.changes
    assert len(changes) == len(states) - 1
    for number, change in enumerate(changes):
        if change.undone:
            continue
        said_back = undo(life, change)
        assert (
            words().say("undo.done", what="")[:10] in said_back
            or words().say("undo.put_back", what="")[:8] in said_back
        )
        if not any(later.undone for later in changes[: number + 1]):
            assert kept(life) == states[-2 - number]
    if not any(change.undone or change.undoes for change in changes):
        assert kept(life) == states[0]


@examples(80)
@given(st.lists(SHARED, max_size=7))
def test_a_keepers_changes_of_the_channel_can_be_taken_back_too(said: list[Invocation]):
    from bot.core.people import Person, Standing

    life = Life(full_situation(Person("kim", "Kim", Standing.REGULAR, zone="Europe/London"), HERE))
    before = kept(life)
    for invocation in said:
        life.hear(invocation)
    for change in life.situation.channel_changes:
        undo(life, change)
        if not life.situation.actor.is_keeper:
            return  # who handed over or left decides no longer about posts
    assert kept(life) == before


@examples(120)
@given(st.lists(OWN, min_size=1, max_size=6), st.data())
def test_taking_any_one_back_either_restores_it_or_says_what_is_in_the_way(said: list[Invocation], data):  # type: ignore[no-untyped-def]
    life = Life(full_situation())
    for invocation in said:
        life.hear(invocation)
    if not life.situation.changes:
        return
    change = data.draw(st.sampled_from(life.situation.changes))
    before = kept(life)
    answer = life.hear(Invocation(("plan", "undo"), {"change": change.id}))
    if answer.edits:
        assert answer.undoes == change.id
        assert {(made.collection, made.key) for made in answer.edits} == {(m.collection, m.key) for m in change.edits}
    else:
        assert kept(life) == before
        assert "Nothing was changed" in text_of(answer)
        assert change.undone or "changed again since then" in text_of(answer)


def test_what_changed_again_since_is_named_and_stays():
    life = Life()
    life.hear("plan budget 1h")
    first = life.situation.changes[0]
    life.hear("plan budget 2h")
    assert "a setting changed again since then" in undo(life, first)
    assert life.situation.plan.settings.weekly_minutes == 120


def test_a_check_in_told_again_since_is_in_the_way_and_so_is_a_log_taken_back():
    life = Life()
    life.hear("less")
    first = life.situation.changes[0]
    life.hear("busy week")
    assert "a check-in changed again since then" in undo(life, first)
    life.hear("log 20m youtube")
    log = life.situation.changes[0]
    undo(life, log)
    assert words().say("undo.already") in undo(life, log)


def test_an_undo_can_itself_be_taken_back():
    life = Life()
    life.hear("plan budget 1h")
    answer = life.take(life.hear("plan tool youtube").messages[0], "Undo")
    assert not life.situation.plan.tools
    life.take(answer.messages[0], "Put it back")
    assert "youtube" in life.situation.plan.tools


def test_undo_alone_takes_back_the_newest_that_was_not_taken_back():
    life = Life()
    for line in ("plan budget 1h", "plan tool youtube", "undo", "undo"):
        life.hear(line)
    assert life.situation.plan == here().plan
    assert life.say("undo") == words().say("undo.nothing")


def test_a_change_of_an_earlier_day_is_taken_back_only_after_it_was_named():
    life = Life()
    life.hear("plan budget 1h")
    life.now += timedelta(days=2)
    asked = life.hear("undo")
    assert not asked.edits and asked.messages[0].choices[0].label.endswith("from Friday 6 November")
    assert life.take(asked.messages[0], asked.messages[0].choices[0].label).edits
    life.hear("plan budget 2h")
    assert life.hear("undo").edits


def test_the_same_look_twice_in_a_day_is_one_change():
    life = Life(full_situation())
    life.hear("content still-right sepsis")
    rests = life.situation.plan.items["i1"].interval
    assert "noted today already" in text_of(life.hear("content still-right sepsis"))
    assert len(life.situation.changes) == 1 and life.situation.plan.items["i1"].interval == rests
