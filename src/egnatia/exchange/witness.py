"""The words between a log and its witness (c2sp.org/tlog-witness); `ledger.proof` reads and writes the request."""

from dataclasses import dataclass

from egnatia.exchange.errors import ExchangeError
from egnatia.ledger.checkpoint import parse_size
from egnatia.ledger.cosignature import Cosignature, parse_cosignature
from egnatia.ledger.errors import NoteError
from egnatia.ledger.note import parse_signatures

#: Where a node witnesses, below its endpoint: the 'submission prefix' and the call.
PATH = "/node/v1/witness/add-checkpoint"
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


def _read(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise NoteError("a reply of a witness is UTF-8") from error
