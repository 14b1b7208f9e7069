"""One line of the log: what happened, by whom, why, under which decision. Digests, ids and codes only.

The acts are those that LED Art. 25 (Directive (EU) 2016/680) wants logged, and those of the node itself. An entry is
stored as the bytes of its canonical JSON (RFC 8785); these bytes are the leaf of the Merkle tree, so nothing else
spells the same entry. The nonce keeps digests of guessable content (there are only so many purposes and officers)
from saying anything to somebody who sees no more than a leaf hash.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from egnatia.ledger.errors import EntryError
from egnatia.model.canonical import from_bytes, to_bytes
from egnatia.model.errors import ParseError
from egnatia.model.identity import AccountId, NodeId, parse_node
from egnatia.model.instant import format_instant, parse_instant
from egnatia.model.reading import Fields, member, whole

#: The form of entries that this version writes.
VERSION: Final = 1
#: An entry about more than this many things names the Merkle root of their ids instead (`tree.root_of`).
MOST_SUBJECTS: Final = 1000
MOST_DETAILS: Final = 32
LONGEST_ENTRY: Final = 128 * 1024

_HEX128 = re.compile(r"[0-9a-f]{32}")
_ID = re.compile(r"[0-9a-f]{32}|[0-9a-f]{64}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ACTOR = re.compile(r"[0-9a-f]{32}|[A-Z][A-Z0-9]{1,15}")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,31}")
# No space, no @, no letter beyond ASCII: what a person types does not get through, what a program names does.
_CODE = re.compile(r"[A-Za-z0-9_.:/-]{0,128}")


class Act(StrEnum):
    """What was done: the operations of LED Art. 25(1), then the acts of the node itself."""

    COLLECTION = "collection"
    ALTERATION = "alteration"
    CONSULTATION = "consultation"
    DISCLOSURE = "disclosure"
    COMBINATION = "combination"
    ERASURE = "erasure"
    QUESTION = "question"
    ANSWER = "answer"
    DECISION = "decision"
    REFUSAL = "refusal"
    STATEMENT = "statement"
    ACCOUNT = "account"
    ADMINISTRATION = "administration"
    START = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The justification that LED Art. 25(2) wants logged: the purpose, and the case file that a supervisor opened."""

    purpose: str | None = None
    case_file: str | None = None  #: Its id or digest, 32 or 64 hexadecimal digits.


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The decision of the law under which the act was done, and the version of the policies that gave it."""

    digest: str | None = None
    policy: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act, as it stands in the log for good.

    Raises:
        EntryError: a field is not what it should be; the message names the field, never its value.
    """

    act: Act
    at: datetime  #: UTC, to the millisecond; finer digits are dropped.
    node: NodeId  #: Whose log this is.
    by: AccountId | NodeId  #: The account that acted, or the partner's node.
    nonce: str  #: 128 random bits, 32 hexadecimal digits.
    why: Why = Why()
    decision: Ruling = Ruling()
    to: NodeId | None = None  #: The recipient of a disclosure or question.
    about: tuple[str, ...] = ()  #: Digests and ids, 32 or 64 hexadecimal digits each.
    detail: Mapping[str, str] = field(default_factory=dict, hash=False)  #: Codes only.

    def __post_init__(self) -> None:
        """Refuse whatever could carry personal data into a log that forgets nothing."""
        try:
            _check(self)
        except ParseError as error:
            raise EntryError(str(error)) from error
        object.__setattr__(self, "at", self.at.replace(microsecond=self.at.microsecond // 1000 * 1000))
        object.__setattr__(self, "about", tuple(self.about))
        object.__setattr__(self, "detail", MappingProxyType(dict(self.detail)))

    def to_bytes(self) -> bytes:
        """Write the entry as canonical JSON (RFC 8785): the bytes that the tree is built over."""
        optional = {
            "purpose": self.why.purpose,
            "case_file": self.why.case_file,
            "decision": self.decision.digest,
            "policy": self.decision.policy,
            "to": self.to,
        }
        return to_bytes({
            "v": VERSION,
            "act": self.act.value,
            "at": format_instant(self.at),
            "node": self.node,
            "by": self.by,
            "nonce": self.nonce,
            "about": list(self.about),
            "detail": dict(self.detail),
            **{key: value for key, value in optional.items() if value is not None},
        })  # fmt: skip


def parse_entry(data: bytes) -> Entry:
    """Read the bytes of an entry strictly: one entry has one spelling.

    Args:
        data: what `Entry.to_bytes` wrote, at most 128 KiB.

    Raises:
        EntryError: any other spelling, an unknown or missing field, or content that no entry may hold.
    """
    if len(data) > LONGEST_ENTRY:
        raise EntryError(f"longer than {LONGEST_ENTRY} bytes")
    try:
        return _read(Fields(from_bytes(data), ""))
    except ParseError as error:
        raise EntryError(str(error)) from error


def leaf_hash(data: bytes) -> bytes:
    """Return the leaf hash of an entry's bytes: SHA-256 of a zero byte and the bytes (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\x00" + data).digest()


def _read(fields: Fields) -> Entry:
    """Take the fields apart; `Entry` itself checks what is in those that are passed on as they are."""
    fields.take("v", whole(VERSION, VERSION))
    entry = Entry(
        act=fields.take("act", member(Act)),
        at=fields.take("at", parse_instant),
        node=fields.take("node", _as_is),
        by=fields.take("by", _as_is),
        nonce=fields.take("nonce", _as_is),
        why=Why(purpose=fields.take_optional("purpose", _text), case_file=fields.take_optional("case_file", _text)),
        decision=Ruling(digest=fields.take_optional("decision", _text), policy=fields.take_optional("policy", _text)),
        to=fields.take_optional("to", parse_node),
        about=fields.take("about", _array),
        detail=fields.take("detail", _as_is),
    )
    fields.finish()
    return entry


def _check(entry: Entry) -> None:
    """Hold every field against the form that keeps personal data out."""
    member(Act)(entry.act, "act")
    if not isinstance(entry.at, datetime) or entry.at.tzinfo is None or entry.at.utcoffset():
        raise ParseError("at", "not an aware time in UTC")
    parse_node(entry.node, "node")
    _match(_ACTOR, entry.by, "by", "an account id or a node's name")
    _match(_HEX128, entry.nonce, "nonce", "32 hexadecimal digits")
    if entry.to is not None:
        parse_node(entry.to, "to")
    _check_reasons(entry.why, entry.decision)
    _check_subjects(entry.about)
    _check_detail(entry.detail)


def _check_reasons(why: Why, ruling: Ruling) -> None:
    for path, value in (("purpose", why.purpose), ("policy", ruling.policy)):
        if value is not None:
            _match(_CODE, value or " ", path, "a code")
    if why.case_file is not None:
        _match(_ID, why.case_file, "case_file", "an id or digest")
    if ruling.digest is not None:
        _match(_DIGEST, ruling.digest, "decision", "a SHA-256 digest")


def _check_subjects(about: tuple[str, ...]) -> None:
    if len(about) > MOST_SUBJECTS:
        raise ParseError("about", f"more than {MOST_SUBJECTS} subjects; name the Merkle root of their ids")
    for index, subject in enumerate(about):
        _match(_ID, subject, f"about[{index}]", "an id or digest")


def _check_detail(detail: Mapping[str, str]) -> None:
    if not isinstance(detail, Mapping) or len(detail) > MOST_DETAILS:
        raise ParseError("detail", f"not an object of at most {MOST_DETAILS} codes")
    for key, value in detail.items():
        _match(_KEY, key, "detail", "a key of small letters, digits and underscores")
        _match(_CODE, value, f"detail.{key}", "a code of at most 128 letters, digits and _ . : / -")


def _match(pattern: re.Pattern[str], value: object, path: str, what: str) -> None:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ParseError(path, f"not {what}")


def _as_is(value: Any, _path: str) -> Any:  # noqa: ANN401 - `Entry` checks it
    return value


def _text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise ParseError(path, "not text")
    return value


def _array(value: object, path: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise ParseError(path, "not a list")
    return tuple(value)
