"""A DNA profile crosses under Prüm: a candidate comes back at once, the asker's expert confirms, people release."""

import pytest
from tests.network.realm import Desk, Realm, eventually, on_both
from tests.twins.network import caveat

from egnatia.casework.ask import Enquiry, ask, follow
from egnatia.casework.casefiles import Opening, open_case_file
from egnatia.casework.collect import Draft, collect
from egnatia.casework.confirm import confirm
from egnatia.casework.errors import ConflictError, NotAllowedError
from egnatia.casework.office import Office
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Role
from egnatia.exchange.payloads import Verdict
from egnatia.exchange.states import HitState
from egnatia.model.answer import Hit, Quality
from egnatia.model.caveat import Purpose
from egnatia.model.identity import NodeId
from egnatia.model.question import Subject

PROFILE = "VWA 16,17\nTH01 6,9.3\nD21S11 28,30\nFGA 21,22\nD8S1179 13,13\nD3S1358 15,17\nD18S51 12,14"
ON_RECORD = {"profile": (PROFILE.replace("12,14", "12,*"),), "category": ("stain",), "number": ("P-1",)}


@pytest.fixture
def pair(ground: Realm) -> Realm:
    """Two states that search each other's profiles; Budapest has a stain."""
    ground.found("AT", "HU")
    ground.start("AT", "HU")
    keeper = ground.person("HU", "keeper", Role.OFFICER)
    draft = Draft(kind="dna", properties={**ON_RECORD, "laboratory": ("Budapest",)}, caveat=caveat())
    collect(ground.office("HU"), keeper, [draft])
    return ground


def vienna_of(pair: Realm) -> Desk:
    """Open a case file in which an officer and a geneticist work."""
    opening = Opening(
        reference="KT-2026-18",
        title="Blood in a van",
        purpose=Purpose.CRIMINAL_INVESTIGATION,
        offence="drug_trafficking",
        members=frozenset({"officer", "geneticist"}),
    )
    officer, office = pair.person("AT", "officer", Role.OFFICER), pair.office("AT")
    return Desk(office, officer, open_case_file(office, pair.person("AT", "chief", Role.SUPERVISOR), opening))


def hit_of(vienna: Desk) -> Hit:
    enquiry = Enquiry(
        kind="dna",
        properties={"profile": (PROFILE,), "category": ("person",)},
        case=vienna.case.id,
        subject=Subject(role=caveat().role),
        partners={NodeId("HU"): "The stain's blood was found on the road to Hungary, and the van is from there."},
        instrument="prum",
    )
    [delivered] = follow(vienna.office, ask(vienna.office, vienna.officer, enquiry))
    assert delivered.answer
    [hit] = delivered.answer.hits
    return hit


@on_both
def test_the_candidate_comes_at_once_with_its_class_and_nothing_else_before_an_expert_confirms(pair: Realm) -> None:
    expert = pair.person("AT", "geneticist", Role.FORENSIC)
    vienna, budapest = vienna_of(pair), pair.office("HU")
    hit = hit_of(vienna)
    assert (hit.quality, dict(hit.properties)) == (Quality.CLOSE, ON_RECORD)
    chief = pair.person("HU", "chief", Role.SUPERVISOR)
    giving = Giving(reference=hit.reference, reason="needed for the case")
    with pytest.raises(ConflictError):
        release(budapest, chief, giving)
    with pytest.raises(NotAllowedError):
        confirm(vienna.office, vienna.officer, hit.reference, Verdict.CONFIRM, "same at six loci")
    theirs = pair.person("HU", "expert", Role.FORENSIC)
    with pytest.raises(ConflictError, match="the asker confirms"):
        confirm(budapest, theirs, hit.reference, Verdict.CONFIRM, "same at six loci")
    confirm(vienna.office, expert, hit.reference, Verdict.CONFIRM, "six loci in full, one with a wildcard")
    assert eventually(lambda: _state(budapest, hit) == HitState.CONFIRMED)
    first = release(budapest, chief, giving)
    assert (first.record, "nobody here confirmed" in first.missing[0]) == (None, True)
    given = release(budapest, pair.person("HU", "prosecutor", Role.PROSECUTOR), giving).record
    assert given
    assert set(given.properties) == {"category", "laboratory", "number"}  # genetic data follow only if they are named


def _state(office: Office, hit: Hit) -> str:
    row = office.store.read(lambda tx: tx.answers.get(hit.reference))
    assert row
    return row.state
