import hashlib
import json
from dataclasses import replace

from tests.unit.law.lands import STATES, ask, forward

from egnatia.law.decide import load_law
from egnatia.law.decision import Decision, plain_decision
from egnatia.law.facts import Action

LAW = load_law()
SRB, ALB, HUN = STATES["SRB"], STATES["ALB"], STATES["HUN"]


def test_whoever_has_facts_and_outcome_can_recompute_the_digest() -> None:
    decision = LAW.decide(ask(SRB, ALB))
    written = json.dumps(plain_decision(decision), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(written.encode()).hexdigest() == decision.digest


def test_other_facts_give_another_digest() -> None:
    first, second = LAW.decide(ask(SRB, ALB)), LAW.decide(ask(SRB, ALB, authorisation=True))
    assert first.open
    assert second.open
    assert first.digest != second.digest


def test_another_outcome_gives_another_digest() -> None:
    decision = LAW.decide(ask(SRB, ALB))
    assert replace(decision, open=False).digest != decision.digest


def test_a_decision_without_facts_has_a_digest_too() -> None:
    assert len(Decision(action=Action.ASK, open=False, channel=None).digest) == 64


def test_facts_of_every_sort_are_written_plainly() -> None:
    facts = plain_decision(LAW.decide(forward(SRB, ALB, HUN)))["facts"]
    assert facts["on"] == "2026-11-22"
    assert facts["onward"]["recipient"]["country"] == "HUN"
    assert facts["record"]["purposes"] == sorted(facts["record"]["purposes"])
    assert facts["keys"] == ["family_name", "first_name"]


def test_a_decision_names_its_instrument() -> None:
    assert LAW.decide(ask(SRB, ALB)).instrument == "pcc-see"
    assert LAW.decide(ask(SRB, STATES["XKX"])).instrument is None
