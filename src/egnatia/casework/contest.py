"""What the person concerned may demand short of erasing: that a record is marked as contested, or restricted.

Where a person says that data are wrong and it cannot be found out, or where they are kept for evidence only, processing
is restricted in place of erasing (LED Art. 16(3)). Both are a new version with a stricter caveat and a statement that
says why; lifting the mark is a decision of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from egnatia.casework.errors import ConflictError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.retain import standing_version
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.casework.supersede import Changed, NewCaveat, supersede
from egnatia.model.caveat import Caveat, Handling
from egnatia.model.identity import RecordId
from egnatia.model.reading import text
from egnatia.model.statement import StatementAct


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """How a caveat is to change, by which act, and why."""

    act: StatementAct
    change: Callable[[Caveat], Caveat]
    reason: str


def contest(office: Office, actor: Account, record: RecordId, reason: str) -> Changed:
    """Mark one of our own things as contested by the person concerned.

    Raises:
        NotAllowedError: the person may not decide on caveats.
        NotFoundError: there is no such record, or it was erased.
        ConflictError: the thing is another node's, the version does not stand, or it is contested already.
        ParseError: there is no reason.
    """

    def mark(caveat: Caveat) -> Caveat:
        if caveat.contested:
            raise ConflictError("it is contested already")
        return replace(caveat, contested=True)

    return _change(office, actor, record, _Wish(act=StatementAct.CONTEST, change=mark, reason=reason))


def settle(office: Office, actor: Account, record: RecordId, reason: str) -> Changed:
    """Take the mark off again, after it was looked into; the reason says with what result.

    Raises:
        NotAllowedError: the person may not decide on caveats.
        NotFoundError: there is no such record, or it was erased.
        ConflictError: the thing is another node's, the version does not stand, or it is not contested.
        ParseError: there is no reason.
    """

    def unmark(caveat: Caveat) -> Caveat:
        if not caveat.contested:
            raise ConflictError("it is not contested")
        return replace(caveat, contested=False)

    return _change(office, actor, record, _Wish(act=StatementAct.SETTLE, change=unmark, reason=reason))


def restrict(office: Office, actor: Account, record: RecordId, words: str, reason: str) -> Changed:
    """Restrict the use of one of our own things: handling code H3 with the words, added to those that stand.

    Raises:
        NotAllowedError: the person may not decide on caveats.
        NotFoundError: there is no such record, or it was erased.
        ConflictError: the thing is another node's, the version does not stand, or it is restricted so already.
        ParseError: there are no words, or no reason.
    """
    text(1000)(words, "restriction")

    def narrow(caveat: Caveat) -> Caveat:
        lines = {*caveat.restriction.splitlines(), *words.splitlines()} - {""}
        restricted = replace(
            caveat, handling=caveat.handling | {Handling.RESTRICTED}, restriction="\n".join(sorted(lines))
        )
        if restricted == caveat:
            raise ConflictError("it is restricted so already")
        return restricted

    return _change(office, actor, record, _Wish(act=StatementAct.RESTRICT, change=narrow, reason=reason))


def _change(office: Office, actor: Account, record: RecordId, wish: _Wish) -> Changed:
    require(actor, Right.REVIEW)
    text(2000)(wish.reason, "reason")

    def work(tx: Transaction) -> Changed:
        standing = standing_version(office, tx, record)
        change = NewCaveat(act=wish.act, caveat=wish.change(standing.caveat), reason=wish.reason)
        return supersede(office, tx, actor, standing, change)

    return office.store.write(work)
