"""Data at once: what the instrument's automatic reply contains crosses as a partial view, as what people release does.

So its caveat travels with it, both sides know who holds it, and retention, correction, recall and the letter to the
person concerned reach it (ADR 0085).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from types import MappingProxyType

from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import AnswerRow, Holding
from egnatia.exchange.states import HitState
from egnatia.law.channels import Channel
from egnatia.match.scores import Score
from egnatia.model.answer import Hit
from egnatia.model.extent import LARGEST
from egnatia.model.identity import LineageId, Reference
from egnatia.model.kinds import carried
from egnatia.model.question import Question
from egnatia.model.record import Record, canonical_form, partial_view


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A hit as it is drawn up: what is kept of it, and the view that goes with it."""

    row: AnswerRow
    view: Record | None  #: None: the instrument's automatic reply is a reference.

    @property
    def hit(self) -> Hit:
        """The hit as it travels."""
        row = self.row
        return Hit(reference=row.reference, quality=row.quality, kind=row.kind, record=self.view)


def draw_hit(office: Office, question: Question, channel: Channel, record: Record, score: Score) -> Drawn:
    """Tie a fresh reference to a record, with the evidence for our own expert, and what of it is given at once.

    Raises:
        ValueError: the score is of no quality class, so that it is no hit.
    """
    if score.quality is None:
        raise ValueError("a score without a quality class is no hit")
    view = _view(office, channel, record)
    row = AnswerRow(
        question=question.id,
        reference=Reference(office.randomness.hex128()),
        partner=question.asker,
        quality=score.quality,
        kind=record.kind,
        instrument=channel.instrument,
        view=view.id if view else None,
        state=HitState.OPEN,
        at=office.clock.now(),
        record=record.id,
        evidence=tuple(
            {
                "property": item.property,
                "asked": item.asked,
                "found": item.found,
                "score": f"{item.score:.3f}",
                "why": item.why,
            }
            for item in score.evidence
        ),
    )
    return Drawn(row=row, view=view)


def disclosed(channel: Channel, record: Record) -> Mapping[str, tuple[str, ...]]:
    """Return what of a record the instrument's automatic reply contains, and the subject's role lets be given."""
    given = carried(record.definition, record.properties, record.caveat.role)
    return MappingProxyType({name: values for name, values in given.items() if name in channel.reply})


def _view(office: Office, channel: Channel, record: Record) -> Record | None:
    names = frozenset(disclosed(channel, record))
    if not names:
        return None
    return partial_view(
        record,
        names,
        lineage=LineageId(office.randomness.hex128()),
        recorded_at=office.clock.now(),
        salt=office.randomness.hex128(),
    )


def letter_full(drawn: Sequence[Drawn]) -> tuple[Drawn, ...]:
    """Return the best hits that one letter holds; only where automatic replies are very full is the rest left out."""
    if len(drawn) <= 1:
        return tuple(drawn)
    sizes = accumulate(len(canonical_form(one.view)) if one.view else 0 for one in drawn)
    return tuple(one for one, size in zip(drawn, sizes, strict=True) if size <= LARGEST) or tuple(drawn[:1])


def note_given(tx: Transaction, drawn: Iterable[Drawn]) -> None:
    """Keep hits with the views that go with them, and who holds these from now on."""
    drawn = tuple(drawn)
    given = [(one.row, one.view) for one in drawn if one.view]
    if given:
        tx.records.add([(view, frozenset()) for _, view in given], received_from=None)
    tx.answers.add([one.row for one in drawn])
    for row, view in given:
        tx.holdings.add(Holding(record=view.id, holder=row.partner, given_at=row.at, statement=row.question))


def given_again(tx: Transaction, row: AnswerRow) -> Hit:
    """Return a hit as it travelled; what was erased or taken back since does not travel again."""
    recalled = any(held.recall for held in tx.holdings.of(row.view)) if row.view else False
    stored = tx.records.get(row.view) if row.view and not recalled else None
    return Drawn(row=row, view=stored.record if stored else None).hit


def subjects_of(drawn: Iterable[Drawn]) -> tuple[str, ...]:
    """Return what the log's entry names of hits: references, own records, and the views that were made of them."""
    rows = [one.row for one in drawn]
    ids = (*(row.reference for row in rows), *(row.record for row in rows), *(row.view for row in rows))
    return tuple(found for found in ids if found)
