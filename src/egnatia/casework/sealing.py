"""The partner's side of a watch: the question is kept sealed for the node's own key while it stays (ADR 0058).

Nobody here is shown it: what others wait for is theirs. A machine opens it to hold new records against it, and only a
hit puts it before people, as any question that hits.
"""

from typing import Final

from egnatia.casework.office import Office
from egnatia.casework.watches import WatchRow
from egnatia.exchange.errors import Refused
from egnatia.exchange.member import Use
from egnatia.exchange.refusal import RefusalCode
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId, QuestionId
from egnatia.model.question import Question, parse_question, plain_question

#: How many watches of one partner a node keeps: a desk's open matters, and far from a list of a population.
MOST_WATCHES: Final = 1000
#: The words of a refusal, which says nothing about records.
TOO_MANY: Final = f"a node keeps at most {MOST_WATCHES} questions that stay for one partner"


def has_room(office: Office, asker: NodeId) -> bool:
    """Tell whether one more question of a partner may stay here."""
    return office.store.read(lambda tx: tx.watches.count(asker)) < MOST_WATCHES


def seal_watch(office: Office, question: Question) -> WatchRow:
    """Seal a question that stays for this node's own key; what has come in so far is answered, what comes is not.

    Raises:
        ValueError: the question does not stay.
        Refused: this node has no key now for which it could be sealed.
    """
    if question.stays_until is None:
        raise ValueError("only a question that stays is kept")
    member, now = office.directory().member(office.me), office.clock.now()
    key = member.current(Use.SEAL, now) if member else None
    if key is None:
        raise Refused(RefusalCode.BUSY, "the question cannot be kept sealed now")
    last = office.store.read(lambda tx: tx.numbered.last())
    words = canonical.to_bytes(plain_question(question))
    return WatchRow(
        question=question.id,
        received=True,
        partner=question.asker,
        kind=question.kind,
        until=question.stays_until,
        begun_at=now,
        seen=last[0] if last else 0,
        sealed=office.keys.sealer.seal(words, key.public, _info(question.id)),
    )


def open_watch(office: Office, row: WatchRow) -> Question | None:
    """Return the question that stays; None if none of this node's keys opens it, or today's schema does not know it."""
    data = office.keys.opener.open(row.sealed, _info(row.question)) if row.sealed else None
    try:
        return parse_question(canonical.from_bytes(data)) if data else None
    except ParseError:
        return None


def _info(question: QuestionId) -> bytes:
    return b"egnatia watch " + question.encode("ascii")
