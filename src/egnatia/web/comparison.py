"""A comparison at the desk: what was asked beside what is on record, property by property, and why each met.

The answering side sees it before it confirms; the asking side sees the same of a record that it was given.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from egnatia.law.errors import UnknownChannel
from egnatia.match.engines import engine_by
from egnatia.match.scores import Evidence
from egnatia.model.kinds import KINDS, Kind
from egnatia.model.question import Question
from egnatia.model.record import Record
from egnatia.model.values import ValueType
from egnatia.web.shell import Visit

Properties = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One property of the question beside the same of the record."""

    label: str
    asked: Sequence[str]
    found: Sequence[str]
    why: Sequence[str]
    coded: bool = False  #: The values are words of a list, said in the reader's language.
    of_country: bool = False  #: They are codes of countries.


def lines_of(kind: Kind, asked: Properties, found: Properties, why: Mapping[str, Sequence[str]]) -> list[Line]:
    """Set question and record side by side.

    Args:
        kind: of the record.
        asked: properties of the question.
        found: properties of the record.
        why: words on why they met, by property.
    """
    return [
        Line(
            label=definition.label,
            asked=asked.get(name, ()),
            found=found.get(name, ()),
            why=why.get(name, ()),
            coded=bool(definition.codes),
            of_country=definition.type is ValueType.COUNTRY,
        )
        for name, definition in kind.properties.items()
        if name in {*asked, *found}
    ]


def reasons(visit: Visit, evidence: Iterable[tuple[str, str, str, str]]) -> Mapping[str, Sequence[str]]:
    """Say in the reader's language why properties met.

    Args:
        visit: of the reader.
        evidence: property, what was asked, what was found, and why it counts.
    """
    why: dict[str, list[str]] = {}
    for name, asked, found, words in evidence:
        why.setdefault(name, []).append(f"{asked} · {found}: {visit.display.explain(words)}")
    return why


def beside_question(visit: Visit, question: Question, record: Record) -> list[Line]:
    """Compare a record that a partner gave with the question that it answers, as the partner's expert did.

    Args:
        visit: of the reader.
        question: of ours; none of its words may be left.
        record: what was given in answer.
    """
    kind, engine = KINDS[record.kind], visit.office.engines.get(record.kind)
    if engine is None or record.kind != question.kind or not question.properties:
        return []
    try:
        channel = visit.office.law.channel(question.instrument, question.kind)
    except UnknownChannel:
        return []
    score = engine_by(engine, channel.rules).score(kind, question.properties, record.properties, exact=channel.exact)
    return lines_of(kind, question.properties, record.properties, reasons(visit, map(_told, score.evidence)))


def _told(item: Evidence) -> tuple[str, str, str, str]:
    return item.property, item.asked, item.found, item.why
