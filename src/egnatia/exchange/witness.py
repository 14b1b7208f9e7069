"""The words between a log and its witness (c2sp.org/tlog-witness); `ledger.proof` reads and writes the request."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from egnatia.exchange.charge import LONGEST_NOTE
from egnatia.exchange.errors import ExchangeError
from egnatia.exchange.limits import VERSION
from egnatia.ledger.checkpoint import parse_size
from egnatia.ledger.cosignature import Cosignature, parse_cosignature
from egnatia.ledger.errors import NoteError
from egnatia.ledger.note import parse_signatures
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId, parse_node
from egnatia.model.reading import Fields, text, whole

#: Where a node witnesses, below its endpoint: the 'submission prefix' and the call.
PATH = "/node/v1/witness/add-checkpoint"
#: Where it tells what it saw, and where a log proves how it grew, for other witnesses.
SEEN = "/node/v1/witness/checkpoints"
_GROWTH = re.compile(r"/node/v1/witness/growth/(0|[1-9][0-9]{0,17})/(0|[1-9][0-9]{0,17})")
#: Bytes of what a witness saw.
LONGEST_SEEN = 4 * 1024 * 1024
#: Bytes of a reply: a few signature lines.
LONGEST_REPLY = 16 * 1024

COSIGNED, MALFORMED, UNTRUSTED, UNKNOWN, CONFLICT, UNPROVEN = 200, 400, 403, 404, 409, 422

_TEXT = b"text/plain; charset=utf-8"
_SIZE = b"text/x.tlog.size"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a witness says to a checkpoint: the status and body of its HTTP response."""

    status: int
    body: bytes
    type: bytes = _TEXT


class NotWitnessedError(ExchangeError):
    """A witness does not take a checkpoint: it is malformed, of an unknown log, or not signed by it."""

    def __init__(self, status: int, words: str) -> None:
        """Remember what to say."""
        super().__init__(words)
        self.said = Said(status=status, body=f"{words}\n".encode())


def cosigned(cosignature: Cosignature) -> Said:
    """Say that the checkpoint is cosigned."""
    return Said(status=COSIGNED, body=f"{cosignature.to_line()}\n".encode())


def conflict(size: int) -> Said:
    """Say of which size the last checkpoint was that the witness cosigned: from it, growth is to be shown."""
    return Said(status=CONFLICT, body=b"%d\n" % size, type=_SIZE)


def read_cosignatures(body: bytes) -> tuple[Cosignature, ...]:
    """Read the cosignatures of a reply; nothing is checked but their form.

    Raises:
        NoteError: malformed.
    """
    return tuple(map(parse_cosignature, parse_signatures(_read(body))))


def read_size(body: bytes) -> int:
    """Read the size of a conflict.

    Raises:
        NoteError: malformed.
    """
    return parse_size(_read(body).removesuffix("\n"))


def growth_path(first: int, second: int) -> str:
    """Return where a log proves that one size grew out of another."""
    return f"/node/v1/witness/growth/{first}/{second}"


def read_growth_path(path: str) -> tuple[int, int] | None:
    """Return the two sizes of such a path; None if it is another one."""
    found = _GROWTH.fullmatch(path)
    return (int(found[1]), int(found[2])) if found else None


def write_seen(notes: Mapping[NodeId, str]) -> bytes:
    """Write the newest checkpoint of each log that a witness cosigned, by node."""
    return canonical.to_bytes({"notes": dict(notes), "v": VERSION})


def read_seen(data: bytes) -> Mapping[NodeId, str]:
    """Read what a witness saw; whose word it is, each checkpoint itself says.

    Raises:
        ParseError: malformed.
    """
    fields = Fields(canonical.from_bytes(data), "")
    fields.take("v", whole(VERSION, VERSION))
    notes = fields.take("notes", _parse_notes)
    fields.finish()
    return notes


def _parse_notes(value: object, path: str) -> Mapping[NodeId, str]:
    if not isinstance(value, dict):
        raise ParseError(path, "not an object")
    parse_note = text(LONGEST_NOTE)
    return {parse_node(node, path): parse_note(note, path) for node, note in value.items()}


def _read(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise NoteError("a reply of a witness is UTF-8") from error
