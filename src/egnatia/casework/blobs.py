"""What a node has of the files that go with messages: a row for each, and its sealed bytes on a shelf."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from egnatia.model.attachment import LARGEST
from egnatia.model.identity import AttachmentId, MessageId, NodeId


class BlobState(StrEnum):
    """Where the bytes of a file stand."""

    WRITING = "writing"  #: Somebody is giving it to us.
    HERE = "here"  #: Whole, and the file that the message names.
    COMING = "coming"  #: A partner named it; it is being fetched.
    REFUSED = "refused"  #: What the partner gave is not what its message named.
    GONE = "gone"  #: The partner had it no more.


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How much of files a node takes: policy of the node, stated in its settings. Sizes in bytes."""

    largest: int = LARGEST  #: Of one file, whoever gives it.
    of_partner: int = 50 * 1024**3  #: Of all files of one partner that are kept.


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """One file of a message."""

    id: AttachmentId
    message: MessageId
    partner: NodeId  #: Who gives it, or may fetch it; empty while its message is a draft.
    received: bool
    size: int  #: Bytes, unsealed.
    state: BlobState
    at: datetime  #: When it was begun, or named.
    next_try: datetime
    tries: int = 0  #: In vain, since something came last.
    error: str = ""


class Blobs(Protocol):
    """The rows of files; a part of a `ports.Transaction`."""

    def add(self, blobs: Sequence[Blob]) -> None:
        """Keep new rows."""
        ...

    def get(self, attachment: AttachmentId) -> Blob | None:
        """Return one row."""
        ...

    def change(self, blob: Blob) -> None:
        """Keep a row as it stands now; nothing if it is gone."""
        ...

    def of(self, messages: Collection[MessageId]) -> tuple[Blob, ...]:
        """Return the rows of messages, in the order in which they came."""
        ...

    def give(self, message: MessageId, partner: NodeId) -> None:
        """Let a partner fetch the files of a message that goes to it."""
        ...

    def due(self, now: datetime) -> Blob | None:
        """Return the file that has waited longest to be fetched, if one is due."""
        ...

    def kept_of(self, partner: NodeId) -> int:
        """Return how many bytes of a partner's files are kept, or named and coming."""
        ...

    def drop(self, attachments: Collection[AttachmentId]) -> None:
        """Forget rows."""
        ...

    def ended(self, before: datetime) -> tuple[AttachmentId, ...]:
        """Return the files of which no message speaks any more, or whose writing began before and never ended."""
        ...

    def ids(self) -> frozenset[AttachmentId]:
        """Return all."""
        ...


class Shelf(Protocol):
    """The sealed bytes of files, as they travel. Whatever cannot be written raises a `ConflictError` that says why."""

    def append(self, attachment: AttachmentId, data: bytes) -> None:
        """Put bytes after those that are there; durable after `settle` only."""
        ...

    def settle(self, attachment: AttachmentId) -> None:
        """Wait until the bytes are on disk."""
        ...

    def length(self, attachment: AttachmentId) -> int:
        """Return how many bytes are there; 0 if none."""
        ...

    def cut(self, attachment: AttachmentId, length: int) -> None:
        """Keep so many bytes of the beginning only."""
        ...

    def read(self, attachment: AttachmentId, start: int, size: int) -> bytes:
        """Return bytes from a place on; fewer, or none, where there are no more."""
        ...

    def remove(self, attachment: AttachmentId) -> None:
        """Take the bytes away, if there are any."""
        ...

    def names(self) -> frozenset[AttachmentId]:
        """Return of which files there are bytes."""
        ...
