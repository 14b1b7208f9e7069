"""Fetching what a partner attached to a message that was taken: chunk by chunk, from where it stopped, each checked.

Nothing is fetched but what a message named that this node took; so a partner can put nothing on our disk unasked.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from egnatia.casework.attachment.saving import unsealed
from egnatia.casework.blobs import Blob, BlobState
from egnatia.casework.errors import ConflictError, DamagedError
from egnatia.casework.office import Office
from egnatia.casework.ports import Piece, Transaction
from egnatia.casework.trail import Note, entry
from egnatia.exchange.chunks import SEALED, chunk_size, count, nonce, sealed_size
from egnatia.exchange.limits import MAX_MESSAGE_LIFE
from egnatia.ledger.entry import Act
from egnatia.model.attachment import Attachment

#: How long one hand holds a file; one that was killed lets it go after this.
LEASE: Final = timedelta(minutes=10)
#: Chunks that are fetched of one file before another one has its turn.
TURN: Final = 64
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=2), timedelta(minutes=10)

OTHER_FILE: Final = "another file than its message names"
_WRONG_SIZE: Final = "a chunk of another size"
_WRONG_CHUNK: Final = "a chunk that does not open"
GONE: Final = "the partner had it no more for thirty days"


class WrongPieceError(Exception):
    """A partner gave something else than its message named; one sentence says what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of one turn."""

    chunks: int
    error: str = ""  #: Why no more came.


def fetch_some(office: Office) -> bool:
    """Fetch a part of the file that has waited longest; False if none is due."""
    now = office.clock.now()
    if office.store.read(lambda tx: tx.blobs.due(now)) is None:
        return False
    leased = office.store.write(lambda tx: _lease(office, tx))
    if leased is None:
        return True
    blob, attachment = leased
    first = resume(office, attachment)
    numbers = range(first, min(count(attachment.size), first + TURN))
    take_pieces(office, blob, attachment, office.partners.pieces(blob.partner, blob.id, numbers))
    return True


def _lease(office: Office, tx: Transaction) -> tuple[Blob, Attachment] | None:
    """Take the file that is due; one of which no message speaks any more is forgotten."""
    now = office.clock.now()
    blob = tx.blobs.due(now)
    found = named(tx, blob) if blob else None
    if blob and found is None:
        tx.blobs.drop([blob.id])
    if blob is None or found is None:
        return None
    tx.blobs.change(replace(blob, next_try=now + LEASE))
    return blob, found


def named(tx: Transaction, blob: Blob) -> Attachment | None:
    """Return what the message says of a file; None if it says nothing any more."""
    row = tx.dispatches.get(blob.message)
    return next((found for found in row.attachments if found.id == blob.id), None) if row else None


def resume(office: Office, attachment: Attachment) -> int:
    """Return the number of the first chunk that is missing; what a dead process left half is cut off."""
    have = office.shelf.length(attachment.id)
    if have == sealed_size(attachment.size):
        return count(attachment.size)
    whole = min(have // SEALED, count(attachment.size) - 1)
    while whole and not _opens(office, attachment, whole - 1):  # a power cut may leave bytes that were never written
        whole -= 1
    if have != whole * SEALED:
        office.shelf.cut(attachment.id, whole * SEALED)
    return whole


def _opens(office: Office, attachment: Attachment, number: int) -> bool:
    sealed = office.shelf.read(attachment.id, number * SEALED, SEALED)
    return office.keys.chunks.open(sealed, bytes.fromhex(attachment.key), nonce(number, last=False)) is not None


def take_pieces(office: Office, blob: Blob, attachment: Attachment, pieces: Iterable[Piece]) -> Taken:
    """Take chunks in, in their order, and settle what becomes of the file.

    Args:
        office: this node.
        blob: the row of the file.
        attachment: what the message says of it.
        pieces: from the first that is missing.
    """
    try:
        taken = _take(office, attachment, pieces)
        office.shelf.settle(blob.id)
        if office.shelf.length(blob.id) == sealed_size(attachment.size):
            _check_whole(office, attachment)
            _settle(office, replace(blob, state=BlobState.HERE, error=""), attachment)
            return taken
    except WrongPieceError as error:
        _settle(office, replace(blob, state=BlobState.REFUSED, error=str(error)), attachment)
        office.shelf.remove(blob.id)
        return Taken(chunks=0, error=str(error))
    except ConflictError as error:  # the disk refuses: what came stays, the rest is tried again
        taken = Taken(chunks=0, error=str(error))
    except DamagedError as error:  # each chunk opened as it came: it is our disk, and no fault of the partner's
        office.shelf.remove(blob.id)
        taken = Taken(chunks=0, error=f"{error}: it is fetched again")
    _wait(office, blob, taken)
    return taken


def _take(office: Office, attachment: Attachment, pieces: Iterable[Piece]) -> Taken:
    key, chunks, taken = bytes.fromhex(attachment.key), count(attachment.size), 0
    for piece in pieces:
        if piece.data is None:
            return Taken(chunks=taken, error=piece.error)
        if piece.number >= chunks or len(piece.data) != chunk_size(attachment.size, piece.number):
            raise WrongPieceError(_WRONG_SIZE)
        if office.keys.chunks.open(piece.data, key, nonce(piece.number, last=piece.number == chunks - 1)) is None:
            raise WrongPieceError(_WRONG_CHUNK)
        office.shelf.append(attachment.id, piece.data)
        taken += 1
    return Taken(chunks=taken)


def _check_whole(office: Office, attachment: Attachment) -> None:
    """Read back what lies on the disk, and hold it against the digest in the message."""
    digest = hashlib.sha256()
    for piece in unsealed(office, attachment):
        digest.update(piece)
    if digest.hexdigest() != attachment.digest:
        raise WrongPieceError(OTHER_FILE)


def _settle(office: Office, blob: Blob, attachment: Attachment) -> None:
    """Keep where a file stands at last, and log it; nothing if its message was erased meanwhile."""

    def work(tx: Transaction) -> None:
        if tx.blobs.get(blob.id) is None:
            return
        row = tx.dispatches.get(blob.message)
        tx.blobs.change(blob)
        whole = blob.state is BlobState.HERE
        note = Note(
            act=Act.COLLECTION if whole else Act.REFUSAL,
            by=blob.partner,
            about=(blob.message, attachment.commitment),
            purpose=row.purpose if row else None,
            case=row.case_file if row else None,
            detail={"what": "attachment", **({} if whole else {"code": f"attachment_{blob.state}"})},
        )
        tx.ledger.append([entry(office, note)])

    office.store.write(work)


def _wait(office: Office, blob: Blob, taken: Taken) -> None:
    """Let a file that is not whole wait for its next turn: at once, or longer each time that nothing came."""
    now = office.clock.now()
    tries = 0 if taken.chunks else blob.tries + 1
    pause = min(_FIRST_WAIT * 2 ** min(tries, 16), _LONGEST_WAIT) if taken.error else timedelta(0)
    waiting = replace(blob, tries=tries, error=taken.error, next_try=now + pause)
    if now > blob.at + MAX_MESSAGE_LIFE and taken.error:
        waiting = replace(waiting, state=BlobState.GONE, error=GONE)
    office.store.write(lambda tx: tx.blobs.change(waiting))


def sweep(office: Office) -> int:
    """Destroy what no message speaks of any more; returns how many files went."""
    names = office.shelf.names()  # before the rows: a file that is begun meanwhile has a row first
    before = office.clock.now() - timedelta(days=1)
    if ended := office.store.read(lambda tx: tx.blobs.ended(before)):
        office.store.write(lambda tx: tx.blobs.drop(ended))
    gone = names - office.store.read(lambda tx: tx.blobs.ids())
    for attachment in gone:
        office.shelf.remove(attachment)
    return len(gone)
