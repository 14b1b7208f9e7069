"""Literal expectations, written by hand from the treaties: Kosovo, Türkiye, and one row of each sort.

A row is seven letters, one a purpose: investigation, court, prevention, border, missing, remains, victims;
o open, m manual, - closed.
"""

import pytest
from tests.oracle.law.cells import Cell
from tests.oracle.law.conftest import Where
from tests.oracle.law.reading import kinds, members, nodes, purposes, states

CLOSED = "-------"
INTERPOL_ONLY = {
    "account": "mmm----",
    "device": "mmm-mm-",
    "dna": "mm--mm-",
    "document": "omoommm",
    "firearm": "omoo---",
    "missing_report": "-m--oom",
    "object": "omoo---",
    "organisation": "mmm----",
    "person": "mmmmmmm",
    "print": "mmmmmm-",
    "remains": "-m--oo-",
    "vehicle": "omoomm-",
    "vessel": "mmmm---",
}


def row(by_place: dict[Where, Cell], asker: str, partner: str, kind: str) -> str:
    letters = {"open": "o", "manual": "m", "closed": "-"}
    return "".join(letters[by_place[asker, partner, kind, purpose].state] for purpose in purposes())


def square(by_place: dict[Where, Cell], asker: str, partner: str) -> dict[str, str]:
    return {kind: row(by_place, asker, partner, kind) for kind in kinds()}


@pytest.mark.parametrize("other", sorted(set(states()) - {"XK"}))
def test_kosovo_and_a_state_share_the_missing_of_the_wars_and_nothing_else(
    by_place: dict[Where, Cell], other: str
) -> None:
    missing = "----oo-" if other in {"BA", "HR", "ME", "RS"} else CLOSED
    expected = {kind: missing if kind in {"missing_report", "remains"} else CLOSED for kind in kinds()}
    assert square(by_place, "XK", other) == expected
    assert square(by_place, other, "XK") == expected


@pytest.mark.parametrize("body", ["EUROPOL", "SELEC", "LANTERN"])
def test_kosovo_and_a_body_share_nothing(by_place: dict[Where, Cell], body: str) -> None:
    assert set(square(by_place, "XK", body).values()) == {CLOSED}
    assert set(square(by_place, body, "XK").values()) == {CLOSED}


def test_kosovo_to_europol_names_the_working_arrangement_and_its_mark(by_place: dict[Where, Cell]) -> None:
    cell = by_place["XK", "EUROPOL", "person", "criminal_investigation"]
    assert [offer.instrument for offer in cell.not_yet] == ["europol_kosovo"]
    assert "M-med-high: a working arrangement, not an operational agreement" in cell.marks


@pytest.mark.parametrize("other", sorted(set(states()) - {"TR", "XK"}))
def test_tuerkiye_and_a_state_have_interpol_and_letters(by_place: dict[Where, Cell], other: str) -> None:
    assert square(by_place, "TR", other) == INTERPOL_ONLY
    cells = [by_place["TR", other, kind, "criminal_investigation"] for kind in kinds()]
    names = {name for cell in cells if cell.state == "open" for name in cell.instruments}
    assert names == {"interpol_databases"}


@pytest.mark.parametrize("other", sorted(set(states()) - {"TR"}))
def test_tuerkiye_has_no_pruem_with_anybody(by_place: dict[Where, Cell], other: str) -> None:
    cells = [by_place["TR", other, kind, purpose] for kind in kinds() for purpose in purposes()]
    names = {offer.instrument for cell in cells for offer in (*cell.offers, *cell.not_yet)}
    assert names & {"pruem_2008", "pruem_ii", "pcc_pruem", "tca_pruem", "pcc_see"} == set()


@pytest.mark.parametrize("other", ["AL", "BA", "BG", "GR", "HU", "MD", "ME", "MK", "RO", "RS", "AT", "DE", "GB"])
def test_no_question_of_tuerkiye_goes_through_the_center_to_another_state(
    by_place: dict[Where, Cell], other: str
) -> None:
    offers = by_place["TR", other, "person", "criminal_investigation"].offers
    assert [offer.instrument for offer in offers] == ["interpol_messages", "mla_coe", "untoc"]


def test_tuerkiye_asks_europol_for_no_personal_data(by_place: dict[Where, Cell]) -> None:
    assert set(square(by_place, "TR", "EUROPOL").values()) == {CLOSED}
    assert "M-high: strategic only, no personal data" in by_place["TR", "EUROPOL", "person", "threat_prevention"].marks


def test_serbia_has_no_pruem_with_kosovo_and_says_why(by_place: dict[Where, Cell]) -> None:
    cell = by_place["RS", "XK", "dna", "criminal_investigation"]
    assert (cell.state, cell.offers, cell.not_yet) == ("closed", (), ())
    assert "bilateral agreements are not in the reference" in " ".join(cell.marks)


def test_two_union_states_compare_dna_within_a_quarter_of_an_hour(by_place: dict[Where, Cell]) -> None:
    first = by_place["AT", "DE", "dna", "criminal_investigation"].offers[0]
    assert (first.instrument, first.reply, first.clock_hours) == ("pruem_2008", "profile", 0.25)
    assert row(by_place, "AT", "DE", "dna") == "om--mm-"


def test_two_union_states_answer_a_whole_plate_at_once(by_place: dict[Where, Cell]) -> None:
    first = by_place["HU", "SI", "vehicle", "criminal_investigation"].offers[0]
    assert (first.instrument, first.reply, first.confirms, first.release) == ("pruem_2008", "data", "nobody", "none")
    assert first.keys.any_of == (frozenset({"plate", "registration_country"}), frozenset({"vin"}))
    assert first.keys.exactness == "exact"


def test_a_name_between_two_union_states_goes_by_the_directive_with_its_clocks(by_place: dict[Where, Cell]) -> None:
    first = by_place["BG", "IT", "person", "criminal_investigation"].offers[0]
    assert (first.instrument, first.reply) == ("directive_2023_977", "reference")
    assert (first.clock_hours, first.urgent_hours) == (168, 8)


@pytest.mark.parametrize(("one", "other"), [("AT", "RS"), ("MK", "AL"), ("RO", "MD"), ("BG", "ME")])
def test_the_pruem_of_the_police_convention_is_signed_but_opens_nothing(
    by_place: dict[Where, Cell], one: str, other: str
) -> None:
    cell = by_place[one, other, "dna", "criminal_investigation"]
    assert cell.state == "manual"
    assert cell.instruments[0] == "pcc_see"
    assert [offer.instrument for offer in cell.not_yet] == ["pcc_pruem"]


@pytest.mark.parametrize("other", ["BA", "HR", "SI", "GR", "TR", "XK", "DE", "IT", "GB"])
def test_who_did_not_sign_the_pruem_of_the_police_convention_has_none_with_serbia(
    by_place: dict[Where, Cell], other: str
) -> None:
    cell = by_place["RS", other, "vehicle", "criminal_investigation"]
    assert "pcc_pruem" not in {offer.instrument for offer in (*cell.offers, *cell.not_yet)}


def test_the_united_kingdom_has_dna_and_prints_but_no_vehicles_with_the_union(by_place: dict[Where, Cell]) -> None:
    assert by_place["GB", "DE", "dna", "criminal_investigation"].instruments[0] == "tca_pruem"
    assert by_place["DE", "GB", "print", "threat_prevention"].instruments[0] == "tca_pruem"
    vehicle = by_place["GB", "DE", "vehicle", "criminal_investigation"]
    assert [offer.instrument for offer in vehicle.not_yet] == ["tca_pruem"]


def test_an_operational_agreement_binds_a_state_and_europol_and_no_machine_answers(
    by_place: dict[Where, Cell],
) -> None:
    for state in sorted(members(["europol_operational"])):
        assert row(by_place, state, "EUROPOL", "person") == "m-m----"
        assert row(by_place, "EUROPOL", state, "person") == "m-m----"


def test_a_union_state_searches_europol_but_europol_asks_officers(by_place: dict[Where, Cell]) -> None:
    assert row(by_place, "HR", "EUROPOL", "person") == "o-o----"
    assert row(by_place, "EUROPOL", "HR", "person") == "m-m----"


@pytest.mark.parametrize("outsider", ["AT", "DE", "GB", "HR", "IT", "SI", "XK", "EUROPOL", "ICMP", "LANTERN"])
def test_who_is_not_in_selec_asks_it_nothing(by_place: dict[Where, Cell], outsider: str) -> None:
    assert set(square(by_place, outsider, "SELEC").values()) == {CLOSED}


@pytest.mark.parametrize("other", sorted(set(nodes()) - {"ICMP", "LANTERN"}))
def test_the_organisation_shares_protection_with_consent_and_nothing_else(
    by_place: dict[Where, Cell], other: str
) -> None:
    protected = {"document", "missing_report", "person"} if other in members(["coe"]) else set()
    expected = {kind: "------m" if kind in protected else CLOSED for kind in kinds()}
    assert square(by_place, "LANTERN", other) == square(by_place, other, "LANTERN") == expected


def test_icmp_is_open_to_the_public_search_and_to_the_group_of_five(by_place: dict[Where, Cell]) -> None:
    for node in sorted(set(nodes()) - {"ICMP", "EUROPOL", "SELEC"}):
        five = node in {"BA", "HR", "ME", "RS", "XK"}
        assert row(by_place, node, "ICMP", "missing_report") == "----oo-"
        assert row(by_place, node, "ICMP", "remains") == ("----oo-" if five else CLOSED)
        assert row(by_place, node, "ICMP", "dna") == ("----mm-" if five else CLOSED)
