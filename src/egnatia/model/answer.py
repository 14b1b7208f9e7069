"""The answer that comes back: nothing that can be shared, a hit, or that the question was refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from egnatia.model.errors import ContradictionError
from egnatia.model.identity import QuestionId, Reference, parse_digest, parse_question_id, parse_reference
from egnatia.model.instant import format_instant, parse_instant
from egnatia.model.kinds import Kind, parse_kind_name
from egnatia.model.reading import Fields, contradictions, listed, member, text
from egnatia.model.record import Record, parse_record, plain_record


class Result(StrEnum):
    """What came back.

    `nothing` says 'nothing that can be shared': no record, or none that the law lets the asker know of.
    """

    NOTHING = "nothing"
    HIT = "hit"
    REFUSED = "refused"  #: The question itself was not lawful; says nothing about records.
    WAITING = "waiting"  #: The instrument has no automatic reply: a person will answer.


class Quality(StrEnum):
    """How good a hit is, in classes; the asker learns no score."""

    FULL = "full"
    CLOSE = "close"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One record that fits, under a reference that says nothing about it."""

    reference: Reference
    quality: Quality
    kind: str
    #: What the instrument's automatic reply contains: a partial view, under its caveat. None: the reply is a reference.
    record: Record | None = None

    def __post_init__(self) -> None:
        """Refuse a record that is not what the hit says."""
        if self.record and self.record.kind != self.kind:
            raise ContradictionError("record", f"is a {self.record.kind}, where the hit is on a {self.kind}")
        if self.record and not self.record.derived_from:
            raise ContradictionError("record", "is no partial view: a machine gives away no original")

    @property
    def properties(self) -> Mapping[str, tuple[str, ...]]:
        """What the automatic reply says; often nothing."""
        return self.record.properties if self.record else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one partner says to one question."""

    question: QuestionId
    result: Result
    hits: tuple[Hit, ...] = ()
    reasons: tuple[str, ...] = ()  #: Of a refusal: what is missing, in words.
    instrument: str
    answered_at: datetime
    policy: str  #: Digest of the policies by which the partner decided.

    def __post_init__(self) -> None:
        """Refuse an answer that contradicts itself."""
        if (self.result is Result.HIT) != bool(self.hits):
            raise ContradictionError("hits", "a hit, and only a hit, names records")
        if (self.result is Result.REFUSED) != bool(self.reasons):
            raise ContradictionError("reasons", "a refusal, and only a refusal, gives reasons")


def plain_answer(answer: Answer) -> dict[str, Any]:
    """Write an answer as plain values for canonical JSON."""
    return {
        "question": answer.question,
        "result": answer.result,
        "hits": [plain_hit(hit) for hit in answer.hits],
        "reasons": list(answer.reasons),
        "instrument": answer.instrument,
        "answered_at": format_instant(answer.answered_at),
        "policy": answer.policy,
    }


def plain_hit(hit: Hit) -> dict[str, Any]:
    """Write a hit as plain values for canonical JSON."""
    return {
        "reference": hit.reference,
        "quality": hit.quality,
        "kind": hit.kind,
        **({"record": plain_record(hit.record)} if hit.record else {}),
    }


def parse_answer(value: object, path: str = "") -> Answer:
    """Read an answer strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    with contradictions(path):
        answer = _take_answer(fields)
    fields.finish()
    return answer


def _take_answer(fields: Fields) -> Answer:
    return Answer(
        question=fields.take("question", parse_question_id),
        result=fields.take("result", member(Result)),
        hits=fields.take("hits", listed(parse_hit, limit=50)),
        reasons=fields.take("reasons", listed(text(500), limit=50)),
        instrument=fields.take("instrument", text(60)),
        answered_at=fields.take("answered_at", parse_instant),
        policy=fields.take("policy", parse_digest),
    )


def parse_hit(value: object, path: str) -> Hit:
    """Read a hit strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    kind: Kind = fields.take("kind", parse_kind_name)
    with contradictions(path):
        hit = Hit(
            reference=fields.take("reference", parse_reference),
            quality=fields.take("quality", member(Quality)),
            kind=kind.name,
            record=fields.take_optional("record", parse_record),
        )
    fields.finish()
    return hit
