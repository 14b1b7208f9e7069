"""The boards: who sees which alert, and what of it."""

import pytest
from tests.unit.casework.alert.conftest import CAR, MAN, Search

from egnatia.casework.alert.board import show_alert, show_board
from egnatia.casework.errors import NotAllowedError, NotFoundError
from egnatia.casework.find import Sought, find
from egnatia.casework.page import USUAL
from egnatia.casework.rows import Role
from egnatia.ledger.entry import Act
from egnatia.model.alert_sorts import AlertSort, Board
from egnatia.model.caveat import Purpose, SubjectRole
from egnatia.model.identity import LineageId


def _car(search: Search) -> None:
    case = search.net.case("RS", search.officer, offence="vehicle_crime", reference="KT-5").id
    car = search.keep("vehicle", CAR, SubjectRole.NOBODY)
    search.publish(sort=AlertSort.VEHICLE, record=car.id, case=case, details={"facts": "It stood before the house."})


def test_each_alert_stands_on_its_board(search: Search) -> None:
    search.publish()
    _car(search)
    reader = search.net.person("AL", "reader", Role.ANALYST)
    assert [one.title for one in show_board(search.al, reader, Board.FUGITIVES).rows] == ["Vukašin Obradović"]
    assert [one.title for one in show_board(search.al, reader, Board.THINGS).rows] == ["TMBJJ7NE8F0123456"]
    assert show_board(search.al, reader, Board.MISSING).rows == ()
    assert show_board(search.al, reader).rows[1].danger == ("armed",)


def test_the_owner_of_a_stolen_car_is_nobodys_business(search: Search) -> None:
    _car(search)
    [stored] = search.al.store.read(lambda tx: tx.records.received("vehicle", 9))
    assert "Nada" not in str(stored.record)


def test_who_is_not_meant_for_the_purpose_sees_nothing_of_it(search: Search) -> None:
    made = search.publish()
    guard = search.net.person("AL", "guard", Role.OFFICER, purposes=[Purpose.BORDER_CHECK])
    assert show_board(search.al, guard).rows == ()
    with pytest.raises(NotAllowedError):
        show_alert(search.al, guard, made.alert.id)
    with pytest.raises(NotAllowedError):
        show_board(search.al, search.net.person("AL", "oversight", Role.OVERSIGHT))


def test_an_alert_shows_what_was_said_and_what_was_kept_back(search: Search) -> None:
    made = search.publish()
    sheet = show_alert(search.rs, search.officer, made.alert.id)
    assert {one.node for one in sheet.holders} == {"AL", "MK"}
    reader = search.net.person("AL", "reader", Role.ANALYST)
    there = show_alert(search.al, reader, made.alert.id)
    assert there.told["warrant"] == ("Kpp 114/26",)
    assert (there.holders, there.words, there.case, there.may_end) == ((), (), None, False)
    assert there.properties["family_name"] == MAN["family_name"]


def test_a_proposal_says_what_would_be_kept_back_and_who_may_decide(search: Search) -> None:
    alert = search.propose()
    assert show_alert(search.rs, search.chief, alert).kept_back == ("finances",)
    assert show_alert(search.rs, search.chief, alert).may_decide
    assert not show_alert(search.rs, search.officer, alert).may_decide
    with pytest.raises(NotAllowedError, match="no part"):
        show_alert(search.rs, search.net.person("RS", "other", Role.OFFICER), alert)
    with pytest.raises(NotFoundError):
        show_alert(search.rs, search.officer, LineageId("0" * 32))


def test_each_look_is_logged(search: Search) -> None:
    made = search.publish()
    reader = search.net.person("AL", "reader", Role.ANALYST)
    show_board(search.al, reader)
    show_alert(search.al, reader, made.alert.id)
    [stored] = search.al.store.read(lambda tx: tx.records.received("person", 9))
    assert stored.record
    record = stored.record.id
    looks = [one.entry for one in search.al.store.read(lambda tx: tx.ledger.trail(record, 9))]
    assert [one.act for one in looks if one.by == reader.id] == [Act.CONSULTATION, Act.CONSULTATION]


def test_an_officer_who_looks_for_the_man_finds_the_alert(search: Search) -> None:
    made = search.publish()
    officer = search.net.person("AL", "officer", Role.OFFICER)
    case = search.net.case("AL", officer)
    asked = {"first_name": ("Vukasin",), "family_name": ("Obradovic",), "birth_date": ("1979-03-02",)}
    found = find(search.al, officer, Sought(kind="person", properties=asked, case=case.id))
    assert [match.alert for match in found.matches] == [made.alert.id]


@pytest.mark.slow
def test_a_board_goes_on_page_by_page_and_leaves_none_out(search: Search) -> None:
    made = [search.propose() for _ in range(USUAL + 2)]
    first = show_board(search.rs, search.chief)
    assert first.next is not None
    second = show_board(search.rs, search.chief, beyond=first.next)
    assert [one.id for page in (first, second) for one in page.rows] == made[::-1]
    assert (len(first.rows), second.next) == (USUAL, None)
