"""What stands in the inbox, in which order, until when."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.twins.network import Network, caveat, network

from egnatia.casework.ask import Enquiry, ask, follow
from egnatia.casework.collect import Draft, collect
from egnatia.casework.confirm import confirm
from egnatia.casework.errors import NotAllowedError
from egnatia.casework.inbox import Todo, due_at, page_inbox
from egnatia.casework.questions import list_hits
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Account, QuestionRow, Role
from egnatia.exchange.payloads import Verdict
from egnatia.exchange.states import QuestionState
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import NodeId, QuestionId
from egnatia.model.question import Subject

ABOUT = {"first_name": ("Skender",), "family_name": ("Vuksani",), "birth_date": ("1985-04-12",)}


@pytest.fixture
def net() -> Network:
    made = network("RS", "AL")
    keeper = made.person("AL", "keeper", Role.OFFICER)
    collect(made.offices["AL"], keeper, [Draft(kind="person", properties=ABOUT, caveat=caveat())])
    return made


@pytest.fixture
def expert(net: Network) -> Account:
    return net.person("AL", "expert", Role.FORENSIC)


def put(net: Network, *, urgent: bool = False) -> None:
    """Ask a question of AL."""
    officer = net.person("RS", f"officer.{net.offices['RS'].randomness.hex128()[:8]}", Role.OFFICER)
    enquiry = Enquiry(
        kind="person",
        properties=ABOUT,
        case=net.case("RS", officer, reference=officer.name).id,
        subject=Subject(role=SubjectRole.SUSPECT),
        partners={NodeId("AL"): "He is said to live there."},
        urgent=urgent,
    )
    list(follow(net.offices["RS"], ask(net.offices["RS"], officer, enquiry)))


def test_a_hit_is_to_be_compared_then_decided_on_then_done(net: Network, expert: Account) -> None:
    put(net)
    office, todos = net.offices["AL"], []
    item = page_inbox(office, expert).rows[0]
    todos.append(item.todo)
    hit = list_hits(office, expert, item.row.question.id)[0]
    confirm(office, expert, hit.reference, Verdict.CONFIRM, "Same day, same name.")
    todos.append(page_inbox(office, expert).rows[0].todo)
    release(office, net.person("AL", "chief", Role.SUPERVISOR), Giving(reference=hit.reference, reason="Needed."))
    todos.append(page_inbox(office, expert).rows[0].todo)
    assert todos == [Todo.COMPARE, Todo.DECIDE, Todo.NOTHING]


def test_what_is_late_comes_first_then_what_is_due_first(net: Network, expert: Account) -> None:
    put(net)
    net.clock.advance(timedelta(days=2))
    put(net)
    late, due = page_inbox(net.offices["AL"], expert).rows
    assert (late.late, due.late) == (True, False)
    assert late.due < due.due


def test_what_is_done_is_never_late(net: Network, expert: Account) -> None:
    put(net)
    office = net.offices["AL"]
    hit = list_hits(office, expert, page_inbox(office, expert).rows[0].row.question.id)[0]
    confirm(office, expert, hit.reference, Verdict.REJECT, "Another man.")
    net.clock.advance(timedelta(days=30))
    item = page_inbox(office, expert).rows[0]
    assert (item.todo, item.late, item.is_open) == (Todo.NOTHING, False, False)


def test_the_clock_of_the_instrument_says_when_an_answer_is_due(net: Network, expert: Account) -> None:
    put(net)
    question = page_inbox(net.offices["AL"], expert).rows[0].row.question
    channel = net.offices["AL"].law.channel(question.instrument, question.kind)
    timed = replace(channel, clock_hours=12.0, urgent_hours=2.0)
    assert due_at(question, None) == question.expires_at
    assert due_at(question, timed) == question.asked_at + timedelta(hours=12)
    assert due_at(replace(question, urgent=True), timed) == question.asked_at + timedelta(hours=2)
    assert due_at(question, replace(timed, clock_hours=10_000.0)) == question.expires_at


def test_who_neither_answers_nor_releases_sees_no_inbox(net: Network) -> None:
    with pytest.raises(NotAllowedError):
        page_inbox(net.offices["AL"], net.person("AL", "dpo", Role.OVERSIGHT))


def test_what_waits_for_a_person_is_to_be_answered(net: Network, expert: Account) -> None:
    put(net)
    office = net.offices["AL"]
    question = page_inbox(office, expert).rows[0].row.question
    waits = QuestionRow(
        question=replace(question, id=QuestionId("ab" * 16)),
        received=True,
        by=None,
        enquiry="",
        state=QuestionState.WAITING,
    )
    office.store.write(lambda tx: tx.questions.add([waits]))
    assert {item.row.question.id: item.todo for item in page_inbox(office, expert).rows} == {
        waits.question.id: Todo.ANSWER,
        question.id: Todo.COMPARE,
    }
