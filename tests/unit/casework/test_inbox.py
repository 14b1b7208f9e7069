"""What stands in the inbox, in which order, until when."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.twins.network import Network, caveat, network

from egnatia.casework.ask import Enquiry, ask, follow
from egnatia.casework.collect import Draft, collect
from egnatia.casework.confirm import confirm
from egnatia.casework.errors import NotAllowedError
from egnatia.casework.inbox import Filter, Todo, due_at, page_inbox
from egnatia.casework.office import Office
from egnatia.casework.page import MOST
from egnatia.casework.questions import list_hits
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Account, QuestionRow, Role
from egnatia.exchange.payloads import Verdict
from egnatia.exchange.states import HitState, QuestionState
from egnatia.law.channels import Channel, Confirms
from egnatia.law.decide import Law
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import NodeId, QuestionId, Reference
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
    item = page_inbox(office, expert).todo[0]
    todos.append(item.todo)
    hit = list_hits(office, expert, item.row.question.id)[0]
    confirm(office, expert, hit.reference, Verdict.CONFIRM, "Same day, same name.")
    todos.append(page_inbox(office, expert).todo[0].todo)
    release(office, net.person("AL", "chief", Role.SUPERVISOR), Giving(reference=hit.reference, reason="Needed."))
    todos.append(page_inbox(office, expert).others.rows[0].todo)
    assert todos == [Todo.COMPARE, Todo.DECIDE, Todo.NOTHING]


def test_what_is_late_comes_first_then_what_is_due_first(net: Network, expert: Account) -> None:
    put(net)
    net.clock.advance(timedelta(days=2))
    put(net)
    inbox = page_inbox(net.offices["AL"], expert)
    late, due = inbox.todo
    assert inbox.late == 1
    assert (late.late, due.late) == (True, False)
    assert late.due < due.due


def test_what_is_done_is_never_late(net: Network, expert: Account) -> None:
    put(net)
    office = net.offices["AL"]
    hit = list_hits(office, expert, page_inbox(office, expert).todo[0].row.question.id)[0]
    confirm(office, expert, hit.reference, Verdict.REJECT, "Another man.")
    net.clock.advance(timedelta(days=30))
    [item] = page_inbox(office, expert).others.rows
    assert (item.todo, item.late, item.is_open) == (Todo.NOTHING, False, False)


def test_the_clock_of_the_instrument_says_when_an_answer_is_due(net: Network, expert: Account) -> None:
    put(net)
    question = page_inbox(net.offices["AL"], expert).todo[0].row.question
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
    question = page_inbox(office, expert).todo[0].row.question
    waits = QuestionRow(
        question=replace(question, id=QuestionId("ab" * 16)),
        received=True,
        by=None,
        enquiry="",
        state=QuestionState.WAITING,
    )
    office.store.write(lambda tx: tx.questions.add([waits]))
    assert {item.row.question.id: item.todo for item in page_inbox(office, expert).todo} == {
        waits.question.id: Todo.ANSWER,
        question.id: Todo.COMPARE,
    }


def bury(net: Network, below: QuestionRow, number: int = MOST + 1, **changes: object) -> None:
    """Receive newer questions, each with a hit that is dealt with."""
    office = net.offices["AL"]
    hit = office.store.read(lambda tx: tx.answers.of(below.question.id))[0]
    ids = [QuestionId(f"{one:032x}") for one in range(number)]
    rows = [replace(below, question=replace(below.question, id=one, **changes)) for one in ids]  # type: ignore[arg-type]
    hits = [replace(hit, question=one, reference=Reference(one[::-1]), state=HitState.REJECTED) for one in ids]
    office.store.write(lambda tx: tx.questions.add(rows))
    office.store.write(lambda tx: tx.answers.add(hits))


def test_a_hit_that_waits_stays_on_the_first_page_above_hundreds_of_newer_ones(net: Network, expert: Account) -> None:
    put(net)
    office = net.offices["AL"]
    [item] = page_inbox(office, expert).todo
    bury(net, item.row)
    assert [one.todo for one in page_inbox(office, expert).todo] == [Todo.COMPARE]
    confirm(office, expert, list_hits(office, expert, item.row.question.id)[0].reference, Verdict.CONFIRM, "The same.")
    assert [one.todo for one in page_inbox(office, expert).todo] == [Todo.DECIDE]
    assert item.row.question.id not in {one.row.question.id for one in page_inbox(office, expert).others.rows}


def test_what_another_hit_of_the_partner_waits_for_hides_no_release(net: Network, expert: Account) -> None:
    """Under an instrument where the asker compares, one hit may wait there, and another for a decision here."""
    put(net)
    office = net.offices["AL"]
    [item] = page_inbox(office, expert).todo
    [hit] = list_hits(office, expert, item.row.question.id)
    known = office.store.read(lambda tx: tx.answers.get(hit.reference))
    assert known
    confirmed = replace(known, reference=Reference("c" * 32), state=HitState.CONFIRMED)
    office.store.write(lambda tx: tx.answers.add([confirmed]))
    channel = office.law.channel(hit.instrument, hit.kind)
    theirs = replace(channel, confirms=Confirms.ASKER, release=True)
    assert [one.todo for one in page_inbox(under(office, theirs), expert).todo] == [Todo.DECIDE]


def test_what_the_partner_compares_is_no_work_here(net: Network, expert: Account) -> None:
    put(net)
    office = net.offices["AL"]
    question = page_inbox(office, expert).todo[0].row.question
    channel = office.law.channel(question.instrument, question.kind)
    inbox = page_inbox(under(office, replace(channel, confirms=Confirms.ASKER)), expert)
    assert inbox.todo == ()
    assert [item.todo for item in inbox.others.rows] == [Todo.THEIRS]


def under(office: Office, channel: Channel) -> Office:
    """Return the node with another law for one instrument and kind."""
    book = office.law.book
    instrument = book.instruments[channel.instrument]
    entries = {**instrument.entries, channel.kind: replace(instrument.entries[channel.kind], channel=channel)}
    instruments = {**book.instruments, instrument.id: replace(instrument, entries=entries)}
    return replace(office, law=Law(replace(book, instruments=instruments)))


@pytest.mark.parametrize(
    ("wanted", "waits"),
    [
        (Filter(todo=Todo.COMPARE), 1),
        (Filter(todo=Todo.ANSWER), 0),
        (Filter(partner=NodeId("RS"), kind="person"), 1),
        (Filter(partner=NodeId("XK")), 0),
        (Filter(kind="vehicle"), 0),
        (Filter(late=True), 0),
        (Filter(urgent=True), 0),
    ],
)
def test_a_filter_leaves_in_what_is_wanted_and_counts_what_it_hides(
    net: Network, expert: Account, wanted: Filter, waits: int
) -> None:
    put(net)
    inbox = page_inbox(net.offices["AL"], expert, wanted)
    assert (len(inbox.todo), inbox.hidden) == (waits, 1 - waits)


def test_a_filter_looks_behind_the_first_page_too(net: Network, expert: Account) -> None:
    put(net, urgent=True)
    office = net.offices["AL"]
    [item] = page_inbox(office, expert).todo
    confirm(office, expert, list_hits(office, expert, item.row.question.id)[0].reference, Verdict.REJECT, "Another.")
    bury(net, item.row, urgent=False)
    found = page_inbox(office, expert, Filter(urgent=True)).others
    assert [one.row.question.id for one in found.rows] == [item.row.question.id]
    assert page_inbox(office, expert, Filter(todo=Todo.NOTHING)).others.next is not None
