"""Onward transfer: Albania gave Serbia a record; it goes on to North Macedonia only if Albania consents."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.twins.network import caveat
from tests.unit.casework.lying import letter_with, objection
from tests.unit.casework.passing_on import AL, MK, NEED, Three, build

from egnatia.casework.authorisation import Granting, authorise
from egnatia.casework.consent import (
    Consenting,
    Seeking,
    Shown,
    Spoken,
    consent,
    deny,
    list_consents,
    say,
    seek_consent,
    standing_consent,
    take_consent,
)
from egnatia.casework.contest import contest, restrict
from egnatia.casework.erase import erase
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError, NotLawfulError
from egnatia.casework.forward import list_forwarded, take_forward, take_forwarded
from egnatia.casework.peril import Warned, warn
from egnatia.casework.rows import Role
from egnatia.exchange.ground import Ground
from egnatia.exchange.passages import parse_forward, passage_of, plain_forward, plain_said
from egnatia.ledger.entry import Act
from egnatia.model.authorisation import Measure
from egnatia.model.caveat import Handling, Purpose, SubjectRole
from egnatia.model.identity import CountryCode, RecordId, StatementId
from egnatia.model.message import Message, MessageType
from egnatia.model.peril import Danger
from egnatia.model.statement import StatementAct

Make = Callable[..., Three]


@pytest.fixture
def make() -> Make:
    """Build the scene, of a purpose and a person."""
    return build


@pytest.fixture
def three(make: Make) -> Three:
    """The usual scene: a suspect."""
    return make()


def test_without_the_originators_consent_nothing_goes_on(three: Three) -> None:
    with pytest.raises(NotLawfulError, match="originator's consent"):
        three.forward()
    three.seek()
    with pytest.raises(NotLawfulError, match="originator's consent"):
        three.forward()
    assert three.at_mk() is None


def test_with_its_consent_the_record_arrives_as_it_was_given(three: Three) -> None:
    three.consented()
    assert three.forward().sent
    three.deliver()
    assert three.at_mk() == three.view
    stored = three.office("MK").store.read(lambda tx: tx.records.get(three.view.id))
    assert stored
    assert (stored.received_from, three.view.issuer) == ("RS", "AL")


def test_holder_and_originator_both_know_who_has_it_so_that_a_recall_finds_it(three: Three) -> None:
    three.consented()
    made = three.forward().statement
    three.deliver()
    here = three.office("RS").store.read(lambda tx: tx.holdings.of(three.view.id))
    there = three.office("AL").store.read(lambda tx: tx.holdings.of(three.view.id))
    assert [(held.holder, held.statement) for held in here] == [("MK", made.id)]
    assert [held.holder for held in there] == ["RS", "MK"]


def test_every_log_says_what_happened(three: Three) -> None:
    given = three.consented()
    made = three.forward().statement
    three.deliver()
    assert made.passes
    matter = made.passes.matter
    trails = {
        node: [one.entry for one in three.office(node).store.read(lambda tx: tx.ledger.trail(matter, 99))]
        for node in ("RS", "AL", "MK")
    }
    told = {node: [(one.act, one.detail["what"]) for one in trail] for node, trail in trails.items()}
    assert (Act.DISCLOSURE, "forwarded") in told["RS"]
    assert (Act.STATEMENT, "consented") in told["AL"]
    assert (Act.COLLECTION, "forwarded") in told["MK"]
    [notice] = [one for one in trails["AL"] if one.detail["what"] == "forwarded"]
    assert (notice.by, notice.detail["consent"]) == ("RS", "given")
    assert given.passes


def test_a_consent_is_for_one_recipient_and_one_purpose(three: Three) -> None:
    three.consented()
    with pytest.raises(NotLawfulError, match="originator's consent"):
        three.forward(purpose=Purpose.THREAT_PREVENTION, offence=None)


def test_a_consent_ends_with_its_last_day(three: Three) -> None:
    three.consented(until=three.net.clock.now().date())
    three.net.clock.advance(timedelta(days=1))
    with pytest.raises(NotLawfulError, match="originator's consent"):
        three.forward()


def test_conditions_are_stated_to_be_met_and_reach_the_recipient(three: Three) -> None:
    three.consented(conditions="Not before the arrest in Tirana.")
    with pytest.raises(ConflictError, match="Not before the arrest"):
        three.forward()
    assert three.forward(conditions_met=True).sent
    three.deliver()
    [given] = three.office("MK").store.read(lambda tx: tx.statements.newest(StatementAct.CONSENT, 9))
    assert given.passes
    assert given.passes.conditions == "Not before the arrest in Tirana."


def test_a_refusal_is_told_by_its_ground_and_as_it_may_be_told(three: Three) -> None:
    request = three.seek()
    deny(three.office("AL"), three.chief, request.id, Ground.INVESTIGATION)
    three.deliver()
    [sought] = list_consents(three.office("RS"), three.boss, Shown(received=False)).rows
    assert sought.outcome
    assert (sought.outcome.act, sought.outcome.reason) == (StatementAct.DENY, Ground.PROTECTED_INTEREST)
    with pytest.raises(NotLawfulError):
        three.forward()
    with pytest.raises(ConflictError, match="before"):
        deny(three.office("AL"), three.chief, request.id, Ground.ORIGINATOR)


def test_a_consent_that_is_taken_back_counts_no_more_at_holder_and_recipient(three: Three) -> None:
    three.consented()
    [sought] = list_consents(three.office("AL"), three.chief, Shown(received=True, decided=True)).rows
    deny(three.office("AL"), three.chief, sought.request.id, Ground.INVESTIGATION)
    three.deliver()
    [known] = list_consents(three.office("RS"), three.boss, Shown(received=False)).rows
    assert known.outcome
    assert known.outcome.act is StatementAct.DENY
    with pytest.raises(NotLawfulError, match="originator's consent"):
        three.forward()
    passage, today, mk = sought.passage, three.net.clock.now().date(), three.office("MK").store
    assert mk.read(lambda tx: tx.statements.newest(StatementAct.DENY, 9))
    assert mk.read(lambda tx: standing_consent(tx, passage, AL, today)) is None


def test_a_consent_is_taken_back_at_the_recipient_only_after_it_came(three: Three) -> None:
    request = three.seek()
    said = Spoken(act=StatementAct.DENY, passage=passage_of(request), reason="So.", request=request.id)
    denial = say(three.office("AL"), three.chief, said)
    letter = letter_with(three.office("AL"), "MK", MessageType.CONSENT, plain_said(denial))
    assert objection(three.office("MK"), take_consent(three.office("MK"), letter)).endswith("send it again")


def test_the_originator_sees_what_is_asked_of_it(three: Three) -> None:
    request = three.seek()
    [sought] = list_consents(three.office("AL"), three.chief, Shown(received=True)).rows
    assert (sought.request.id, sought.request.reason, sought.passage.recipient) == (request.id, NEED, "MK")
    assert list_consents(three.office("AL"), three.chief, Shown(received=False)).rows == ()


def test_no_consent_opens_what_the_originators_own_law_forbids(three: Three) -> None:
    request = three.seek()
    said = Warned(matter=three.original.id, danger=Danger.TORTURE, country=CountryCode("MKD"), reason="A report.")
    warn(three.office("AL"), three.chief, said)
    with pytest.raises(NotLawfulError, match="torture"):
        consent(three.office("AL"), three.chief, Consenting(request=request.id, reason="x"))


def test_a_refugee_is_never_forwarded_to_the_country_of_origin(make: Make) -> None:
    three = make(asylum_from=frozenset({CountryCode("MKD")}))
    request = three.seek()
    with pytest.raises(NotLawfulError, match="country of origin"):
        consent(three.office("AL"), three.chief, Consenting(request=request.id, reason="x"))


def test_where_the_holder_knows_of_torture_consent_does_not_help(three: Three) -> None:
    three.consented()
    said = Warned(matter=three.view.id, danger=Danger.TORTURE, country=CountryCode("MKD"), reason="A report.")
    warn(three.office("RS"), three.boss, said)
    with pytest.raises(NotLawfulError, match="torture"):
        three.forward()


def test_what_was_given_to_find_somebody_convicts_nobody(make: Make) -> None:
    three = make(purpose=Purpose.MISSING_PERSON, role=SubjectRole.CONTACT)
    request = three.seek()
    consent(three.office("AL"), three.chief, Consenting(request=request.id, reason="x"))
    three.deliver()
    with pytest.raises(NotLawfulError, match="judicial letter"):
        three.forward()


def test_two_people_forward_a_minor(make: Make) -> None:
    three = make(born="2012-04-12")
    three.consented()
    first = three.forward()
    assert not first.sent
    assert "second approver" in first.missing[0]
    with pytest.raises(NotAllowedError, match="second person"):
        three.forward()
    assert three.forward(three.second).sent
    with pytest.raises(ConflictError, match="already"):
        three.forward(three.second)


def test_a_life_in_danger_lets_one_person_forward_and_waits_for_review(make: Make) -> None:
    three = make(born="2012-04-12")
    three.consented()
    assert three.forward(break_glass="He is on the boat with the child.").sent
    [made] = three.office("RS").store.read(lambda tx: tx.statements.newest(StatementAct.BREAK_GLASS, 9))
    assert three.view.id in made.about


def test_a_witness_goes_on_only_as_a_prosecutor_of_the_holder_allows(make: Make) -> None:
    three = make(role=SubjectRole.DECEASED)
    three.consented()
    today = three.net.clock.now().date()
    granting = Granting(
        measure=Measure.FORWARD,
        matter=three.view.id,
        authority="KTT 12/26",
        begins=today,
        ends=today + timedelta(days=9),
        reason="Needed there.",
    )
    given = authorise(three.office("RS"), three.second, granting)
    assert given.authorises
    assert given.authorises.matter == three.view.lineage
    assert three.forward().sent


def test_an_own_record_is_not_forwarded_but_released(three: Three) -> None:
    own = RecordId(three.original.id)
    seeking = Seeking(record=own, recipient=MK, purpose=Purpose.CRIMINAL_INVESTIGATION, necessity=NEED)
    with pytest.raises(ConflictError, match="own record"):
        seek_consent(three.office("AL"), three.chief, seeking)
    with pytest.raises(NotFoundError):
        three.forward(record="00" * 32)
    with pytest.raises(ConflictError, match="already"):
        three.forward(recipient=AL)


def test_a_recipient_takes_nothing_in_before_the_originator_has_said_so(three: Three) -> None:
    three.net.line.away.add("MK")
    three.consented()
    three.forward()
    letters = three.office("AL").store.read(lambda tx: tx.outbox.open())
    for letter in letters:  # the originator's own word to the recipient is lost
        three.office("AL").store.write(lambda tx, letter=letter: tx.outbox.bury(letter.message.id, "lost"))  # type: ignore[misc]
    three.net.line.away.clear()
    three.deliver()
    assert three.at_mk() is None
    [waiting] = three.office("RS").store.read(lambda tx: tx.outbox.open())
    assert "consent has not come" in waiting.error


def test_nobody_consents_for_another(three: Three) -> None:
    three.seek()
    [request] = three.office("AL").store.read(lambda tx: tx.statements.newest(StatementAct.SEEK, 9))
    with pytest.raises(NotFoundError):
        consent(three.office("RS"), three.boss, Consenting(request=request.id, reason="We do."))
    with pytest.raises(NotFoundError):
        consent(three.office("AL"), three.chief, Consenting(request=StatementId("00" * 32), reason="x"))


def test_what_never_arrived_can_be_forwarded_again(three: Three) -> None:
    three.consented()
    three.net.line.away.add("MK")
    three.forward()
    three.net.clock.advance(timedelta(days=31))
    three.deliver()
    assert three.office("RS").store.read(lambda tx: tx.holdings.of(three.view.id)) == ()
    three.net.line.away.clear()
    assert three.forward().sent


def test_what_was_erased_meanwhile_is_not_sent(three: Three) -> None:
    three.consented()
    three.net.line.away.add("MK")
    three.forward()
    erase(three.office("RS"), three.boss, three.view.id, "Its time is over here.")
    three.net.line.away.clear()
    three.deliver()
    assert three.at_mk() is None


def test_a_correction_by_the_originator_reaches_whoever_it_was_forwarded_to(three: Three) -> None:
    three.consented()
    three.forward()
    three.deliver()
    contest(three.office("AL"), three.chief, three.original.id, "He says that it was his brother.")
    three.deliver()
    versions = three.office("MK").store.read(lambda tx: tx.records.versions(three.view.lineage))
    assert [version.caveat.contested for version in versions] == [False, True]


def test_all_sides_list_what_was_forwarded(three: Three) -> None:
    three.consented()
    made = three.forward().statement
    three.deliver()
    reader = three.net.person("MK", "reader", Role.OFFICER)
    [found] = list_forwarded(three.office("MK"), reader).rows
    assert (found.statement.id, found.here) == (made.id, True)
    assert [one.here for one in list_forwarded(three.office("AL"), three.chief).rows] == [False]
    narrow = replace(reader, purposes=frozenset({Purpose.BORDER_CHECK}))
    assert list_forwarded(three.office("MK"), narrow).rows == ()


def test_handling_codes_go_along(make: Make) -> None:
    three = make(handling=frozenset({Handling.CRIME_ONLY}))
    request = three.seek(Purpose.MISSING_PERSON)
    with pytest.raises(NotLawfulError, match="H0"):
        consent(three.office("AL"), three.chief, Consenting(request=request.id, reason="x"))
    assert caveat().handling == frozenset()


def forwarded(three: Three) -> Message:
    """Return the letter in which Serbia forwards the record."""
    three.net.line.away.add("MK")
    three.consented()
    three.forward()
    waiting = three.office("RS").store.read(lambda tx: tx.outbox.open())
    return next(row.message for row in waiting if row.message.type is MessageType.FORWARD)


def test_what_is_past_its_retention_is_not_forwarded(make: Make) -> None:
    three = make(retain_until=date(2026, 12, 1))
    three.consented()
    three.net.clock.advance(timedelta(days=15))
    with pytest.raises(ConflictError, match="past its retention"):
        three.forward()


def test_a_node_takes_what_is_forwarded_to_it_by_the_holder_itself(three: Three) -> None:
    message = forwarded(three)
    assert "consent has not come" in objection(three.office("MK"), take_forward(three.office("MK"), message))
    for office, changed in (
        (three.office("MK"), replace(message, sender=AL)),
        (three.office("AL"), message),
    ):
        assert "own name" in objection(office, take_forward(office, changed))


def test_nobody_forwards_its_own_records(three: Three) -> None:
    given = parse_forward(dict(forwarded(three).body))
    statement = replace(given.statement, issuer=AL)
    message = letter_with(
        three.office("AL"), "MK", MessageType.FORWARD, plain_forward(replace(given, statement=statement))
    )
    assert "third agency's" in objection(three.office("MK"), take_forward(three.office("MK"), message))


def test_an_originator_believes_holders_only_about_what_they_hold(three: Three) -> None:
    al = three.office("AL")
    notice = parse_forward(dict(forwarded(three).body)).statement
    told = {
        sender: objection(al, take_forwarded(al, letter_with(three.office(sender), "AL", MessageType.FORWARDED, body)))
        for sender, body in (("RS", plain_said(notice)), ("MK", plain_said(replace(notice, issuer=MK))))
    }
    assert told["RS"] == ""
    assert "you hold" in told["MK"]
    lied = letter_with(three.office("MK"), "AL", MessageType.FORWARDED, plain_said(notice))
    assert "own name" in objection(al, take_forwarded(al, lied))


def test_what_an_originator_that_left_gave_does_not_go_on(three: Three) -> None:
    three.consented()
    members = {node: one for node, one in three.net.directory.members.items() if node != AL}
    three.net.directory = replace(three.net.directory, members=members)
    with pytest.raises(NotFoundError, match="AL"):
        three.forward()


@pytest.mark.parametrize("away", [timedelta(hours=1), timedelta(days=31)])
def test_whoever_is_heard_of_after_a_restriction_gets_it_too(three: Three, away: timedelta) -> None:
    three.consented()
    three.net.line.away.add("AL")
    three.forward()
    three.deliver()
    restrict(three.office("AL"), three.chief, three.original.id, "Ask first.", "A life depends on it.")
    three.net.clock.advance(away)
    three.net.directory = replace(three.net.directory, issued_at=three.net.clock.now())
    three.deliver()
    three.net.line.away.clear()
    three.net.clock.advance(timedelta(hours=1))
    three.deliver()
    [held] = three.office("MK").store.read(lambda tx: tx.records.received("person", 9))
    assert held.record
    assert Handling.RESTRICTED in held.record.caveat.handling
