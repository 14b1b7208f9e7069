"""Editing one of our own things in a case file: a new version with other properties, unless somebody was faster.

Two people may edit the same thing. Who is second is told, and neither version is lost: the first stands, and the second
can be sent again once the person has seen it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from egnatia.casework.collect import Draft, draw_up, own_versions, put_version, read_in_case
from egnatia.casework.errors import ConflictError, NotFoundError, OvertakenError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.model.caveat import combine
from egnatia.model.identity import CaseId, RecordId
from egnatia.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """What a thing is to say from now on, by somebody who saw certain versions of it."""

    record: RecordId  #: Any version of the thing.
    case: CaseId
    properties: Mapping[str, tuple[str, ...]]  #: All of them, not only those that change.
    seen: frozenset[RecordId]  #: The versions that stood when the person looked; all are superseded.


def edit(office: Office, actor: Account, editing: Editing) -> Record:
    """Put a new version on record that supersedes what the person saw; its conditions of use stay the strictest.

    Raises:
        NotAllowedError: the person may not add records, or does not work in the case file.
        NotLawfulError: the record may not be read for the case file's purpose.
        NotFoundError: there is no such record, or it was erased.
        OvertakenError: other versions stand now than those that the person saw.
        ConflictError: the thing is another node's, or nothing would change.
        ParseError: the properties are not valid.
    """
    require(actor, Right.COLLECT)

    def work(tx: Transaction) -> Record:
        stored, file = read_in_case(office, tx, actor, editing.record, editing.case)
        if stored.record is None:
            raise NotFoundError("the record was erased")
        heads = own_versions(tx, stored.record.lineage, office.me).heads
        if editing.seen != {head.id for head in heads}:
            raise OvertakenError("somebody else changed this meanwhile: look at what stands now")
        caveat = combine(head.caveat for head in heads)
        drawn = draw_up(office, Draft(kind=stored.record.kind, properties=editing.properties, caveat=caveat))
        if len(heads) == 1 and drawn.properties == heads[0].properties:
            raise ConflictError("nothing was changed")
        return put_version(office, tx, actor, replace(drawn, lineage=stored.record.lineage), file)

    return office.store.write(work)
