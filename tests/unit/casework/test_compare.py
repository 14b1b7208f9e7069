"""Setting data of two origins side by side is logged as such, beside the act itself (LED Art. 25(1))."""

import pytest
from tests.unit.casework.conftest import Scene

from egnatia.casework.ask import Asked, ask, follow
from egnatia.casework.byhand import look_up
from egnatia.casework.compare import compare
from egnatia.casework.confirm import confirm
from egnatia.casework.errors import ConflictError
from egnatia.casework.office import Office
from egnatia.casework.questions import list_hits
from egnatia.casework.rows import Role
from egnatia.exchange.payloads import Verdict
from egnatia.ledger.entry import Act, Entry
from egnatia.model.identity import QuestionId


def combinations(office: Office, subject: str) -> list[Entry]:
    """Return the entries of combination about one id."""
    lodged = office.store.read(lambda tx: tx.ledger.trail(subject, 100))
    return [found.entry for found in lodged if found.entry.act is Act.COMBINATION]


def waiting(scene: Scene) -> QuestionId:
    """Ask by an instrument that a person answers."""
    asked: Asked = ask(scene.rs, scene.officer, scene.enquiry(instrument="interpol"))
    return QuestionId(next(iter(follow(scene.rs, asked))).message)


def test_a_look_at_question_and_own_record_is_consultation_and_combination(scene: Scene) -> None:
    hit = scene.hit()
    compare(scene.al, scene.expert, hit.reference)
    [combined] = combinations(scene.al, scene.record.id)
    assert (combined.by, combined.why.case_file) == (scene.expert.id, scene.question(hit).case_file)
    assert {hit.reference, hit.question, scene.record.id} <= set(combined.about)
    acts = [found.entry.act for found in scene.al.store.read(lambda tx: tx.ledger.trail(scene.record.id, 100))]
    assert Act.CONSULTATION in acts


def test_reading_a_list_of_hits_combines_nothing(scene: Scene) -> None:
    hit = scene.hit()
    list_hits(scene.al, scene.expert, hit.question)
    assert combinations(scene.al, hit.question) == []


def test_saying_that_two_are_one_is_a_combination(scene: Scene) -> None:
    hit = scene.hit()
    statement = confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "the dates agree")
    [combined] = combinations(scene.al, statement.id)
    assert scene.record.id in combined.about


def test_what_fits_a_waiting_question_is_combined_with_it(scene: Scene) -> None:
    question = waiting(scene)
    look_up(scene.al, scene.expert, question)
    [combined] = combinations(scene.al, question)
    assert scene.record.id in combined.about


def test_a_machine_that_ties_a_record_to_a_question_counts_it_in_the_entry_of_the_answer(scene: Scene) -> None:
    hit = scene.hit()
    [given] = [
        found.entry
        for found in scene.al.store.read(lambda tx: tx.ledger.trail(hit.question, 10))
        if found.entry.act is Act.DISCLOSURE
    ]
    assert (given.detail["combined"], given.detail["withheld"]) == ("1", "0")


def test_the_asker_does_not_look_at_the_partners_record(scene: Scene) -> None:
    hit = scene.hit()
    with pytest.raises(ConflictError, match="partner's"):
        compare(scene.rs, scene.net.person("RS", "expert", Role.FORENSIC), hit.reference)
