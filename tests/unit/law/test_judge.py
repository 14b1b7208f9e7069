from dataclasses import replace
from typing import Any

import cedarpy
import pytest
from tests.unit.law.lands import STATES, ask, release
from tests.unit.law.test_overlay import TITLE, law

from egnatia.law.decide import Law, load_law
from egnatia.law.facts import Action
from egnatia.law.judge import Judge, Verdict
from egnatia.law.policies import Forbid
from egnatia.law.rulebook import Rulebook
from egnatia.model.identity import NodeId

SRB, ALB = STATES["SRB"], STATES["ALB"]


def with_forbid(text: str) -> Rulebook:
    """Return the shipped rulebook with one more condition for asking, which nobody checked."""
    node = next(iter(cedarpy.PolicySet.from_str(text).to_pst().static_policies.values()))
    own = Forbid(id="odd", words="odd", node=replace(node, id="odd"))
    book = load_law().book
    return replace(book, forbids={**book.forbids, Action.ASK: (*book.forbids[Action.ASK], own)})


def test_an_error_in_any_policy_closes() -> None:
    decision = Law(with_forbid("forbid (principal, action, resource) when { context.no_such_fact };")).decide(
        ask(SRB, ALB)
    )
    assert not decision.open
    assert "no_such_fact" in decision.errors[0]
    assert decision.missing[-1].policy == "ask.error"


def test_facts_that_cannot_be_written_close() -> None:
    looking = '@id("t.o") @missing("x") forbid (principal, action == Action::"ask", resource) when { %s };'
    own = law(TITLE, ask=looking % 'context.offence == "terrorism"')
    decision = own.decide(ask(SRB, ALB, offence="\ud800"))
    assert not decision.open
    assert decision.errors


def test_a_name_that_cannot_be_written_closes() -> None:
    own = law(
        TITLE, ask='@id("t.p") @missing("x") forbid (principal == State::"RS", action == Action::"ask", resource);'
    )
    decision = own.decide(ask(replace(SRB, node=NodeId("\ud800")), ALB))
    assert not decision.open
    assert decision.errors


@pytest.mark.parametrize("approvals", [2**64, -(2**70)])
def test_numbers_beyond_the_engine_close(approvals: int) -> None:
    decision = load_law().decide(release(SRB, ALB, approvals=approvals))
    assert not decision.open
    assert decision.errors


def test_an_unknown_kind_opens_nothing() -> None:
    judge = Judge(load_law().book)
    request = ask(SRB, ALB, "dragon")
    assert judge.permits(request, judge.facts(request)) == Verdict()


def test_a_refusal_to_evaluate_closes() -> None:
    judge = Judge(load_law().book)
    nonsense: Any = {"operational": {"__extn": {"fn": "no such function", "arg": ""}}}
    assert judge.permits(ask(SRB, ALB), nonsense).errors


def test_an_evaluation_is_remembered() -> None:
    judge = Judge(load_law().book)
    first, second = ask(SRB, ALB), ask(SRB, ALB, "vehicle")
    assert judge.permits(first, judge.facts(first)) is judge.permits(first, judge.facts(first))
    assert judge.permits(second, judge.facts(second)).fired != judge.permits(first, judge.facts(first)).fired
