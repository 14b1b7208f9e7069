"""Perils at the desk: a warning is stated, says to whom nothing goes any more, and is taken back by somebody else."""

import re

import pytest
from tests.unit.casework.webs import Web
from tests.unit.web.test_desk import Desk

from egnatia.casework.rows import Role


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def officer(web: Web) -> Desk:
    return Desk(web.net, "RS", Role.OFFICER, name=web.officer.name)


def form(web: Web, **changed: str) -> dict[str, str | list[str]]:
    said = {"matter": web.case.id, "danger": "torture", "country": "ALB", "reason": "His brother was beaten there."}
    return {**said, **changed}


@pytest.mark.slow
def test_a_warning_is_stated_and_stands_with_its_reason(web: Web, officer: Desk) -> None:
    page = officer.see(f"/perils?matter={web.case.id}")
    assert "No warning and no assurance." in page
    shown = officer.send(page, "/perils", form(web))
    assert "His brother was beaten there." in shown
    assert "torture, or inhuman" in shown
    assert "Albania" in shown


def test_to_whom_nothing_would_go_shows_before_anything_is_stated(web: Web, officer: Desk) -> None:
    page = officer.see(f"/perils?matter={web.case.id}")
    shown = officer.send(page, "/perils/check", form(web))
    assert re.search(r'<th scope="row">AL <span', shown)
    assert "whatever anybody assures" in shown
    nobody = officer.send(page, "/perils/check", form(web, country="SYR"))
    assert "No partner of this network reads along there" in nobody
    assert "Name the state" in officer.send(page, "/perils/check", form(web, country="Atlantis"))
    assert "No warning and no assurance." in officer.see(f"/perils?matter={web.case.id}")


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(web: Web, officer: Desk) -> None:
    page = officer.see(f"/perils?matter={web.case.id}")
    shown = officer.send(page, "/perils", form(web, country="Atlantis"), 422)
    assert "not a three-letter country code" in shown
    assert "His brother was beaten there." in shown
    assert "Say what threatens the person." in officer.send(page, "/perils", form(web, danger=""), 422)


@pytest.mark.slow
def test_a_warning_is_taken_back_by_somebody_else_who_may_authorise(web: Web, officer: Desk) -> None:
    page = officer.see(f"/perils?matter={web.case.id}")
    assert "Take back" not in officer.send(page, "/perils", form(web))
    prosecutor = Desk(web.net, "RS", Role.PROSECUTOR)
    page = prosecutor.see(f"/perils?matter={web.case.id}")
    [path] = re.findall(r'action="(/perils/\w+/withdrawal)"', page)
    shown = prosecutor.send(page, path, {"matter": web.case.id, "reason": "It was another man."})
    assert "No warning and no assurance." in shown


def test_an_assurance_is_recorded_with_its_document(web: Web) -> None:
    prosecutor = Desk(web.net, "RS", Role.PROSECUTOR)
    page = prosecutor.see(f"/perils?matter={web.case.id}")
    said = {"matter": web.case.id, "country": "ALB", "authority": "Ministry of Justice, 17/2026", "given": "2026-11-01"}
    shown = prosecutor.send(page, "/assurances", {**said, "document": "a" * 64, "reason": "Signed by the minister."})
    assert "Ministry of Justice, 17/2026" in shown
    wrong = prosecutor.send(page, "/assurances", {**said, "document": "none", "reason": "x", "once": "2"}, 422)
    assert "SHA-256" in wrong
    assert "Ministry of Justice, 17/2026" in wrong


@pytest.mark.slow
def test_a_form_that_comes_twice_states_nothing_twice(web: Web, officer: Desk) -> None:
    page = officer.see(f"/perils?matter={web.case.id}")
    [once] = re.findall(r'name="once" value="(\w+)"', page)
    officer.send(page, "/perils", {**form(web), "once": once})
    assert "This was sent before" in officer.send(page, "/perils", {**form(web), "once": once})
    assert officer.see(f"/perils?matter={web.case.id}").count("His brother") == 1


def test_nobody_is_sent_elsewhere_by_the_way_back(web: Web, officer: Desk) -> None:
    assert 'href="//evil' not in officer.see(f"/perils?matter={web.case.id}&back=//evil.example/")
    assert 'href="javascript' not in officer.see(f"/perils?matter={web.case.id}&back=javascript:evil()")
