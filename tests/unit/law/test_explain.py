import pytest
from hypothesis import given
from tests.unit.law.lands import (
    EUROPOL,
    ICMP,
    NETWORK,
    NGO,
    SELEC,
    STATES,
    ask,
    forward,
    release,
    requests,
    search,
)

from egnatia.law.decide import load_law
from egnatia.law.decision import Bar, Explanation
from egnatia.law.facts import CaseFacts, Request

LAW = load_law()
SRB, XKX, TUR, ALB, AUT, HUN, DEU = (STATES[code] for code in ("SRB", "XKX", "TUR", "ALB", "AUT", "HUN", "DEU"))


def opened(explanation: Explanation) -> list[str]:
    return [found.channel.instrument for found in explanation.channels]


def test_all_open_channels_are_shown_the_best_first_each_with_what_is_missing() -> None:
    explanation = LAW.explain(ask(AUT, HUN, case_file=CaseFacts()))
    assert opened(explanation) == ["2023-977", "pcc-see", "interpol", "eio"]
    by_name = {found.channel.instrument: {item.policy for item in found.missing} for found in explanation.channels}
    assert by_name["pcc-see"] == {"ask.case-open", "ask.case-supervised", "ask.case-purpose"}
    assert by_name["eio"] == by_name["pcc-see"] | {"ask.judicial"}


def test_a_missing_offence_is_missing_under_every_instrument_and_closes_none() -> None:
    explanation = LAW.explain(ask(TUR, ALB, "vehicle", offence=None))
    assert opened(explanation) == ["interpol-messages", "ets30", "untoc"]
    assert all("ask.offence" in {item.policy for item in found.missing} for found in explanation.channels)
    assert Bar.OFFENCE not in {found.bar for found in explanation.closed}


def test_danger_to_life_opens_nothing_that_only_serves_for_some_offences() -> None:
    for one, other in ((TUR, ALB), (SRB, EUROPOL)):
        urgent = LAW.explain(ask(one, other, offence=None, danger_to_life=True))
        assert {"untoc", "europol-agreements"}.isdisjoint(opened(urgent))


def test_a_channel_is_either_open_or_closed() -> None:
    explanation = LAW.explain(ask(SRB, XKX, "dna"))
    assert opened(explanation) == []
    assert {found.instrument for found in explanation.closed} == LAW.book.instruments.keys()


def test_what_is_nearest_to_being_open_comes_first() -> None:
    explanation = LAW.explain(ask(SRB, XKX, "dna"))
    assert [found.instrument for found in explanation.closed[:2]] == ["icmp", "prum"]
    assert [found.bar for found in explanation.closed[:2]] == [Bar.KIND, Bar.NOT_PARTY]
    assert explanation.closed[-1].bar is Bar.NOT_BETWEEN


def test_a_channel_that_would_exist_with_others_is_named() -> None:
    explanation = LAW.explain(ask(SRB, XKX), (SELEC, ALB, ICMP, SRB, XKX))
    assert [(found.party.node, found.instruments) for found in explanation.elsewhere] == [
        ("SELEC", ("selec",)),
        ("ALB", ("pcc-see", "interpol", "ets30", "untoc")),
    ]


def test_with_whom_else_a_record_could_be_shared_is_said_too() -> None:
    explanation = LAW.explain(forward(SRB, ALB, XKX), (HUN, NGO))
    assert [found.party.node for found in explanation.elsewhere] == ["HUN"]


def test_without_keys_the_explanation_supposes_that_they_suffice() -> None:
    explanation = LAW.explain(ask(AUT, HUN, "vehicle", keys=frozenset()))
    assert opened(explanation)[0] == "prum"
    assert explanation.decision.open
    assert not LAW.decide(ask(AUT, HUN, "vehicle", keys=frozenset())).open


def test_a_named_instrument_concerns_the_decision_only() -> None:
    explanation = LAW.explain(ask(AUT, SRB, instrument="ets30"))
    assert explanation.decision.instrument == "ets30"
    assert "pcc-see" in opened(explanation)


def test_a_release_is_explained_with_its_own_words() -> None:
    explanation = LAW.explain(release(SRB, ALB, approvals=0))
    assert explanation.channels[0].missing[0].words == "a person who decides to give it"


def test_a_search_is_open_to_every_bureau_and_to_icmp() -> None:
    explanation = LAW.explain(search(SRB, XKX), NETWORK)
    others = {found.party.node for found in explanation.elsewhere}
    assert others == {party.node for party in NETWORK} - {"SRB", "XKX", "SELEC", "EUROPOL", NGO.node}


@pytest.mark.slow
@given(requests())
def test_the_decision_is_the_best_of_the_channels(request: Request) -> None:
    explanation = LAW.explain(request, (SELEC, DEU))
    assert explanation.decision.open == bool(explanation.channels and not explanation.channels[0].missing)
    assert explanation.decision.channel == (explanation.channels[0].channel if explanation.channels else None)
    assert len(explanation.channels) + len(explanation.closed) == len(LAW.book.instruments)
