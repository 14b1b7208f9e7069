"""Running: nothing starts without every consent, and what happens is told to all."""

import pytest
from tests.unit.casework.operations.conftest import CHN, MKD, TUR, Watch

from egnatia.casework.errors import ConflictError, NotAllowedError, NotLawfulError
from egnatia.casework.operations.board import deeds_open, show_board
from egnatia.casework.operations.running import Reporting, report, start
from egnatia.casework.rows import Role
from egnatia.exchange.states import DeliveryState
from egnatia.model.errors import ParseError
from egnatia.model.operation import Deed


def reporting(watch: Watch, deed: Deed, **fields: object) -> Reporting:
    """Say that something happened."""
    return Reporting(operation=watch.id, deed=deed, reason="seen by both units", **fields)  # type: ignore[arg-type]


@pytest.mark.slow
def test_it_starts_when_all_consent_and_every_member_sees_it(watch: Watch) -> None:
    watch.run()
    assert watch.board().line.state is DeliveryState.UNDER_WAY
    assert show_board(watch.tr, watch.turkish, watch.id).line.state is DeliveryState.UNDER_WAY


def test_one_missing_consent_blocks_the_start_and_is_named(watch: Watch) -> None:
    watch.plan()
    watch.agree(watch.mk, watch.prosecutor, CHN)
    watch.agree(watch.mk, watch.prosecutor, MKD)
    with pytest.raises(NotLawfulError) as refused:
        start(watch.mk, watch.officer, watch.id, "the ship has sailed")
    assert refused.value.missing == ("TUR: consent to entry, transit, exit",)
    assert watch.board().line.state is DeliveryState.PLANNED


@pytest.mark.slow
def test_who_recorded_a_consent_on_paper_does_not_start(watch: Watch) -> None:
    both = watch.net.person("MK", "both", Role.PROSECUTOR)
    watch.plan()
    watch.agree(watch.mk, both, CHN)
    watch.agree(watch.mk, both, MKD)
    watch.agree(watch.tr, watch.turkish, TUR)
    watch.mk.store.write(lambda tx: tx.case_files.put_members(watch.case.id, watch.case.members | {both.id}))
    with pytest.raises(NotAllowedError, match="four eyes"):
        start(watch.mk, both, watch.id, "the ship has sailed")
    start(watch.mk, watch.second, watch.id, "the ship has sailed")


@pytest.mark.slow
def test_the_lead_alone_starts_and_on_the_days_of_the_plan(watch: Watch) -> None:
    watch.plan(begins=watch.planning.ends)
    watch.clear()
    with pytest.raises(ConflictError, match="planned from"):
        start(watch.mk, watch.officer, watch.id, "the ship has sailed")
    with pytest.raises(NotAllowedError, match="MK leads"):
        start(watch.tr, watch.turkish_officer, watch.id, "the ship has sailed")


@pytest.mark.slow
def test_the_watch_changes_hands_when_both_sides_say_so(watch: Watch) -> None:
    watch.run()
    report(watch.mk, watch.officer, reporting(watch, Deed.HAND_OVER, country=CHN, border=0))
    report(watch.tr, watch.turkish_officer, reporting(watch, Deed.HAND_OVER, country=TUR, border=0))
    watch.post()
    assert watch.board().borders[0].sides == ((CHN, True), (TUR, True))
    assert watch.board(watch.tr, watch.turkish).borders[0].mine == ()
    with pytest.raises(ConflictError, match="said before"):
        report(watch.mk, watch.officer, reporting(watch, Deed.HAND_OVER, country=CHN, border=0))


def test_nothing_is_handed_over_before_it_starts_or_by_another(watch: Watch) -> None:
    watch.plan()
    with pytest.raises(ConflictError, match="while it is planned"):
        report(watch.tr, watch.turkish_officer, reporting(watch, Deed.HAND_OVER, country=TUR, border=0))
    with pytest.raises(NotAllowedError, match="another node"):
        report(watch.tr, watch.turkish_officer, reporting(watch, Deed.HAND_OVER, country=MKD, border=1))


@pytest.mark.slow
def test_people_in_the_goods_stop_it_and_it_is_seized(watch: Watch) -> None:
    watch.run()
    report(watch.tr, watch.turkish_officer, reporting(watch, Deed.PERSONS, country=TUR))
    watch.post()
    assert watch.board().line.state is DeliveryState.ENDANGERED
    assert deeds_open(watch.board()) == (Deed.INTERVENE,)
    report(watch.tr, watch.turkish_officer, reporting(watch, Deed.INTERVENE, country=TUR))
    watch.post()
    assert watch.board().line.state is DeliveryState.INTERVENED
    assert deeds_open(watch.board()) == ()


@pytest.mark.slow
def test_what_arrived_may_still_be_seized(watch: Watch) -> None:
    watch.run()
    report(watch.mk, watch.officer, reporting(watch, Deed.ARRIVE))
    assert watch.board().line.state is DeliveryState.ARRIVED
    report(watch.mk, watch.officer, reporting(watch, Deed.INTERVENE, country=MKD))
    assert watch.board().line.state is DeliveryState.INTERVENED


@pytest.mark.slow
@pytest.mark.parametrize(
    ("deed", "fields", "problem"),
    [
        (Deed.INTERVENE, {}, "the state is missing"),
        (Deed.ARRIVE, {"country": MKD}, "the state is not said"),
        (Deed.HAND_OVER, {"country": MKD}, "which border is missing"),
        (Deed.ABANDON, {}, "operation is under_way"),
        (Deed.START, {}, "is not something that happens"),
    ],
)
def test_what_makes_no_sense_is_refused(watch: Watch, deed: Deed, fields: dict[str, str], problem: str) -> None:
    watch.run()
    with pytest.raises(ConflictError, match=problem):
        report(watch.mk, watch.officer, reporting(watch, deed, **fields))


@pytest.mark.slow
def test_everything_has_a_reason(watch: Watch) -> None:
    watch.run()
    with pytest.raises(ParseError):
        report(watch.mk, watch.officer, Reporting(operation=watch.id, deed=Deed.ARRIVE, reason=" "))
