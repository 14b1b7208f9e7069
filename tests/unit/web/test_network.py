"""The network page: the table says what the picture says, what is kept back is counted, links go a step further."""

import json
import re
from typing import Any

import pytest
from tests.twins.network import caveat
from tests.unit.casework.webs import NOBODY, Web
from tests.unit.web.test_desk import Desk

from egnatia.casework.rows import Role
from egnatia.model.caveat import Purpose


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def officer(web: Web) -> Desk:
    return Desk(web.net, "RS", Role.OFFICER, name=web.officer.name)


def address(web: Web, *names: str) -> str:
    return f"/cases/{web.case.id}/network?" + "&".join(f"record={web.records[name].id}" for name in names)


def handed(page: str, number: int = 0) -> Any:  # noqa: ANN401 - what the page hands over to a script
    found = re.findall(r'<script type="application/json" data-network>(.*?)</script>', page)
    return json.loads(found[number])


@pytest.mark.slow
def test_things_and_ties_stand_in_the_table_and_in_what_the_script_gets(web: Web, officer: Desk) -> None:
    page = officer.see(address(web, "ana"))
    graph = handed(page)
    assert {node["title"] for node in graph["nodes"]} == {"Ana Kovač", "BG123AB", "+381601234567"}
    assert {tie["words"] for tie in graph["ties"]} == {"Ownership: owner", "Use"}
    for words in ("Ana Kovač", "BG123AB", "Ownership: owner:", "1 more", "That you looked is logged"):
        assert words in page


def test_going_further_names_the_thing_beside_those_named_before(web: Web, officer: Desk) -> None:
    graph = handed(officer.see(address(web, "ana")))
    [car] = [node for node in graph["nodes"] if node["kind"] == "vehicle"]
    assert {web.records["ana"].id, web.records["car"].id} == set(re.findall(r"record=(\w+)", car["further"]))
    assert "Merdare" in officer.see(car["further"])


def test_a_name_in_another_script_has_its_reading(web: Web, officer: Desk) -> None:
    page = officer.see(address(web, "marko"))
    assert 'Марко Илић</a><span class="latin">Marko Ilic</span>' in page


def test_what_is_kept_back_is_counted_only(web: Web, officer: Desk) -> None:
    web.keep("boat", "vessel", caveat(NOBODY, purposes=frozenset({Purpose.BORDER_CHECK})), name="Zora")
    web.put("sails", "ownership", NOBODY, owner=web["ana"], owned=web["boat"])
    page = officer.see(address(web, "ana"))
    assert "1 record may not be read for this purpose" in page
    assert "Zora" not in page


def test_when_and_where_stand_on_one_scale_and_on_the_map(web: Web, officer: Desk) -> None:
    page = officer.see(address(web, "car", "seized"))
    chart = handed(page, 1)
    [spot] = chart["spots"]
    assert (spot["point"], spot["when"], spot["words"]) == ([42.983, 21.248], "March 2026", "Merdare")
    assert chart["places"] == []
    assert "42.9830, 21.2480" in page
    assert page.count('<rect class="range') == 3  # two happenings and the key
    assert "UNSCR 1244/1999" in page


def test_where_a_telephone_is_now_is_nowhere_on_the_page(web: Web, officer: Desk) -> None:
    now = f"{web.office.clock.now():%Y-%m-%dT%H:%M:%S.000Z}"
    web.put("was", "presence", NOBODY, present=web["phone"], place=web["crossing"], start=now)
    page = officer.see(address(web, "phone"))
    assert "not shown for 24 hours" in page
    chart = handed(page, 1)
    assert chart["spots"] == []
    assert chart["places"][0]["words"] == "Merdare"  # the crossing itself stands there, whoever was at it


def test_the_file_shows_what_was_read_in_it_and_says_so_if_nothing_was(web: Web, officer: Desk) -> None:
    path = f"/cases/{web.case.id}/network"
    assert "Nothing was read in this case file yet" in officer.see(path)
    officer.see(f"/records/{web.records['ana'].id}?case={web.case.id}")
    assert "Ana Kovač" in officer.see(path)


def test_a_record_and_its_case_file_lead_here(web: Web, officer: Desk) -> None:
    record = web.records["ana"].id
    assert f"/cases/{web.case.id}/network?record={record}" in officer.see(f"/records/{record}?case={web.case.id}")
    assert f"/cases/{web.case.id}/network" in officer.see(f"/cases/{web.case.id}")


def test_rubbish_in_the_address_is_answered_in_words(web: Web, officer: Desk) -> None:
    assert "no record" in officer.see(f"/cases/{web.case.id}/network?record=%27%3Cscript%3E", 404)
    assert "no case file" in officer.see("/cases/0/network", 404)


def test_nothing_on_record_can_end_the_data_of_a_script(web: Web, officer: Desk) -> None:
    web.put("evil", "organisation", NOBODY, name="</script><script>alert(1)</script>")
    page = officer.see(address(web, "evil"))
    assert "<script>alert" not in page
    assert handed(page)["nodes"][0]["title"].startswith("</script>")


def test_what_a_record_names_opens_from_its_page(web: Web, officer: Desk) -> None:
    page = officer.see(f"/records/{web.records['seized'].id}?case={web.case.id}")
    car = f"/records/{web.records['car'].id}?case={web.case.id}"
    assert car in page
    assert "BG123AB" in officer.see(car)
