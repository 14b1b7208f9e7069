"""The ids of the domain: who, which record, which question.

Ids that a machine makes are lower-case hexadecimal: 128 random bits (32 digits) or a SHA-256 (64 digits).
"""

import re
from collections.abc import Callable
from typing import NewType, TypeVar

from egnatia.model.errors import ParseError

#: A node of the network by its short name, such as `RS` or `SELEC`.
NodeId = NewType("NodeId", str)
#: A person's account at one node: 128 random bits, so that only the home node knows who it is.
AccountId = NewType("AccountId", str)
#: SHA-256 of a record's canonical form, salt included.
RecordId = NewType("RecordId", str)
#: All versions of one thing by one issuer share it: 128 random bits.
LineageId = NewType("LineageId", str)
#: SHA-256 of a statement's canonical form, salt included.
StatementId = NewType("StatementId", str)
#: One question to one partner: 128 random bits.
QuestionId = NewType("QuestionId", str)
#: What the answering node calls one hit: 128 random bits that say nothing about the record.
Reference = NewType("Reference", str)
#: One durable letter between nodes: 128 random bits.
MessageId = NewType("MessageId", str)
#: One file that goes with a message: 128 random bits.
AttachmentId = NewType("AttachmentId", str)
#: One case file or joint case: 128 random bits.
CaseId = NewType("CaseId", str)
#: ISO 3166-1 alpha-3, or the codes of ICAO 9303 for the stateless and others; Kosovo is XKX.
CountryCode = NewType("CountryCode", str)

_T = TypeVar("_T")
_NODE = re.compile(r"[A-Z][A-Z0-9]{1,15}")
_HEX128 = re.compile(r"[0-9a-f]{32}")
_HEX256 = re.compile(r"[0-9a-f]{64}")


def _matching(pattern: re.Pattern[str], make: Callable[[str], _T], what: str) -> Callable[[object, str], _T]:
    """Build the strict parser of one sort of id."""

    def parse(value: object, path: str) -> _T:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise ParseError(path, f"not {what}")
        return make(value)

    return parse


parse_node = _matching(_NODE, NodeId, "a node's name (2 to 16 capital letters or digits)")
parse_account = _matching(_HEX128, AccountId, "an account id (32 hexadecimal digits)")
parse_record_id = _matching(_HEX256, RecordId, "a record id (64 hexadecimal digits)")
parse_lineage = _matching(_HEX128, LineageId, "a lineage id (32 hexadecimal digits)")
parse_statement_id = _matching(_HEX256, StatementId, "a statement id (64 hexadecimal digits)")
parse_question_id = _matching(_HEX128, QuestionId, "a question id (32 hexadecimal digits)")
parse_message_id = _matching(_HEX128, MessageId, "a message id (32 hexadecimal digits)")
parse_attachment_id = _matching(_HEX128, AttachmentId, "an attachment id (32 hexadecimal digits)")
parse_case = _matching(_HEX128, CaseId, "a case id (32 hexadecimal digits)")
parse_salt = _matching(_HEX128, str, "a salt (32 hexadecimal digits)")
parse_reference = _matching(_HEX128, Reference, "a hit's reference (32 hexadecimal digits)")
parse_digest = _matching(_HEX256, str, "a SHA-256 digest (64 hexadecimal digits)")
