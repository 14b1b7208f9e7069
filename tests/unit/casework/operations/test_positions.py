"""Positions: told while goods are under way, gone when their time ends; never of people."""

from datetime import timedelta

import pytest
from tests.unit.casework.operations.conftest import Watch

from egnatia.casework.errors import ConflictError
from egnatia.casework.operations.positions import forget_positions, report_position
from egnatia.casework.tickets import Sort
from egnatia.model.errors import ParseError
from egnatia.model.instant import format_instant


def event(watch: Watch, sort: str = "a-f-G-E-V", minutes: int = 10) -> bytes:
    """Write what a tracker on a lorry sends."""
    now = watch.net.clock.now()
    at, stale = format_instant(now), format_instant(now + timedelta(minutes=minutes))
    return (
        f'<event version="2.0" uid="drum-7" type="{sort}" how="m-g" time="{at}" start="{at}" stale="{stale}">'
        '<point lat="41.9973" lon="21.428" hae="240" ce="12.4" le="9999999.0"/>'
        '<detail><contact callsign="Vardar 4"/></detail></event>'
    ).encode()


@pytest.mark.slow
def test_all_members_see_where_the_goods_are_until_it_ends(watch: Watch) -> None:
    watch.run()
    report_position(watch.tr, watch.turkish_officer, watch.id, event(watch))
    watch.post()
    (seen,) = watch.board().positions
    assert (seen.node, seen.position.point, seen.position.accuracy) == ("TR", "41.9973,21.428", 13)
    watch.net.clock.advance(timedelta(minutes=10))
    assert watch.board().positions == ()


@pytest.mark.slow
def test_what_is_over_is_erased(watch: Watch) -> None:
    watch.run()
    report_position(watch.mk, watch.officer, watch.id, event(watch))
    begun = watch.net.clock.now()
    watch.net.clock.advance(timedelta(minutes=10))
    forget_positions(watch.mk)
    assert watch.mk.store.read(lambda tx: tx.tickets.of(Sort.POSITION, watch.id, begun)) == ()


@pytest.mark.slow
def test_a_position_that_is_told_twice_is_one(watch: Watch) -> None:
    watch.run()
    data = event(watch)
    for _ in range(2):
        report_position(watch.mk, watch.officer, watch.id, data)
    assert len(watch.board().positions) == 1


def test_nothing_is_followed_before_it_starts(watch: Watch) -> None:
    watch.plan()
    with pytest.raises(ConflictError, match="while the operation is planned"):
        report_position(watch.mk, watch.officer, watch.id, event(watch))


@pytest.mark.slow
def test_people_are_not_tracked(watch: Watch) -> None:
    watch.run()
    with pytest.raises(ParseError, match="people are not tracked"):
        report_position(watch.mk, watch.officer, watch.id, event(watch, sort="a-f-G-U-C"))


def test_a_position_that_is_over_is_of_no_use(watch: Watch) -> None:
    watch.run()
    data = event(watch)
    watch.net.clock.advance(timedelta(hours=1))
    with pytest.raises(ConflictError, match="over already"):
        report_position(watch.mk, watch.officer, watch.id, data)
