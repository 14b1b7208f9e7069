"""What people of this node judged, as training knows it: how fields agree, and nothing of what records say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from egnatia.casework.errors import ConflictError
from egnatia.casework.judge import JUDGEMENTS
from egnatia.casework.office import Office
from egnatia.casework.pairs import Pair
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.casework.stated import every_statement
from egnatia.casework.trail import Note, entry
from egnatia.ledger.entry import Act
from egnatia.match.records.examples import SORTS, example_of
from egnatia.match.records.training import Example
from egnatia.model.identity import LineageId
from egnatia.model.lineage import assemble
from egnatia.model.record import Record
from egnatia.model.statement import StatementAct, standing

#: So many pairs that wait teach, the likeliest; of judgements, all.
_WAITING: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What training may read of a node."""

    examples: tuple[Example, ...]
    more: bool  #: Pairs wait that are less alike, and teach nothing.


def examples_here(office: Office, actor: Account, kind: str) -> Lesson:
    """Return the pairs of a kind on which people of this node decided, and those that wait; that it was done is logged.

    Only how fields agree leaves the records: no value, no id.

    Raises:
        NotAllowedError: the person may not judge.
        ConflictError: what agreement is worth cannot be learned for the kind.
    """
    require(actor, Right.CONFIRM)
    if kind not in SORTS:
        raise ConflictError(f"only of {', '.join(SORTS)} can be learned what agreement is worth")

    def work(tx: Transaction) -> Lesson:
        pairs = tx.pairs.after(None, _WAITING + 1)
        found = (*_judged(office, tx, kind), *_waiting(tx, kind, pairs[:_WAITING]))
        detail = {"what": "levels_read", "pairs": str(len(found))}
        tx.ledger.append([entry(office, Note(act=Act.COMBINATION, by=actor.id, detail=detail))])
        return Lesson(examples=found, more=len(pairs) > _WAITING)

    return office.store.write(work)


def _judged(office: Office, tx: Transaction, kind: str) -> Iterator[Example]:
    """Yield the pairs on which the node is of one mind."""
    acts = (*sorted(JUDGEMENTS), StatementAct.UNDO)
    made = standing(one for act in acts for one in every_statement(tx.statements, act) if one.issuer == office.me)
    said: dict[frozenset[str], set[StatementAct]] = {}
    for one in made:
        said.setdefault(one.about, set()).add(one.act)
    for about, acts_said in sorted(said.items(), key=lambda item: sorted(item[0])):
        pair = [_stands(tx, LineageId(thing)) for thing in sorted(about)]
        if len(acts_said) == 1 and len(pair) == 2 and all(one and one.kind == kind for one in pair):  # noqa: PLR2004 - a pair
            ours, theirs = (record.properties for record in pair if record)
            yield example_of(kind, ours, theirs, same=StatementAct.SAME in acts_said)


def _waiting(tx: Transaction, kind: str, pairs: Iterable[Pair]) -> Iterator[Example]:
    for pair in pairs:
        records = [stored.record for stored in map(tx.records.get, (pair.one, pair.other)) if stored and stored.record]
        if pair.kind == kind and len(records) == 2:  # noqa: PLR2004 - a pair
            yield example_of(kind, records[0].properties, records[1].properties, same=None)


def _stands(tx: Transaction, thing: LineageId) -> Record | None:
    """Return the version of a thing that stands, if it is here."""
    known = tx.records.versions(thing)
    return assemble(known).heads[-1] if known else None
