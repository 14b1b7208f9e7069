"""The inbox at the desk: filters, what is overdue, and refusing several at once."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.twins.network import Network, caveat, network
from tests.unit.web.test_compose import draft_of, filled
from tests.unit.web.test_desk import ABOUT, Desk, opened

from egnatia.casework.ask import Enquiry, ask, follow
from egnatia.casework.collect import Draft, collect
from egnatia.casework.deliver import deliver_due
from egnatia.casework.page import MOST
from egnatia.casework.questions import Wanted, page_questions
from egnatia.casework.rows import Account, Role
from egnatia.exchange.states import QuestionState
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import NodeId, QuestionId
from egnatia.model.question import Subject

MANUAL = "interpol"


@pytest.fixture
def net() -> Network:
    made = network("RS", "AL")
    known = {name: (value,) for name, value in ABOUT.items()}
    collect(
        made.offices["AL"],
        made.person("AL", "keeper", Role.OFFICER),
        [Draft(kind="person", properties=known, caveat=caveat())],
    )
    return made


@pytest.fixture
def officer(net: Network) -> Account:
    return net.person("RS", "asker", Role.OFFICER)


def put(net: Network, officer: Account, instrument: str, *, urgent: bool = False) -> None:
    """Ask AL under an instrument."""
    enquiry = Enquiry(
        kind="person",
        properties={name: (value,) for name, value in ABOUT.items()},
        case=net.case("RS", officer, reference=net.offices["RS"].randomness.hex128()[:8]).id,
        subject=Subject(role=SubjectRole.SUSPECT),
        partners={NodeId("AL"): "He is said to live there."},
        instrument=instrument,
        urgent=urgent,
    )
    list(follow(net.offices["RS"], ask(net.offices["RS"], officer, enquiry)))


def questions(page: str) -> list[str]:
    """Return the questions of a list, in its order."""
    return re.findall(r'href="/inbox/(\w+)"', page)


@pytest.mark.slow
def test_several_questions_are_refused_for_one_reason_and_the_asker_reads_it(net: Network, officer: Account) -> None:
    put(net, officer, MANUAL)
    put(net, officer, MANUAL)
    expert = Desk(net, "AL", Role.FORENSIC)
    page = expert.see("/inbox")
    assert len(questions(page)) == 2
    expert.send(page, "/inbox", {"question": questions(page), "refused": "No offence is named."})
    assert questions(expert.see("/inbox")) == []
    deliver_due(net.offices["AL"])
    rows = page_questions(net.offices["RS"], officer, Wanted(received=False, waiting=False)).rows
    assert {(row.state, row.reasons) for row in rows} == {(QuestionState.REFUSED, ("No offence is named.",))}


def test_a_refusal_needs_questions_and_a_reason(net: Network, officer: Account) -> None:
    put(net, officer, MANUAL)
    expert = Desk(net, "AL", Role.FORENSIC)
    page = expert.see("/inbox")
    assert "names questions" in expert.send(page, "/inbox", {"question": questions(page), "refused": " "}, 422)
    typed = expert.send(page, "/inbox", {"refused": "No offence is named."}, 422)
    assert 'value="No offence is named."' in typed
    assert len(questions(expert.see("/inbox"))) == 1


def test_a_question_that_cannot_be_refused_any_more_is_said_and_the_others_are(net: Network, officer: Account) -> None:
    put(net, officer, MANUAL)
    expert = Desk(net, "AL", Role.FORENSIC)
    page = expert.see("/inbox")
    gone = "0" * 32
    answer = expert.send(page, "/inbox", {"question": [gone, *questions(page)], "refused": "No."}, 422)
    assert gone in answer
    assert questions(expert.see("/inbox")) == []


@pytest.mark.slow
def test_filters_leave_in_what_is_wanted_and_say_what_they_hide(net: Network, officer: Account) -> None:
    put(net, officer, MANUAL, urgent=True)
    put(net, officer, "pcc-see")
    expert = Desk(net, "AL", Role.FORENSIC)
    assert len(questions(expert.see("/inbox"))) == 2
    for query in ("todo=to+answer", "todo=to+compare", "urgent=1"):
        page = expert.see(f"/inbox?{query}")
        assert len(questions(page)) == 1
        assert "1 hidden" in page
    assert questions(expert.see("/inbox?partner=XK&kind=vehicle")) == []


def test_what_is_overdue_is_marked_and_can_be_seen_alone(net: Network, officer: Account) -> None:
    put(net, officer, "pcc-see")
    Desk(net, "AL", Role.FORENSIC)
    net.clock.advance(timedelta(days=3))
    page = Desk(net, "AL", Role.FORENSIC).see("/inbox?late=1")
    assert len(questions(page)) == 1
    assert "! overdue" in page


@pytest.mark.slow
def test_messages_that_wait_stand_in_the_inbox(net: Network) -> None:
    case = opened(net)
    desk = Desk(net, "RS", Role.OFFICER)
    path = draft_of(desk, case)
    desk.send(desk.see(path), path.replace("/draft", "/send"), filled(case))
    deliver_due(net.offices["RS"])
    chief = Desk(net, "AL", Role.SUPERVISOR)
    page = chief.see("/inbox")
    message = path.split("/")[2]
    assert "Messages (1)" in page
    assert f'href="/messages/{message}"' in page
    chief.send(chief.see(f"/messages/{message}"), f"/messages/{message}/completion", {})
    assert "Messages (1)" not in chief.see("/inbox")


def test_older_ones_are_seen_through_the_same_filter(net: Network, officer: Account) -> None:
    put(net, officer, "pcc-see")
    office = net.offices["AL"]
    [row] = page_questions(
        office, net.person("AL", "chief", Role.SUPERVISOR), Wanted(received=True, waiting=False)
    ).rows
    ids = [QuestionId(f"{number:032x}") for number in range(MOST + 1)]
    newer = [replace(row, question=replace(row.question, id=one), state=QuestionState.REFUSED) for one in ids]
    office.store.write(lambda tx: tx.questions.add(newer))
    expert = Desk(net, "AL", Role.FORENSIC)
    page = expert.see("/inbox?partner=RS")
    assert "To do (1)" in page
    older = re.search(r'rel="next" href="([^"#]+)', page)
    assert older is not None
    assert "partner=RS&amp;beyond=" in older[1]
    assert "To do (1)" in expert.see("/inbox" + older[1].replace("&amp;", "&"))
