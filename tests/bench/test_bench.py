from pathlib import Path

from tests.bench.__main__ import AIMED, bench
from tests.bench.commands import SAID, Times


def test_the_bench_measures_everything_it_has_an_aim_for(tmp_path: Path):
    said: list[str] = []
    bench(tmp_path, plans=3, samples=2, starts=1, questions=3, say=said.append)
    told = "".join(said)
    assert all(SAID[name] in told for name in AIMED)
    aims = len(AIMED) + 1 + 2 + 4  # choosing; a start and its memory; what the finder takes
    assert sum(line.rstrip().endswith("met") for line in told.splitlines()) == aims
    assert told.startswith("3 plans in SQLite")


def test_half_are_faster_than_p50_and_one_in_a_hundred_slower_than_p99():
    times = Times([n / 1000 for n in range(1, 102)])
    assert (times.p50, times.p99) == (0.051, 0.1)
