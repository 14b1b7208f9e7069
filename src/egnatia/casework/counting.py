"""Counting differently worded questions about one subject, on either side (ADR 0083).

Answering, a subject is one of our own records: a partner's wordings that hit it or came near it are counted. Asking, it
is whoever questions near each other are about: those of one officer, of one case file, and of the whole node. A count
depends on the set of wordings within the time, not on their order; the same words again are the same wording.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.probes import Probe
from egnatia.casework.rows import QuestionRow
from egnatia.casework.wording import are_near, is_tried, subjects_of, wording_about, wording_of
from egnatia.model import canonical
from egnatia.model.identity import AccountId, CaseId, QuestionId, RecordId
from egnatia.model.kinds import KINDS
from egnatia.model.question import Question
from egnatia.model.record import Record

#: Under this subject the log's index has all counts that oversight is shown.
REPEATS: Final = canonical.digest("altered repeats")
#: Records that one question is counted for, the nearest first; and questions that are compared with a new one.
_RECORDS: Final = 20
_QUESTIONS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """How often a partner has asked about each record that its question came near, this time included."""

    probes: tuple[Probe, ...] = ()  #: What is to be counted.
    wordings: Mapping[RecordId, int] = field(default_factory=dict)
    noticed: frozenset[RecordId] = frozenset()  #: Of which oversight is shown the count.
    stopped: frozenset[RecordId] = frozenset()  #: Of which the partner is told nothing more.


def count_answered(office: Office, tx: Transaction, question: Question, records: Sequence[Record]) -> Answered:
    """Count a partner's question for the own records that it hits or comes near.

    A wording that was let pass is let pass again; one that was stopped is not counted, and stays stopped.

    Args:
        office: of the answering node.
        tx: in which the question is accepted.
        question: of a partner.
        records: own ones, the nearest first.
    """
    if not records or not is_tried(KINDS[question.kind], question.properties):
        return Answered()
    now, allowed = office.clock.now(), office.allowance.answered
    known = {}
    mine = {}
    for record in records[:_RECORDS]:
        mine[record.id] = wording_about(record, question.properties)
        known[record.id] = tx.probes.wordings(record.id, question.asker, office.allowance.since(now))
    wordings = {record: len(known[record] | {mine[record]}) for record in mine}
    stopped = {record for record in mine if mine[record] not in known[record] and wordings[record] > allowed}
    probes = (
        Probe(subject=record, by=question.asker, wording=mine[record], at=now) for record in mine.keys() - stopped
    )
    noticed = frozenset(record for record in mine if office.allowance.noticed(allowed, wordings[record]))
    return Answered(
        probes=tuple(probes), wordings=MappingProxyType(wordings), noticed=noticed, stopped=frozenset(stopped)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What somebody here is about to ask, in which case file."""

    by: AccountId
    case: CaseId
    kind: str
    properties: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How often this node has asked about one subject, this time included."""

    wordings: int = 0  #: By the officer or in the case file, whichever is more.
    all_wordings: int = 0  #: By everybody here.
    stopped: bool = False  #: A supervisor must allow it.
    noticed: bool = False  #: Oversight is shown the count.
    again: QuestionId | None = None  #: The question by which these very words are counted already.


def count_asked(office: Office, tx: Transaction, intent: Intent) -> Asked:
    """Count a question that is about to be asked here, with those near it that were asked lately."""
    mine = wording_of(intent.kind, intent.properties)
    near = list(_near(office, tx, intent, mine))
    by_officer = _wordings([row for row in near if row.by == intent.by])
    by_case = _wordings([row for row in near if row.question.case_file == intent.case])
    by_all = _wordings(near)
    allowance = office.allowance
    most = max(len(found | {mine}) for found in (by_officer, by_case))
    everybody = len(by_all | {mine})
    fresh = mine not in by_officer | by_case
    over = most > allowance.asked or (mine not in by_all and everybody > allowance.asked_by_all)
    noticed = allowance.noticed(allowance.asked, most) or allowance.noticed(allowance.asked_by_all, everybody)
    again = next((row.question.id for row in near if _is_again(row, intent, mine)), None)
    return Asked(wordings=most, all_wordings=everybody, stopped=fresh and over, noticed=noticed, again=again)


def _is_again(row: QuestionRow, intent: Intent, mine: str) -> bool:
    """Tell whether the officer asked these very words in this case file before: asked often, they count once."""
    same = row.by == intent.by and row.question.case_file == intent.case
    return same and wording_of(intent.kind, _asked(row)) == mine


def probes_of(office: Office, intent: Intent, question: QuestionId) -> tuple[Probe, ...]:
    """Return what is to be counted of a question that goes out: to several partners, it counts once."""
    subjects = subjects_of(KINDS[intent.kind], intent.properties)
    now = office.clock.now()
    return tuple(Probe(subject=subject, by=office.me, wording=question, at=now) for subject in sorted(subjects))


def _near(office: Office, tx: Transaction, intent: Intent, mine: str) -> Iterator[QuestionRow]:
    """Return the questions near the one that is to be asked; each wording is compared once."""
    judged = {mine: True}
    for row in _lately(office, tx, intent):
        wording = wording_of(intent.kind, _asked(row))
        if wording not in judged:
            judged[wording] = are_near(intent.kind, intent.properties, _asked(row))
        if judged[wording]:
            yield row


def _lately(office: Office, tx: Transaction, intent: Intent) -> Iterator[QuestionRow]:
    """Return the questions of this node that share keys with what is to be asked."""
    subjects = subjects_of(KINDS[intent.kind], intent.properties)
    since = office.allowance.since(office.clock.now())
    for found in tx.probes.sharing(subjects, office.me, since)[:_QUESTIONS] if subjects else ():
        row = tx.questions.get(QuestionId(found))
        if row is not None and row.question.kind == intent.kind:
            yield row


def _wordings(rows: Sequence[QuestionRow]) -> frozenset[str]:
    return frozenset(wording_of(row.question.kind, _asked(row)) for row in rows)


def _asked(row: QuestionRow) -> Mapping[str, tuple[str, ...]]:
    return row.question.properties
