"""Letters: nobody takes one that another sender holds, none is lost, and none goes out after its end."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.unit.adapters.sql.samples import LETTER, a_letter, hex128, run
from tests.unit.model.samples import MESSAGE, MORNING
from tests.unit.model.strategies import messages

from egnatia.adapters.sql.opening import open_store
from egnatia.adapters.sql.store import SqlStore
from egnatia.model.identity import MessageId, NodeId
from egnatia.model.message import Message

_MINUTE = timedelta(minutes=1)


@pytest.mark.slow
@given(message=messages())
def test_a_letter_comes_back_as_it_was(memory: SqlStore, message: Message) -> None:
    letter = replace(LETTER, message=message, tries=3, error="away")
    memory.write(lambda tx: run(tx, "DELETE FROM outbox"))
    memory.write(lambda tx: tx.outbox.add([letter]))
    assert memory.read(lambda tx: tx.outbox.get(message.id)) == letter


def test_a_letter_that_was_never_written_is_none(store: SqlStore) -> None:
    store.write(lambda tx: tx.outbox.add([]))
    assert store.read(lambda tx: tx.outbox.get(MESSAGE.id)) is None


def test_due_letters_are_leased_oldest_first_and_counted(store: SqlStore) -> None:
    letters = [a_letter(3), a_letter(1), a_letter(2, due=MORNING + _MINUTE)]
    store.write(lambda tx: tx.outbox.add(letters))
    leased = store.write(lambda tx: tx.outbox.lease(MORNING, MORNING + _MINUTE, 10))
    assert leased == tuple(replace(letter, next_try=MORNING + _MINUTE, tries=1) for letter in letters[:2])
    assert store.read(lambda tx: tx.outbox.get(letters[0].message.id)) == leased[0]


def test_a_leased_letter_comes_back_when_its_sender_died(store: SqlStore) -> None:
    store.write(lambda tx: tx.outbox.add([LETTER]))
    store.write(lambda tx: tx.outbox.lease(MORNING, MORNING + _MINUTE, 10))
    assert store.write(lambda tx: tx.outbox.lease(MORNING + _MINUTE / 2, MORNING + _MINUTE, 10)) == ()
    [again] = store.write(lambda tx: tx.outbox.lease(MORNING + _MINUTE, MORNING + 2 * _MINUTE, 10))
    assert again.tries == 2


def test_a_letter_is_due_until_it_is_leased_and_again_when_its_sender_died(store: SqlStore) -> None:
    store.write(lambda tx: tx.outbox.add([LETTER]))
    assert store.read(lambda tx: tx.outbox.due(MORNING))
    store.write(lambda tx: tx.outbox.lease(MORNING, MORNING + _MINUTE, 10))
    assert not store.read(lambda tx: tx.outbox.due(MORNING))
    assert store.read(lambda tx: tx.outbox.due(MORNING + _MINUTE))


def test_a_delivered_letter_keeps_its_receipt_and_forgets_what_it_said(store: SqlStore) -> None:
    store.write(lambda tx: tx.outbox.add([LETTER]))
    store.write(lambda tx: tx.outbox.delivered(MESSAGE.id, MORNING + _MINUTE, "signed"))
    expected = replace(
        LETTER, message=replace(MESSAGE, body={}), delivered_at=MORNING + _MINUTE, receipt="signed", error=""
    )
    assert store.read(lambda tx: tx.outbox.get(MESSAGE.id)) == expected


def test_a_buried_letter_says_why_and_forgets_what_it_said(store: SqlStore) -> None:
    store.write(lambda tx: tx.outbox.add([LETTER]))
    store.write(lambda tx: tx.outbox.bury(MESSAGE.id, "expired"))
    expected = replace(LETTER, message=replace(MESSAGE, body={}), dead=True, error="expired")
    assert store.read(lambda tx: tx.outbox.get(MESSAGE.id)) == expected


def test_what_was_delivered_is_neither_postponed_nor_buried(store: SqlStore) -> None:
    store.write(lambda tx: tx.outbox.add([LETTER]))
    store.write(lambda tx: tx.outbox.delivered(MESSAGE.id, MORNING, ""))
    before = store.read(lambda tx: tx.outbox.get(MESSAGE.id))
    store.write(lambda tx: tx.outbox.postpone(MESSAGE.id, MORNING, "late"))
    store.write(lambda tx: tx.outbox.bury(MESSAGE.id, "late"))
    assert store.read(lambda tx: tx.outbox.get(MESSAGE.id)) == before


def test_waiting_letters_are_counted_by_partner(store: SqlStore) -> None:
    other = replace(LETTER, message=replace(MESSAGE, id=MessageId(hex128(9)), recipient=NodeId("TR")))
    store.write(lambda tx: tx.outbox.add([a_letter(1), a_letter(2), a_letter(3), other]))
    store.write(lambda tx: tx.outbox.delivered(a_letter(1).message.id, MORNING, ""))
    store.write(lambda tx: tx.outbox.postpone(a_letter(2).message.id, MORNING + _MINUTE, "away"))
    assert store.read(lambda tx: tx.outbox.waiting()) == {"RS": 2, "TR": 1}


def test_senders_in_many_threads_take_every_letter_once(store: SqlStore) -> None:
    store.write(lambda tx: tx.outbox.add(list(map(a_letter, range(60)))))

    def send(_sender: int) -> list[MessageId]:
        leased = store.write(lambda tx: tx.outbox.lease(MORNING, MORNING + _MINUTE, 5))
        return [row.message.id for row in leased]

    with ThreadPoolExecutor(12) as senders:
        taken = [message for batch in senders.map(send, range(14)) for message in batch]
    assert sorted(taken) == [hex128(number) for number in range(60)]


_NUMBERS = st.integers(0, 5)
_STEPS = st.integers(0, 90).map(lambda seconds: timedelta(seconds=seconds))


class SendersAtWork(RuleBasedStateMachine):
    """Several senders at one outbox, against a plain table of what is due when."""

    store = open_store("sqlite://")

    @initialize()
    def begin(self) -> None:
        """Start with an empty outbox."""
        self.store.write(lambda tx: run(tx, "DELETE FROM outbox"))
        self.now = MORNING
        self.due: dict[int, datetime] = {}
        self.ended: set[int] = set()

    @rule(number=_NUMBERS)
    def write(self, number: int) -> None:
        """Put a letter in, once."""
        if number not in self.due:
            self.store.write(lambda tx: tx.outbox.add([a_letter(number, due=self.now)]))
            self.due[number] = self.now

    @rule(step=_STEPS)
    def wait(self, step: timedelta) -> None:
        """Let time pass."""
        self.now += step

    @rule(lease=_STEPS, limit=st.integers(1, 4))
    def take(self, lease: timedelta, limit: int) -> None:
        """Lease: exactly what is due, has no end and is held by nobody."""
        until = self.now + lease
        leased = self.store.write(lambda tx: tx.outbox.lease(self.now, until, limit))
        due = [number for number, at in self.due.items() if at <= self.now and number not in self.ended]
        assert [row.message.id for row in leased] == [hex128(number) for number in due[:limit]]
        self.due.update(dict.fromkeys(due[:limit], until))

    @rule(number=_NUMBERS, step=_STEPS)
    def fail(self, number: int, step: timedelta) -> None:
        """Give a letter back; it comes due again unless it has ended."""
        again = self.now + step
        self.store.write(lambda tx: tx.outbox.postpone(MessageId(hex128(number)), again, "away"))
        if number in self.due and number not in self.ended:
            self.due[number] = again

    @rule(number=_NUMBERS, dead=st.booleans())
    def end(self, number: int, *, dead: bool) -> None:
        """Deliver or bury a letter: it never goes out again."""
        message = MessageId(hex128(number))
        if dead:
            self.store.write(lambda tx: tx.outbox.bury(message, "refused"))
        else:
            self.store.write(lambda tx: tx.outbox.delivered(message, self.now, ""))
        if number in self.due:
            self.ended.add(number)

    @invariant()
    def none_is_lost(self) -> None:
        """Every letter is either ended or still waiting."""
        if hasattr(self, "due"):
            waiting = self.store.read(lambda tx: tx.outbox.waiting())
            assert sum(waiting.values()) == len(self.due.keys() - self.ended)


TestSendersAtWork = SendersAtWork.TestCase
TestSendersAtWork.settings = settings(max_examples=40, stateful_step_count=25)


def test_only_letters_on_their_way_are_open(store: SqlStore) -> None:
    letters = [a_letter(number) for number in (1, 2, 3)]
    store.write(lambda tx: tx.outbox.add(letters))
    store.write(lambda tx: tx.outbox.delivered(letters[0].message.id, MORNING, "signed"))
    store.write(lambda tx: tx.outbox.bury(letters[1].message.id, "refused"))
    assert store.read(lambda tx: tx.outbox.open()) == (letters[2],)
