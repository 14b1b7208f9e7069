"""What was asked, here and by partners, and the hits of each question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from egnatia.casework.casefiles import working_in, works_in
from egnatia.casework.collect import check_use
from egnatia.casework.compare import DNA, rules_of
from egnatia.casework.erase import versions_of
from egnatia.casework.errors import NotFoundError, NotLawfulError
from egnatia.casework.office import Office
from egnatia.casework.page import MOST, USUAL, Page, Sought
from egnatia.casework.ports import Transaction
from egnatia.casework.restricted import is_unread
from egnatia.casework.rights import ANSWERING, Right, require, require_any
from egnatia.casework.rows import Account, AnswerRow, QuestionRow, StoredRecord
from egnatia.casework.trail import Note, entry
from egnatia.ledger.entry import Act
from egnatia.match.dna.weight import Weight, weigh
from egnatia.model.answer import Quality
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId, QuestionId, RecordId, Reference
from egnatia.model.lineage import assemble
from egnatia.model.record import Record

#: How many acts on one hit are looked through; there are few.
_ACTS = 100

#: For so many profiles chance hits are counted where it is not known how many a partner has.
_A_MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which questions somebody wants to see."""

    received: bool  #: Those of partners; else those asked here in case files in which the person works.
    waiting: bool  #: Those that wait for a person, the oldest first; else all others, the newest first.
    partner: NodeId | None = None  #: Who asked, or was asked.
    kind: str | None = None
    beyond: int | None = None  #: `next` of the page before.
    limit: int = USUAL


def list_waiting(office: Office, actor: Account, *, received: bool) -> tuple[QuestionRow, ...]:
    """Return all questions that wait for a person, the oldest first.

    Raises:
        NotAllowedError: as for `page_questions`.
    """
    wanted = Wanted(received=received, waiting=True, limit=MOST)
    page = page_questions(office, actor, wanted)
    waiting = page.rows
    while page.next is not None:
        page = page_questions(office, actor, replace(wanted, beyond=page.next))
        waiting += page.rows
    return waiting


def page_questions(office: Office, actor: Account, wanted: Wanted) -> Page[QuestionRow]:
    """Return a page of questions. Those for a purpose for which the account is not meant are left out.

    What waits for a person is a list of its own, so that it does not vanish behind what the node answered by itself.

    Raises:
        NotAllowedError: the person may not read records; or, of partners' questions, neither answers nor releases.
        ParseError: so many rows are on no page.
    """
    if wanted.received:
        require_any(actor, ANSWERING)
    else:
        require(actor, Right.CONSULT)
    if not 1 <= wanted.limit <= MOST:
        raise ParseError("limit", f"a page has 1 to {MOST} rows")

    def work(tx: Transaction) -> Page[QuestionRow]:
        mine = None if wanted.received else frozenset(file.id for file in tx.case_files.list() if works_in(actor, file))
        sought = Sought(
            received=wanted.received,
            waiting=wanted.waiting,
            purposes=actor.purposes,
            case_files=mine,
            partner=wanted.partner,
            kind=wanted.kind,
            beyond=wanted.beyond,
            limit=wanted.limit,
        )
        return tx.questions.page(sought)

    return office.store.read(work)


def find_question(office: Office, actor: Account, question: QuestionId) -> QuestionRow:
    """Return one question: a partner's, for those who answer, or one asked in a case file in which the person works.

    Raises:
        NotAllowedError: the person may not see partners' questions, or does not work in the case file, or the account
            is not meant for the purpose.
        NotFoundError: there is no such question.
    """

    def work(tx: Transaction) -> QuestionRow:
        row = tx.questions.get(question)
        if row is None:
            raise NotFoundError(f"no question {question}")
        if row.received:
            require_any(actor, ANSWERING, row.question.purpose)
        else:
            require(actor, Right.CONSULT, row.question.purpose)
            working_in(tx, actor, row.question.case_file)
        return row

    return office.store.read(work)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedHit:
    """A hit as a person may know it."""

    question: QuestionId
    reference: Reference
    partner: NodeId
    quality: Quality
    kind: str
    instrument: str
    state: str
    at: datetime
    record: RecordId | None  #: Ours: the own record. A partner's: what it gave, at once or later; maybe a tombstone.
    given: Record | None  #: What the partner's machine gave at once, with its caveat; None: nothing, or gone since.
    evidence: tuple[Mapping[str, str], ...]
    weight: Weight | None = None  #: Of a partner's hit on DNA: what it is worth, for the expert who confirms here.

    @property
    def properties(self) -> Mapping[str, tuple[str, ...]]:
        """What a machine gave at once; often nothing."""
        return self.given.properties if self.given else {}


def list_hits(office: Office, actor: Account, question: QuestionId) -> tuple[ListedHit, ...]:
    """Return the hits of one question; whoever reads data in them is logged. Our own records are shown by `compare`.

    A hit of ours names the own record; a hit of a partner names the record that the partner gave, if it did, or
    has as its evidence the ground on which it is withheld. What was given at once is read as any received record is:
    for what its caveat allows, and as long as it may be kept.

    Raises:
        NotAllowedError: the person may not read records, or does not work in the asking case file.
        NotFoundError: there is no such question.
    """
    require_any(actor, ANSWERING | {Right.CONSULT})

    def work(tx: Transaction) -> tuple[ListedHit, ...]:
        row = tx.questions.get(question)
        if row is None:
            raise NotFoundError(f"no question {question}")
        hits = tx.answers.of(question)
        if row.received:
            require_any(actor, ANSWERING, row.question.purpose)
            return tuple(_listed(hit, hit.record) for hit in hits)
        working_in(tx, actor, row.question.case_file)
        require_any(actor, ANSWERING | {Right.CONSULT}, row.question.purpose)
        reader = _Reader(actor=actor, me=office.me, today=office.clock.now().date())
        listed = tuple(
            _weighed(
                office,
                row,
                replace(_listed(hit, _record(tx, hit)), given=_given(tx, reader, hit, row), evidence=_ground(tx, hit)),
            )
            for hit in hits
        )
        if any(hit.given for hit in listed):
            tx.ledger.append([entry(office, _note(actor, row, listed))])
        return listed

    return office.store.write(work)


def _weighed(office: Office, row: QuestionRow, hit: ListedHit) -> ListedHit:
    """Add what a hit on DNA is worth; how many profiles the partner has is not known here."""
    if hit.given is None or hit.kind != DNA:
        return hit
    asked, rules = row.question.properties, rules_of(office, row.question)
    return replace(hit, weight=weigh(office.populations, asked, hit.properties, _A_MILLION, rules))


def _listed(hit: AnswerRow, record: RecordId | None) -> ListedHit:
    return ListedHit(
        question=hit.question,
        reference=hit.reference,
        partner=hit.partner,
        quality=hit.quality,
        kind=hit.kind,
        instrument=hit.instrument,
        state=hit.state,
        at=hit.at,
        record=record,
        given=None,
        evidence=(),
    )


def _note(actor: Account, row: QuestionRow, hits: Sequence[ListedHit]) -> Note:
    given = (hit.given.id for hit in hits if hit.given)
    return Note(
        act=Act.CONSULTATION,
        by=actor.id,
        about=(row.question.id, *(hit.reference for hit in hits), *given),
        purpose=row.question.purpose,
        case=row.question.case_file,
    )


def _record(tx: Transaction, hit: AnswerRow) -> RecordId | None:
    """Return what a partner gave: at once, or released later."""
    stored = tx.records.get(hit.view) if hit.view else None
    return _newest(tx, stored) if stored else _released(tx, hit)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Who reads, where and when."""

    actor: Account
    me: NodeId
    today: date


def _given(tx: Transaction, reader: _Reader, hit: AnswerRow, row: QuestionRow) -> Record | None:
    """Return what a machine gave at once, as it was corrected since, as far as the question's purpose allows.

    Nothing where the partner restricted its use since, in words that the reader has not acknowledged.
    """
    known = tx.records.get(hit.view) if hit.view else None
    stored = tx.records.get(_newest(tx, known)) if known else None
    if stored is None or stored.record is None:
        return None
    try:
        check_use(stored, row.question.purpose, reader.today)
    except NotLawfulError:
        return None
    return None if is_unread(tx, reader.actor, reader.me, stored.record) else stored.record


def _ground(tx: Transaction, hit: AnswerRow) -> tuple[Mapping[str, str], ...]:
    """Return the ground that a partner named for not giving the record, which the log keeps."""
    told = (lodged.entry.detail for lodged in tx.ledger.trail(hit.reference, _ACTS))
    return tuple({"ground": detail["ground"]} for detail in told if "ground" in detail)


def _released(tx: Transaction, hit: AnswerRow) -> RecordId | None:
    """Return the record that a partner released after a hit, which the log names, as it was corrected since."""
    for lodged in tx.ledger.trail(hit.reference, _ACTS):
        if lodged.entry.act is Act.COLLECTION:
            known = (RecordId(subject) for subject in lodged.entry.about)
            return next((_newest(tx, stored) for subject in known if (stored := tx.records.get(subject))), None)
    return None


def _newest(tx: Transaction, stored: StoredRecord) -> RecordId:
    """Return the version that stands of what a partner gave; of what was erased, the tombstone."""
    if stored.record is None:
        return stored.id
    return assemble(versions_of(tx, stored.record)).heads[-1].id
