"""Filing the register anew: after the engines' keys have changed, each record gets those by which it is found now.

A record that was filed by an older program stays under its old keys, which today's questions do not look up. Filing
goes bit by bit, in short transactions, and goes on where it stopped; a node may answer meanwhile.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from egnatia.casework.ports import Store, Transaction
from egnatia.casework.terms import terms_of
from egnatia.match.engines import ENGINES

#: So many rows are filed in one transaction.
_CHUNK: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Refiled:
    """How far it has come."""

    upto: int  #: The number of the last row that is done.
    last: int  #: The number of the newest row.
    changed: int  #: So many records of this part stand under other keys now.


def filed_by() -> str:
    """Return under which versions of the engines records are filed today."""
    return "+".join(sorted({engine.name for engine in ENGINES.values()}))


def refile(store: Store, *, again: bool = False) -> Iterator[Refiled]:
    """File all records by today's engines, from where it stopped, and say after each part how far that is.

    Args:
        store: of the node.
        again: from the beginning, whatever was done before.

    Raises:
        Exception: of the store's; what was done stays done.
    """
    version, done = filed_by(), 0
    last = store.read(lambda tx: tx.numbered.last())
    if last is None:
        return
    if not again:
        done = store.read(lambda tx: tx.numbered.filed(version)) or 0
    while done < last[0]:
        part = store.write(partial(_file, version=version, no=done, last=last[0]))
        done = part.upto
        yield part


def _file(tx: Transaction, version: str, no: int, last: int) -> Refiled:
    upto, changed = tx.numbered.refile(no, _CHUNK, terms_of)
    upto = last if upto is None else upto
    tx.numbered.note_filed(version, upto)
    return Refiled(upto=upto, last=last, changed=changed)
