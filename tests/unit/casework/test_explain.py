"""Explaining the law between two nodes of the network, to whoever wants to know; nothing is asked of anybody."""

import pytest
from tests.unit.casework.conftest import Scene

from egnatia.casework.errors import NotFoundError
from egnatia.casework.explain import Supposition, explain
from egnatia.law.facts import Action
from egnatia.model.caveat import Purpose
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId


def supposed(asker: str, answerer: str, kind: str = "person", **fields: object) -> Supposition:
    values: dict[str, object] = {
        "offence": "drug_trafficking",
        "keys": frozenset({"first_name", "family_name"}),
        "authorisation": True,
    }
    return Supposition(asker=NodeId(asker), answerer=NodeId(answerer), kind=kind, **{**values, **fields})  # type: ignore[arg-type]


def test_a_channel_that_is_open_is_named(scene: Scene) -> None:
    decision = explain(scene.rs, supposed("RS", "AL")).decision
    assert (decision.open, decision.instrument) == (True, "pcc-see")


def test_where_there_is_none_those_with_whom_there_are_others_are_named(scene: Scene) -> None:
    found = explain(scene.rs, supposed("RS", "XK"))
    assert not found.decision.open
    assert {other.party.node for other in found.elsewhere} == {"AL"}


def test_explaining_logs_and_sends_nothing(scene: Scene) -> None:
    before = scene.rs.store.read(lambda tx: tx.ledger.head())
    explain(scene.rs, supposed("RS", "AL"))
    assert scene.rs.store.read(lambda tx: tx.ledger.head()) == before
    assert scene.net.line.crossed == []


def test_a_node_kind_offence_or_key_that_is_not_there_is_named(scene: Scene) -> None:
    with pytest.raises(NotFoundError, match="ATLANTIS"):
        explain(scene.rs, supposed("RS", "ATLANTIS"))
    with pytest.raises(ParseError, match="kind"):
        explain(scene.rs, supposed("RS", "AL", "soul"))
    with pytest.raises(ParseError, match="offence"):
        explain(scene.rs, supposed("RS", "AL", offence="heresy"))
    with pytest.raises(ParseError, match="keys"):
        explain(scene.rs, supposed("RS", "AL", keys=frozenset({"finances"})))


def test_a_search_for_the_missing_needs_no_offence(scene: Scene) -> None:
    wanted = {"purpose": Purpose.MISSING_PERSON, "offence": None}
    found = explain(scene.rs, supposed("RS", "AL", "missing_report", **wanted))
    assert not [missing for missing in found.decision.words if "offence" in missing]


def test_a_forwarding_goes_to_somebody(scene: Scene) -> None:
    with pytest.raises(ParseError, match="recipient"):
        explain(scene.rs, supposed("RS", "AL", action=Action.FORWARD))
