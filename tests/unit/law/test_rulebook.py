import pytest
from tests.unit.law.lands import STATES, answer, ask, record_of, release, rewritten

from egnatia.law.decide import load_law
from egnatia.law.errors import DataError, PolicyError
from egnatia.law.facts import Action
from egnatia.law.overlay import Clause, Overlay
from egnatia.law.texts import SHIPPED

SRB, ALB, HUN = STATES["SRB"], STATES["ALB"], STATES["HUN"]

STRICTER = """
@id("srb.release.authorised")
@missing("the decision of a Serbian court")
forbid (principal, action == Action::"release", resource == Kind::"person")
unless { context.authorisation };
"""


def test_a_node_may_state_a_stricter_condition() -> None:
    law = load_law([Overlay(name="srb", conditions={Action.RELEASE: STRICTER})])
    decision = law.decide(release(HUN, SRB))
    assert decision.words == ("the decision of a Serbian court",)
    assert law.decide(release(HUN, SRB, authorisation=True)).open
    assert load_law().decide(release(HUN, SRB)).open


def test_a_condition_of_one_kind_concerns_no_other() -> None:
    law = load_law([Overlay(name="srb", conditions={Action.RELEASE: STRICTER})])
    assert law.decide(release(HUN, SRB, "vehicle", record=record_of(SRB, "vehicle"), instrument="pcc-see")).open


def test_a_node_may_withdraw_a_permit() -> None:
    law = load_law([Overlay(name="srb", withdrawn=(Clause(about="answer.pcc-see.person"),))])
    assert not law.decide(answer(ALB, SRB, instrument="pcc-see")).open
    assert law.decide(ask(SRB, ALB, instrument="pcc-see")).open
    assert law.decide(answer(ALB, SRB, "vehicle", instrument="pcc-see")).open


def test_a_node_cannot_add_a_permit() -> None:
    text = '@id("x") @missing("y")\npermit (principal, action == Action::"ask", resource);'
    with pytest.raises(PolicyError, match=r"law/srb/ask.cedar x: not a forbid"):
        load_law([Overlay(name="srb", conditions={Action.ASK: text})])


def test_a_misspelt_own_rule_keeps_the_node_from_starting() -> None:
    with pytest.raises(PolicyError, match="authorization"):
        load_law([Overlay(name="srb", conditions={Action.RELEASE: STRICTER.replace("authorisation", "authorization")})])


def test_who_withdraws_a_permit_that_is_none_does_not_start() -> None:
    with pytest.raises(PolicyError, match=r"answer\.pcc-see\.dragon: withdrawn, yet there is no such permit"):
        load_law([Overlay(name="srb", withdrawn=(Clause(about="answer.pcc-see.dragon"),))])


def test_an_own_rule_may_not_bear_the_name_of_another() -> None:
    own = Overlay(name="srb", conditions={Action.RELEASE: STRICTER.replace("srb.release.authorised", "release.origin")})
    with pytest.raises(PolicyError, match=r"release\.origin: stands twice"):
        load_law([own])
    with pytest.raises(PolicyError, match="srb: stands twice"):
        load_law([Overlay(name="srb"), Overlay(name="srb")])


@pytest.mark.slow
def test_own_rules_change_the_version() -> None:
    versions = {
        load_law().version,
        load_law([Overlay(name="srb", conditions={Action.RELEASE: STRICTER})]).version,
        load_law([Overlay(name="srb", withdrawn=(Clause(about="answer.pcc-see.person"),))]).version,
        load_law([Overlay(name="srb", withdrawn=(Clause(about="ask.pcc-see.person"),))]).version,
    }
    assert len(versions) == 4


def test_the_version_is_the_digest_of_the_shipped_texts() -> None:
    assert load_law().version == SHIPPED.version()
    assert load_law(texts=rewritten({})).version == SHIPPED.version()


@pytest.mark.slow
def test_a_fault_in_any_text_keeps_the_node_from_starting() -> None:
    for name in ("instruments.yaml", "memberships.yaml", "offences.yaml"):
        with pytest.raises(DataError, match=name):
            load_law(texts=rewritten({name: "- nothing"}))


def test_nodes_without_own_rules_share_one_law() -> None:
    assert load_law() is load_law()
