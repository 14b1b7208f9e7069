import json

import cedarpy
import pytest
from hypothesis import given
from tests.unit.law.lands import EUROPOL, NGO, SELEC, STATES, ask, forward, record_of, release, requests

from egnatia.law.context import channel_facts, condition_facts, entity, parties
from egnatia.law.decide import load_law
from egnatia.law.facts import Action, Request
from egnatia.law.texts import SHIPPED

LAW = load_law()
CHANNELS = cedarpy.Schema.from_str(SHIPPED.by_name["policies/channels.cedarschema"])
CONDITIONS = cedarpy.Schema.from_str(SHIPPED.by_name["policies/conditions.cedarschema"])
NOTHING = cedarpy.PolicySet.from_str("")
SRB, AUT, HUN = STATES["SRB"], STATES["AUT"], STATES["HUN"]


def fits(request: Request, facts: object, schema: cedarpy.Schema) -> bool:
    """Ask the engine itself whether the facts have the types that the schema declares."""
    pair = parties(request)
    assert pair
    asked = {
        "principal": entity(pair[0]),
        "action": f'Action::"{request.action}"',
        "resource": f'Kind::"{request.kind}"',
    }
    result = cedarpy.is_authorized({**asked, "context": json.dumps(facts)}, NOTHING, "[]", schema)
    return not result.diagnostics.errors and result.decision is cedarpy.Decision.Deny


@pytest.mark.slow
@given(requests())
def test_the_facts_of_every_request_have_the_types_of_the_schemas(request: Request) -> None:
    if parties(request) is None:
        return
    instruments = tuple(LAW.book.instruments.values())
    assert fits(request, channel_facts(request, instruments, None), CHANNELS)
    channel = next(found.entries[request.kind].channel for found in instruments if request.kind in found.entries)
    assert fits(request, condition_facts(request, channel, LAW.book), CONDITIONS)


def test_the_schema_would_refuse_other_facts() -> None:
    facts = channel_facts(ask(SRB, AUT), (), None)
    assert fits(ask(SRB, AUT), facts, CHANNELS)
    assert not fits(ask(SRB, AUT), {**facts, "purpose": 7}, CHANNELS)
    assert not fits(ask(SRB, AUT), {**facts, "purposes": "x"}, CHANNELS)


def test_a_record_is_forwarded_from_its_holder_to_the_recipient() -> None:
    assert parties(forward(SRB, AUT, HUN)) == (HUN, SRB)
    assert parties(ask(SRB, AUT, action=Action.FORWARD)) is None
    assert parties(release(SRB, AUT)) == (SRB, AUT)


def test_the_sort_of_a_party_is_what_a_policy_can_ask() -> None:
    assert [entity(party)["type"] for party in (SRB, SELEC, NGO)] == ["State", "Body", "Ngo"]


def test_a_body_is_seen_on_either_side() -> None:
    for request in (ask(SRB, EUROPOL), ask(EUROPOL, SRB)):
        assert channel_facts(request, (), None)["body"] == "EUROPOL"
    assert channel_facts(ask(SRB, AUT), (), None)["body"] == ""


def test_only_channels_whose_keys_are_met_are_sufficient() -> None:
    found = LAW.book.instruments["prum"], LAW.book.instruments["2023-977"]
    facts = channel_facts(ask(AUT, HUN, "vehicle", keys=frozenset({"plate"})), found, None)
    assert facts["operational"] == ["prum", "2023-977"]
    assert facts["sufficient"] == ["2023-977"]
    assert facts["releasing"] == ["2023-977"]
    supposed = channel_facts(ask(AUT, HUN, "vehicle", keys=frozenset()), found, None, any_keys=True)
    assert supposed["sufficient"] == ["prum", "2023-977"]


def test_a_record_of_another_issuer_is_not_ones_own() -> None:
    channel = LAW.channel("pcc-see", "person")
    own = condition_facts(release(SRB, AUT), channel, LAW.book)
    other = condition_facts(release(SRB, AUT, record=record_of(HUN)), channel, LAW.book)
    assert (own["own_record"], other["own_record"]) == (True, False)
