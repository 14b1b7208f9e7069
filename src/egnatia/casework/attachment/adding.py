"""Enclosing a file to a draft: sealed piece by piece as it comes, so that it lies nowhere in the clear."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from egnatia.casework.blobs import Blob, BlobState
from egnatia.casework.dispatch.drafting import find_draft
from egnatia.casework.errors import ConflictError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Account
from egnatia.exchange.chunks import CHUNK, nonce
from egnatia.exchange.states import DispatchState
from egnatia.model.attachment import MOST, Attachment, parse_file_name
from egnatia.model.errors import ParseError
from egnatia.model.identity import AttachmentId, MessageId, NodeId

_MEGABYTE: Final = 1024**2


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosing:
    """To which draft a file is given, and what it is called."""

    message: MessageId
    name: str


def give(office: Office, actor: Account, giving: Enclosing, pieces: Iterable[bytes]) -> Attachment:
    """Give a file to a draft; a message that waited for a second person waits no more.

    Args:
        office: this node.
        actor: who gives it.
        giving: to which draft, under which name.
        pieces: its bytes, as they come; never all of them are held.

    Raises:
        NotAllowedError: the person may not see the draft.
        NotFoundError: there is no such draft.
        ConflictError: it has been sent, has as many files as a message may have, the file is larger than this node
            takes, or the disk refuses.
        ParseError: this is no name of a file, or the file is empty.
    """
    attaching = _Attaching(office, actor, giving)
    try:
        for piece in pieces:
            attaching.write(piece)
        return attaching.finish()
    except BaseException:  # whatever ends it, the giver's leaving too: nothing of half a file stays
        attaching.abandon()
        raise


class _Attaching:
    """One file on its way into a draft."""

    def __init__(self, office: Office, actor: Account, giving: Enclosing) -> None:
        """Begin."""
        self._office, self._actor, self._message = office, actor, giving.message
        self._name = parse_file_name(giving.name, "name")
        self._id = AttachmentId(office.randomness.hex128())
        self._key = bytes.fromhex(office.randomness.hex128() + office.randomness.hex128())
        self._left = bytearray()
        self._digest = hashlib.sha256()
        self._size = self._number = 0
        self._begun = office.clock.now()
        office.store.write(self._begin)

    def _begin(self, tx: Transaction) -> None:
        row = find_draft(tx, self._actor, self._message)
        if len(row.attachments) >= MOST:
            raise ConflictError(f"a message has at most {MOST} attachments")
        tx.blobs.add([self._blob])

    @property
    def _blob(self) -> Blob:
        return Blob(
            id=self._id,
            message=self._message,
            partner=NodeId(""),
            received=False,
            size=0,
            state=BlobState.WRITING,
            at=self._begun,
            next_try=self._begun,
        )

    def write(self, data: bytes) -> None:
        """Take bytes, as many as there are."""
        self._size += len(data)
        largest = self._office.quota.largest
        if self._size > largest:
            raise ConflictError(f"larger than {largest // _MEGABYTE} MB: give it as several files")
        self._digest.update(data)
        self._left += data
        while len(self._left) > CHUNK:  # one is held back: the last is sealed as the last
            self._seal(last=False)

    def _seal(self, *, last: bool) -> None:
        chunk = bytes(memoryview(self._left)[:CHUNK])
        del self._left[:CHUNK]
        sealed = self._office.keys.chunks.seal(chunk, self._key, nonce(self._number, last=last))
        self._office.shelf.append(self._id, sealed)
        self._number += 1

    def finish(self) -> Attachment:
        """Attach the file to the draft."""
        if not self._left:
            raise ParseError("attachment", "empty")
        self._seal(last=True)
        self._office.shelf.settle(self._id)
        made = Attachment(
            id=self._id, name=self._name, size=self._size, digest=self._digest.hexdigest(), key=self._key.hex()
        )
        self._office.store.write(lambda tx: self._attach(tx, made))
        return made

    def _attach(self, tx: Transaction, made: Attachment) -> None:
        row = find_draft(tx, self._actor, self._message)
        if len(row.attachments) >= MOST:
            raise ConflictError(f"a message has at most {MOST} attachments")
        state = DispatchState.DRAFT if row.state is DispatchState.PENDING else row.state
        tx.dispatches.change(replace(row, state=state, approvers=(), attachments=(*row.attachments, made)))
        tx.blobs.change(replace(self._blob, size=made.size, state=BlobState.HERE))

    def abandon(self) -> None:
        """Throw away what came."""
        self._office.store.write(lambda tx: tx.blobs.drop([self._id]))
        self._office.shelf.remove(self._id)


def detach(office: Office, actor: Account, message: MessageId, attachment: AttachmentId) -> None:
    """Take a file out of a draft, and destroy it.

    Raises:
        NotAllowedError: the person may not see the draft.
        NotFoundError: there is no such draft, or no such file in it.
        ConflictError: it has been sent.
    """

    def work(tx: Transaction) -> None:
        row = find_draft(tx, actor, message)
        left = tuple(found for found in row.attachments if found.id != attachment)
        if len(left) == len(row.attachments):
            raise NotFoundError(f"no attachment {attachment} of this message")
        state = DispatchState.DRAFT if row.state is DispatchState.PENDING else row.state
        tx.dispatches.change(replace(row, state=state, approvers=(), attachments=left))
        tx.blobs.drop([attachment])

    office.store.write(work)
    office.shelf.remove(attachment)
