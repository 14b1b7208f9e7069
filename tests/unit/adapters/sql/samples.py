"""Invented rows from which the storage tests depart, and a way to look beneath the ports."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text
from tests.unit.model.samples import MESSAGE, MORNING, PERSON, QUESTION

from egnatia.adapters.sql.ledger import SqlLedger
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import AnswerRow, CaseFile, InboxRow, OutboxRow, QuestionRow
from egnatia.ledger.entry import Act, Entry
from egnatia.ledger.note import NoteKey, Signer
from egnatia.match.engine import Term
from egnatia.model.answer import Quality
from egnatia.model.caveat import Purpose
from egnatia.model.identity import AccountId, CaseId, LineageId, MessageId, NodeId, RecordId, Reference
from egnatia.model.record import Record

QUESTION_ROW = QuestionRow(question=QUESTION, received=False, by=AccountId("b2" * 16), enquiry="e1" * 16, state="asked")

HIT_ROW = AnswerRow(
    question=QUESTION.id,
    reference=Reference("f6" * 16),
    partner=NodeId("RS"),
    quality=Quality.CLOSE,
    kind="person",
    instrument="pcc-see",
    view=RecordId("ab" * 32),
    state="hit",
    at=MORNING,
    evidence=({"property": "family_name", "score": "0.934"},),
)

LETTER = OutboxRow(message=MESSAGE, next_try=MORNING)

ACCEPTED = InboxRow(
    sender=NodeId("AL"),
    envelope="0a" * 16,
    message=MESSAGE.id,
    received_at=MORNING,
    expires_at=MORNING + timedelta(days=1),
    outcome="nothing",
)

CASE = CaseFile(
    id=CaseId("d4" * 16),
    reference="KU 17/2026",
    title="Boats at night",
    purpose=Purpose.CRIMINAL_INVESTIGATION,
    offence="drug_trafficking",
    opened_by=AccountId("b2" * 16),
    opened_at=MORNING,
    members=frozenset({AccountId("b3" * 16), AccountId("b4" * 16)}),
)

_BYTES = re.compile(r"\bx'([0-9a-f]*)'")

#: Signs with nothing: the tests that check signatures use a real key.
SIGNER = Signer(key=NoteKey(name="rs.example/ledger", public=bytes(32)), sign=lambda _message: bytes(64))


def hex128(number: int) -> str:
    """Return a number as the 32 digits of an id."""
    return f"{number:032x}"


def a_person(number: int, **changes: Any) -> Record:  # noqa: ANN401 - any field of a record
    """Return the numbered one of many persons, each a thing of its own."""
    return replace(PERSON, lineage=LineageId(hex128(number)), salt=hex128(number), **changes)


def a_letter(number: int, *, due: datetime = MORNING) -> OutboxRow:
    """Return the numbered one of many letters."""
    return OutboxRow(message=replace(MESSAGE, id=MessageId(hex128(number))), next_try=due)


def an_entry(number: int, *about: str) -> Entry:
    """Return the numbered one of many entries."""
    return Entry(
        act=Act.CONSULTATION,
        at=MORNING + timedelta(milliseconds=number),
        node=NodeId("RS"),
        by=AccountId("b2" * 16),
        nonce=hex128(number),
        about=about,
    )


def terms(*keys: str) -> frozenset[Term]:
    """Return blocking keys of one scheme."""
    return frozenset(Term(scheme="name", key=key) for key in keys)


def keep(tx: Transaction, *records: Record, keys: frozenset[Term] = frozenset()) -> None:
    """Keep own records, all with the same keys."""
    tx.records.add([(record, keys) for record in records], None)


def found(tx: Transaction, *keys: str, limit: int = 200) -> list[RecordId]:
    """Return the ids of the persons that share keys."""
    return [record.id for record in tx.records.candidates("person", terms(*keys), limit)]


def connection_of(tx: Transaction) -> Connection:
    """Return the connection beneath a transaction."""
    assert isinstance(tx.ledger, SqlLedger)
    return tx.ledger._connection


def run(tx: Transaction, sql: str) -> Any:  # noqa: ANN401 - whatever the statement gives
    """Run a statement that no port has, as somebody with access to the database could; bytes are written x'00'."""
    connection = connection_of(tx)
    if connection.dialect.name == "postgresql":
        sql = _BYTES.sub(r"CAST('\\x\1' AS bytea)", sql)
    return connection.execute(text(sql))


def unguard(tx: Transaction) -> None:
    """Take away what keeps entries from being changed, as somebody with access to the database could."""
    ending = " ON entry" if connection_of(tx).dialect.name == "postgresql" else ""
    run(tx, f"DROP TRIGGER entry_unchanged{ending}")
