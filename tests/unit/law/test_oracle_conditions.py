"""Conditions and transfers by the policies and by the treaties, table by table of `tests/oracle/law`."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.oracle.law.conditions import (
    Condition,
    asylum,
    break_glass,
    danger_to_person,
    machines,
    minors,
    needs,
    onward,
    review_hours,
    roles,
    speciality,
    transfers,
)
from tests.oracle.law.reading import kinds, states
from tests.unit.law.cellwise import JUDGE, LAW, party
from tests.unit.law.lands import HANDLED, NGO, SELEC, STATES, Anything, answer, ask, forward, record_of, release

from egnatia.law.channels import Channel
from egnatia.law.decision import REVIEW_HOURS
from egnatia.law.facts import Action, CaseFacts, Party, Request
from egnatia.law.transfer import Basis, transfer_basis
from egnatia.model.caveat import Handling, Purpose, SubjectRole
from egnatia.model.identity import CountryCode
from egnatia.model.peril import Danger
from egnatia.model.question import Subject

SRB, ALB, HUN, AUT, TUR = (STATES[code] for code in ("SRB", "ALB", "HUN", "AUT", "TUR"))
CHANNEL = LAW.channel("pcc-see", "person")  # conditions do not depend on it, but for transfers and judicial letters


def unmet(request: Request, channel: Channel = CHANNEL) -> set[str]:
    """Return the conditions that are not met, whatever channels there are."""
    found, errors = JUDGE.missing(request, channel)
    assert not errors
    return {one.policy.partition(".")[2] for one in found}


def act(name: str, **changes: Anything) -> Request:
    """Return an act in which nothing is missing, but for the changes."""
    make = {
        "ask": lambda: ask(SRB, ALB),
        "release": lambda: release(SRB, ALB),
        "forward": lambda: forward(SRB, ALB, HUN),
    }
    return replace(make[name](), **changes)


def told(rows: Iterator[Condition]) -> list[Any]:
    return [pytest.param(row, id="-".join(row.situation.values())) for row in rows]


def by_role(row: Condition, *, minor: bool = False) -> str:
    role, purpose = SubjectRole(row.situation["role"]), Purpose(row.situation["purpose"])
    if row.situation["act"] == "ask":
        fired = unmet(act("ask", purpose=purpose, subject=Subject(role=role, minor=minor)))
    else:
        fired = unmet(act("release", purpose=purpose, record=record_of(ALB, role=role, minor=minor)))
    if fired & {"role-purpose", "record-role", "victim", "relative"}:
        return "refused"
    return "second_approver" if fired & {"role", "guarded", "second-approver"} else "allowed"


#: The family's consent stands in the record (`consent` of a sample or report) and is no fact of a request.
WITHOUT_CONSENT = {"consent": "allowed", "second_approver_and_consent": "second_approver"}


@pytest.mark.parametrize("row", told(roles()))
def test_a_role_allows_and_refuses_what_the_treaties_say(row: Condition) -> None:
    assert by_role(row) == WITHOUT_CONSENT.get(row.outcome, row.outcome)


@pytest.mark.parametrize("row", told(minors()))
def test_a_child_is_guarded_as_the_treaties_say(row: Condition) -> None:
    assert by_role(row, minor=True) == WITHOUT_CONSENT.get(row.outcome, row.outcome)


@pytest.mark.parametrize("row", told(machines()))
def test_a_machine_tells_of_a_child_what_the_treaties_say(row: Condition) -> None:
    child = Subject(role=SubjectRole.SUSPECT, minor=row.situation["subject"] == "child")
    make, kind = {"ask": ask, "answer": answer}[row.situation["act"]], row.situation["kind"]
    request = make(AUT, HUN, kind, subject=child, purpose=Purpose(row.situation["purpose"]))
    fired = unmet(request, LAW.channel(row.situation["instrument"], kind))
    assert bool(fired & {"minor", "asked-minor"}) == (row.outcome == "by_a_person")


@pytest.mark.slow
def test_a_refugee_is_made_known_to_no_origin_and_to_nobody_who_reads_for_it() -> None:
    rows = list(asylum())
    assert len(rows) == 3 * 18 * 22
    assert [row for row in rows if ("origin" in unmet(_towards(row))) != (row.outcome == "refused")] == []


def _towards(row: Condition) -> Request:
    other = party(row.situation["other"])
    origin = Subject(role=SubjectRole.SUSPECT, asylum_from=frozenset({CountryCode(states()[row.situation["origin"]])}))
    stranger = Party(node=NGO.node)
    make = {
        "ask": lambda: ask(stranger, other),
        "release": lambda: release(other, stranger),
        "forward": lambda: forward(stranger, stranger, other),
    }
    return replace(make[row.situation["act"]](), subject=origin)


NEEDED = {"offence": "offence", "case_file": "case-open", "necessity": "necessity", "judicial_authority": "judicial"}


@pytest.mark.parametrize("row", told(needs()))
def test_a_purpose_needs_what_the_treaties_say(row: Condition) -> None:
    purpose = Purpose(row.situation["purpose"])
    fired = unmet(act("ask", purpose=purpose, offence=None, necessity=False, case_file=CaseFacts()))
    assert (NEEDED[row.situation["need"]] in fired) == (row.outcome == "required")


@pytest.mark.parametrize("row", told(speciality()))
def test_what_was_given_for_one_purpose_serves_another_as_the_treaties_say(row: Condition) -> None:
    given = record_of(ALB, received_for=Purpose(row.situation["given"]))
    request = act("forward", purpose=Purpose(row.situation["used"]), record=given)
    assert ("speciality" in unmet(request)) == (row.outcome == "refused")
    assert row.outcome != "consent" or "consent" in unmet(replace(request, consent=False))


RECIPIENTS = {"other_state": HUN, "third_country": TUR, "body": SELEC, "private_party": NGO, "country_of_origin": HUN}


@pytest.mark.parametrize("row", told(row for row in onward() if row.situation["to"] in RECIPIENTS))
def test_what_was_received_goes_on_as_the_treaties_say(row: Condition) -> None:
    handling = HANDLED[row.situation["handling"]]
    fled = frozenset({CountryCode("HUN")}) if row.situation["to"] == "country_of_origin" else frozenset[CountryCode]()
    record = record_of(ALB, handling=handling, asylum_from=fled)
    request = forward(AUT, ALB, RECIPIENTS[row.situation["to"]], record=record)
    refused = unmet(request) & {"private", "origin"}
    assert bool(refused) == (row.outcome == "refused")
    assert "consent" in unmet(replace(request, consent=False))


def test_within_one_state_nothing_is_exchanged() -> None:
    assert {row.situation["to"] for row in onward()} - RECIPIENTS.keys() == {"same_state_authority", "same_state_court"}
    court = Party(node=NGO.node, country=SRB.country)
    assert not any(found.connects(court, SRB) for found in LAW.book.instruments.values() if not found.anyone)


def test_a_restriction_is_read_by_a_person() -> None:
    record = record_of(ALB, "dna", handling=frozenset({Handling.RESTRICTED}))
    request = replace(act("release", record=record), action=Action.ANSWER, kind="dna")
    found, _ = JUDGE.missing(request, LAW.channel("prum", "dna"))
    assert "answer.restricted" in {one.policy for one in found}


@pytest.mark.parametrize("row", told(danger_to_person()))
def test_nobody_is_given_over_to_death_or_torture(row: Condition) -> None:
    assured = row.situation["assurance"] == "yes"
    request = act(row.situation["act"], danger=Danger(row.situation["threat"]), assurance=assured)
    refused = unmet(request) & {"torture", "death-penalty"}
    assert bool(refused) == (row.outcome == "refused")
    machine = replace(act("release"), action=Action.ANSWER, danger=request.danger, assurance=assured)
    assert bool(unmet(machine) & {"torture", "death-penalty"}) == (row.outcome != "allowed")


#: For each condition of the treaties' table: the policies that state it. Repeats are counted by `casework`.
BROKEN = {
    "second_approver": {"release.second-approver", "forward.second-approver"},
    "minor_second_approver": {"release.second-approver", "forward.second-approver"},
    "offence_missing": {f"{action}.offence" for action in Action},
    "necessity_reason": {f"{action}.necessity" for action in Action},
    "judicial_authority": {f"{action}.judicial" for action in Action},
    "case_file": {"ask.case-open", "ask.case-supervised", "ask.case-purpose"},
    "role_purpose": {"ask.role-purpose", "release.record-role", "release.victim", "release.relative"},
    "asylum_origin": {f"{action}.origin" for action in Action},
    "death_penalty_or_torture": {f"{action}.{danger}" for action in Action for danger in ("torture", "death-penalty")},
    "handling_code": {"release.crime-only", "release.not-in-court", "answer.restricted"},
}
ELSEWHERE = {"channel_closed", "repeated_question"}


def test_danger_to_life_breaks_what_the_treaties_say_and_nothing_else() -> None:
    rows = {row.situation["condition"]: row.outcome == "reviewed_afterwards" for row in break_glass()}
    assert rows.keys() == BROKEN.keys() | ELSEWHERE
    gives_way = {forbid.id for group in LAW.book.forbids.values() for forbid in group if forbid.gives_way}
    assert gives_way == {
        policy for name, breaks in rows.items() if breaks and name in BROKEN for policy in BROKEN[name]
    }
    assert review_hours() == REVIEW_HOURS


def test_danger_to_life_lets_one_person_act_and_names_what_gave_way() -> None:
    request = act("release", record=record_of(ALB, minor=True), danger_to_life=True)
    decision = LAW.decide(request)
    assert decision.open
    assert [found.policy for found in decision.gave_way] == ["release.second-approver"]
    assert not LAW.decide(replace(request, danger_to_life=False)).open


def test_danger_to_life_opens_no_channel() -> None:
    assert LAW.decide(ask(SRB, STATES["XKX"], danger_to_life=True)).channel is None


BASES = {
    "within_union": {Basis.NONE_NEEDED},
    "outside_led": {Basis.NONE_NEEDED},
    "adequacy": {Basis.ADEQUACY},
    "safeguard": {Basis.SAFEGUARD},
    "agreement": {Basis.SAFEGUARD},
    "derogation": {Basis.VITAL, Basis.MISSING},  # a person weighs it: to protect somebody, or with an authorisation
    "private": {Basis.PRIVATE},
}


@pytest.mark.slow
def test_every_transfer_rests_on_what_the_treaties_say() -> None:
    wrong = [
        (row.sender, row.recipient, row.rule, found)
        for row in transfers()
        if (found := _best(party(row.sender), party(row.recipient))) and found not in BASES[row.basis]
    ]
    assert wrong == []


def _best(sender: Party, recipient: Party) -> Basis | None:
    """Return the best ground of all channels by which the one may ask the other."""
    found = {
        transfer_basis(ask(sender, recipient, kind, purpose=purpose), instrument, entry.channel, LAW.book.memberships)
        for instrument in LAW.book.instruments.values()
        for kind in kinds()
        if instrument.bar(sender, recipient, kind, ask(sender, recipient).on) is None
        for entry in [instrument.entries[kind]]
        for purpose in (Purpose.CRIMINAL_INVESTIGATION, Purpose.MISSING_PERSON)
    }
    return next((basis for basis in Basis if basis in found), None)
