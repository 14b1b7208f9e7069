import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ledger.cabinet import Cabinet, entry_bytes

from egnatia.ledger.checkpoint import parse_checkpoint
from egnatia.ledger.tree import consistency_proof, reader
from egnatia.ledger.witness import CONTRADICTED, Seen, Verdict, judge

SIZES = st.integers(1, 20)


def grown(size: int, start: int = 0) -> Cabinet:
    log = Cabinet()
    log.add(*(entry_bytes(start + number) for number in range(size)))
    log.sign()
    return log


def seen(log: Cabinet, time: int | None = 0) -> Seen:
    return Seen(checkpoint=parse_checkpoint(log.heads[0]).checkpoint, time=time)


def path(log: Cabinet, old: int) -> tuple[bytes, ...]:
    return consistency_proof(old, log.size, reader(log.nodes))


@given(st.lists(SIZES, min_size=2, max_size=2).map(sorted))
def test_every_growth_is_cosigned(sizes: list[int]) -> None:
    old, new = map(grown, sizes)
    assert judge(seen(old), seen(new), old.size, path(new, old.size)) is Verdict.GREW


@given(SIZES)
def test_the_first_checkpoint_of_a_log_is_taken_as_it_is(size: int) -> None:
    log = grown(size)
    assert judge(None, seen(log), 0, ()) is Verdict.GREW
    assert judge(None, seen(log), size, ()) is Verdict.STALE


@given(SIZES, SIZES, st.integers(0, 20), st.integers(-1, 1))
def test_another_history_is_never_cosigned(known: int, shown: int, old: int, later: int) -> None:
    real, other = grown(known), grown(shown, start=100)
    proof = path(other, old) if old <= shown else ()
    assert judge(seen(real, 5), seen(other, 5 + later), old, proof) is not Verdict.GREW


@given(SIZES, SIZES)
def test_another_history_that_is_not_larger_and_later_convicts_itself(known: int, shown: int) -> None:
    real, other = grown(max(known, shown)), grown(min(known, shown), start=100)
    assert judge(seen(real, 1), seen(other, 2), real.size, ()) in CONTRADICTED


@pytest.mark.parametrize(("time", "verdict"), [(4, Verdict.STALE), (5, Verdict.STALE), (None, Verdict.STALE)])
def test_what_is_smaller_and_not_later_may_have_come_late(time: int | None, verdict: Verdict) -> None:
    assert judge(seen(grown(8), 5), seen(grown(3), time), 0, ()) is verdict
