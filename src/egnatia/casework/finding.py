"""Finding what may fit a question: by blocking keys, and in a big register by what stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from egnatia.casework.nearby import Nearby
from egnatia.casework.ports import Store, Transaction
from egnatia.match.dna.engine import SCHEME as PROFILES
from egnatia.match.engine import Engine, Properties, Term
from egnatia.match.near import NAME_SCHEMES
from egnatia.model.kinds import Kind
from egnatia.model.record import Record

#: How many records that share blocking keys are scored; of those whose names are near, the nearest.
CANDIDATES: Final = 500
NEAREST: Final = 200
#: Of kinds of which whatever is named is nearly a hit, more of it.
MOST: Final = {"dna": CANDIDATES}
#: The schemes of keys for which an index stands in.
_COVERED: Final = NAME_SCHEMES | {PROFILES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What is looked for: the properties that are known of something of one kind."""

    engine: Engine
    kind: Kind
    asked: Properties
    exact: bool = False


def find_candidates(store: Store, nearby: Nearby, looked: Looked) -> tuple[Record, ...]:
    """Return the own records that are worth comparing; with an index, by that and by the keys that are no names.

    Raises:
        Exception: of the store's.
    """
    near = nearest_to(nearby, looked)
    return store.read(lambda tx: candidates_in(tx, looked, near))


def nearest_to(nearby: Nearby, looked: Looked) -> tuple[int, ...] | None:
    """Return the numbers of rows that an index holds near, as many as are worth comparing; None: there is no index."""
    return nearby.nearest(looked.kind, looked.asked, MOST.get(looked.kind.name, NEAREST))


def candidates_in(tx: Transaction, looked: Looked, near: Sequence[int] | None) -> tuple[Record, ...]:
    """Return the same within a transaction, given what the index named."""
    probes = looked.engine.probes(looked.kind, looked.asked, exact=looked.exact)
    if near is None:
        return tx.records.candidates(looked.kind.name, probes, CANDIDATES)
    others = frozenset(term for term in probes if not _is_covered(term))
    keyed = tx.records.candidates(looked.kind.name, others, CANDIDATES) if others else ()
    found = {record.id: record for record in (*tx.numbered.records(looked.kind.name, near), *keyed)}
    return tuple(found.values())


def _is_covered(term: Term) -> bool:
    """Tell whether an index covers a key."""
    return term.scheme.partition(".")[0] in _COVERED
