"""Acts that are carried out once: the mark of a form is kept in one transaction with what the form did (ADR 0103).

A second press, a page that is loaded again, another process of the node and a restart all find the mark.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final, TypeVar

from egnatia.casework.errors import SentBeforeError
from egnatia.casework.office import Office
from egnatia.casework.ports import Store, Transaction
from egnatia.casework.tickets import Sort, Ticket, digest_of
from egnatia.model.identity import AccountId

#: A browser that is opened again after a weekend may send again what it showed last.
KEPT: Final = timedelta(days=7)
_T = TypeVar("_T")


class _MarkedStore:
    """A store whose first write keeps the mark of a form as well; all further ones are as ever."""

    def __init__(self, store: Store, mark: Ticket) -> None:
        self._store = store
        self._mark = mark
        self.kept = False

    def read(self, work: Callable[[Transaction], _T]) -> _T:
        """Run reads in one consistent snapshot."""
        return self._store.read(work)

    def write(self, work: Callable[[Transaction], _T]) -> _T:
        """Run reads and writes in one transaction, the first time only if the mark is not there yet."""
        if self.kept:
            return self._store.write(work)

        def marked(tx: Transaction) -> _T:
            _check_new(tx, self._mark.digest)
            tx.tickets.add(self._mark)
            return work(tx)

        done = self._store.write(marked)
        self.kept = True
        return done


class Once:
    """One form of one person, which is carried out once."""

    def __init__(self, office: Office, actor: AccountId, mark: str) -> None:
        """Look whether the form came before.

        Args:
            office: of this node.
            actor: who sends the form; others have marks of their own.
            mark: of the form, which its page made up.

        Raises:
            SentBeforeError: it did.
        """
        now = office.clock.now()
        self._digest = digest_of(f"{actor} {mark}")
        ticket = Ticket(digest=self._digest, sort=Sort.FORM, holder=actor, begun_at=now, seen_at=now, until=now + KEPT)
        office.store.read(lambda tx: _check_new(tx, self._digest))
        self._plain = office.store
        self._store = _MarkedStore(office.store, ticket)
        #: The node, for the act: the first that the act writes keeps the mark too, or fails if it is there meanwhile.
        self.office = replace(office, store=self._store)

    def give_back(self) -> None:
        """Let the form come again: the act was refused, whatever it wrote of that."""
        if self._store.kept:
            self._plain.write(lambda tx: tx.tickets.drop(self._digest))


def _check_new(tx: Transaction, digest: str) -> None:
    if tx.tickets.get(digest) is not None:
        raise SentBeforeError("the same form came before")
