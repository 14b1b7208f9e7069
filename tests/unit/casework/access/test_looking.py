"""Looking through what may be about a person: who may, and what a list shows of what is marked for fewer eyes."""

from typing import Any

import pytest
from tests.unit.casework.access.conftest import ANA, Counter, message

from egnatia.casework.access.handling import check_identity
from egnatia.casework.access.looking import look_at, look_at_message, look_through
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.requests import Proof
from egnatia.ledger.entry import Act
from egnatia.model.caveat import Handling, SubjectRole
from egnatia.model.errors import ParseError
from egnatia.model.record import Record

WORKING = {**ANA, "nationality": ("HRV",)}
MARKED: list[dict[str, Any]] = [
    *({"handling": frozenset({code})} for code in sorted(set(Handling) - {Handling.RESTRICTED})),
    {"handling": frozenset({Handling.RESTRICTED}), "restriction": "Ask the Hague first."},
    *({"role": role} for role in (SubjectRole.VICTIM, SubjectRole.WITNESS, SubjectRole.INFORMANT)),
]


def test_who_took_the_request_in_does_not_look_through_the_register(counter: Counter) -> None:
    own, made = counter.record(), counter.request()
    with pytest.raises(NotAllowedError, match="four eyes"):
        look_through(counter.office, counter.clerk, made.id)
    with pytest.raises(NotAllowedError, match="four eyes"):
        look_at(counter.office, counter.clerk, made.id, own.id, "Curious.")


def test_who_saw_the_proof_does_not_look_through_the_register_either(counter: Counter) -> None:
    made = counter.request(proof=Proof.NONE)
    check_identity(counter.office, counter.chief, made.id, Proof.COPY, "passport")
    with pytest.raises(NotAllowedError, match="checked who the person is"):
        look_through(counter.office, counter.chief, made.id)


def test_nothing_is_looked_for_before_somebody_checked_who_asks(counter: Counter) -> None:
    with pytest.raises(ConflictError, match="nothing is looked for"):
        look_through(counter.office, counter.chief, counter.request(proof=Proof.NONE).id)


def test_an_answered_request_opens_the_register_no_more(counter: Counter) -> None:
    made = counter.request()
    counter.close(made)
    with pytest.raises(ConflictError, match="was answered"):
        look_through(counter.office, counter.chief, made.id)


def test_of_an_unmarked_record_all_is_shown(counter: Counter) -> None:
    counter.record(WORKING)
    [sight] = look_through(counter.office, counter.chief, counter.request().id).sights
    assert (sight.record.properties, sight.reserved) == (WORKING, ())


@pytest.mark.parametrize("caveat", MARKED, ids=str)
def test_of_a_marked_record_a_list_shows_what_was_searched_by(counter: Counter, caveat: dict[str, Any]) -> None:
    counter.record(WORKING, **caveat)
    [sight] = look_through(counter.office, counter.chief, counter.request().id).sights
    assert sight.record.properties == ANA
    assert len(sight.reserved) == 1


def _marked(counter: Counter) -> Record:
    return counter.record(WORKING, handling=frozenset({Handling.NOT_ONWARD}))


def test_the_whole_of_it_is_shown_for_a_reason_that_oversight_reads(counter: Counter) -> None:
    own, made = _marked(counter), counter.request()
    found = look_at(counter.office, counter.chief, made.id, own.id, "Is she the Croatian?")
    assert found.record.properties == WORKING
    logged = counter.office.store.read(lambda tx: tx.ledger.trail(own.id, 9))[-1].entry
    assert (logged.act, logged.detail["what"]) == (Act.CONSULTATION, "access_whole")
    [said] = counter.office.store.read(lambda tx: tx.statements.about(made.id))
    assert (said.id in logged.about, said.reason) == (True, "Is she the Croatian?")


def test_no_record_is_shown_that_does_not_fit_and_none_without_a_reason(counter: Counter) -> None:
    stranger = counter.record({"first_name": ("Zoran",), "family_name": ("Petrov",), "birth_date": ("1971-01-01",)})
    made = counter.request()
    with pytest.raises(NotFoundError, match="fits the person"):
        look_at(counter.office, counter.chief, made.id, stranger.id, "Curious.")
    with pytest.raises(ParseError, match="reason"):
        look_at(counter.office, counter.chief, made.id, stranger.id, "")


def test_of_a_message_a_list_shows_by_what_it_fits_and_the_log_which_was_seen(counter: Counter) -> None:
    kept = counter.keep(message(text="Ana Kanarinova sells icons to Marko."))
    made = counter.request()
    [one] = look_through(counter.office, counter.chief, made.id).written
    assert (one.row.id, dict(one.where)) == (kept, {"text": "ana kanarinova"})
    logged = counter.office.store.read(lambda tx: tx.ledger.trail(kept, 9))[-1].entry
    assert (logged.detail["what"], logged.detail["messages"]) == ("access", "1")


def test_the_whole_of_a_message_is_read_for_a_reason_by_somebody_else(counter: Counter) -> None:
    kept, made = counter.keep(message(text="Ana Kanarinova")), counter.request()
    assert look_at_message(counter.office, counter.chief, made.id, kept, "Is it she?").row.id == kept
    [said] = counter.office.store.read(lambda tx: tx.statements.about(kept))
    assert said.reason == "Is it she?"
    with pytest.raises(NotAllowedError, match="four eyes"):
        look_at_message(counter.office, counter.clerk, made.id, kept, "Is it she?")
    with pytest.raises(ParseError, match="reason"):
        look_at_message(counter.office, counter.chief, made.id, kept, "")


def test_a_message_about_somebody_else_is_not_read(counter: Counter) -> None:
    kept, made = counter.keep(message(text="Zoran Petrov")), counter.request()
    with pytest.raises(NotFoundError, match="no message"):
        look_at_message(counter.office, counter.chief, made.id, kept, "Curious.")
