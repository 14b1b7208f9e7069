"""What policies look at: facts that none looks at are not handed over, and change nothing."""

from dataclasses import replace

import cedarpy
import pytest
from hypothesis import given
from tests.unit.law.lands import STATES, answer, lawful_requests, record_of, requests
from tests.unit.law.test_overlay import TITLE, law

from egnatia.law.context import NO_RECORD, condition_facts
from egnatia.law.decide import load_law
from egnatia.law.facts import Action, Request
from egnatia.law.judge import Judge, Part
from egnatia.law.looking import facts_of, names_parties
from egnatia.law.policies import cut
from egnatia.model.identity import NodeId

LAW = load_law()
SRB, ALB = STATES["SRB"], STATES["ALB"]


def nodes(body: str) -> list[cedarpy.pst.Template]:
    text = f"forbid (principal, action, resource) when {{ {body} }};"
    return list(cedarpy.PolicySet.from_str(text).to_pst().static_policies.values())


@pytest.mark.parametrize(
    ("body", "looked"),
    [
        ('context.purpose == "x" || !context.open', {"purpose", "open"}),
        ('["a", context.role].contains(context.handling)', {"role", "handling"}),
        ("principal is State", set()),
        ("context == {open: true}", None),
        ("context has purpose", None),
    ],
)
def test_the_facts_are_found_or_all_of_them_count(body: str, looked: set[str] | None) -> None:
    assert facts_of(nodes(body)) == looked


def test_a_party_is_named_by_itself_or_only_by_its_sort() -> None:
    assert names_parties(nodes('principal == State::"SRB"'))
    assert not names_parties(nodes("principal is State"))


@pytest.mark.slow
@given(requests())
def test_what_is_left_out_changes_no_decision(request_: Request) -> None:
    assert whole(request_) == fired(request_)


@pytest.mark.slow
@given(lawful_requests())
def test_what_is_left_out_changes_no_decision_on_what_is_nearly_lawful(request_: Request) -> None:
    assert whole(request_) == fired(request_)


def fired(request_: Request) -> set[str]:
    """Return the conditions that fire, as the judge evaluates them."""
    found, errors = Judge(LAW.book).missing(request_, LAW.channel("pcc-see", "person"))
    assert not errors
    return {one.policy for one in found}


def whole(request_: Request) -> set[str]:
    """Return the conditions that fire if every fact and every condition is handed over, and the party itself."""
    facts = condition_facts(request_, LAW.channel("pcc-see", "person"), LAW.book)
    recipient = request_.onward.recipient if request_.onward else None
    principal = recipient if request_.action is Action.FORWARD else request_.asker
    if principal is None:
        return set()
    sort = {"state": "State", "body": "Body", "ngo": "Ngo"}[principal.sort]
    asked = {
        "principal": {"type": sort, "id": principal.node},
        "action": {"type": "Action", "id": str(request_.action)},
        "resource": {"type": "Kind", "id": request_.kind},
        "context": {name: list(value) if isinstance(value, list) else value for name, value in facts.items()},
    }
    policies = cut(LAW.book.forbids[request_.action], request_.kind)
    result = cedarpy.is_authorized(asked, policies, cedarpy.Entities.from_json_str("[]"))
    assert not result.diagnostics.errors
    return set(result.diagnostics.reasons)


def test_conditions_that_only_a_record_could_fail_wait_for_one() -> None:
    judge = Judge(LAW.book)
    part = Part(action=Action.ANSWER, kind="person", channels=False)
    question = judge._compile(replace(part, record=False))
    assert len(question.policies) < len(judge._compile(part).policies)
    assert question.facts is not None
    assert not question.facts & NO_RECORD.keys() - {"handling"}


def test_an_own_condition_that_names_a_party_meets_that_party_only() -> None:
    text = '@id("tst.srb") @missing("x") forbid (principal == State::"RS", action == Action::"answer", resource);'
    own = law(TITLE, answer=text)
    asked = answer(replace(SRB, node=NodeId("RS")), ALB, instrument="pcc-see")
    assert [found.policy for found in own.decide(asked).missing] == ["tst.srb"]
    assert own.decide(answer(replace(SRB, node=NodeId("RS2")), ALB, instrument="pcc-see")).open


def test_an_own_condition_on_records_is_asked_once_there_is_one() -> None:
    forbid = '@id("tst.own") @missing("x") forbid (principal, action == Action::"answer", resource)'
    own = law(TITLE, answer=f"{forbid} when {{ context.record_minor }};")
    asked = answer(SRB, ALB, instrument="pcc-see")
    assert own.decide(asked).open
    assert "tst.own" in {one.policy for one in own.decide(replace(asked, record=record_of(ALB, minor=True))).missing}


def test_a_forgotten_decision_is_made_anew_and_alike() -> None:
    own = law(TITLE, answer='@id("t.x") @missing("x") forbid (principal is Ngo, action == Action::"answer", resource);')
    asked = answer(SRB, ALB, instrument="pcc-see")
    first = own.decide(asked)
    own.forget()
    assert own.decide(asked) == first
    assert own.decide(asked) is not first
