"""The bodies of the messages that follow a hit: confirmation, release, withholding, correction."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from egnatia.exchange.excerpt import Excerpt, parse_excerpt, plain_excerpt
from egnatia.exchange.ground import Ground, as_told
from egnatia.model.errors import ParseError
from egnatia.model.identity import QuestionId, Reference, StatementId, parse_question_id, parse_reference
from egnatia.model.reading import Fields, listed, member, text
from egnatia.model.record import Record, parse_record, plain_record
from egnatia.model.statement import StatementAct


class Verdict(StrEnum):
    """What the expert who compared says of a hit."""

    CONFIRM = "confirm"
    REJECT = "reject"


#: How many people stand behind one release at most.
_MOST_APPROVALS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """The other side's expert compared a hit and says whether it is the one; the reason stays on that side."""

    reference: Reference
    question: QuestionId
    excerpt: Excerpt

    def __post_init__(self) -> None:
        """Refuse an act that is no verdict."""
        if self.excerpt.act not in {StatementAct.CONFIRM, StatementAct.REJECT}:
            raise ParseError("excerpt.act", "neither confirms nor rejects")

    @property
    def verdict(self) -> Verdict:
        """What the expert says."""
        return Verdict(self.excerpt.act)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Records are given after a hit, with the people of the partner who stand behind it."""

    reference: Reference
    question: QuestionId
    instrument: str
    records: tuple[Record, ...]
    confirmed: Excerpt | None  #: By the giving side's expert; None: under this instrument the asker's confirms.
    approvals: tuple[Excerpt, ...]  #: In the order in which they were given; with the last, the records go.

    def __post_init__(self) -> None:
        """Refuse acts that confirm or release nothing."""
        if self.confirmed and self.confirmed.act is not StatementAct.CONFIRM:
            raise ParseError("confirmed.act", "not a confirmation")
        if not self.approvals:
            raise ParseError("approvals", "empty: nobody released this")
        for index, approval in enumerate(self.approvals):
            if approval.act is not StatementAct.RELEASE:
                raise ParseError(f"approvals[{index}].act", "not a release")

    @property
    def statement(self) -> StatementId:
        """The statement by which the records go."""
        return self.approvals[-1].statement

    @property
    def statements(self) -> tuple[StatementId, ...]:
        """All statements behind the release: the confirmation, if it is of the giving side, then the approvals."""
        confirmed = (self.confirmed,) if self.confirmed else ()
        return tuple(excerpt.statement for excerpt in (*confirmed, *self.approvals))


@dataclass(frozen=True, slots=True, kw_only=True)
class Withholding:
    """The answering side does not give the record behind a hit."""

    reference: Reference
    question: QuestionId
    instrument: str
    ground: Ground  #: As it is told (`ground.as_told`).

    def __post_init__(self) -> None:
        """Refuse a ground that nobody tells."""
        if as_told(self.ground) is not self.ground:
            raise ParseError("ground", "not one that is told")


#: What may change the caveat of a record that a partner holds; keeping longer is not passed on.
CORRECTING = frozenset({StatementAct.CONTEST, StatementAct.SETTLE, StatementAct.RESTRICT, StatementAct.RECTIFY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A record that was given is to be used under another caveat from now on, or was wrong and is put right."""

    record: Record  #: Of the properties that the recipient has, and no others; it supersedes what the recipient has.
    act: StatementAct  #: By which it changed; what it says changes by `rectify` only.

    def __post_init__(self) -> None:
        """Refuse what corrects nothing."""
        if self.act not in CORRECTING:
            raise ParseError("act", "not one that corrects what was given")
        if not self.record.supersedes:
            raise ParseError("record.supersedes", "empty: a correction supersedes something")


def plain_confirmation(confirmation: Confirmation) -> dict[str, Any]:
    """Write a confirmation as the body of a message."""
    return {
        "reference": confirmation.reference,
        "question": confirmation.question,
        "excerpt": plain_excerpt(confirmation.excerpt),
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
        excerpt=fields.take("excerpt", parse_excerpt),
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
        **({"confirmed": plain_excerpt(release.confirmed)} if release.confirmed else {}),
        "approvals": [plain_excerpt(approval) for approval in release.approvals],
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
        confirmed=fields.take_optional("confirmed", parse_excerpt),
        approvals=fields.take("approvals", listed(parse_excerpt, limit=_MOST_APPROVALS)),
    )
    fields.finish()
    return release


def plain_withholding(withholding: Withholding) -> dict[str, Any]:
    """Write a withholding as the body of a message."""
    return {
        "reference": withholding.reference,
        "question": withholding.question,
        "instrument": withholding.instrument,
        "ground": withholding.ground,
    }


def parse_withholding(value: object, path: str = "") -> Withholding:
    """Read a withholding strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    withholding = Withholding(
        reference=fields.take("reference", parse_reference),
        question=fields.take("question", parse_question_id),
        instrument=fields.take("instrument", text(60)),
        ground=fields.take("ground", member(Ground)),
    )
    fields.finish()
    return withholding


def plain_correction(correction: Correction) -> dict[str, Any]:
    """Write a correction as the body of a message."""
    return {"record": plain_record(correction.record), "act": correction.act}


def parse_correction(value: object, path: str = "") -> Correction:
    """Read a correction strictly, its record against its kind and its subject's role.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    correction = Correction(record=fields.take("record", parse_record), act=fields.take("act", member(StatementAct)))
    fields.finish()
    return correction
