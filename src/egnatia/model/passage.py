"""A passage: a record that came from one agency goes on to a third, for a purpose; its originator decides.

Originator control: Regulation (EU) 2016/794 Art. 19(2) and 23(7), LED Art. 35(1)(e), handling code H2.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from egnatia.model import canonical
from egnatia.model.caveat import Purpose
from egnatia.model.identity import NodeId, RecordId, parse_node, parse_record_id
from egnatia.model.reading import Fields, member, text
from egnatia.model.values import parse_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Which record may go on, or goes on, to whom and for what; as a consent says it, until when and on what terms."""

    record: RecordId
    recipient: NodeId
    purpose: Purpose
    until: date | None = None  #: The last day of a consent; None: no last day is set.
    conditions: str = ""  #: In words; who forwards states that they are met, the recipient keeps to them.

    @property
    def matter(self) -> str:
        """The id under which all that is said of this passage is found: record, recipient and purpose, no more."""
        return canonical.digest({"record": self.record, "recipient": self.recipient, "purpose": self.purpose})

    def covers(self, other: "Passage", on: date) -> bool:
        """Tell whether a consent to this passage allows another on a day."""
        return self.matter == other.matter and (self.until is None or on <= self.until)


def plain_passage(passage: Passage) -> dict[str, Any]:
    """Write a passage as plain values for canonical JSON."""
    return {
        "record": passage.record,
        "recipient": passage.recipient,
        "purpose": passage.purpose,
        **({"until": passage.until.isoformat()} if passage.until else {}),
        **({"conditions": passage.conditions} if passage.conditions else {}),
    }


def parse_passage(value: object, path: str) -> Passage:
    """Read a passage strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    passage = Passage(
        record=fields.take("record", parse_record_id),
        recipient=fields.take("recipient", parse_node),
        purpose=fields.take("purpose", member(Purpose)),
        until=fields.take_optional("until", parse_day),
        conditions=fields.take_optional("conditions", text(1000)) or "",
    )
    fields.finish()
    return passage
