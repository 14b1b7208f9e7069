"""Refused letters, by partner and ground, for administrators: who sends what is not taken, who takes nothing of ours.

All of it is in the log, which holds codes and ids; nothing of what a letter said.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from egnatia.casework.office import Office
from egnatia.casework.page import MOST, Trace
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.casework.undelivered import NOT_DELIVERED
from egnatia.exchange.refusal import told_code
from egnatia.ledger.entry import Act, Entry
from egnatia.model.identity import MessageId, NodeId

#: So many refusals are looked through, the newest: of each member by itself, so that none hides another's by its own.
_LOOKED_THROUGH: Final = 5 * MOST


class Side(StrEnum):
    """Who refused, and what."""

    LETTER = "letter"  #: We refused what a partner sent.
    ANSWER = "answer"  #: We refused what a partner said to a letter of ours: an answer, a receipt.
    FILE = "file"  #: We refused a file that a partner attached.
    OURS = "ours"  #: A partner refused a letter of ours, or it never arrived.
    STRANGER = "stranger"  #: Somebody called whose key the directory does not list.


#: What an entry says in its detail `what`, and what that was.
_SIDES: Final = {
    "": Side.LETTER,
    "answer": Side.ANSWER,
    "receipt": Side.ANSWER,
    "attachment": Side.FILE,
    NOT_DELIVERED: Side.OURS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedLetters:
    """So many letters between us and one partner that were refused on one ground."""

    partner: NodeId | None  #: None: a stranger.
    side: Side
    ground: str  #: A code of the protocol; `expired` or `given_up` where nobody refused.
    letters: int
    more: bool  #: So many at least: the log has older refusals of this partner.
    first: datetime
    last: datetime


def list_refused(office: Office, actor: Account) -> tuple[RefusedLetters, ...]:
    """Return what was refused lately, by partner, side and ground; what happened last comes first.

    Raises:
        NotAllowedError: the person is no administrator.
    """
    require(actor, Right.ADMINISTER)
    members = office.directory().members.keys()

    def work(tx: Transaction) -> list[RefusedLetters]:
        # First whoever it was, members of old too; then each member beyond that.
        entries = {one.nonce: one for by in (None, *sorted(members)) for one in _refusals(tx, by)}
        return list(_counted(office, tx, entries.values()))

    return tuple(sorted(office.store.read(work), key=lambda one: one.last, reverse=True))


def _counted(office: Office, tx: Transaction, entries: Collection[Entry]) -> Iterator[RefusedLetters]:
    at: dict[tuple[NodeId | None, Side, str], list[datetime]] = defaultdict(list)
    for entry in entries:
        side = _side(office, entry)
        if side is not None:
            partner = None if side is Side.STRANGER else NodeId(entry.by)
            at[partner, side, _ground(tx, entry, side)].append(entry.at)
    of_partner = Counter(entry.by for entry in entries)
    for (partner, side, ground), times in at.items():
        yield RefusedLetters(
            partner=partner,
            side=side,
            ground=ground,
            letters=len(times),
            more=of_partner[partner or office.me] >= _LOOKED_THROUGH,
            first=min(times),
            last=max(times),
        )


def _refusals(tx: Transaction, by: NodeId | None) -> Iterator[Entry]:
    """Yield the newest refusals of the log, or of those the ones between us and one partner, page by page."""
    beyond, left = None, _LOOKED_THROUGH
    while left > 0:
        page = tx.ledger.page(Trace(by=by, act=Act.REFUSAL, beyond=beyond, limit=MOST))
        yield from (row.entry for row in page.rows)
        beyond, left = page.next, left - len(page.rows)
        if beyond is None:
            return


def _side(office: Office, entry: Entry) -> Side | None:
    """Say what was refused; None: no letter, such as a hit that people withheld."""
    side = _SIDES.get(entry.detail.get("what", ""))
    if side is None or (side is not Side.OURS and "code" not in entry.detail):
        return None
    return Side.STRANGER if entry.by == office.me else side


def _ground(tx: Transaction, entry: Entry, side: Side) -> str:
    if side is not Side.OURS:
        return entry.detail["code"]
    row = tx.outbox.get(MessageId(entry.about[0])) if entry.about else None
    error = row.error if row else ""
    return told_code(error) or ("expired" if error.startswith("expired") else "given_up")
