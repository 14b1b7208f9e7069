"""Judging whether two records are about the same: a signed statement, which its node can take back, and others contest.

Nothing is merged: what is judged the same stays two things of their issuers, and agencies may disagree.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from egnatia.casework.collect import read_in_case
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, CaseFile
from egnatia.casework.statements import Said, state
from egnatia.model.identity import AccountId, CaseId, NodeId, RecordId, StatementId
from egnatia.model.reading import text
from egnatia.model.record import Record
from egnatia.model.statement import Statement, StatementAct, standing

#: Of these, one person's word is a proposal: a second examiner verifies, and an identification of a dead person is made
#: by a board (ENFSI-BPM-DNA-01 on verification; INTERPOL Disaster Victim Identification Guide 2023, reconciliation).
FOUR_EYES: Final = frozenset({"dna", "print", "remains"})
_EYES: Final = 2
#: What may be said of two records.
JUDGEMENTS = frozenset({StatementAct.SAME, StatementAct.DIFFERENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """What somebody says of two records, for which case file, and why."""

    record: RecordId
    other: RecordId
    same: bool
    case: CaseId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """Which judgement somebody takes back, seen from which record, for which case file, and why."""

    record: RecordId
    statement: StatementId
    case: CaseId
    reason: str


def judge(office: Office, actor: Account, judging: Judging) -> Statement:
    """State that two records are about the same, or that they are not; both are read for it, which is logged.

    Of profiles, prints and remains two people say it; one alone has proposed it.

    Raises:
        NotAllowedError: the person may not judge, or does not work in the case file, or said it already where somebody
            else must (four eyes).
        NotLawfulError: one of them may not be read for the case file's purpose.
        NotFoundError: there is no such record, or it was erased.
        ConflictError: they are versions of one thing, or of different kinds, or that was said already.
        ParseError: there is no reason.
    """
    require(actor, Right.CONFIRM)
    text(2000)(judging.reason, "reason")

    def work(tx: Transaction) -> Statement:
        one, file = _read(office, tx, actor, judging.record, judging.case)
        other, _ = _read(office, tx, actor, judging.other, judging.case)
        _check_pair(one, other)
        act = StatementAct.SAME if judging.same else StatementAct.DIFFERENT
        about = frozenset({one.lineage, other.lineage})
        said = [made for made in judgements_of(office, tx, one) if made.act is act and made.about == about]
        _check_said(said, actor, one.kind)
        return state(office, tx, actor, Said(act=act, about=about, reason=judging.reason), file)

    return office.store.write(work)


def undo(office: Office, actor: Account, undoing: Undoing) -> Statement:
    """Take a judgement of this node back; that it was made stays on record.

    Raises:
        NotAllowedError: the person may not judge, or does not work in the case file.
        NotLawfulError: the record may not be read for the case file's purpose.
        NotFoundError: there is no such record, or no such judgement about it that stands.
        ParseError: there is no reason.
    """
    require(actor, Right.CONFIRM)
    text(2000)(undoing.reason, "reason")

    def work(tx: Transaction) -> Statement:
        record, file = _read(office, tx, actor, undoing.record, undoing.case)
        made = next((one for one in judgements_of(office, tx, record) if one.id == undoing.statement), None)
        if made is None:
            raise NotFoundError(f"no judgement {undoing.statement} of this node about the record")
        said = Said(act=StatementAct.UNDO, about=made.about, reason=undoing.reason, undoes=made.id)
        return state(office, tx, actor, said, file)

    return office.store.write(work)


def judgements_of(office: Office, tx: Transaction, record: Record) -> tuple[Statement, ...]:
    """Return the judgements of this node about a thing that nobody took back, oldest first."""
    made = standing(tx.statements.about(record.lineage))
    return tuple(one for one in made if one.act in JUDGEMENTS and one.issuer == office.me)


def established(kind: str, judgements: Iterable[Statement]) -> frozenset[frozenset[str]]:
    """Return the pairs of which a judgement of sameness counts: where two people say it, two of one agency did.

    Args:
        kind: of the records.
        judgements: that stand, of any agency.
    """
    people = defaultdict[tuple[NodeId, frozenset[str]], set[AccountId]](set)
    for made in judgements:
        if made.act is StatementAct.SAME:
            people[made.issuer, made.about].add(made.by)
    least = _EYES if kind in FOUR_EYES else 1
    return frozenset(about for (_, about), said in people.items() if len(said) >= least)


def _check_said(said: Sequence[Statement], actor: Account, kind: str) -> None:
    """Refuse what was said already; of some kinds a second person is to say it too."""
    if kind in FOUR_EYES and len(said) < _EYES:
        if any(made.by == actor.id for made in said):
            raise NotAllowedError(f"{actor.name} said so already: somebody else must verify it (four eyes)")
        return
    if said:
        raise ConflictError("that was said already, and stands")


def _read(office: Office, tx: Transaction, actor: Account, record: RecordId, case: CaseId) -> tuple[Record, CaseFile]:
    stored, file = read_in_case(office, tx, actor, record, case)
    if stored.record is None:
        raise NotFoundError(f"the record {record} was erased")
    return stored.record, file


def _check_pair(one: Record, other: Record) -> None:
    if one.lineage == other.lineage:
        raise ConflictError("these are versions of one thing")
    if one.kind != other.kind:
        raise ConflictError(f"one is a {one.kind}, the other a {other.kind}")
