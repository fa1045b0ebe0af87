"""Where and when posts come, as a file: out, in, checked, tried without effect, and the same again changes nothing."""

import asyncio
import re
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from bot import settings, wiring
from bot.cli import main
from bot.core.arranging import COMMAND
from bot.core.message import Incoming, Invocation
from bot.core.people import Place
from bot.core.plan.document import LAST, ChannelPlan, Closure, Every, Repeat, Term
from bot.core.situation import Address, Situation
from tests.storage.shapes import NOW, joined, speaker

ONE = """\
workspaces:
  - platform: slack
    tenant: T1
    allowed: listed
    guests: welcome
    channels:
      - channel: C1
        name: "#ecg"
        allowed: listed
        posts:
          turned: turned-on
          every: monthly-last
          day: tuesday
          at: "12:30"
          zone: Europe/London
          kinds: [refresh, asked]
          closed_days: skip
        terms:
          - {first: 2036-09-14, last: 2036-12-11}
        exams:
          - {first: 2036-12-01, last: 2036-12-05}
        closures:
          - {first: 2036-10-26, last: 2036-10-30}
        rules:
          policy: "Page 3 of the handbook"
        stop_signs:
          TikTok: "Blocked on the wards"
"""
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `boffin settings` on a database of the test's own; return the code and what it printed."""

    def command(*arguments: str) -> tuple[int, str]:
        code = main(["settings", *arguments], {"BOFFIN_HOME": str(tmp_path)})
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return command


def written(tmp_path: Path, text: str = ONE) -> str:
    file = tmp_path / "wanted.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def found(tmp_path: Path, channel: str) -> tuple[Place | None, Situation]:
    """Return a channel of T1 as it is kept."""
    store = wiring.open_store(settings.read({"BOFFIN_HOME": str(tmp_path)}))
    try:

        async def look() -> tuple[Place | None, Situation]:
            _, place = await store.accounts.find(Address("slack", "T1", ""), Address("slack", "T1", channel))
            return place, await store.memory.load(None, place, NOW, changes=True)

        return asyncio.run(look())
    finally:
        store.close()


def schedules(tmp_path: Path) -> int:
    store = wiring.open_store(settings.read({"BOFFIN_HOME": str(tmp_path)}))
    try:
        return len(asyncio.run(store.schedules()))
    finally:
        store.close()


def test_a_channel_that_was_never_seen_is_set_up_as_the_file_says(run: Run, tmp_path: Path) -> None:
    code, said = run("import", written(tmp_path))
    assert code == 0 and "slack T1 C1 #ecg: not seen before" in said
    place, situation = found(tmp_path, "C1")
    assert place is not None and place.name == "#ecg"
    channel = situation.channel
    assert channel.posts.on and channel.posts.refresh and not channel.posts.load and not channel.posts.moves
    assert channel.posts.asked and not channel.posts.news and not channel.posts.tried
    assert (channel.posts.day, channel.posts.at, channel.posts.repeat) == (1, time(12, 30), Repeat(Every.MONTH, LAST))
    assert list(channel.terms.values()) == [Term(date(2036, 9, 14), date(2036, 12, 11))]
    assert list(channel.exams.values()) == [Term(date(2036, 12, 1), date(2036, 12, 5))]
    assert list(channel.closures.values()) == [Closure(date(2036, 10, 26), date(2036, 10, 30))]
    assert channel.rules["policy"].text == "Page 3 of the handbook"
    assert channel.stop_signs["tiktok"].text == "Blocked on the wards"
    permissions = situation.workspace.permissions
    assert (permissions.anywhere, permissions.guests, permissions.places) == (False, True, (place.id,))
    assert schedules(tmp_path) == 1


def test_it_is_a_change_like_any_other_with_a_version_and_in_the_history(run: Run, tmp_path: Path) -> None:
    run("import", written(tmp_path))
    _, situation = found(tmp_path, "C1")
    assert [change.command for change in situation.channel_changes] == [("settings", "import")]
    assert sorted(situation.versions.values()) == [1, 1]


def test_the_same_file_again_changes_nothing(run: Run, tmp_path: Path) -> None:
    run("import", written(tmp_path))
    before = found(tmp_path, "C1")[1].versions
    code, said = run("import", written(tmp_path))
    assert code == 0 and said == "0 changed; 1 channel as the file says already\n"
    assert found(tmp_path, "C1")[1].versions == before


def test_a_dry_run_says_what_would_change_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    code, said = run("import", written(tmp_path), "--dry-run")
    assert code == 0
    assert "posts on: False -> True" in said and "terms 2036-09-14: nothing -> 2036-09-14 2036-12-11" in said
    assert "would change; nothing was changed" in said
    assert found(tmp_path, "C1") == (None, found(tmp_path, "C1")[1])
    run("import", written(tmp_path))
    _, said = run("import", written(tmp_path, ONE.replace("tuesday", "friday")), "--dry-run")
    assert "slack T1 C1 #ecg\n  posts day: 1 -> 4\n1 would change" in said


@pytest.mark.parametrize(
    "order", [("--dry-run", "import", "F"), ("import", "--dry-run", "F"), ("import", "F", "--dry-run")]
)
def test_the_wish_for_a_dry_run_may_stand_anywhere(run: Run, tmp_path: Path, order: tuple[str, ...]) -> None:
    file = written(tmp_path)
    code, said = run(*(file if word == "F" else word for word in order))
    assert code == 0 and "would change; nothing was changed" in said


def test_what_was_exported_comes_in_again_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    run("import", written(tmp_path, ONE.replace("12:30", "09:00").replace("Page 3 of the handbook", "1e3")))
    out = tmp_path / "out.yaml"
    code, said = run("export", str(out))
    assert code == 0 and said == f"Written to {out}: 1 channel.\n"
    assert out.stat().st_mode & 0o777 == 0o600
    assert run("import", str(out)) == (0, "0 changed; 1 channel as the file says already\n")
    assert "is there already" in run("export", str(out))[1]
    assert "tenant: T1" in run("export")[1]


def test_what_the_file_leaves_out_stays_and_a_list_is_the_whole_list(run: Run, tmp_path: Path) -> None:
    run("import", written(tmp_path))
    code, _ = run("import", written(tmp_path, only("closures: [], rules: {promotion: Yes it counts}")))
    channel = found(tmp_path, "C1")[1].channel
    assert code == 0 and channel.posts.on and channel.terms and channel.stop_signs
    assert channel.closures == {} and set(channel.rules) == {"promotion"}
    assert channel.rules["promotion"].version == 2


def only(said: str) -> str:
    return f"workspaces: [{{platform: slack, tenant: T1, channels: [{{channel: C1, {said}}}]}}]"


WRONG = {
    "turned-on": "turned-onn", "monthly-last": "yearly", "tuesday": "tuseday", '"12:30"': '"25:30"',
    "Europe/London": "Europe/Lundon", "[refresh, asked]": "[refresh, jokes]", "skip": "leap", "welcome": "perhaps",
    "2036-12-11}": "2036-09-01}", "2036-10-30}": "2036-10-01}", "policy": "polices", "platform: slack": "platform: irc",
    "Page 3 of the handbook": "", '"Blocked on the wards"': '"Patient Jane Smith, NHS 485 777 3456, was filmed"',
}  # fmt: skip


def test_every_problem_is_said_at_once_with_its_line_and_nothing_is_changed(run: Run, tmp_path: Path) -> None:
    text = ONE
    for right, wrong in WRONG.items():
        assert right in text
        text = text.replace(right, wrong, 1)
    file = written(tmp_path, text)
    code, said = run("import", file)
    lines = said.splitlines()
    assert code == 1 and lines[-1] == f"{len(WRONG)} problems; nothing was changed"
    numbers = [int(re.fullmatch(rf"{re.escape(file)}:(\d+): .+", line)[1]) for line in lines[:-1]]  # type: ignore[index]
    wrong_lines = [n for n, (a, b) in enumerate(zip(ONE.splitlines(), text.splitlines(), strict=True), 1) if a != b]
    assert sorted(set(numbers)) == wrong_lines
    assert found(tmp_path, "C1")[0] is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("workspaces: [{platform: slack, tenant: T1, chanels: []}]", "1: unknown key `chanels`; did you mean"),
        ("workspaces: [{platform: slack}]", "1: `tenant` is missing"),
        ("workspaces: [{platform: slack, tenant: T1, guests: welcome}]", "needs at least one channel"),
        ("workspaces: [{platform: slack, tenant: T1, channels: [{channel: C1}, {channel: C1}]}]", "is here twice"),
        *((f'workspaces: [{{platform: {platform}, tenant: "{tenant}", channels: [{{channel: "{channel}"}}]}}]',
           f"1: `{name}` is `{said}`, which is no id of {platform.capitalize()}'s; right would be ")
          for platform, tenant, channel, name, said in (
              ("slack", "T1", "#ecg", "channel", "#ecg"), ("slack", "T1", "U1", "channel", "U1"),
              ("slack", "Our school", "C1", "tenant", "Our school"), ("slack", "T1", "12345", "channel", "12345"),
              ("discord", "12", "#ecg", "channel", "#ecg"), ("discord", "G1", "34", "tenant", "G1"),
              ("discord", "12", "C0123456789", "channel", "C0123456789"), ("discord", "12", "²", "channel", "²"),
          )),
        (only("posts: {turned: turned-on}"), "need a `zone`"),
        (only("posts: {every: fortnightly}"), "counted_from"),
        (only("posts: {turned: on}"), "true or false"),
        ("", "1: the file is empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said_in_a_sentence(run: Run, tmp_path: Path, text: str, says: str) -> None:
    code, said = run("import", written(tmp_path, text))
    assert code == 1 and says in said


def test_a_file_that_is_not_there_is_said_so(run: Run, tmp_path: Path) -> None:
    assert "cannot be read" in run("import", str(tmp_path / "none.yaml"))[1]
    assert run("import")[0] == 78


def test_two_hundred_channels_are_set_up_at_once(run: Run, tmp_path: Path) -> None:
    head, channel = ONE[: ONE.index("      - channel: C1")], ONE[ONE.index("      - channel: C1") :]
    many = head + "".join(channel.replace("C1", f"C{n}").replace("#ecg", f"#ecg-{n}") for n in range(200))
    code, said = run("import", written(tmp_path, many))
    assert code == 0 and "201 changed; 0 channels as the file says already" in said  # the workspace too
    assert schedules(tmp_path) == 200
    assert run("import", written(tmp_path, many))[1] == "0 changed; 200 channels as the file says already\n"


def test_a_keeper_can_take_it_back(run: Run, tmp_path: Path) -> None:
    run("import", written(tmp_path))
    parts = wiring.build(settings.read({"BOFFIN_HOME": str(tmp_path)}))

    async def talk() -> ChannelPlan:
        who = await speaker(parts.store, "kim")
        _, place = await parts.store.accounts.find(Address("slack", "T1", "kim"), Address("slack", "T1", "C1"))
        kim = who.at(place)
        await kim.keep(channel_edits=joined(kim, keeper=True), command=("channel", "keeper"))
        (changed,) = [one for one in (await kim.load()).channel_changes if one.command == COMMAND]
        undo = Invocation(("plan", "undo"), {"change": changed.id})
        (said,) = await parts.assistant.hear(Incoming("i2", kim.person, undo, place), NOW)
        assert "settings from a file" in said.lines[0]
        return (await kim.load()).channel

    try:
        channel = asyncio.run(talk())
    finally:
        parts.store.close()
    assert not channel.posts.on and not channel.rules and channel.members


def test_a_copy_that_is_not_there_is_said_so_and_not_taken_for_a_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["restore", str(tmp_path / "none.copy"), "--yes"], {"BOFFIN_HOME": str(tmp_path)}) == 78
    assert "cannot be read" in capsys.readouterr().err


def test_where_there_is_no_database_nothing_is_copied_and_nothing_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environ = {"BOFFIN_HOME": str(tmp_path)}
    assert main(["backup"], environ) == 78
    said = capsys.readouterr().err
    assert "There is no database" in said and "Nothing was made or changed" in said and "BOFFIN_HOME" in said
    assert list(tmp_path.iterdir()) == []
    wiring.open_store(settings.read(environ)).close()
    assert main(["backup"], environ) == 0 and len(list((tmp_path / "backups").iterdir())) == 1
