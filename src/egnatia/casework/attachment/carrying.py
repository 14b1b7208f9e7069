"""Files by hand: beside a bundle of letters their sealed bytes go on a memory stick, each as it would over the line.

An administrator carries them and can open none; the recipient takes each in as if it had been fetched.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from egnatia.casework.attachment.fetching import LEASE, named, resume, take_pieces
from egnatia.casework.blobs import Blob, BlobState
from egnatia.casework.errors import ConflictError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Piece, Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.casework.trail import Note, entry
from egnatia.exchange.chunks import SEALED, chunk_size, count, sealed_size
from egnatia.ledger.entry import Act, Entry
from egnatia.model.attachment import Attachment
from egnatia.model.identity import AttachmentId, NodeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A file that goes by hand: its sealed bytes, and nothing of what it is."""

    id: AttachmentId
    size: int  #: Bytes, sealed.


def list_carried(office: Office, actor: Account, partner: NodeId) -> tuple[Carried, ...]:
    """Return the files of the messages that wait for a partner.

    Raises:
        NotAllowedError: the person is no administrator.
    """
    require(actor, Right.ADMINISTER)

    def work(tx: Transaction) -> tuple[Blob, ...]:
        letters = [row.message.id for row in tx.outbox.open() if row.message.recipient == partner]
        return tx.blobs.of(letters)

    return tuple(_carried(blob) for blob in office.store.read(work) if blob.state is BlobState.HERE)


def _carried(blob: Blob) -> Carried:
    return Carried(id=blob.id, size=sealed_size(blob.size))


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenOut:
    """A sealed file that is given out."""

    size: int
    pieces: Iterator[bytes]


def carry_out(office: Office, actor: Account, attachment: AttachmentId) -> GivenOut:
    """Give out a sealed file of a message that was sent; that it was, is logged.

    Raises:
        NotAllowedError: the person is no administrator.
        NotFoundError: there is no such file of a message that was sent.
    """
    require(actor, Right.ADMINISTER)

    def work(tx: Transaction) -> Blob:
        blob = tx.blobs.get(attachment)
        if blob is None or blob.received or not blob.partner or blob.state is not BlobState.HERE:
            raise NotFoundError(f"no attachment {attachment} of a message that was sent")
        tx.ledger.append([_note(office, actor, "attachment_carried_out", blob)])
        return blob

    size = sealed_size(office.store.write(work).size)
    starts = range(0, size, SEALED)
    return GivenOut(size=size, pieces=(office.shelf.read(attachment, start, SEALED) for start in starts))


def carry_in(office: Office, actor: Account, attachment: AttachmentId, data: Iterable[bytes]) -> Carried:
    """Take in a sealed file that a message of a partner named.

    Args:
        office: this node.
        actor: who brings it.
        attachment: which.
        data: all of its sealed bytes, in pieces of any size.

    Raises:
        NotAllowedError: the person is no administrator.
        NotFoundError: no message that is here names such a file.
        ConflictError: it is here already, it is not the file that was named, or a part of it is missing.
    """
    require(actor, Right.ADMINISTER)
    blob, found = office.store.write(lambda tx: _awaited(office, tx, attachment))
    first = resume(office, found)
    taken = take_pieces(office, blob, found, _pieces(found, data, first))
    after = office.store.read(lambda tx: tx.blobs.get(attachment))
    if after is None or after.state is not BlobState.HERE:
        raise ConflictError(f"attachment {attachment}: {taken.error or 'a part of it is missing'}")
    office.store.write(lambda tx: tx.ledger.append([_note(office, actor, "attachment_carried_in", after)]))
    return _carried(after)


def _awaited(office: Office, tx: Transaction, attachment: AttachmentId) -> tuple[Blob, Attachment]:
    blob = tx.blobs.get(attachment)
    found = named(tx, blob) if blob and blob.received else None
    if blob is None or found is None:
        raise NotFoundError(f"no message here names an attachment {attachment}: take its bundle in first")
    if blob.state is BlobState.HERE:
        raise ConflictError(f"attachment {attachment} is here already")
    held = replace(blob, state=BlobState.COMING, next_try=office.clock.now() + LEASE)
    tx.blobs.change(held)
    return held, found


def _pieces(attachment: Attachment, data: Iterable[bytes], first: int) -> Iterator[Piece]:
    """Cut bytes into chunks, and yield those from the first that is missing; a rest is yielded as one too many."""
    buffer, number, chunks = bytearray(), 0, count(attachment.size)
    for part in data:
        buffer += part
        while number < chunks and len(buffer) >= (wanted := chunk_size(attachment.size, number)):
            if number >= first:
                yield Piece(number=number, data=bytes(buffer[:wanted]))
            del buffer[:wanted]
            number += 1
        if number == chunks and buffer:
            yield Piece(number=number, data=b"")


def _note(office: Office, actor: Account, what: str, blob: Blob) -> Entry:
    detail = {"what": what, "partner": blob.partner}
    return entry(office, Note(act=Act.ADMINISTRATION, by=actor.id, about=(blob.message,), detail=detail))
