"""Taking requests in, looking through what is on record, deciding on each record."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.unit.casework.access.conftest import ANA, Counter

from egnatia.casework.access.handling import (
    KEPT,
    REQUESTS,
    Applying,
    check_identity,
    decide,
    forget_requests,
    list_requests,
    open_request,
)
from egnatia.casework.access.looking import look_through
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.requests import AccessId, Applicant, Finding, Opinion, Outcome, Proof, Telling, Wish
from egnatia.casework.rows import Role
from egnatia.ledger.entry import Act
from egnatia.model.caveat import SubjectRole
from egnatia.model.errors import ParseError
from egnatia.model.identity import RecordId

APPLICANT = Applicant(properties=ANA, name="Ana", address="Harbour Street 1", proof=Proof.COPY, shown="BA1234567")


def test_the_time_for_the_answer_runs_from_the_day_on_which_it_came(counter: Counter) -> None:
    applying = Applying(wish=Wish.ACCESS, words="", applicant=APPLICANT, received_on=date(2026, 11, 3))
    made = open_request(counter.office, counter.chief, applying)
    assert made.due_at == datetime(2026, 12, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("applicant", "error"),
    [
        (replace(APPLICANT, properties={}), ConflictError),
        (replace(APPLICANT, properties={"mother_name": ("Eva",)}), ParseError),
        (replace(APPLICANT, properties={"soul": ("x",)}), ParseError),
        (replace(APPLICANT, documents=("",)), ParseError),
        (replace(APPLICANT, name=" "), ParseError),
        (replace(APPLICANT, address=""), ParseError),
    ],
)
def test_who_cannot_be_searched_for_or_written_to_is_refused(
    counter: Counter, applicant: Applicant, error: type[Exception]
) -> None:
    with pytest.raises(error):
        open_request(counter.office, counter.chief, Applying(wish=Wish.ACCESS, words="", applicant=applicant))


def test_a_request_from_the_future_is_refused(counter: Counter) -> None:
    tomorrow = counter.office.clock.now().date() + timedelta(days=1)
    applying = Applying(wish=Wish.ACCESS, words="", applicant=APPLICANT, received_on=tomorrow)
    with pytest.raises(ConflictError, match="future"):
        open_request(counter.office, counter.chief, applying)


def test_the_list_says_what_is_due_first_and_nothing_about_anybody(counter: Counter) -> None:
    made = counter.request()
    counter.scene.net.clock.advance(timedelta(days=31))
    later = counter.request()
    listed = list_requests(counter.office, counter.scene.net.person("AL", "dpo", Role.OVERSIGHT))
    assert [(one.id, one.overdue) for one in listed] == [(made.id, True), (later.id, False)]
    assert "Kanarinova" not in str(listed)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.FORENSIC, Role.ANALYST, Role.PROSECUTOR, Role.OVERSIGHT])
def test_only_who_decides_on_what_is_on_record_handles_requests(counter: Counter, role: Role) -> None:
    made, other = counter.request(), counter.scene.net.person("AL", "other", role)
    finding = Finding(record=counter.scene.record.id, telling=Telling.ALL, reason="So.")
    for attempt in (
        lambda: open_request(counter.office, other, Applying(wish=Wish.ACCESS, words="", applicant=APPLICANT)),
        lambda: look_through(counter.office, other, made.id),
        lambda: decide(counter.office, other, made.id, finding),
    ):
        with pytest.raises(NotAllowedError):
            attempt()


def test_own_records_in_any_script_and_what_names_them_are_shown(counter: Counter) -> None:
    own = counter.record({"first_name": ("Ана",), "family_name": ("Канаринова",), "birth_date": ("1990-05-01",)})
    paper = counter.record({"full_name": ("Somebody Else",), "document": (own.lineage,)})
    found = look_through(counter.office, counter.chief, counter.request().id).sights
    assert [(one.candidate.stored.id, bool(one.candidate.quality), one.candidate.names) for one in found] == [
        (own.id, True, None),
        (paper.id, False, own.id),
    ]


def test_what_partners_gave_and_documents_by_number_are_shown(counter: Counter) -> None:
    given = replace(counter.record(), issuer=counter.scene.rs.me, lineage="a" * 32)  # type: ignore[arg-type] # an id
    counter.office.store.write(lambda tx: tx.records.add([(given, frozenset())], counter.scene.rs.me))
    request = counter.request(properties={"full_name": ("Ana Kanarinova",)}, documents=("X 1234567",))
    found = look_through(counter.office, counter.chief, request.id).sights
    assert given.id in {one.candidate.stored.id for one in found}


def test_that_records_were_seen_and_decided_on_is_logged(counter: Counter) -> None:
    own = counter.record()
    made = counter.request()
    look_through(counter.office, counter.chief, made.id)
    counter.decide(made, own.id, Telling.NONE)
    logged = [found.entry for found in counter.office.store.read(lambda tx: tx.ledger.trail(made.id, 9))]
    assert [entry.act for entry in logged] == [Act.COLLECTION, Act.CONSULTATION, Act.DECISION]
    assert REQUESTS in logged[0].about
    assert own.id in logged[1].about
    assert logged[2].detail == {"what": "access", "telling": "none", "ground": "inquiry"}


@pytest.mark.parametrize(
    ("telling", "fields", "words"),
    [
        (Telling.NONE, {"ground": None}, "a ground is named where less than all is told"),
        (Telling.ALL, {"ground": "inquiry"}, "a ground is named where less than all is told"),
        (Telling.PART, {}, "what is left out is named"),
        (Telling.NONE, {"without": frozenset({"birth_date"})}, "what is left out is named"),
        (Telling.PART, {"without": frozenset({"phone"})}, "has no phone"),
        (Telling.ALL, {"stated": True}, "only a ground can be stated"),
    ],
)
def test_a_decision_that_lacks_something_is_refused(
    counter: Counter, telling: Telling, fields: dict[str, object], words: str
) -> None:
    own = counter.record()
    with pytest.raises(ConflictError, match=words):
        counter.decide(counter.request(), own.id, telling, **fields)


def test_nothing_is_decided_for_somebody_whom_nobody_checked(counter: Counter) -> None:
    own = counter.record()
    with pytest.raises(ConflictError, match="nobody has checked who the person is"):
        counter.decide(counter.request(proof=Proof.NONE), own.id)


@pytest.mark.parametrize(("proof", "shown"), [(Proof.COPY, " "), (Proof.NONE, "passport"), (Proof.COPY, "x" * 201)])
def test_a_proof_says_what_it_was_and_only_a_proof_does(counter: Counter, proof: Proof, shown: str) -> None:
    applicant = replace(APPLICANT, proof=proof, shown=shown)
    with pytest.raises(ParseError, match="shown"):
        open_request(counter.office, counter.clerk, Applying(wish=Wish.ACCESS, words="", applicant=applicant))


def test_who_somebody_is_can_be_checked_later_once_and_by_a_word_that_is_logged(counter: Counter) -> None:
    made = counter.request(proof=Proof.NONE)
    changed = check_identity(counter.office, counter.clerk, made.id, Proof.IN_PERSON, "identity card 77")
    assert (changed.applicant.proof, changed.applicant.shown, changed.checked_by) == (
        Proof.IN_PERSON,
        "identity card 77",
        counter.clerk.id,
    )
    last = counter.office.store.read(lambda tx: tx.ledger.trail(made.id, 9))[-1].entry
    assert last.detail == {"what": "access_identity", "proof": "in_person"}
    with pytest.raises(ConflictError, match="already"):
        check_identity(counter.office, counter.chief, made.id, Proof.COPY, "another")


def test_a_check_that_is_none_is_no_check(counter: Counter) -> None:
    with pytest.raises(ParseError, match="proof"):
        check_identity(counter.office, counter.clerk, counter.request(proof=Proof.NONE).id, Proof.NONE, "")


def test_a_record_that_does_not_fit_the_person_is_not_decided_on(counter: Counter) -> None:
    stranger = counter.record({"first_name": ("Zoran",), "family_name": ("Petrov",), "birth_date": ("1971-01-01",)})
    with pytest.raises(ConflictError, match="does not fit the person"):
        counter.decide(counter.request(), stranger.id)


@pytest.mark.parametrize("role", [SubjectRole.VICTIM, SubjectRole.WITNESS, SubjectRole.INFORMANT])
def test_whom_a_letter_could_harm_is_told_in_person_only(counter: Counter, role: SubjectRole) -> None:
    own = counter.record(role=role)
    with pytest.raises(ConflictError, match="in person"):
        counter.decide(counter.request(), own.id)
    assert counter.decide(counter.request(proof=Proof.IN_PERSON), own.id).findings


def test_what_a_partner_gave_is_told_only_if_the_partner_agrees(counter: Counter) -> None:
    given = replace(counter.record(), issuer=counter.scene.rs.me, lineage="a" * 32)  # type: ignore[arg-type] # an id
    counter.office.store.write(lambda tx: tx.records.add([(given, frozenset())], counter.scene.rs.me))
    made = counter.request()
    for opinion in (None, Opinion.OBJECTS):
        with pytest.raises(ConflictError, match="only if RS agrees"):
            counter.decide(made, given.id, opinion=opinion)
    assert counter.decide(made, given.id, opinion=Opinion.AGREES).findings


def test_the_last_decision_on_a_record_counts(counter: Counter) -> None:
    own, made = counter.record(), counter.request()
    counter.decide(made, own.id, Telling.OTHER)
    assert [one.telling for one in counter.decide(made, own.id).findings.values()] == [Telling.ALL]


def test_what_is_not_there_is_not_decided_on(counter: Counter) -> None:
    with pytest.raises(NotFoundError, match="no record"):
        counter.decide(counter.request(), RecordId("0" * 64))
    with pytest.raises(NotFoundError, match="no request"):
        look_through(counter.office, counter.chief, AccessId("0" * 32))


def test_a_year_after_the_answer_only_times_and_outcome_are_left(counter: Counter) -> None:
    made = counter.request()
    counter.close(made)
    counter.scene.net.clock.advance(KEPT - timedelta(seconds=1))
    assert forget_requests(counter.office) == 0
    counter.scene.net.clock.advance(timedelta(seconds=2))
    assert forget_requests(counter.office) == 1
    [listed] = list_requests(counter.office, counter.chief)
    assert (listed.id, listed.outcome) == (made.id, Outcome.NOTHING)
