"""Two records side by side, as whoever decides whether they are about the same reads them."""

from dataclasses import dataclass

from egnatia.casework.collect import read_in_case
from egnatia.casework.errors import ConflictError, NotFoundError
from egnatia.casework.judge import JUDGEMENTS
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Account, CaseFile
from egnatia.casework.trail import Note, combined
from egnatia.ledger.entry import Act
from egnatia.match.scores import Score
from egnatia.model.identity import CaseId, RecordId
from egnatia.model.kinds import KINDS
from egnatia.model.record import Record
from egnatia.model.statement import Statement, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class SetBeside:
    """Two records as a person sees them side by side."""

    file: CaseFile
    one: Record
    other: Record
    score: Score
    judged: tuple[Statement, ...]  #: Judgements about the two that stand, of any agency.


def set_beside(office: Office, actor: Account, case: CaseId, records: tuple[RecordId, RecordId]) -> SetBeside:
    """Read two records side by side for a case file, with what makes them alike; both readings are logged.

    Raises:
        NotAllowedError: the person may not read records, or does not work in the case file.
        NotLawfulError: one of them may not be read for the case file's purpose.
        NotFoundError: one of them is not here, or was erased.
        ConflictError: they are of different kinds, or of one that no engine compares.
    """

    def work(tx: Transaction) -> SetBeside:
        (first, file), (second, _) = (read_in_case(office, tx, actor, record, case) for record in records)
        one, other = first.record, second.record
        if one is None or other is None:
            raise NotFoundError("one of the two records was erased")
        if one.kind != other.kind or one.kind not in office.engines:
            raise ConflictError(f"a {one.kind} and a {other.kind} are not compared")
        note = Note(act=Act.CONSULTATION, by=actor.id, about=records, purpose=file.purpose, case=file.id)
        tx.ledger.append([combined(office, note)])
        score = office.engines[one.kind].score(KINDS[one.kind], one.properties, other.properties, exact=False)
        about = {one.lineage, other.lineage}
        judged = [made for made in standing(tx.statements.about(one.lineage)) if made.act in JUDGEMENTS]
        return SetBeside(
            file=file, one=one, other=other, score=score, judged=tuple(made for made in judged if made.about == about)
        )

    return office.store.write(work)
