"""Exporting at the desk: counted before, taken out as a file, logged with its reason."""

import csv
import io

import pytest
from tests.twins.network import caveat
from tests.unit.casework.webs import Web
from tests.unit.web.test_desk import Desk

from egnatia.casework.exporting import exports
from egnatia.casework.rows import Role
from egnatia.model.caveat import Handling, SubjectRole


@pytest.fixture
def web() -> Web:
    made = Web()
    restricted = caveat(handling=frozenset({Handling.RESTRICTED}), restriction="Ask first.")
    made.keep("hush", "person", restricted, first_name="Secret", family_name="Person")
    made.put("hurt", "person", SubjectRole.VICTIM, first_name="Vesna", family_name="Ilić")
    return made


@pytest.fixture
def analyst(web: Web) -> Desk:
    person = web.net.person("RS", "analyst.one", Role.ANALYST)
    web.case = web.net.case("RS", person, web.officer, reference="KT-9")
    return Desk(web.net, "RS", Role.ANALYST)


def path(web: Web) -> str:
    return f"/cases/{web.case.id}/export"


def test_what_would_leave_is_counted_and_nobody_has_it(web: Web, analyst: Desk) -> None:
    page = analyst.see(path(web))
    shown = analyst.send(page, path(web) + "/check", {"kind": "person"})
    assert "2 records" in shown
    assert "marked H3" in shown
    assert "in the role victim" in shown
    assert "Kovač" not in shown
    oversight = web.net.person("RS", "dpo", Role.OVERSIGHT)
    assert exports(web.office, oversight) == ()


def test_the_file_has_what_may_leave_and_the_log_has_the_reason(web: Web, analyst: Desk) -> None:
    page = analyst.see(path(web))
    text = analyst.send(page, path(web), {"kind": "person", "reason": "For the indictment.", "form": "csv"})
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["family_name"] for row in rows} == {"Kovač", "Илић"}
    [seen] = exports(web.office, web.net.person("RS", "dpo", Role.OVERSIGHT))
    assert (seen.records, seen.reason) == (2, "For the indictment.")


def test_records_that_are_named_leave_as_lines(web: Web, analyst: Desk) -> None:
    page = analyst.see(path(web))
    wanted = {"records": web.records["ana"].id, "reason": "Asked for.", "form": "jsonl"}
    text = analyst.send(page, path(web), wanted)
    assert text.count("\n") == 1
    assert "Kovač" in text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"kind": "person", "form": "xlsx", "reason": "x"}, "csv, jsonl or ftm"),
        ({"kind": "person"}, "reason"),
        ({"reason": "x"}, "name either a kind or records"),
        ({"kind": "firearm", "reason": "x"}, "nothing of it may be exported"),
    ],
)
def test_what_is_wrong_is_said_on_the_form(web: Web, analyst: Desk, form: dict[str, str], words: str) -> None:
    page = analyst.see(path(web))
    assert words in analyst.send(page, path(web), form, 422)


@pytest.mark.slow
def test_who_may_not_export_sees_no_form(web: Web) -> None:
    officer = Desk(web.net, "RS", Role.OFFICER, name=web.officer.name)
    assert "may not" in officer.see(path(web), 403)
    assert "/export" not in officer.see(f"/cases/{web.case.id}")
