"""A question crosses a border and comes back: real nodes, real law, real mTLS."""

from datetime import timedelta
from functools import partial

from tests.network.realm import Desk, Realm, eventually

from egnatia.casework.confirm import confirm
from egnatia.casework.deliver import Delivered, Outcome
from egnatia.casework.holdings import holdings_of
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Role
from egnatia.exchange.payloads import Verdict
from egnatia.exchange.states import HitState, QuestionState
from egnatia.model.answer import Result
from egnatia.model.identity import NodeId, QuestionId, RecordId


def results(delivered: list[Delivered]) -> dict[str, Result | None]:
    return {found.partner: found.answer.result if found.answer else None for found in delivered}


def test_a_name_asked_in_one_script_is_found_in_another(officer: Desk) -> None:
    assert results(officer.ask("AL", "ME")) == {"AL": Result.HIT, "ME": Result.NOTHING}


def test_a_hit_is_confirmed_and_released_by_two_people_and_the_record_arrives(trio: Realm, officer: Desk) -> None:
    [delivered] = officer.ask("AL")
    assert delivered.answer
    [hit] = delivered.answer.hits
    al, expert, chief = (
        trio.office("AL"),
        trio.person("AL", "expert", Role.FORENSIC),
        trio.person("AL", "chief", Role.SUPERVISOR),
    )
    confirm(al, expert, hit.reference, Verdict.CONFIRM, "same name and date of birth")
    given = release(al, chief, Giving(reference=hit.reference, reason="needed for the case"))
    assert given.record
    view = RecordId(given.record.id)
    stored = eventually(lambda: officer.office.store.read(lambda tx: tx.records.get(view)))
    assert (stored.record, stored.received_from) == (given.record, "AL")
    row = officer.office.store.read(lambda tx: tx.answers.get(hit.reference))
    assert row
    assert row.state == HitState.RELEASED


def test_what_an_expelled_member_was_given_can_be_listed(trio: Realm, officer: Desk) -> None:
    [delivered] = officer.ask("AL")
    assert delivered.answer
    reference = delivered.answer.hits[0].reference
    al, expert = trio.office("AL"), trio.person("AL", "x", Role.FORENSIC)
    chief = trio.person("AL", "y", Role.SUPERVISOR)
    confirm(al, expert, reference, Verdict.CONFIRM, "same name and date of birth")
    given = release(al, chief, Giving(reference=reference, reason="needed for the case"))
    trio.relist("AL", "ME", tell=["AL", "ME"])
    [held] = holdings_of(al, trio.person("AL", "dpo", Role.OVERSIGHT), NodeId("RS"))
    assert (held.holder, held.statement) == ("RS", given.statement.id)


def test_both_logs_are_sequenced_by_themselves(trio: Realm, officer: Desk) -> None:
    officer.ask("AL")
    for name in ("RS", "AL"):
        store = trio.office(name).store
        assert eventually(partial(store.read, lambda tx: tx.ledger.head().unsequenced == 0))


def test_a_partner_that_is_away_gets_the_question_later(trio: Realm, officer: Desk) -> None:
    trio.stop("AL")
    [delivered] = officer.ask("AL")
    assert (delivered.outcome, delivered.words) == (Outcome.AWAY, "away: nobody listens at its address")
    trio.start("AL")
    trio.clock.advance(timedelta(minutes=1))
    trio.nodes["RS"].errands.send()
    assert state_of(officer, delivered) == QuestionState.HIT


def test_what_could_not_be_sent_before_a_restart_is_sent_after_it(trio: Realm, officer: Desk) -> None:
    trio.stop("AL")
    [delivered] = officer.ask("AL")
    trio.stop("RS")
    trio.clock.advance(timedelta(minutes=1))
    trio.start("AL", "RS")
    again = Desk(trio.office("RS"), officer.officer, officer.case)
    assert eventually(lambda: state_of(again, delivered) == QuestionState.HIT)


def state_of(desk: Desk, delivered: Delivered) -> str:
    row = desk.office.store.read(lambda tx: tx.questions.get(QuestionId(delivered.message)))
    assert row
    return row.state
