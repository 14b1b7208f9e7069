"""The scene of tests about recalls: Serbia holds what Albania gave it, and Albania takes it back."""

import pytest
from tests.unit.casework.passing_on import RS, Three, build

from egnatia.casework.deliver import deliver_due
from egnatia.casework.letters import Content, queue
from egnatia.casework.recall import Recalled, Standing, find_recall, recall
from egnatia.exchange.recall import (
    RECALL_WORDS,
    Recall,
    RecallGround,
    plain_recall,
)
from egnatia.model.identity import NodeId, RecordId
from egnatia.model.message import MessageType
from egnatia.model.record import Record
from egnatia.model.statement import Statement, StatementAct

WRONG = RecallGround.INACCURATE


@pytest.fixture
def three() -> Three:
    """Give the scene: Serbia holds what Albania gave it."""
    return build()


def take_back(three: Three, ground: RecallGround = WRONG) -> Recalled:
    return recall(three.office("AL"), three.chief, three.original.id, ground, "it is about his brother")


def at(three: Three, node: str, record: RecordId | None = None) -> Record | None:
    """Return the record as a node can read it."""
    stored = three.office(node).store.read(lambda tx: tx.records.get(record or three.view.id))
    return stored.record if stored else None


def standings(three: Three) -> dict[NodeId, Standing]:
    found = find_recall(three.office("AL"), three.chief, three.original.id)
    return {one.holder: one.standing for one in found.holders}


def sent_by(three: Three, sender: str, issuer: NodeId) -> str:
    """Have a node send Serbia a recall in somebody's name; return what became of the letter."""
    office = three.office(sender)
    statement = Statement(
        act=StatementAct.RECALL,
        issuer=issuer,
        by=three.chief.id,
        at=three.net.clock.now(),
        about=frozenset({three.view.id}),
        reason=RECALL_WORDS[WRONG],
        salt="5a" * 16,
    )
    body = plain_recall(Recall(statement=statement, ground=WRONG))
    row = queue(office, Content(type=MessageType.RECALL, recipient=RS, body=body))
    office.store.write(lambda tx: tx.outbox.add([row]))
    deliver_due(office)
    found = office.store.read(lambda tx: tx.outbox.get(row.message.id))
    assert found
    return found.error
