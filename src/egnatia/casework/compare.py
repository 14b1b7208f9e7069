"""Comparing: a person of the answering side sees question and own record side by side, and why the engine matched."""

from dataclasses import dataclass
from typing import Final

from egnatia.casework.confirm import find_matter
from egnatia.casework.errors import ConflictError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import ANSWERING, require_any
from egnatia.casework.rows import Account, AnswerRow, QuestionRow
from egnatia.casework.trail import Note, combined, entry
from egnatia.law.errors import UnknownChannel
from egnatia.ledger.entry import Act
from egnatia.match.dna.weight import Weight, weigh
from egnatia.model.identity import Reference
from egnatia.model.question import Question
from egnatia.model.record import Record

#: The kind whose hits are weighed by the frequencies of alleles.
DNA: Final = "dna"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A hit, the question, and the record behind it; None once that was erased."""

    hit: AnswerRow
    asked: QuestionRow
    record: Record | None
    weight: Weight | None = None  #: Of a hit on DNA: what it is worth.


def compare(office: Office, actor: Account, reference: Reference) -> Comparison:
    """Show a hit of a partner's question beside our record; that it was seen is logged.

    Raises:
        NotAllowedError: the person neither answers, confirms nor releases, or not for the purpose of the question.
        NotFoundError: there is no such hit.
        ConflictError: the hit is the partner's, who alone has the record.
    """
    require_any(actor, ANSWERING)

    def work(tx: Transaction) -> Comparison:
        matter = find_matter(tx, reference)
        if not matter.asked.received:
            raise ConflictError("the record behind this hit is the partner's")
        require_any(actor, ANSWERING, matter.asked.question.purpose)
        stored = tx.records.get(matter.hit.record) if matter.hit.record else None
        record = stored.record if stored else None
        note = _note(actor, matter.hit, matter.asked)
        tx.ledger.append([entry(office, note), *([combined(office, note)] if record else [])])
        weight = _weight(office, tx, matter.asked, record)
        return Comparison(hit=matter.hit, asked=matter.asked, record=record, weight=weight)

    return office.store.write(work)


def rules_of(office: Office, question: Question) -> str:
    """Return by which rule set the question's instrument has profiles compared; empty: its row names none."""
    try:
        return office.law.channel(question.instrument, question.kind).rules
    except UnknownChannel:
        return ""


def _weight(office: Office, tx: Transaction, asked: QuestionRow, record: Record | None) -> Weight | None:
    if record is None or record.kind != DNA:
        return None
    searched = tx.numbered.count(DNA)
    rules = rules_of(office, asked.question)
    return weigh(office.populations, asked.question.properties, record.properties, searched, rules)


def _note(actor: Account, hit: AnswerRow, asked: QuestionRow) -> Note:
    return Note(
        act=Act.CONSULTATION,
        by=actor.id,
        about=(hit.reference, asked.question.id, *((hit.record,) if hit.record else ())),
        purpose=asked.question.purpose,
        case=asked.question.case_file,
    )
