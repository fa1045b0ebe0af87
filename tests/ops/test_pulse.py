import asyncio

from bot.ops.pulse import BOUND, EVERY, Pulse


class Hand:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_a_loop_that_comes_round_in_time_is_well():
    hand, beats = Hand(), list[float]()
    pulse = Pulse(beats.append, hand)
    for _ in range(3):
        hand.seconds += EVERY
        pulse.beat()
    assert (pulse.lag(), pulse.is_well(), beats) == (0, True, [0, 0, 0])


def test_a_loop_that_is_held_up_is_not_and_gives_no_sign_of_life_until_it_is_well_again():
    hand, beats = Hand(), list[float]()
    pulse = Pulse(beats.append, hand)
    hand.seconds += EVERY + BOUND - 0.1
    assert pulse.is_well()
    hand.seconds += 0.2
    assert not pulse.is_well(), "it is late already, though nobody came round to note it"
    pulse.beat()
    assert (round(pulse.lag(), 1), pulse.is_well(), beats) == (BOUND + 0.1, False, [])
    hand.seconds += EVERY
    pulse.beat()
    assert (pulse.is_well(), beats) == (True, [0])


async def test_it_beats_by_itself_and_stops():
    hand, beaten = Hand(), asyncio.Event()
    beats: list[float] = []

    def on_beat(lag: float) -> None:
        hand.seconds += EVERY + 0.5  # so that the next one is late already, and comes at once
        beats.append(lag)
        if len(beats) == 3:
            beaten.set()

    pulse = Pulse(on_beat, hand)
    pulse.start()
    async with asyncio.timeout(5):
        await beaten.wait()
    await pulse.stop()
    assert beats[:3] == [0, 0.5, 0.5]
    assert asyncio.all_tasks() == {asyncio.current_task()}
