"""The body of a letter by which the asker changes how long its question stays: longer, or no more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from egnatia.model.identity import QuestionId, parse_question_id
from egnatia.model.instant import format_instant, parse_instant
from egnatia.model.reading import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """How long a question stays from now on. Letters may overtake each other: the later end of two counts."""

    question: QuestionId
    until: datetime | None  #: None: it ends now, for good.


def plain_term(term: Term) -> dict[str, Any]:
    """Write a term as the body of a letter."""
    return {"question": term.question, **({"until": format_instant(term.until)} if term.until else {})}


def parse_term(value: object, path: str = "") -> Term:
    """Read a term strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    term = Term(
        question=fields.take("question", parse_question_id),
        until=fields.take_optional("until", parse_instant),
    )
    fields.finish()
    return term
