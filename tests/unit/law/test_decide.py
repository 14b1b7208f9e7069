from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.law.lands import STATES, answer, ask, requests, rewritten

from egnatia.law.decide import Law, load_law
from egnatia.law.decision import Decision
from egnatia.law.errors import UnknownChannel
from egnatia.law.facts import CaseFacts, Request
from egnatia.law.texts import SHIPPED
from egnatia.model.caveat import Purpose

LAW = load_law()
AUT, HUN, DEU, SRB, ALB, TUR, GRC = (STATES[code] for code in ("AUT", "HUN", "DEU", "SRB", "ALB", "TUR", "GRC"))


def missing(decision: Decision) -> set[str]:
    return {found.policy for found in decision.missing}


def test_a_question_in_order_may_be_asked() -> None:
    decision = LAW.decide(ask(SRB, ALB))
    assert decision.open
    assert decision.instrument == "pcc-see"
    assert "ask.pcc-see.person" in decision.permits
    assert (decision.missing, decision.errors) == ((), ())


def test_exactly_what_is_missing_is_said() -> None:
    decision = LAW.decide(ask(SRB, ALB, case_file=CaseFacts(open=True), necessity=False, offence=None))
    assert not decision.open
    assert missing(decision) == {"ask.case-supervised", "ask.case-purpose", "ask.necessity", "ask.offence"}
    assert "a case file that a supervisor opened" in decision.words


def test_a_named_instrument_is_the_only_one_judged() -> None:
    decision = LAW.decide(ask(SRB, AUT, instrument="ets30"))
    assert decision.instrument == "ets30"
    assert missing(decision) == {"ask.judicial"}
    assert LAW.decide(ask(SRB, AUT, instrument="ets30", authorisation=True)).open


def test_a_named_instrument_that_is_closed_says_why() -> None:
    decision = LAW.decide(ask(SRB, ALB, "dna", instrument="pcc-prum"))
    assert (decision.open, decision.channel) == (False, None)
    assert decision.words[0].startswith("a channel: PCC SEE Prüm Agreement: signed, but not known to be in force")


def test_an_instrument_that_does_not_exist_opens_nothing() -> None:
    assert LAW.decide(ask(SRB, ALB, instrument="entente")).words == ("a channel: there is no such instrument",)


PLAN = (
    "with Kosovo there is: Framework Plan on missing persons, about missing report and remains, "
    "for missing person and identify remains"
)


def test_no_channel_at_all_is_said() -> None:
    assert LAW.decide(ask(SRB, STATES["XKX"])).words == (
        "a channel: no instrument opens person between Serbia and Kosovo for criminal investigation; " + PLAN,
    )
    assert LAW.decide(ask(SRB, ALB, "dragon")).words[0].startswith("a channel: no instrument opens dragon")


def test_automatic_comes_before_manual() -> None:
    assert LAW.decide(ask(SRB, ALB)).instrument == "pcc-see"
    assert LAW.decide(ask(SRB, GRC)).instrument == "interpol"


def test_an_automatic_channel_with_something_missing_still_comes_before_a_manual_one() -> None:
    decision = LAW.decide(ask(AUT, HUN, offence="minor_injury", instrument=None))
    assert decision.instrument == "pcc-see"


def test_fewest_conditions_missing_come_before_the_order_of_the_file() -> None:
    assert LAW.decide(ask(AUT, HUN)).instrument == "2023-977"
    assert LAW.decide(ask(AUT, HUN, offence="minor_injury")).instrument == "pcc-see"


def test_exact_comes_before_inexact() -> None:
    assert LAW.decide(ask(AUT, HUN, "vehicle")).instrument == "prum"
    assert LAW.decide(ask(AUT, HUN, "vehicle", exact=False)).instrument == "2023-977"
    assert LAW.decide(ask(AUT, HUN, "vehicle", keys=frozenset({"plate"}))).instrument == "2023-977"


def test_the_shorter_clock_comes_first() -> None:
    assert LAW.decide(ask(AUT, HUN, "person")).instrument == "2023-977"


def test_an_instrument_has_its_day() -> None:
    assert LAW.decide(ask(AUT, DEU, "dna", on=date(2009, 8, 26))).open
    assert LAW.decide(ask(AUT, DEU, "dna", on=date(2009, 8, 25), instrument="prum")).channel is None


def test_the_partner_does_not_judge_the_askers_case_file() -> None:
    assert LAW.decide(answer(SRB, ALB)).open


def test_a_channel_is_found_by_instrument_and_kind() -> None:
    assert LAW.channel("prum", "vehicle").name == "Prüm Decisions"
    with pytest.raises(UnknownChannel, match="prum does not cover person"):
        LAW.channel("prum", "person")
    with pytest.raises(UnknownChannel, match="no instrument entente"):
        LAW.channel("entente", "person")


def test_equal_requests_are_decided_once() -> None:
    law = Law(LAW.book)
    assert law.decide(ask(SRB, ALB)) is law.decide(ask(SRB, ALB))
    assert law.decide(ask(SRB, ALB)) is not law.decide(ask(SRB, ALB, authorisation=True))


def test_the_rules_of_two_laws_do_not_mix() -> None:
    older = rewritten({"offences.yaml": SHIPPED.by_name["offences.yaml"].replace("drug_trafficking", "narcotics")})
    assert load_law(texts=older).decide(ask(SRB, ALB)).words == ("an offence from the list of categories",)
    assert LAW.decide(ask(SRB, ALB)).open


@pytest.mark.slow
@given(requests())
def test_what_is_not_open_says_what_is_missing_and_what_is_open_misses_nothing(request: Request) -> None:
    decision = LAW.decide(request)
    assert decision.open == (not decision.missing)
    assert not decision.errors
    assert decision.open <= (decision.channel is not None)
    assert all(0 < len(words) <= 500 for words in decision.words)


@given(requests(), st.sampled_from(sorted(LAW.book.instruments)))
def test_what_is_missing_under_a_named_instrument_fits_a_refusal(request: Request, instrument: str) -> None:
    decision = LAW.decide(replace(request, instrument=instrument))
    assert decision.instrument in (None, instrument)
    assert decision.open == (not decision.missing)
    assert all(0 < len(words) <= 500 for words in decision.words)


@pytest.mark.slow
@given(requests())
def test_a_decision_is_a_pure_function_of_its_request(request: Request) -> None:
    remembered = LAW.decide(request)
    assert LAW._work_out(replace(request)) == remembered
    assert remembered.digest == LAW._work_out(request).digest


@pytest.mark.slow
@given(requests())
def test_naming_the_instrument_that_was_chosen_changes_nothing(request: Request) -> None:
    chosen = LAW.decide(request)
    again = LAW.decide(replace(request, instrument=chosen.instrument))
    assert (again.open, again.channel, again.missing) == (chosen.open, chosen.channel, chosen.missing)


@given(requests())
def test_no_permit_fires_for_two_parties_between_whom_nothing_is_operational(request: Request) -> None:
    stone_age = replace(request, on=date(1900, 1, 1), purpose=Purpose.CRIMINAL_INVESTIGATION)
    assert LAW.decide(stone_age).permits == ()
