"""The board: every member reads the same, and what it may do there."""

import pytest
from tests.unit.casework.operations.conftest import CHN, MKD, TUR, Watch

from egnatia.casework.errors import NotFoundError
from egnatia.casework.operations.board import deeds_open, page_boards, show_board
from egnatia.casework.operations.planning import plan
from egnatia.casework.page import USUAL, Trace
from egnatia.ledger.entry import Act
from egnatia.model.operation import Deed, OperationId


def test_each_node_sees_for_which_states_it_speaks(watch: Watch) -> None:
    watch.plan()
    mine = {one.country for one in watch.board().consents if one.mine}
    assert mine == {CHN, MKD}
    there = watch.board(watch.tr, watch.turkish)
    assert {one.country for one in there.consents if one.mine} == {TUR}
    assert (there.leads, there.may_consent, watch.board().may_consent) == (False, True, False)


def test_what_is_stated_of_a_state_s_law_stands_beside_it(watch: Watch) -> None:
    watch.plan()
    rules = {one.country: one.rule for one in watch.board().consents}
    assert rules[CHN] is None
    assert rules[TUR]


@pytest.mark.slow
def test_what_may_be_said_depends_on_where_it_stands(watch: Watch) -> None:
    watch.plan()
    assert deeds_open(watch.board()) == (Deed.PERSONS, Deed.INTERVENE, Deed.ABANDON)
    watch.clear()
    watch.run_again()
    assert deeds_open(watch.board()) == (Deed.PERSONS, Deed.LOSE, Deed.ARRIVE, Deed.INTERVENE)
    assert deeds_open(watch.board(watch.tr, watch.turkish)) == (Deed.PERSONS, Deed.LOSE, Deed.INTERVENE)


def test_who_looks_is_logged_and_a_page_that_refreshes_is_not(watch: Watch) -> None:
    watch.plan()
    watch.board()
    show_board(watch.mk, watch.officer, watch.id, logged=False)
    page = watch.mk.store.read(lambda tx: tx.ledger.page(Trace(act=Act.CONSULTATION)))
    assert [row.entry.detail["what"] for row in page.rows] == ["operation"]


@pytest.mark.slow
def test_every_step_stands_in_the_log_of_every_member(watch: Watch) -> None:
    watch.run()
    for office in (watch.mk, watch.tr, watch.net.offices["SELEC"]):
        page = office.store.read(lambda tx: tx.ledger.page(Trace(act=Act.STATEMENT)))
        steps = [row.entry.detail["what"] for row in page.rows if row.entry.detail["what"].startswith("operation_")]
        assert sorted(steps) == ["operation_agree"] * 3 + ["operation_plan", "operation_start"]


def test_the_newest_plan_stands_first_and_what_is_not_there_is_not_found(watch: Watch) -> None:
    first = watch.plan()
    watch.operation = None
    watch.plan(title="Second")
    assert [line.title for line in page_boards(watch.mk, watch.officer).rows] == ["Second", "Precursors from Shanghai"]
    assert first.operates
    with pytest.raises(NotFoundError):
        show_board(watch.mk, watch.officer, OperationId("0" * 32))


@pytest.mark.slow
def test_the_list_goes_on_page_by_page_and_lists_what_was_planned_anew_once(watch: Watch) -> None:
    first = watch.plan()
    made = [plan(watch.mk, watch.officer, watch.planning) for _ in range(USUAL + 1)]
    watch.plan(reason="another berth")
    page = page_boards(watch.mk, watch.officer)
    assert page.next is not None
    rest = page_boards(watch.mk, watch.officer, page.next)
    steps = [one.operates for one in (first, *reversed(made))]
    assert [line.id for line in (*page.rows, *rest.rows)] == [step.operation for step in steps if step]
    assert (len(page.rows), rest.next) == (USUAL, None)
