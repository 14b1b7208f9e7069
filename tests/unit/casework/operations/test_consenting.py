"""Consenting: for the own state, or as the lead on paper; one that is taken back stops the goods."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.casework.operations.conftest import BGR, CHN, MKD, TUR, Watch

from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.operations.board import page_boards, show_board
from egnatia.casework.operations.consenting import withdraw
from egnatia.exchange.states import DeliveryState
from egnatia.model.delivery import Movement


@pytest.mark.slow
def test_with_the_last_consent_every_node_sees_it_cleared(watch: Watch) -> None:
    watch.plan()
    watch.clear()
    for office, actor in ((watch.mk, watch.officer), (watch.tr, watch.turkish)):
        board = show_board(office, actor, watch.id)
        assert (board.line.state, board.line.missing) == (DeliveryState.CLEARED, ())


def test_a_prosecutor_consents_and_no_officer(watch: Watch) -> None:
    watch.plan()
    with pytest.raises(NotAllowedError, match="needs the role"):
        watch.agree(watch.tr, watch.turkish_officer, TUR)


def test_nobody_consents_for_another_state(watch: Watch) -> None:
    watch.plan()
    with pytest.raises(NotAllowedError, match="TR says whether TUR consents"):
        watch.agree(watch.mk, watch.prosecutor, TUR)
    with pytest.raises(NotAllowedError, match="MK says whether CHN consents"):
        watch.agree(watch.tr, watch.turkish, CHN)
    with pytest.raises(NotFoundError, match="does not lie on the way"):
        watch.agree(watch.tr, watch.turkish, BGR)


def test_an_authority_without_node_consents_by_a_signed_document(watch: Watch) -> None:
    watch.plan()
    with pytest.raises(ConflictError, match="named by its SHA-256"):
        watch.agree(watch.mk, watch.prosecutor, CHN, document=None)


def test_a_consent_is_to_the_plan_that_was_read(watch: Watch) -> None:
    old = watch.plan()
    watch.plan(title="Precursors, by another ship")
    with pytest.raises(ConflictError, match="read the new one first"):
        watch.agree(watch.tr, watch.turkish, TUR, plan=old.id)


def test_a_consent_to_a_part_leaves_the_rest_missing(watch: Watch) -> None:
    watch.plan()
    watch.agree(watch.tr, watch.turkish, TUR, movements=frozenset({Movement.ENTRY}))
    assert "TUR: consent to transit, exit" in watch.board().line.missing
    with pytest.raises(ConflictError, match="MKD: the plan has no exit there"):
        watch.agree(watch.mk, watch.prosecutor, MKD, movements=frozenset({Movement.EXIT}))


def test_a_consent_of_yesterday_is_none(watch: Watch) -> None:
    watch.plan()
    with pytest.raises(ConflictError, match="over already"):
        watch.agree(watch.tr, watch.turkish, TUR, until=watch.planning.begins - timedelta(days=1))


@pytest.mark.slow
def test_a_consent_that_is_taken_back_halts_the_goods_everywhere(watch: Watch) -> None:
    watch.plan()
    watch.agree(watch.mk, watch.prosecutor, CHN)
    watch.agree(watch.mk, watch.prosecutor, MKD)
    given = watch.agree(watch.tr, watch.turkish, TUR)
    watch.run_again()
    withdraw(watch.tr, watch.turkish, watch.id, given.id, "the driver is in danger")
    watch.post()
    assert watch.board().line.state is DeliveryState.HALTED
    assert watch.board().line.missing == ("TUR: consent to entry, transit, exit (taken back)",)
    with pytest.raises(NotFoundError):
        withdraw(watch.tr, watch.turkish, watch.id, given.id, "again")


def test_nobody_takes_back_what_another_gave(watch: Watch) -> None:
    watch.plan()
    given = watch.agree(watch.tr, watch.turkish, TUR)
    with pytest.raises(NotFoundError, match="of this node"):
        withdraw(watch.mk, watch.prosecutor, watch.id, given.id, "we know better")


def test_who_works_in_another_case_file_learns_nothing_of_it(watch: Watch) -> None:
    watch.plan()
    other = replace(watch.second, name="other", id=watch.turkish.id)
    with pytest.raises(NotAllowedError):
        show_board(watch.mk, other, watch.id)
    assert page_boards(watch.mk, other).rows == ()
