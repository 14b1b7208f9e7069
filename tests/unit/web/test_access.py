"""Requests of people on record at the desk: taken in by one, looked through and answered by another."""

import re

import pytest
from tests.unit.casework.webs import Web
from tests.unit.web.test_desk import Desk

from egnatia.casework.dispatch.drafting import save_draft
from egnatia.casework.dispatches import Composition
from egnatia.casework.rows import Role
from egnatia.model.caveat import SubjectRole

APPLIED = {
    "wish": "access",
    "first_name": "Ana",
    "family_name": "Kovač",
    "birth_date": "1990",
    "name": "A. Kovač",
    "address": "Harbour Street 1",
    "proof": "in_person",
    "shown": "passport BA1234567",
}


@pytest.fixture
def web() -> Web:
    return Web()


def supervisor(web: Web, name: str) -> Desk:
    return Desk(web.net, "RS", Role.SUPERVISOR, name=name)


def taken_in(web: Web, **changed: str) -> str:
    """Have one supervisor take a request in; return its id."""
    clerk = supervisor(web, "clerk")
    page = clerk.send(clerk.see("/access"), "/access", {**APPLIED, **changed})
    [found] = set(re.findall(r'action="/access/(\w+)/search"', page))
    return str(found)


@pytest.mark.slow
def test_a_request_is_taken_in_looked_through_decided_and_answered(web: Web) -> None:
    request = taken_in(web)
    second = supervisor(web, "second")
    listed = second.see("/access")
    assert "Kovač" not in listed
    page = second.send(listed, f"/access/{request}/search", {})
    assert "Ana" in page
    assert "to be decided" in page
    early = second.send(page, f"/access/{request}/closing", {"words": ""}, 422)
    assert "Harbour Street" in early
    said = {"record": web.records["ana"].id, "telling": "all", "reason": "Nothing speaks against it."}
    assert "1 decision stands." in second.send(page, f"/access/{request}/findings", said)
    assert "Ana" in second.send(page, f"/access/{request}/draft", {})
    letter = second.send(page, f"/access/{request}/closing", {})
    assert "print this letter now" in letter
    assert "Kovač" in letter
    assert "told" in second.see("/access")


@pytest.mark.slow
def test_who_took_it_in_does_not_look_through(web: Web) -> None:
    request = taken_in(web)
    clerk = supervisor(web, "clerk")
    assert "four eyes" in clerk.send(clerk.see("/access"), f"/access/{request}/search", {}, 403)


@pytest.mark.slow
def test_a_decision_that_lacks_something_loses_nothing_that_was_typed(web: Web) -> None:
    request = taken_in(web)
    second = supervisor(web, "second")
    page = second.see("/access")
    said = {"record": web.records["ana"].id, "telling": "part", "reason": "Others stand in it."}
    shown = second.send(page, f"/access/{request}/findings", said, 422)
    assert "Others stand in it." in shown
    assert "a ground is named" in shown


@pytest.mark.slow
def test_a_record_for_fewer_eyes_is_shown_whole_for_a_reason_only(web: Web) -> None:
    web.put("hurt", "person", SubjectRole.VICTIM, first_name="Ana", family_name="Kovač", birth_place="Тузла")
    request = taken_in(web)
    second = supervisor(web, "second")
    page = second.send(second.see("/access"), f"/access/{request}/search", {})
    assert "about a victim" in page
    assert "Тузла" not in page
    path = f"/access/{request}/records/{web.records['hurt'].id}"
    assert "Тузла" in second.send(page, path, {"reason": "To tell her apart."})
    assert "reason" in second.send(page, path, {"reason": ""}, 422)


@pytest.mark.slow
def test_who_the_person_is_can_be_noted_later_and_a_request_ended_without_looking(web: Web) -> None:
    request = taken_in(web, proof="none", shown="")
    second = supervisor(web, "second")
    page = second.see("/access")
    assert "before that nothing is looked for" in second.send(page, f"/access/{request}/search", {}, 422)
    second.send(page, f"/access/{request}/identity", {"proof": "copy", "shown": "identity card 17"})
    third = supervisor(web, "third")
    assert "Ana" in third.send(third.see("/access"), f"/access/{request}/search", {})
    ended = {"refused": "excessive", "words": "The ninth this month."}
    assert "The ninth this month." in third.send(
        page=third.see("/access"), path=f"/access/{request}/closing", form=ended
    )


def test_what_is_wrong_with_a_new_request_is_said_beside_what_was_typed(web: Web) -> None:
    clerk = supervisor(web, "clerk")
    page = clerk.see("/access")
    wrong = clerk.send(page, "/access", {**APPLIED, "birth_date": "yesterday"}, 422)
    assert "birth date" in wrong
    assert "Harbour Street 1" in wrong
    assert "choose what is asked for" in clerk.send(page, "/access", {**APPLIED, "wish": "all"}, 422)


def test_officers_see_no_requests(web: Web) -> None:
    officer = Desk(web.net, "RS", Role.OFFICER, name=web.officer.name)
    assert "may not" in officer.see("/access", 403)


@pytest.mark.slow
def test_a_message_is_listed_by_what_fits_read_for_a_reason_and_decided_on(web: Web) -> None:
    said = Composition(partner="AL", title="Icons", text="Ana Kovač sells icons to Marko.")
    draft = save_draft(web.office, web.officer, said)
    request = taken_in(web)
    second = supervisor(web, "second")
    page = second.send(second.see("/access"), f"/access/{request}/search", {})
    assert "ana kovač" in page
    assert "icons to Marko" not in page
    read = second.send(page, f"/access/{request}/messages/{draft.id}", {"reason": "To see who she is."})
    assert "icons to Marko" in read
    decided = {"record": draft.id, "telling": "part", "without": "text", "ground": "others", "reason": "Marko."}
    assert "1 decision stands." in second.send(page, f"/access/{request}/findings", decided)
