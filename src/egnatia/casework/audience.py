"""Who will see a record if it is released or passed on: every node, and whom of each, and why; before anybody decides.

Nothing is given, and nothing of what the record says is shown: names of properties, nodes and accounts only. Whom a
partner seats in its case file, only the partner knows; what it may do with the record, the caveat binds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from egnatia.casework.confirm import Matter, find_matter
from egnatia.casework.consent import check_recipient, open_request
from egnatia.casework.errors import ConflictError, NotFoundError
from egnatia.casework.foureyes import made_here
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.received import find_received
from egnatia.casework.release import names_given
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.exchange.passages import passage_of
from egnatia.exchange.states import HitState
from egnatia.model.caveat import Handling
from egnatia.model.identity import NodeId, Reference, StatementId
from egnatia.model.passage import Passage
from egnatia.model.record import Record
from egnatia.model.statement import StatementAct, standing

_SETTLED = frozenset({HitState.REJECTED, HitState.RELEASED, HitState.WITHHELD})


class Sight(StrEnum):
    """What somebody will see."""

    RECORD = "record"  #: What is given, as it is given.
    LOG = "log"  #: That it was given: ids and times, nothing of what it says.
    NOTICE = "notice"  #: That it was given, to whom and why; nothing of what it says.
    ON_CONSENT = "on_consent"  #: Nothing, unless we consent to each.
    ON_THEIR_CONSENT = "on_their_consent"  #: Nothing, unless its originator consents to each.


class Because(StrEnum):
    """Why somebody will see it, or will not."""

    ASKED = "asked"  #: Whoever works in the case file in which it was asked, for its purpose.
    CONFIRMED = "confirmed"  #: Compared and confirmed the hit here, with our record in view.
    APPROVED = "approved"  #: Approved the release here.
    PASSED_ON = "passed_on"  #: Whoever works there for the purpose for which it is passed on.
    HOLDER = "holder"  #: Has it already, and asks to pass it on.
    ORIGINATOR = "originator"  #: It is theirs: a recall must find it.
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
    """Who will see what of a record if it is given now."""

    partner: NodeId
    kind: str  #: Of the record.
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
            kind=stored.record.kind,
            properties=tuple(name for name in stored.record.properties if name in names),
            kept_back=tuple(name for name in stored.record.properties if name not in names),
            viewers=tuple(_viewers(office, tx, matter, stored.record)),
        )

    return office.store.read(work)


def _viewers(office: Office, tx: Transaction, matter: Matter, record: Record) -> Iterator[Viewer]:
    partner = matter.hit.partner
    yield Viewer(node=partner, person=None, sight=Sight.RECORD, because=Because.ASKED)
    made = made_here(office, tx, matter.hit.reference)
    behind = [(made.confirmed, Because.CONFIRMED), *((found, Because.APPROVED) for found in made.released)]
    for statement, because in behind:
        account = tx.accounts.get(statement.by) if statement else None
        if account:
            yield Viewer(node=office.me, person=account.name, sight=Sight.RECORD, because=because)
    yield from _wherever(record, partner, (partner, office.me), Sight.ON_CONSENT)


def _wherever(record: Record, partner: NodeId, logs: Iterable[NodeId], consented: Sight) -> Iterator[Viewer]:
    """Name who sees what of anything that is given: oversight where it is logged, third parties, courts."""
    for node in logs:
        yield Viewer(node=node, person=None, sight=Sight.LOG, because=Because.OVERSIGHT)
    yield Viewer(node=None, person=None, sight=consented, because=Because.ONWARD)
    court = consented if Handling.NOT_IN_COURT in record.caveat.handling else Sight.RECORD
    yield Viewer(node=partner, person=None, sight=court, because=Because.COURT)


def audience_of_forward(office: Office, actor: Account, passage: Passage) -> Audience:
    """Say who will see a received record if it is passed on; it goes as it was given, whole.

    Args:
        office: of this node.
        actor: who would pass it on.
        passage: which record to whom, for what.

    Raises:
        NotAllowedError: the person may not release, or not for this purpose.
        NotFoundError: there is no such record or recipient, or the record was erased.
        ConflictError: it is an own record, or its originator's.
    """
    require(actor, Right.RELEASE, passage.purpose)

    def work(tx: Transaction) -> Audience:
        record = find_received(tx, passage.record).record
        check_recipient(office, record, passage.recipient)
        return Audience(
            partner=passage.recipient,
            kind=record.kind,
            properties=tuple(record.properties),
            kept_back=(),
            viewers=tuple(_viewers_of_forward(office, tx, passage, record)),
        )

    return office.store.read(work)


def _viewers_of_forward(office: Office, tx: Transaction, passage: Passage, record: Record) -> Iterator[Viewer]:
    partner, me = passage.recipient, office.me
    yield Viewer(node=partner, person=None, sight=Sight.RECORD, because=Because.PASSED_ON)
    made = (one for one in standing(tx.statements.about(passage.matter)) if one.issuer == me)
    for by in dict.fromkeys(one.by for one in made if one.act is StatementAct.FORWARD):
        if account := tx.accounts.get(by):
            yield Viewer(node=me, person=account.name, sight=Sight.RECORD, because=Because.APPROVED)
    yield Viewer(node=record.issuer, person=None, sight=Sight.NOTICE, because=Because.ORIGINATOR)
    yield from _wherever(record, partner, (partner, me, record.issuer), Sight.ON_THEIR_CONSENT)


def audience_of_consent(office: Office, actor: Account, request: StatementId) -> Audience:
    """Say who will see a record of ours if we consent to what a holder asks.

    Args:
        office: of this node, the originator.
        actor: who would decide.
        request: of the holder.

    Raises:
        NotAllowedError: the person may not release, or not for this purpose.
        NotFoundError: no such request of a partner came here, or the record was erased.
        ConflictError: the request was decided on before.
    """
    require(actor, Right.RELEASE)

    def work(tx: Transaction) -> Audience:
        asked = open_request(office, tx, request)
        passage = passage_of(asked)
        require(actor, Right.RELEASE, passage.purpose)
        stored = tx.records.get(passage.record)
        if stored is None or stored.record is None:
            raise NotFoundError("the record was erased here: there is nothing to consent to")
        record, recipient, holder = stored.record, passage.recipient, asked.issuer
        return Audience(
            partner=recipient,
            kind=record.kind,
            properties=tuple(record.properties),
            kept_back=(),
            viewers=(
                Viewer(node=recipient, person=None, sight=Sight.RECORD, because=Because.PASSED_ON),
                Viewer(node=holder, person=None, sight=Sight.RECORD, because=Because.HOLDER),
                *_wherever(record, recipient, (recipient, holder, office.me), Sight.ON_CONSENT),
            ),
        )

    return office.store.read(work)
