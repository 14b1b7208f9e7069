"""The board of a joint action day: figures by priority and state, disputes, and nothing about persons."""

from dataclasses import asdict

import pytest
from tests.unit.casework.operations.actionday.conftest import ALB, BIH, DRUGS, Room

from egnatia.casework.operations.actionday.board import SHOWN, show_action_board
from egnatia.casework.operations.actionday.reporting import say_same, tell_result
from egnatia.casework.page import Trace
from egnatia.ledger.entry import Act
from egnatia.model.actionday import Measured, ResultKind
from egnatia.model.delivery import GoodsSort


@pytest.mark.slow
def test_figures_stand_by_priority_and_by_state(room: Room) -> None:
    room.plan()
    room.join("BA", "AL")
    room.tell("BA", ResultKind.CHECK, count=1240)
    room.tell(
        "AL",
        ResultKind.SEIZURE,
        priority=DRUGS,
        country=ALB,
        goods=GoodsSort.DRUGS,
        amount=12000,
        measured=Measured.GRAMS,
    )
    board = room.board()
    assert [(row.of, row.figures[ResultKind.SEIZURE]) for row in board.by_priority][1] == (DRUGS, 1)
    assert [(row.of, row.figures[ResultKind.CHECK]) for row in board.by_country] == [(ALB, 0), (BIH, 1240)]
    assert [(one.goods, one.amount, one.measured) for one in board.seized] == [("drugs", 12000, "grams")]
    assert {one.node: (one.unit, one.results) for one in board.participants} == {
        "AL": ("operations centre", 1),
        "BA": ("operations centre", 1),
        "RS": ("", 0),
    }


@pytest.mark.slow
def test_a_disputed_event_shows_what_each_says_and_who_judged(room: Room) -> None:
    room.plan()
    room.join("BA", "AL")
    results = [room.tell("BA", count=2), room.tell("AL", count=3)]
    judged = say_same(room.saying("AL"), frozenset(one.id for one in results))
    room.post()
    [event] = room.board("AL").events
    assert (event.count, event.disputed, event.judged) == (2, True, (judged.id,))
    assert {(told.node, told.count, told.mine) for told in event.told} == {("BA", 2, False), ("AL", 3, True)}
    assert (room.board().disputed, room.board().events[0].judged) == (1, ())


def test_the_board_says_what_its_reader_can_do(room: Room) -> None:
    room.plan()
    lead, asked = room.board(), room.board("BA")
    assert (lead.leads, lead.takes_part, lead.counts) == (True, True, True)
    assert (asked.leads, asked.takes_part, asked.asked) == (False, False, True)


def test_no_account_and_no_word_of_a_result_is_on_the_board(room: Room) -> None:
    room.plan()
    room.join("BA")
    room.tell("BA", reference="BA:GP-118")
    shown = str(asdict(room.board("AL")))
    assert all(account.id not in shown and account.name not in shown for account in room.people.values())


@pytest.mark.slow
def test_events_come_a_page_at_a_time_and_all_of_them_count(room: Room) -> None:
    room.plan()
    for number in range(SHOWN + 2):
        tell_result(room.saying("RS"), room.result(reference=f"RS:{number}"))
    board = room.board()
    rest = show_action_board(room.office("RS"), room.people["RS"], board.line.id, SHOWN)
    assert (len(board.events), board.next, len(rest.events), rest.next) == (SHOWN, SHOWN, 2, None)
    assert {one.references for one in (*board.events, *rest.events)} == {(f"RS:{n}",) for n in range(SHOWN + 2)}
    assert board.line.figures[ResultKind.ARREST] == SHOWN + 2


def test_that_somebody_looked_is_logged_unless_a_page_brings_itself_up_to_date(room: Room) -> None:
    room.plan()
    room.board("AL")
    assert room.operation
    show_action_board(room.office("AL"), room.people["AL"], room.operation, logged=False)
    page = room.office("AL").store.read(lambda tx: tx.ledger.page(Trace(act=Act.CONSULTATION)))
    assert [row.entry.detail["what"] for row in page.rows] == ["action_day"]
