"""The refusal: why a node does not take an envelope, as a code for machines and words for people."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from egnatia.model.reading import Fields, member, text


class RefusalCode(StrEnum):
    """Why an envelope or a batch is refused. The numbers are those of the checks in `docs/protocol/v1.md`."""

    BUSY = "busy"  #: The node cannot take more now; try again later.
    EARLY = "early"  #: What must come before it has not come; it is sent again when something else was taken.
    TOO_MANY = "too_many"  #: The sender exceeds the rate that is agreed; try again later.
    OVERSIZED = "oversized"
    MALFORMED = "malformed"
    UNKNOWN_VERSION = "unknown_version"
    WRONG_RECIPIENT = "wrong_recipient"
    WRONG_SENDER = "wrong_sender"  #: The envelope names another sender than the peer of the TLS connection.
    UNKNOWN_SENDER = "unknown_sender"  #: The sender is not in the directory in force.
    UNREADABLE = "unreadable"  #: It does not open with our key.
    BAD_SIGNATURE = "bad_signature"
    REVOKED_KEY = "revoked_key"  #: The key was not valid when it signed, or has been revoked since.
    NOT_YET_VALID = "not_yet_valid"  #: Signed in the future, by more than the clocks may differ.
    EXPIRED = "expired"
    UNKNOWN_TYPE = "unknown_type"
    REPLAYED = "replayed"  #: This envelope id of this sender was taken before.
    SUSPENDED = "suspended"  #: The sender's log contradicts itself, and the people here stopped exchange with it.
    OUT_OF_PLACE = "out_of_place"  #: No question or hit here to which this message could belong.
    FOUR_EYES = "four_eyes"  #: Fewer people of the sender stand behind a release than the law wants.

    @property
    def passing(self) -> bool:
        """Tell whether the same message may succeed later, in a new envelope."""
        return self in _PASSING


#: A clock may be set right, a key rolled over, a directory updated, a suspension lifted; the other codes never turn
#: into success.
_PASSING = frozenset(
    {
        RefusalCode.BUSY,
        RefusalCode.EARLY,
        RefusalCode.TOO_MANY,
        RefusalCode.UNKNOWN_SENDER,
        RefusalCode.UNREADABLE,
        RefusalCode.REVOKED_KEY,
        RefusalCode.NOT_YET_VALID,
        RefusalCode.REPLAYED,
        RefusalCode.SUSPENDED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a node does not take an envelope."""

    code: RefusalCode
    words: str  #: One sentence in English, with nothing in it that the envelope held.


def told_code(words: str) -> RefusalCode | None:
    """Return the code with which the words of a refusal begin (`code: words`); None: nobody refused."""
    code = words.split(":", 1)[0]
    return RefusalCode(code) if code in set(RefusalCode) else None


def plain_refusal(refusal: Refusal) -> dict[str, Any]:
    """Write a refusal as plain values for canonical JSON."""
    return {"code": refusal.code, "words": refusal.words}


def parse_refusal(value: object, path: str = "") -> Refusal:
    """Read a refusal strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    refusal = Refusal(code=fields.take("code", member(RefusalCode)), words=fields.take("words", text(500)))
    fields.finish()
    return refusal
