"""The body of a letter by which who keeps two questions that stay tells an asker that another looks for the same."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from egnatia.model.identity import NodeId, QuestionId, parse_node, parse_question_id
from egnatia.model.instant import format_instant, parse_instant
from egnatia.model.reading import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two agencies look for the same. Nothing is said of what either asks: each knows its own question."""

    question: QuestionId  #: Of the one who is told.
    agency: NodeId  #: The other.
    theirs: QuestionId  #: The other's question, by which it finds its own case file.
    until: datetime | None  #: As long as both stay, as it is now. None: one of them has ended.


def plain_overlap(overlap: Overlap) -> dict[str, Any]:
    """Write an overlap as the body of a letter."""
    return {
        "question": overlap.question,
        "agency": overlap.agency,
        "theirs": overlap.theirs,
        **({"until": format_instant(overlap.until)} if overlap.until else {}),
    }


def parse_overlap(value: object, path: str = "") -> Overlap:
    """Read an overlap strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    overlap = Overlap(
        question=fields.take("question", parse_question_id),
        agency=fields.take("agency", parse_node),
        theirs=fields.take("theirs", parse_question_id),
        until=fields.take_optional("until", parse_instant),
    )
    fields.finish()
    return overlap
