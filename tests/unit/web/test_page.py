"""What the page shows, of which state, and what it never does."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib.resources import files
from typing import cast

import pytest
from starlette.testclient import TestClient
from tests.twins.authenticator import DOOR
from tests.twins.clock import NOON
from tests.twins.network import Network, caveat, network

from egnatia.bootstrap import Node
from egnatia.casework.ask import Enquiry, ask, follow
from egnatia.casework.collect import Draft, collect
from egnatia.casework.office import Office
from egnatia.casework.passkeys import Door
from egnatia.casework.rows import Role, Sighting
from egnatia.exchange.directory import Freshness
from egnatia.exchange.errors import Dispute
from egnatia.ledger.checkpoint import sign_checkpoint
from egnatia.ledger.witness import Verdict
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import NodeId
from egnatia.model.question import Subject
from egnatia.web.page import build_page
from egnatia.web.state import look


@dataclass(frozen=True)
class Standing:
    """A node that is there, without ports."""

    office: Office
    door: Door = DOOR
    identities: None = None


def standing(office: Office) -> Node:
    return cast("Node", Standing(office))


@pytest.fixture
def net() -> Network:
    return network("RS", "AL", "XK", "SELEC")


def page(office: Office) -> str:
    answer = TestClient(build_page(standing(office), "localhost")).get("/")
    assert answer.status_code == 200
    return answer.text


def test_partners_are_listed_states_first_and_never_oneself(net: Network) -> None:
    partners = [member.node for member, _ in look(standing(net.offices["RS"])).partners]
    assert partners == ["AL", "XK", "SELEC"]


def test_a_letter_that_waits_is_shown_at_its_partner(net: Network) -> None:
    net.line.away.add("AL")
    office, officer = net.offices["RS"], net.person("RS", "officer", Role.OFFICER)
    enquiry = Enquiry(
        kind="person",
        properties={"full_name": ("Petar Petrović",), "birth_date": ("1985-04-12",)},
        case=net.case("RS", officer).id,
        subject=Subject(role=SubjectRole.SUSPECT),
        partners={NodeId("AL"): "He is said to live there."},
    )
    list(follow(office, ask(office, officer, enquiry)))
    assert "! 1 waits" in page(office)


def test_the_register_is_numbers_by_kind_and_nobodys_name(net: Network) -> None:
    office, officer = net.offices["RS"], net.person("RS", "officer", Role.OFFICER)
    assert "Nothing is on record yet." in page(office)
    collect(office, officer, [Draft(kind="person", properties={"full_name": ("Petar Petrović",)}, caveat=caveat())])
    html = page(office)
    assert '<th scope="row">Person</th><td>1</td>' in html
    assert "Petr" not in html


def test_an_old_directory_is_a_warning(net: Network) -> None:
    office = net.offices["RS"]
    assert look(standing(office)).freshness is Freshness.FRESH
    net.clock.advance(timedelta(days=2))
    assert "Older than a day." in page(office)
    net.clock.advance(timedelta(days=40))
    assert "Older than 30 days." in page(office)


def test_a_node_that_is_not_listed_says_so(net: Network) -> None:
    office = net.offices["RS"]
    members = {name: found for name, found in net.directory.members.items() if name != "RS"}
    unlisted = replace(office, directory=lambda: replace(net.directory, members=members))
    assert "Not listed." in page(unlisted)


def test_what_an_agency_is_called_cannot_become_markup(net: Network) -> None:
    office = net.offices["RS"]
    members = dict(net.directory.members)
    members[next(iter(members))] = replace(next(iter(members.values())), name="<script>alert(1)</script>")
    html = page(replace(office, directory=lambda: replace(net.directory, members=members)))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_nothing_comes_from_elsewhere_and_no_script_stands_in_a_page(net: Network) -> None:
    client = TestClient(build_page(standing(net.offices["RS"]), "localhost"))
    for path in ("/", "/style.css"):
        answer = client.get(path)
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self';")
        assert "unsafe" not in policy
        assert "http" not in policy
        assert "http://" not in answer.text
        assert "https://" not in answer.text
    assert client.get("/").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(("method", "path", "status"), [("POST", "/", 405), ("GET", "/v1/status", 404)])
def test_the_page_only_shows(method: str, path: str, status: int, net: Network) -> None:
    answer = TestClient(build_page(standing(net.offices["RS"]), "localhost")).request(method, path)
    assert answer.status_code == status
    assert "No page has this address" in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert ("allow" in answer.headers) is (status == 405)


def test_the_page_is_not_shown_under_a_name_that_was_pointed_at_this_machine(net: Network) -> None:
    client = TestClient(build_page(standing(net.offices["RS"]), "localhost"))
    answer = client.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 421
    assert "RS" not in answer.text


def test_a_log_that_contradicts_itself_is_named_at_the_top(net: Network) -> None:
    office = net.offices["RS"]
    assert "contradicts itself" not in page(office)
    note = sign_checkpoint(1, bytes(32), net.offices["AL"].keys.ledger).to_bytes().decode()
    found = Sighting(log=NodeId("AL"), witness=NodeId("XK"), at=NOON, verdict=Verdict.FORKED, note=note, against=note)
    office.store.write(lambda tx: tx.witnessed.put(found))
    assert "The log of AL contradicts itself" in page(office)
    assert "shown by XK" in page(office)


def test_partners_who_cosigned_all_of_the_log_are_counted(net: Network) -> None:
    assert "0 of 3 partners" in page(net.offices["RS"])


def test_a_partner_with_a_competing_directory_is_named_with_both_digests(net: Network) -> None:
    dispute = Dispute(what="root 2", known="aa" * 32, found="bb" * 32)
    net.offices["RS"].disputes[NodeId("AL")] = dispute
    told = page(net.offices["RS"])
    assert "AL holds a competing directory." in told
    assert all(digest in told for digest in ("aa" * 32, "bb" * 32))


@pytest.mark.parametrize("part", ["operationlive", "actiondaylive", "passinglaw", "exportcount", "messagelaw", "law"])
def test_what_can_have_the_focus_in_a_part_that_comes_anew_has_an_id_by_which_it_gets_the_focus_back(part: str) -> None:
    written = (files("egnatia.web") / "templates" / f"{part}.html").read_text("utf-8")
    shown = re.findall(r'<(?:a|button|select|summary|textarea|input(?! type="hidden"))\s[^>]*', written)
    assert [tag for tag in shown if " id=" not in tag] == []
