from datetime import date

import pytest
from tests.unit.law.lands import EUROPOL, ICMP, NGO, STATES, Anything, answer, ask, forward, release, search

from egnatia.law.decide import load_law
from egnatia.law.facts import Request
from egnatia.law.transfer import Basis, transfer_basis
from egnatia.model.caveat import Purpose, SubjectRole
from egnatia.model.question import Subject

LAW = load_law()
DEU, AUT, SRB, GBR, TUR = (STATES[code] for code in ("DEU", "AUT", "SRB", "GBR", "TUR"))
NOBODY = Subject(role=SubjectRole.NOBODY)


def basis(request: Request, instrument: str) -> Basis:
    found = LAW.book.instruments[instrument]
    return transfer_basis(request, found, found.entries[request.kind].channel, LAW.book.memberships)


def test_within_the_union_none_is_needed() -> None:
    assert basis(ask(AUT, DEU), "2023-977") is Basis.NONE_NEEDED
    assert basis(ask(AUT, EUROPOL), "europol") is Basis.NONE_NEEDED


def test_a_sender_outside_the_union_needs_none_here() -> None:
    assert basis(ask(SRB, AUT), "pcc-see") is Basis.NONE_NEEDED


def test_who_asks_sends_the_question_and_who_answers_sends_the_answer() -> None:
    assert basis(ask(AUT, SRB), "pcc-see") is Basis.SAFEGUARD
    assert basis(answer(AUT, SRB), "pcc-see") is Basis.NONE_NEEDED
    assert basis(answer(SRB, AUT), "pcc-see") is Basis.SAFEGUARD
    assert basis(release(SRB, AUT), "pcc-see") is Basis.SAFEGUARD


def test_the_holder_sends_what_is_forwarded() -> None:
    assert basis(forward(AUT, SRB, STATES["MKD"]), "pcc-see") is Basis.SAFEGUARD
    assert basis(forward(SRB, AUT, STATES["MKD"]), "pcc-see") is Basis.NONE_NEEDED


def test_the_united_kingdom_is_adequate_while_the_decision_lasts() -> None:
    assert basis(ask(DEU, GBR), "interpol") is Basis.ADEQUACY
    assert basis(ask(DEU, GBR, on=date(2032, 1, 1)), "interpol") is Basis.MISSING


def test_without_adequacy_or_safeguard_an_authority_must_have_weighed_it() -> None:
    assert basis(ask(DEU, TUR), "interpol") is Basis.MISSING
    assert basis(ask(DEU, TUR, authorisation=True), "interpol") is Basis.DEROGATION


def test_a_record_goes_by_exception_when_the_side_that_gives_it_allows_it() -> None:
    assert basis(release(TUR, DEU, authorisation=True), "interpol") is Basis.MISSING
    assert basis(release(TUR, DEU, authorised_here=True), "interpol") is Basis.DEROGATION


def test_finding_the_missing_serves_vital_interests() -> None:
    assert basis(search(DEU, TUR, "missing_report"), "interpol") is Basis.VITAL
    assert basis(search(DEU, TUR, "person", purpose=Purpose.MISSING_PERSON), "interpol") is Basis.VITAL


def test_icmp_receives_for_the_vital_interests_of_the_missing() -> None:
    assert basis(search(DEU, ICMP), "icmp-public") is Basis.VITAL


def test_a_private_recipient_is_a_case_of_its_own() -> None:
    protect: dict[str, Anything] = {"purpose": Purpose.VICTIM_PROTECTION, "offence": None}
    assert basis(ask(AUT, NGO, **protect), "cets197") is Basis.PRIVATE
    assert basis(ask(AUT, NGO, **protect, necessity=False), "cets197") is Basis.MISSING
    assert basis(ask(SRB, NGO, **protect), "cets197") is Basis.NONE_NEEDED


@pytest.mark.parametrize("kind", ["document", "vehicle", "firearm"])
def test_a_stolen_thing_is_nobodys_data(kind: str) -> None:
    assert basis(ask(DEU, TUR, kind, subject=NOBODY), "interpol") is Basis.NONE_NEEDED
    assert basis(answer(TUR, DEU, kind, subject=NOBODY), "interpol") is Basis.NONE_NEEDED
    assert basis(ask(DEU, TUR, kind), "interpol") is Basis.MISSING


def test_a_holder_in_the_reply_is_somebodys_data() -> None:
    assert basis(answer(GBR, DEU, "vehicle", subject=NOBODY, on=date(2020, 6, 1)), "prum") is Basis.NONE_NEEDED
    assert basis(answer(TUR, DEU, "vehicle", subject=NOBODY), "prum") is Basis.MISSING
