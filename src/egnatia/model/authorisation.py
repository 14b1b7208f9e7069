"""An authorisation: a prosecutor or court allows one measure in one matter, for a time."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from egnatia.model.caveat import Purpose
from egnatia.model.errors import ContradictionError
from egnatia.model.identity import StatementId, parse_digest, parse_salt, parse_statement_id
from egnatia.model.reading import Fields, contradictions, member, text
from egnatia.model.values import parse_day


class Measure(StrEnum):
    """What an authorisation allows."""

    ASK = "ask"  #: Questions in a case file, where the law lets nobody ask without.
    FORWARD = "forward"  #: Giving a received record on to a third party, where the law lets nobody do so without.
    RELEASE = "release"  #: Giving the record behind one hit of a partner, where the law lets nobody give it without.


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorisation:
    """Who allowed which measure in which matter, for what purpose, and from when until when.

    It is made by a statement of a prosecutor of the node, or by one that records the decision of an authority outside,
    whose document it then names by its digest.
    """

    measure: Measure
    matter: str  #: What it holds for: a case file's id (ask), a hit's reference (release), a lineage (forward).
    purpose: Purpose
    authority: str  #: The office or court, with the number of its decision.
    document: str | None = None  #: SHA-256 of the decision's document; an authority outside the node is named by it.
    begins: date
    ends: date  #: The last day.

    def __post_init__(self) -> None:
        """Refuse an authorisation that never holds."""
        if self.ends < self.begins:
            raise ContradictionError("ends", "before it begins")

    def covers(self, measure: Measure, matter: str, purpose: Purpose, on: date) -> bool:
        """Tell whether it allows a measure in a matter, for a purpose, on a day."""
        same = (self.measure, self.matter, self.purpose) == (measure, matter, purpose)
        return same and self.begins <= on <= self.ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """An authorisation as a question names it: with the statement by which it was given, which stays at home."""

    statement: StatementId
    authorisation: Authorisation


def plain_authorisation(authorisation: Authorisation) -> dict[str, Any]:
    """Write an authorisation as plain values for canonical JSON."""
    return {
        "measure": authorisation.measure,
        "matter": authorisation.matter,
        "purpose": authorisation.purpose,
        "authority": authorisation.authority,
        **({"document": authorisation.document} if authorisation.document else {}),
        "begins": authorisation.begins.isoformat(),
        "ends": authorisation.ends.isoformat(),
    }


def parse_authorisation(value: object, path: str) -> Authorisation:
    """Read an authorisation strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    authorisation = _take(fields, path)
    fields.finish()
    return authorisation


def plain_invocation(invocation: Invocation) -> dict[str, Any]:
    """Write an authorisation as a question names it."""
    return {"statement": invocation.statement, **plain_authorisation(invocation.authorisation)}


def parse_invocation(value: object, path: str) -> Invocation:
    """Read an authorisation as a question names it.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    invocation = Invocation(statement=fields.take("statement", parse_statement_id), authorisation=_take(fields, path))
    fields.finish()
    return invocation


def _take(fields: Fields, path: str) -> Authorisation:
    with contradictions(path):
        return Authorisation(
            measure=fields.take("measure", member(Measure)),
            matter=fields.take("matter", parse_salt),
            purpose=fields.take("purpose", member(Purpose)),
            authority=fields.take("authority", text(200)),
            document=fields.take_optional("document", parse_digest),
            begins=fields.take("begins", parse_day),
            ends=fields.take("ends", parse_day),
        )
