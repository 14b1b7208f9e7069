"""The bodies of the messages that follow a hit: confirmation and release. Questions and answers are in `model`."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from egnatia.model.errors import ParseError
from egnatia.model.identity import QuestionId, Reference, parse_question_id, parse_reference
from egnatia.model.reading import Fields, listed, member, text
from egnatia.model.record import Record, parse_record, plain_record
from egnatia.model.statement import Statement, StatementAct, parse_statement, plain_statement


class Verdict(StrEnum):
    """What the expert who compared says of a hit."""

    CONFIRM = "confirm"
    REJECT = "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """The asker's expert compared a hit with the case and says whether it is the one."""

    reference: Reference
    question: QuestionId
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Records are given after a hit, with the statement by which two people of the partner released them."""

    reference: Reference
    question: QuestionId
    instrument: str
    records: tuple[Record, ...]
    statement: Statement

    def __post_init__(self) -> None:
        """Refuse a release that its own statement does not cover."""
        if self.statement.act is not StatementAct.RELEASE:
            raise ParseError("statement.act", "not a release")
        # What travels may be a partial view: then the statement names the original, from which the view is derived.
        for index, record in enumerate(self.records):
            if not self.statement.about & {record.id, self.reference, *record.derived_from}:
                raise ParseError(f"records[{index}]", "the statement does not release it")


def plain_confirmation(confirmation: Confirmation) -> dict[str, Any]:
    """Write a confirmation as the body of a message."""
    return {
        "reference": confirmation.reference,
        "question": confirmation.question,
        "verdict": confirmation.verdict,
        "reason": confirmation.reason,
    }


def parse_confirmation(value: object, path: str = "") -> Confirmation:
    """Read a confirmation strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    confirmation = Confirmation(
        reference=fields.take("reference", parse_reference),
        question=fields.take("question", parse_question_id),
        verdict=fields.take("verdict", member(Verdict)),
        reason=fields.take("reason", text(2000)),
    )
    fields.finish()
    return confirmation


def plain_release(release: Release) -> dict[str, Any]:
    """Write a release as the body of a message."""
    return {
        "reference": release.reference,
        "question": release.question,
        "instrument": release.instrument,
        "records": [plain_record(record) for record in release.records],
        "statement": plain_statement(release.statement),
    }


def parse_release(value: object, path: str = "") -> Release:
    """Read a release strictly; every record against its kind and its subject's role.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    release = Release(
        reference=fields.take("reference", parse_reference),
        question=fields.take("question", parse_question_id),
        instrument=fields.take("instrument", text(60)),
        records=fields.take("records", listed(parse_record, limit=100)),
        statement=fields.take("statement", parse_statement),
    )
    fields.finish()
    return release
