"""A shelf in memory; it can lose what was not settled, as a machine does whose power is cut."""

from egnatia.casework.errors import ConflictError
from egnatia.model.identity import AttachmentId


class MemoryShelf:
    """The port `casework.blobs.Shelf`."""

    def __init__(self) -> None:
        self.bytes: dict[AttachmentId, bytearray] = {}
        self.settled: dict[AttachmentId, int] = {}
        self.room: int | None = None  #: Bytes that still fit; None: any number.

    def append(self, attachment: AttachmentId, data: bytes) -> None:
        """Put bytes after those that are there."""
        if self.room is not None:
            if len(data) > self.room:
                raise ConflictError("the disk does not take the attachment: no space left")
            self.room -= len(data)
        self.bytes.setdefault(attachment, bytearray()).extend(data)

    def settle(self, attachment: AttachmentId) -> None:
        """Make what is there survive."""
        self.settled[attachment] = self.length(attachment)

    def length(self, attachment: AttachmentId) -> int:
        """Return how many bytes are there."""
        return len(self.bytes.get(attachment, b""))

    def cut(self, attachment: AttachmentId, length: int) -> None:
        """Keep the beginning only."""
        del self.bytes.get(attachment, bytearray())[length:]

    def read(self, attachment: AttachmentId, start: int, size: int) -> bytes:
        """Return bytes from a place on."""
        return bytes(self.bytes.get(attachment, b"")[start : start + size])

    def remove(self, attachment: AttachmentId) -> None:
        """Take the bytes away."""
        self.bytes.pop(attachment, None)

    def names(self) -> frozenset[AttachmentId]:
        """Return of which files there are bytes."""
        return frozenset(self.bytes)
