"""The scene of files: the desk in Belgrade gives them to a message to Tirana."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from tests.twins.shelf import MemoryShelf
from tests.unit.casework.dispatch.conftest import Post, post

from egnatia.casework.attachment.adding import Enclosing, give
from egnatia.casework.attachment.fetching import fetch_some
from egnatia.casework.attachment.saving import save
from egnatia.casework.blobs import Blob
from egnatia.casework.deliver import deliver_due
from egnatia.casework.dispatch.sending import send
from egnatia.casework.page import Trace
from egnatia.ledger.entry import Act, Entry
from egnatia.model.attachment import Attachment
from egnatia.model.identity import MessageId

__all__ = ["post"]

#: Two whole chunks and a part of a third.
FILE = bytes(range(251)) * 10_000


@dataclass
class Parcel:
    """A message with a file, on its way or there."""

    post: Post

    def attach(self, message: MessageId, content: bytes = FILE, name: str = "boats.pdf") -> Attachment:
        """Give a file to a draft, in pieces of no particular size."""
        pieces = (content[start : start + 300_000] for start in range(0, len(content), 300_000))
        return give(self.post.rs, self.post.officer, Enclosing(message=message, name=name), pieces)

    def sent(self, content: bytes = FILE, **fields: object) -> tuple[MessageId, Attachment]:
        """Send a message with a file, and let the message arrive; the file is still to be fetched."""
        message = self.post.draft(**fields)
        attachment = self.attach(message, content)
        assert send(self.post.rs, self.post.officer, message).sent
        deliver_due(self.post.rs)
        return message, attachment

    def fetch(self) -> int:
        """Have Tirana fetch what is due; returns how many turns it took."""
        turns = 0
        while fetch_some(self.post.al):
            turns += 1
        return turns

    def blob(self, node: str, attachment: Attachment) -> Blob:
        """Return where a file stands at a node."""
        found = self.post.net.offices[node].store.read(lambda tx: tx.blobs.get(attachment.id))
        assert found
        return found

    def read(self, message: MessageId, attachment: Attachment) -> bytes:
        """Have the clerk in Tirana save the file."""
        return b"".join(save(self.post.al, self.post.clerk, message, attachment.id).pieces)

    def logged(self, node: str, act: Act) -> list[Entry]:
        """Return what a node logged of files."""
        page = self.post.net.offices[node].store.read(lambda tx: tx.ledger.page(Trace(act=act)))
        return [row.entry for row in page.rows if row.entry.detail.get("what") == "attachment"]

    def shelf(self, node: str) -> MemoryShelf:
        """Return the shelf of a node."""
        found = self.post.net.offices[node].shelf
        assert isinstance(found, MemoryShelf)
        return found

    def meddle(self, change: Callable[[int, bytes], bytes | None]) -> None:
        """Put something else in the place of chunks on their way."""
        self.post.net.line.meddle = change

    def limit(self, node: str, **quota: int) -> None:
        """Let a node take less."""
        office = self.post.net.offices[node]
        changed = replace(office, quota=replace(office.quota, **quota))
        self.post.net.offices[node] = self.post.net.line.offices[office.me] = changed


@pytest.fixture
def parcel(post: Post) -> Parcel:
    """Set the scene."""
    return Parcel(post)
