"""A portfolio: every line is the person's choice, says its day and what it rests on, and goes to nobody."""

from dataclasses import replace
from datetime import timedelta

from bot.core.commands.portfolio import gathered, mark, said
from bot.core.message import Invocation, Message
from bot.core.plan.document import ChannelPlan, Conference, Finding, Habit, LocalRule, Plan, Stage
from bot.core.plan.evidence import evidence
from bot.core.plan.weeks import Log
from tests.core.scene import HERE, TODAY, Life, an_item, at, effects, full_channel, here, text_of, used

LATELY = TODAY - timedelta(days=10)


def rich() -> Plan:
    return Plan(
        tools={"youtube": replace(used("youtube")["youtube"], needs=("questions",)), **used("x", stage=Stage.LOOKING)},
        items={"i1": an_item("Sepsis *video*", checked=LATELY, last=Finding.CHANGED), "i2": an_item("Never looked at")},
        conferences={
            "c1": Conference("ASME", LATELY, LATELY, came="contact"),
            "c2": Conference("AMEE", TODAY + timedelta(days=90), TODAY + timedelta(days=92)),
        },
        habits={"faces": Habit(LATELY)},
    )


def life(plan: Plan | None = None, **changes: object) -> Life:
    logs = {f"l{n}": Log(LATELY, "", 5, "captions") for n in range(3)} | {"l9": Log(TODAY, "youtube", 60)}
    return Life(here(rich() if plan is None else plan, logs=logs, **changes))


def ask(who: Life, **values: str) -> Message:
    return who.hear(Invocation(("privacy", "portfolio"), values)).messages[0]


def test_evidence_is_what_was_done_and_no_hours():
    lines = evidence(rich(), life().situation.logs.values(), {}, TODAY)
    assert [(line.kind, line.key) for line in lines] == [
        ("tool", "youtube"), ("item", "i1"), ("conference", "c1"), ("help", "captions"), ("lesson", "faces"),
    ]  # fmt: skip
    shown = "\n".join(said(line, at(life().situation)) for line in lines)
    assert "for: Questions between sessions" in shown and "What came of it: Somebody to work with." in shown
    assert "3 times" in shown and " min" not in shown and " h" not in shown.split("Help")[0].replace(" have", "")
    assert all("2026" in line for line in shown.splitlines())


def test_a_shared_item_counts_for_whoever_has_it():
    channel = full_channel()
    items = {key: replace(item, last=Finding.STILL_RIGHT) for key, item in channel.items.items()}
    mine = life(channels=((HERE, replace(channel, items=items)),))
    assert [line.key for line in gathered(at(mine.situation)) if line.kind == "item"] == ["i1", "s2"], "s1 is Ben's"


def test_lines_are_chosen_one_by_one_and_nothing_of_it_is_kept():
    who = life()
    message = who.take(ask(who), "Choose line by line").messages[0]
    for label in ("Take it", "Leave it out", "Take it", "Leave it out", "Leave it out"):
        assert message.lines[1].startswith("Rests on")
        outcome = who.take(message, label)
        assert not effects(outcome) and outcome.draft is None
        message = outcome.messages[0]
    assert message.lines == ("2 lines are chosen.",)
    (file,) = who.take(message, "Export the chosen lines").messages[0].files
    assert file.name == "portfolio-2026-11-06.md"
    assert "YouTube, since" in file.text and "ASME" in file.text
    assert "Sepsis" not in file.text and "captions" not in file.text


def test_in_the_file_a_title_is_text_and_every_line_says_what_it_rests_on():
    who = life()
    first = who.take(ask(who), "Choose line by line").messages[0]
    all_of_them = who.take(first, "Take this and all that follow").messages[0]
    (file,) = who.take(all_of_them, "Export the chosen lines").messages[0].files
    lines = [line for line in file.text.splitlines() if line.startswith("- ")]
    assert len(lines) == 5 and all("*Rests on" in line for line in lines)
    assert "Sepsis \\*video\\*" in file.text


def test_a_line_that_is_gone_meanwhile_is_left_out():
    who = life()
    gone = mark(gathered(at(who.situation))[0])
    who.situation = replace(who.situation, plan=replace(who.situation.plan, tools={}))
    assert "No line is chosen" in "\n".join(ask(who, change="enough", told=gone).lines)


def test_with_nothing_noted_it_says_so():
    empty = Life(here())
    assert "there is no line yet" in "\n".join(ask(empty).lines)


def test_does_it_count_here_is_the_keepers_entry_with_its_day_or_whom_to_ask():
    channel = ChannelPlan(rules={"promotion": LocalRule("yes, under innovation", LATELY, 1)})
    noted = text_of(life(channels=((HERE, channel),)).hear(Invocation(("privacy", "portfolio"), {"change": "counts"})))
    assert "yes, under innovation" in noted and "27 October" in noted
    asked = text_of(
        life(channels=((HERE, full_channel()),)).hear(Invocation(("privacy", "portfolio"), {"change": "counts"}))
    )
    assert "Kim" in asked
