"""The clock and the randomness of the operating system, and their twins for tests."""

from datetime import UTC, datetime, timedelta

from tests.twins.clock import NOON, SeededRandomness, SetClock

from egnatia.adapters.clock.system import SystemClock, SystemRandomness
from egnatia.model.identity import parse_salt
from egnatia.model.instant import format_instant, parse_instant


def test_the_time_is_now_in_utc() -> None:
    before, found, after = datetime.now(UTC), SystemClock().now(), datetime.now(UTC)
    assert before - timedelta(milliseconds=1) < found <= after
    assert found.utcoffset() == timedelta(0)


def test_a_time_survives_being_written_down() -> None:
    for _ in range(50):
        now = SystemClock().now()
        assert parse_instant(format_instant(now), "at") == now


def test_random_bits_are_of_the_form_of_ids_and_never_the_same() -> None:
    found = [SystemRandomness().hex128() for _ in range(1000)]
    assert len(set(found)) == len(found)
    assert all(parse_salt(bits, "salt") == bits for bits in found)


def test_a_set_clock_stands_still_until_it_is_moved() -> None:
    clock = SetClock()
    assert clock.now() == clock.now() == NOON
    clock.advance(timedelta(hours=1))
    assert clock.now() == NOON + timedelta(hours=1)
    clock.set(NOON)
    assert clock.now() == NOON


def test_the_same_seed_gives_the_same_bits() -> None:
    one, same, other = SeededRandomness(1), SeededRandomness(1), SeededRandomness(2)
    assert [one.hex128() for _ in range(3)] == [same.hex128() for _ in range(3)]
    assert other.hex128() != SeededRandomness(1).hex128()
    assert parse_salt(other.hex128(), "salt")
