"""A board of two: proposed by an expert with the report as it was, decided by somebody else, signed by the node."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.casework.identify.searching import Morgue
from tests.unit.exchange.test_identified import opened

from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.identify.board import (
    Deciding,
    Decision,
    Proposal,
    Proposing,
    decide,
    list_proposals,
    propose,
    sign_proposal,
)
from egnatia.casework.rows import Account, Role
from egnatia.casework.standard import Standard
from egnatia.match.kinship.dvi.board import Finding, Secondary
from egnatia.match.kinship.dvi.policy import Policy
from egnatia.model.errors import ParseError
from egnatia.model.identity import StatementId

ILIR = "Ilir Doda"


@pytest.fixture
def morgue() -> Morgue:
    made = Morgue()
    made.case = made.net.case("RS", made.expert, second(made), purpose=made.purpose, offence=None, reference="ID-3")
    return made


def second(morgue: Morgue) -> Account:
    known = morgue.office.store.read(lambda tx: tx.accounts.named("second"))
    return known or morgue.net.person("RS", "second", Role.OFFICER)


def proposing(morgue: Morgue, **changed: object) -> Proposing:
    return replace(Proposing(case=morgue.case.id, victim="body-1", missing=ILIR, reason="DNA."), **changed)  # type: ignore[arg-type]


def deciding(morgue: Morgue, proposal: StatementId, decision: Decision = Decision.CONFIRM) -> Deciding:
    return Deciding(case=morgue.case.id, proposal=proposal, decision=decision, reason="I agree with the figures.")


def before(morgue: Morgue) -> tuple[Proposal, ...]:
    return list_proposals(morgue.office, morgue.expert, morgue.case.id)


def test_somebody_else_confirms_what_an_expert_proposed(morgue: Morgue) -> None:
    made = propose(morgue.office, morgue.expert, proposing(morgue))
    assert [one.outcome for one in before(morgue)] == ["open"]
    with pytest.raises(NotAllowedError, match="four eyes"):
        decide(morgue.office, morgue.expert, deciding(morgue, made.id))
    decide(morgue.office, second(morgue), deciding(morgue, made.id))
    assert [one.outcome for one in before(morgue)] == ["confirm"]


def test_a_later_decision_takes_an_earlier_one_back(morgue: Morgue) -> None:
    made = propose(morgue.office, morgue.expert, proposing(morgue))
    decide(morgue.office, second(morgue), deciding(morgue, made.id))
    morgue.net.clock.advance(timedelta(minutes=1))
    decide(morgue.office, second(morgue), deciding(morgue, made.id, Decision.REJECT))
    assert [one.outcome for one in before(morgue)] == ["reject"]


def test_the_report_names_the_standard_and_who_decided_it(morgue: Morgue) -> None:
    strict = Standard(policy=Policy(threshold=0.99999), mutation_rate=0.001, decided="Order 7 of 2026")
    office = replace(morgue.office, standard=strict)
    propose(office, morgue.expert, proposing(morgue))
    [one] = before(morgue)
    assert one.report["threshold"] == 0.99999
    assert one.report["standard"] == {"decided": "Order 7 of 2026", "mutation_rate": 0.001}
    assert one.report["population"] == "Even"
    assert len(one.report["LR_by_marker"]) == 12


def test_identifiers_that_contradict_each_other_identify_nobody(morgue: Morgue) -> None:
    ring = (Secondary(what="another's ring", speaks_for=False),)
    made = propose(morgue.office, morgue.expert, proposing(morgue, dental=Finding.EXCLUDED, secondary=ring))
    assert "contradict" in before(morgue)[0].report["flags"][0]
    with pytest.raises(ConflictError, match="conflict"):
        decide(morgue.office, second(morgue), deciding(morgue, made.id))
    decide(morgue.office, second(morgue), deciding(morgue, made.id, Decision.REJECT))


def test_only_experts_propose_and_only_what_was_compared(morgue: Morgue) -> None:
    with pytest.raises(NotAllowedError, match="forensic"):
        propose(morgue.office, second(morgue), proposing(morgue))
    with pytest.raises(ConflictError, match="were not compared"):
        propose(morgue.office, morgue.expert, proposing(morgue, victim="body-9"))
    with pytest.raises(ParseError):
        propose(morgue.office, morgue.expert, proposing(morgue, reason=" "))


def test_nothing_stands_before_the_board_twice(morgue: Morgue) -> None:
    made = propose(morgue.office, morgue.expert, proposing(morgue))
    with pytest.raises(ConflictError, match="already"):
        propose(morgue.office, morgue.expert, proposing(morgue))
    decide(morgue.office, second(morgue), deciding(morgue, made.id, Decision.REJECT))
    propose(morgue.office, morgue.expert, proposing(morgue))


def test_what_the_node_signs_is_what_was_said(morgue: Morgue) -> None:
    made = propose(morgue.office, morgue.expert, proposing(morgue))
    decided = decide(morgue.office, second(morgue), deciding(morgue, made.id))
    jws, _ = sign_proposal(morgue.office, morgue.expert, morgue.case.id, made.id)
    told = opened(jws)
    assert told["node"] == "RS"
    assert told["proposal"]["identifies"]["remains"] == morgue["body-1"]
    assert json.loads(told["proposal"]["identifies"]["report"])["victim"] == "body-1"
    assert [one["salt"] for one in told["decisions"]] == [decided.salt]


def test_there_is_no_report_on_what_nobody_proposed(morgue: Morgue) -> None:
    with pytest.raises(NotFoundError):
        sign_proposal(morgue.office, morgue.expert, morgue.case.id, StatementId("0" * 64))
    with pytest.raises(NotFoundError):
        decide(morgue.office, second(morgue), deciding(morgue, StatementId("0" * 64)))
