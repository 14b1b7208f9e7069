"""Who will see a record if it is released: every node, and whom of each, and why; asked before anybody decides.

Nothing is given, and nothing of what the record says is shown: names of properties, nodes and accounts only. Whom a
partner seats in its case file, only the partner knows; what it may do with the record, the caveat binds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from egnatia.casework.confirm import Matter, find_matter
from egnatia.casework.errors import ConflictError, NotFoundError
from egnatia.casework.foureyes import made_here
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.release import names_given
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.exchange.states import HitState
from egnatia.model.caveat import Handling
from egnatia.model.identity import NodeId, Reference
from egnatia.model.record import Record

_SETTLED = frozenset({HitState.REJECTED, HitState.RELEASED, HitState.WITHHELD})


class Sight(StrEnum):
    """What somebody will see."""

    RECORD = "record"  #: What is given, as it is given.
    LOG = "log"  #: That it was given: ids and times, nothing of what it says.
    ON_CONSENT = "on_consent"  #: Nothing, unless we consent to each.


class Because(StrEnum):
    """Why somebody will see it, or will not."""

    ASKED = "asked"  #: Whoever works in the case file in which it was asked, for its purpose.
    CONFIRMED = "confirmed"  #: Compared and confirmed the hit here, with our record in view.
    APPROVED = "approved"  #: Approved the release here.
    OVERSIGHT = "oversight"  #: Oversight and inspectors of a node read its log.
    ONWARD = "onward"  #: Third parties, to whom the partner would pass it on.
    COURT = "court"  #: Courts of the partner's side.


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """One who will see it, or will not."""

    node: NodeId | None  #: None: whoever it may be.
    person: str | None  #: An account here; None: people of the node whom we do not know by name.
    sight: Sight
    because: Because


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who will see what of a record if it is released now."""

    partner: NodeId
    properties: tuple[str, ...]  #: What is given.
    kept_back: tuple[str, ...]  #: What of the record is not.
    viewers: tuple[Viewer, ...]


def audience_of(office: Office, actor: Account, reference: Reference, wanted: frozenset[str] | None = None) -> Audience:
    """Say who will see the record behind a hit if it is released.

    Args:
        office: of this node.
        actor: who would release.
        reference: of the hit.
        wanted: the properties that would be given; None: all that the role lets be given, but nothing sensitive.

    Raises:
        NotAllowedError: the person may not release.
        NotFoundError: there is no such hit or property, or the record was erased.
        ConflictError: the hit is the partner's, or was released, withheld or rejected before.
    """
    require(actor, Right.RELEASE)

    def work(tx: Transaction) -> Audience:
        matter = find_matter(tx, reference)
        if not matter.asked.received:
            raise ConflictError("the hit is the partner's: they release")
        if HitState(matter.hit.state) in _SETTLED:
            raise ConflictError(f"the hit is {matter.hit.state}: nothing more is given")
        require(actor, Right.RELEASE, matter.asked.question.purpose)
        stored = tx.records.get(matter.hit.record) if matter.hit.record else None
        if stored is None or stored.record is None:
            raise NotFoundError("the record behind the hit was erased")
        names = names_given(stored.record, wanted)
        return Audience(
            partner=matter.hit.partner,
            properties=tuple(name for name in stored.record.properties if name in names),
            kept_back=tuple(name for name in stored.record.properties if name not in names),
            viewers=tuple(_viewers(office, tx, matter, stored.record)),
        )

    return office.store.read(work)


def _viewers(office: Office, tx: Transaction, matter: Matter, record: Record) -> Iterator[Viewer]:
    partner, handling = matter.hit.partner, record.caveat.handling
    yield Viewer(node=partner, person=None, sight=Sight.RECORD, because=Because.ASKED)
    made = made_here(office, tx, matter.hit.reference)
    behind = [(made.confirmed, Because.CONFIRMED), *((found, Because.APPROVED) for found in made.released)]
    for statement, because in behind:
        account = tx.accounts.get(statement.by) if statement else None
        if account:
            yield Viewer(node=office.me, person=account.name, sight=Sight.RECORD, because=because)
    for node in (partner, office.me):
        yield Viewer(node=node, person=None, sight=Sight.LOG, because=Because.OVERSIGHT)
    yield Viewer(node=None, person=None, sight=Sight.ON_CONSENT, because=Because.ONWARD)
    court = Sight.ON_CONSENT if Handling.NOT_IN_COURT in handling else Sight.RECORD
    yield Viewer(node=partner, person=None, sight=court, because=Because.COURT)
