"""Saving a file of a message: for whoever may see the message, and logged like reading it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from egnatia.casework.blobs import Blob, BlobState
from egnatia.casework.dispatch.seeing import find_dispatch
from egnatia.casework.dispatches import DispatchRow
from egnatia.casework.errors import ConflictError, DamagedError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.restricted import check_messages
from egnatia.casework.rows import Account
from egnatia.casework.trail import Note, entry
from egnatia.exchange.chunks import SEALED, count, nonce, sealed_size
from egnatia.ledger.entry import Act
from egnatia.model.attachment import Attachment
from egnatia.model.identity import AttachmentId, MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file of a message as people see it: without its key."""

    id: AttachmentId
    name: str
    size: int
    digest: str
    state: BlobState
    here: int  #: Bytes that are here, of the sealed ones; of a whole file, all.
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A file that is given out."""

    name: str
    size: int
    pieces: Iterator[bytes]  #: Unsealed; each is checked before it comes.


def attached(office: Office, rows: Collection[DispatchRow]) -> Mapping[MessageId, tuple[Attached, ...]]:
    """Return the files of messages that somebody may see, by message, and where their bytes stand."""
    having = [row for row in rows if row.attachments]
    if not having:
        return {}
    blobs = {blob.id: blob for blob in office.store.read(lambda tx: tx.blobs.of([row.id for row in having]))}
    return {row.id: tuple(_shown(office, found, blobs.get(found.id)) for found in row.attachments) for row in having}


def _shown(office: Office, attachment: Attachment, blob: Blob | None) -> Attached:
    state = blob.state if blob else BlobState.GONE
    whole = sealed_size(attachment.size)
    return Attached(
        id=attachment.id,
        name=attachment.name,
        size=attachment.size,
        digest=attachment.digest,
        state=state,
        here=whole if state is BlobState.HERE else office.shelf.length(attachment.id),
        error=blob.error if blob else "",
    )


def save(office: Office, actor: Account, message: MessageId, attachment: AttachmentId) -> Saved:
    """Give out a file of a message; that it was, is logged.

    Raises:
        NotAllowedError: the person may not see the message.
        NotFoundError: there is no such message, or no such file of it.
        ConflictError: the file is not here.
        RestrictedError: the partner restricted the use of the message in words that the person has not acknowledged.
    """

    def work(tx: Transaction) -> Attachment:
        row = find_dispatch(tx, actor, message)
        check_messages(tx, actor, [row])
        found = next((one for one in row.attachments if one.id == attachment), None)
        if found is None:
            raise NotFoundError(f"no attachment {attachment} of this message")
        _check_here(tx.blobs.get(attachment))
        note = Note(
            act=Act.CONSULTATION,
            by=actor.id,
            about=(row.id, found.commitment),
            purpose=row.purpose,
            case=row.case_file,
            detail={"what": "attachment"},
        )
        tx.ledger.append([entry(office, note)])
        return found

    found = office.store.write(work)
    return Saved(name=found.name, size=found.size, pieces=unsealed(office, found))


_WORDS = {
    BlobState.WRITING: "it is still being written",
    BlobState.COMING: "it is still coming",
    BlobState.REFUSED: "what the partner gave is not the file that its message names",
    BlobState.GONE: "the partner had it no more",
}


def _check_here(blob: Blob | None) -> None:
    state = blob.state if blob else BlobState.GONE
    if state is not BlobState.HERE:
        raise ConflictError(f"this attachment is not here: {_WORDS[state]}")


def unsealed(office: Office, attachment: Attachment) -> Iterator[bytes]:
    """Yield a file piece by piece from the shelf.

    Raises:
        DamagedError: a piece is missing, or not what was sealed.
    """
    key, chunks = bytes.fromhex(attachment.key), count(attachment.size)
    for number in range(chunks):
        sealed = office.shelf.read(attachment.id, number * SEALED, SEALED)
        piece = office.keys.chunks.open(sealed, key, nonce(number, last=number == chunks - 1))
        if piece is None:
            raise DamagedError("blob", attachment.id, f"attachment {attachment.id} is damaged")
        yield piece
