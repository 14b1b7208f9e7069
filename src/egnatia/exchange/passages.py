"""The bodies of messages about a passage: consent asked for, given or denied; a record forwarded, and the notice."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from egnatia.model.errors import ParseError
from egnatia.model.passage import Passage
from egnatia.model.reading import Fields, text
from egnatia.model.record import Record, parse_record, plain_record
from egnatia.model.statement import Statement, StatementAct, parse_statement, plain_statement

_CONSENTING = frozenset({StatementAct.CONSENT, StatementAct.DENY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Forward:
    """A record of a third agency, whole as it was given, with the statement by which it goes on."""

    record: Record
    instrument: str  #: The treaty or rule under which it is given.
    offence: str | None
    statement: Statement

    def __post_init__(self) -> None:
        """Refuse a statement on anything else."""
        if self.statement.act is not StatementAct.FORWARD:
            raise ParseError("statement.act", "forwards nothing")
        if self.passage.record != self.record.id:
            raise ParseError("statement.passes", "of another record")

    @property
    def passage(self) -> Passage:
        """Which record goes to whom and for what."""
        return passage_of(self.statement)


def passage_of(statement: Statement) -> Passage:
    """Return the passage of which a statement on one speaks."""
    if statement.passes is None:
        raise ParseError("passes", "missing")
    return statement.passes


def plain_said(statement: Statement) -> dict[str, Any]:
    """Write the body of a letter that says nothing but a statement on a passage."""
    return {"statement": plain_statement(statement)}


def _said(acts: frozenset[StatementAct], problem: str) -> Callable[[object], Statement]:
    """Build the reader of a letter that says a statement of one of some acts."""

    def parse(value: object) -> Statement:
        fields = Fields(value, "")
        statement = fields.take("statement", parse_statement)
        fields.finish()
        if statement.act not in acts:
            raise ParseError("statement.act", problem)
        return statement

    return parse


#: Readers of the letters that say one statement, each strict; ParseError with the path of the first fault.
parse_consent_request = _said(frozenset({StatementAct.SEEK}), "asks for no consent")
parse_consent = _said(_CONSENTING, "neither consents nor denies")
parse_forwarded = _said(frozenset({StatementAct.FORWARD}), "forwards nothing")


def plain_forward(forward: Forward) -> dict[str, Any]:
    """Write the body of a letter that forwards a record."""
    return {
        "record": plain_record(forward.record),
        "instrument": forward.instrument,
        **({"offence": forward.offence} if forward.offence is not None else {}),
        "statement": plain_statement(forward.statement),
    }


def parse_forward(value: object) -> Forward:
    """Read a letter that forwards a record, strictly; the record against its kind and its subject's role.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, "")
    forward = Forward(
        record=fields.take("record", parse_record),
        instrument=fields.take("instrument", text(60)),
        offence=fields.take_optional("offence", text(60)),
        statement=fields.take("statement", parse_statement),
    )
    fields.finish()
    return forward
