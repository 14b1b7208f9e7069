"""Random schedules of people who work while lines are cut: threads converge, recalls reach all, no code is breached."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.casework.acting import ACTS, LARGEST, WEIGHTS, Act, play
from tests.unit.casework.apart import begin
from tests.unit.casework.overseeing import faults

NAMES = [name for name, weight in WEIGHTS.items() for _ in range(weight)]
NUMBER = st.integers(0, LARGEST)
SCHEDULES = st.lists(st.tuples(st.sampled_from(NAMES), NUMBER, NUMBER, NUMBER), min_size=25, max_size=60)
#: A schedule takes a second; `benchmarks/partitions.py` plays thousands.
FEW = max(3, settings().max_examples // 12)


@pytest.mark.slow
@settings(max_examples=FEW, suppress_health_check=list(HealthCheck), deadline=None)
@given(SCHEDULES)
def test_whoever_was_cut_off_for_however_long_all_is_well_in_the_end(schedule: list[Act]) -> None:
    world = begin()
    play(world, schedule)
    world.settle()
    assert faults(world) == []


def test_every_act_can_be_drawn() -> None:
    assert WEIGHTS.keys() == ACTS.keys()


@pytest.mark.slow
def test_the_overseer_sees_a_recall_that_reached_nobody() -> None:
    world = begin()
    play(world, [("asks", 1, 0, 0), ("recalls", 0, 0, 0)])
    assert any("took back" in fault for fault in faults(world))
    world.settle()
    assert faults(world) == []


def test_the_overseer_sees_a_message_that_one_side_lacks() -> None:
    world = begin()
    play(world, [("writes", 0, 1, 0)])
    assert any("BA has not" in fault for fault in faults(world))


def test_the_overseer_sees_a_record_where_nobody_consented_to_it() -> None:
    world = begin()
    play(world, [("asks", 1, 0, 0)])
    world.asked.clear()
    assert any("never consented" in fault for fault in faults(world))
