from dataclasses import replace
from datetime import date

import pytest
from tests.unit.law.lands import EUROPOL, ICMP, NGO, SELEC, STATES, TODAY

from egnatia.law.channels import Asks
from egnatia.law.decide import load_law
from egnatia.law.decision import Bar
from egnatia.law.facts import Party
from egnatia.law.instruments import Connection, Instrument, Terms, code
from egnatia.law.marks import Mark
from egnatia.model.identity import NodeId

LAW = load_law()


def shipped(name: str) -> Instrument:
    return LAW.book.instruments[name]


def bar(name: str, one: Party, other: Party, kind: str = "person", on: date = TODAY) -> Bar | None:
    return shipped(name).bar(one, other, kind, on)


def test_a_party_is_listed_by_country_by_body_or_as_any_ngo() -> None:
    assert [code(party) for party in (STATES["SRB"], SELEC, NGO)] == ["SRB", "SELEC", "ngo"]


def test_signed_in_force_and_operational_are_three_things() -> None:
    rome, vienna = STATES["ITA"], STATES["AUT"]
    assert bar("prum", rome, vienna, "dna", date(2008, 6, 1)) is Bar.NOT_PARTY
    assert bar("prum", rome, vienna, "dna", date(2008, 7, 1)) is Bar.NOT_IN_FORCE
    assert bar("prum", rome, vienna, "dna", date(2009, 1, 1)) is Bar.NOT_OPERATIONAL
    assert bar("prum", rome, vienna, "dna") is None


def test_the_pruem_agreement_of_southeast_europe_is_signed_and_not_known_to_be_in_force() -> None:
    assert bar("pcc-prum", STATES["SRB"], STATES["MKD"], "dna") is Bar.NOT_IN_FORCE


@pytest.mark.parametrize("pair", ["SRB HRV", "SRB SVN", "MKD BIH", "SRB XKX", "TUR ALB", "SRB GRC"])
def test_who_did_not_sign_the_pruem_agreement_is_no_party(pair: str) -> None:
    one, other = (STATES[name] for name in pair.split())
    assert bar("pcc-prum", one, other, "dna") is Bar.NOT_PARTY


def test_croatia_signed_the_selec_convention_and_never_ratified() -> None:
    assert bar("selec", STATES["HRV"], SELEC) is Bar.NOT_IN_FORCE
    assert bar("selec", STATES["SVN"], SELEC) is Bar.NOT_IN_FORCE
    assert bar("selec", STATES["ITA"], SELEC) is Bar.NOT_PARTY


def test_selec_lies_between_a_member_and_the_center_not_between_two_members() -> None:
    assert bar("selec", STATES["TUR"], SELEC) is None
    assert bar("selec", SELEC, STATES["ALB"]) is None
    assert bar("selec", STATES["TUR"], STATES["ALB"]) is Bar.NOT_BETWEEN
    assert bar("selec", SELEC, SELEC) is Bar.NOT_BETWEEN
    assert bar("selec", SELEC, ICMP) is Bar.NOT_BETWEEN


def test_the_united_kingdom_is_the_hub_of_its_agreement() -> None:
    assert bar("tca-prum", STATES["GBR"], STATES["DEU"], "dna") is None
    assert bar("tca-prum", STATES["AUT"], STATES["DEU"], "dna") is Bar.NOT_BETWEEN
    assert bar("tca-prum", STATES["GBR"], STATES["SRB"], "dna") is Bar.NOT_PARTY
    assert bar("tca-prum", STATES["GBR"], STATES["DEU"], "vehicle") is Bar.NOT_OPERATIONAL


def test_the_united_kingdom_left_pruem() -> None:
    assert bar("prum", STATES["GBR"], STATES["DEU"], "dna", date(2020, 12, 31)) is Bar.NOT_OPERATIONAL
    assert bar("prum", STATES["GBR"], STATES["DEU"], "dna", date(2021, 1, 1)) is Bar.NOT_IN_FORCE


@pytest.mark.parametrize("country", ["TUR", "XKX"])
def test_neither_a_strategic_agreement_nor_a_working_arrangement_carries_personal_data(country: str) -> None:
    assert bar("europol-agreements", STATES[country], EUROPOL) is Bar.NOT_OPERATIONAL


def test_pruem_two_is_in_force_and_searches_have_not_begun() -> None:
    assert bar("prum2", STATES["AUT"], STATES["DEU"], "dna") is Bar.NOT_OPERATIONAL


def test_interpol_has_all_but_kosovo() -> None:
    for party in STATES.values():
        expected = Bar.NOT_PARTY if party.country == "XKX" else None
        if party.country != "TUR":
            assert bar("interpol", STATES["TUR"], party, "document") is expected


def test_an_instrument_of_states_leaves_out_bodies_and_services_of_one_state() -> None:
    other_service = replace(STATES["SRB"], node=NodeId("SRBCUSTOMS"))
    assert bar("pcc-see", STATES["SRB"], other_service) is Bar.NOT_BETWEEN
    assert bar("pcc-see", STATES["SRB"], SELEC) is Bar.NOT_BETWEEN
    assert bar("pcc-see", STATES["SRB"], NGO) is Bar.NOT_BETWEEN


def test_the_protection_of_victims_connects_states_and_ngos_but_no_bodies() -> None:
    assert bar("cets197", STATES["SRB"], STATES["ALB"]) is None
    assert bar("cets197", STATES["SRB"], NGO) is None
    assert bar("cets197", STATES["SRB"], STATES["XKX"]) is Bar.NOT_PARTY
    assert bar("cets197", STATES["SRB"], EUROPOL) is Bar.NOT_PARTY
    assert bar("cets197", NGO, NGO) is Bar.NOT_BETWEEN


def test_a_hub_may_be_asked_only_or_ask_only() -> None:
    assert bar("icmp-public", NGO, ICMP, "missing_report") is None
    assert bar("icmp-public", ICMP, NGO, "missing_report") is Bar.NOT_BETWEEN
    assert bar("europol", EUROPOL, STATES["DEU"]) is bar("europol-requests", STATES["DEU"], EUROPOL) is Bar.NOT_BETWEEN
    assert bar("europol", STATES["DEU"], EUROPOL) is bar("europol-requests", EUROPOL, STATES["DEU"]) is None


def test_between_two_member_states_union_law_goes_first() -> None:
    assert bar("ets30", STATES["AUT"], STATES["HUN"]) is Bar.SUPERSEDED
    assert bar("ets30", STATES["AUT"], STATES["SRB"]) is None
    assert bar("ets30", STATES["GBR"], STATES["DEU"], "person", date(2020, 12, 31)) is Bar.SUPERSEDED


def test_a_kind_that_is_not_listed_is_not_covered() -> None:
    assert bar("selec", STATES["TUR"], SELEC, "dna") is Bar.KIND
    assert bar("prum", STATES["AUT"], STATES["DEU"], "person") is Bar.KIND


def test_a_pair_may_be_apart_from_what_holds_in_general() -> None:
    pairs = {frozenset({"AUT", "HUN"}): None, frozenset({"AUT", "DEU"}): date(2015, 1, 1)}
    found = Connection(since=date(2010, 1, 1), parties={"DEU": None}, pairs=pairs, mark=Mark.LOW, because="")
    assert found.is_up("AUT", "SVN", date(2010, 1, 1))
    assert not found.is_up("AUT", "SVN", date(2009, 12, 31))
    assert not found.is_up("HUN", "AUT", TODAY)
    assert found.is_up("DEU", "AUT", date(2015, 1, 1))
    assert not found.is_up("DEU", "SVN", TODAY)


def test_terms_end() -> None:
    terms = Terms(
        signed=date(2000, 1, 1),
        in_force=date(2001, 1, 1),
        until=date(2002, 1, 1),
        custom=False,
        mark=Mark.READ,
        note="",
    )
    assert [terms.is_in_force(date(year, 1, 1)) for year in (2000, 2001, 2002, 2003)] == [False, True, True, False]
    assert terms.is_signed(date(2003, 1, 1))


BOTH_WAYS = [name for name, found in LAW.book.instruments.items() if found.asks is Asks.BOTH]


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_every_bar_is_the_same_in_both_directions(name: str) -> None:
    for one in (*STATES.values(), SELEC, EUROPOL, ICMP, NGO):
        for other in (STATES["TUR"], STATES["HRV"], STATES["GBR"], SELEC, NGO):
            assert bar(name, one, other) is bar(name, other, one)
