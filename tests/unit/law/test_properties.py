"""What holds for every request, whatever the facts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.law.lands import CODES, COUNTRIES, ROLES, lawful_requests, requests

from egnatia.law.decide import load_law
from egnatia.law.facts import Action, PartySort, Request
from egnatia.law.purposes import HUMANITARIAN
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import CountryCode
from egnatia.model.question import Subject

LAW = load_law()
ANY = st.one_of(requests(), lawful_requests())


def missing(request: Request) -> set[str]:
    return {found.policy for found in LAW.decide(request).missing}


#: Who a person is may not fit the purpose at all; of somebody unknown this cannot be said.
UNFIT = ("role-purpose", "record-role")


def guarding(request: Request) -> set[str]:
    return {policy for policy in missing(request) if not policy.endswith(UNFIT)}


def fits_not(request: Request) -> bool:
    return guarding(request) != missing(request)


@pytest.mark.slow
@given(ANY, st.sampled_from(CODES))
def test_no_request_that_involves_the_country_of_origin_is_ever_open(request: Request, origin: str) -> None:
    involved = [request.asker, request.answerer, *([request.onward.recipient] if request.onward else [])]
    fled = frozenset({CountryCode(origin)})
    if not any(party.country == origin for party in involved):
        return
    by_subject = replace(request, subject=replace(request.subject, asylum_from=request.subject.asylum_from | fled))
    assert not LAW.decide(by_subject).open
    if request.record:
        by_record = replace(request, record=replace(request.record, asylum_from=request.record.asylum_from | fled))
        assert not LAW.decide(by_record).open


@pytest.mark.slow
@given(ANY)
def test_a_victims_data_are_never_given_for_a_purpose_that_does_not_protect(request: Request) -> None:
    if request.record is None or request.action is Action.ASK or request.purpose in HUMANITARIAN:
        return
    victim = replace(request, record=replace(request.record, role=SubjectRole.VICTIM))
    assert not LAW.decide(victim).open


@pytest.mark.slow
@given(ANY, ROLES)
def test_of_an_unknown_role_at_least_as_much_is_missing_as_of_any_other(request: Request, role: SubjectRole) -> None:
    known = replace(request, subject=replace(request.subject, role=role), instrument=LAW.decide(request).instrument)
    unknown = replace(known, subject=replace(request.subject, role=SubjectRole.UNKNOWN))
    assert guarding(known) <= guarding(unknown)
    assert LAW.decide(unknown).open <= (LAW.decide(known).open or fits_not(known))


@pytest.mark.slow
@given(ANY, ROLES)
def test_of_a_record_of_unknown_role_at_least_as_much_is_missing(request: Request, role: SubjectRole) -> None:
    if request.record is None:
        return
    known = replace(request, record=replace(request.record, role=role), instrument=LAW.decide(request).instrument)
    unknown = replace(known, record=replace(request.record, role=SubjectRole.UNKNOWN))
    assert guarding(known) <= guarding(unknown)


@given(ANY)
def test_europol_opens_nothing_between_two_states(request: Request) -> None:
    receiver = request.onward.recipient if request.action is Action.FORWARD and request.onward else request.asker
    other = request.asker if request.action is Action.FORWARD else request.answerer
    if receiver.sort is other.sort is PartySort.STATE:
        assert not [name for name in LAW.decide(request).permits if ".europol" in name]


@given(ANY)
def test_whatever_is_released_or_forwarded_a_person_decided(request: Request) -> None:
    if request.action in (Action.RELEASE, Action.FORWARD) and LAW.decide(request).open:
        assert request.approvals >= 1
        assert request.record is not None


@given(ANY)
def test_data_of_a_minor_are_never_given_by_fewer_than_two_people(request: Request) -> None:
    if request.record is None:
        return
    minor = replace(request, record=replace(request.record, minor=True), approvals=min(request.approvals, 1))
    decision = LAW.decide(minor)
    gives = request.action in (Action.RELEASE, Action.FORWARD)
    gives = gives or (request.action is Action.ANSWER and bool(decision.channel and decision.channel.reply))
    assert not (gives and decision.open)


@pytest.mark.slow
@given(ANY)
def test_kosovo_has_no_channel_for_crime_with_anybody(request: Request) -> None:
    parties = {request.asker.country, request.answerer.country}
    if "XKX" in parties and request.action is not Action.FORWARD and request.purpose not in HUMANITARIAN:
        assert LAW.decide(request).permits == ()


@pytest.mark.slow
@given(ANY, COUNTRIES)
def test_more_to_protect_never_opens_what_was_closed(request: Request, origins: frozenset[CountryCode]) -> None:
    strict = Subject(role=SubjectRole.UNKNOWN, minor=True, asylum_from=request.subject.asylum_from | origins)
    assert LAW.decide(replace(request, subject=strict)).open <= (LAW.decide(request).open or fits_not(request))


@pytest.mark.slow
@given(ANY)
def test_what_may_be_asked_may_be_answered_but_for_what_the_partner_must_have_to_send(request: Request) -> None:
    asked = replace(request, action=Action.ASK, record=None, onward=None)
    decision = LAW.decide(asked)
    if decision.open:
        answered = replace(asked, action=Action.ANSWER, instrument=decision.instrument)
        assert missing(answered) <= {"answer.transfer"}
