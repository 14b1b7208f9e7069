"""The genotypes behind an identification, read again from the records that its report names.

The report itself has none: what an erasure takes from the register, it takes from every report that is printed later.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from egnatia.casework.casefiles import reading_in
from egnatia.casework.collect import check_use
from egnatia.casework.errors import NotLawfulError
from egnatia.casework.identify.board import Proposal
from egnatia.casework.identify.together import read_together
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, CaseFile
from egnatia.casework.trail import Note, combined, entry
from egnatia.ledger.entry import Act
from egnatia.match.dna.profile import Pair
from egnatia.model.identity import CaseId, RecordId
from egnatia.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Somebody whose profile an identification rests on."""

    name: str
    relation: str  #: To the missing person; remains: the victim.
    loci: Mapping[str, Pair]
    gone: int  #: Profiles that were erased since, or may no longer be read.


def read_genotypes(office: Office, actor: Account, case: CaseId, proposal: Proposal) -> tuple[Typed, ...]:
    """Return the genotypes that were compared, the victim's first; that they were read is logged.

    Raises:
        NotAllowedError: the person may not read records, or does not work in the case file.
        NotFoundError: there is no such case file.
    """
    require(actor, Right.CONSULT)

    def work(tx: Transaction) -> tuple[Typed, ...]:
        file = reading_in(tx, actor, case)
        require(actor, Right.CONSULT, file.purpose)
        told = proposal.report.get("profiles", ())
        read = [(one, _records(office, tx, file, one)) for one in told]
        _log(office, tx, (actor, file), [record for _, found in read for record in found])
        return tuple(_typed(one, found) for one, found in read)

    return office.store.write(work)


def _records(office: Office, tx: Transaction, file: CaseFile, told: Mapping[str, Any]) -> list[Record]:
    """Return the records of somebody's profile that are still there and may be read for the case file's purpose."""
    found = []
    for key in told["records"]:
        stored = tx.records.get(RecordId(key))
        if stored is None or stored.record is None or stored.hidden:
            continue
        try:
            check_use(stored, file.purpose, office.clock.now().date())
        except NotLawfulError:
            continue
        found.append(stored.record)
    return found


def _typed(told: Mapping[str, Any], found: list[Record]) -> Typed:
    gone = len(told["records"]) - len(found)
    return Typed(name=told["name"], relation=told["relation"], loci=read_together(found).loci, gone=gone)


def _log(office: Office, tx: Transaction, who: tuple[Account, CaseFile], found: list[Record]) -> None:
    if found:
        actor, file = who
        about = tuple(dict.fromkeys(one.id for one in found))
        note = Note(act=Act.CONSULTATION, by=actor.id, about=about, purpose=file.purpose, case=file.id,
                    detail={"what": "identification"})  # fmt: skip
        several = len({one.issuer for one in found}) > 1
        tx.ledger.append([entry(office, note), *([combined(office, note)] if several else [])])
