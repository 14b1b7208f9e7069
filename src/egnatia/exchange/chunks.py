"""How a file is cut and sealed: the STREAM construction over AES-256-GCM.

A file is cut into chunks of 1 MiB, each sealed by itself under the file's own key, so that a reader checks each as it
comes, holds one in memory, and goes on where it stopped. The nonce is the chunk's number with a mark on the last one:
a chunk that is left out, doubled, moved, or a file cut short does not open. Hoang, Reyhanitabar, Rogaway, Vizar: Online
Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance (CRYPTO 2015); the nonce as in C2SP age, "Payload".
"""

import re
from typing import Final

from egnatia.model.identity import AttachmentId

#: Bytes of a chunk, unsealed; the last one has what is left, and is never empty.
CHUNK: Final = 1024 * 1024
#: Bytes by which sealing makes a chunk longer: the tag of AES-GCM.
TAG: Final = 16
#: Bytes of a sealed chunk.
SEALED: Final = CHUNK + TAG

_PATH: Final = re.compile(r"/node/v1/attachments/([0-9a-f]{32})/(0|[1-9][0-9]{0,6})")


def count(size: int) -> int:
    """Return into how many chunks a file of so many bytes is cut."""
    return -(-size // CHUNK)


def sealed_size(size: int) -> int:
    """Return how many bytes a file of so many bytes has when it is sealed."""
    return size + TAG * count(size)


def chunk_size(size: int, number: int) -> int:
    """Return how many bytes the chunk of that number, from 0, has when it is sealed."""
    return min(CHUNK, size - number * CHUNK) + TAG


def nonce(number: int, *, last: bool) -> bytes:
    """Return the 96 bits under which the chunk of that number, from 0, is sealed: 88 of the number, 8 of the mark."""
    return number.to_bytes(11, "big") + bytes([last])


def chunk_path(attachment: AttachmentId, number: int) -> str:
    """Write the path at which a partner gives a chunk."""
    return f"/node/v1/attachments/{attachment}/{number}"


def read_chunk_path(path: str) -> tuple[AttachmentId, int] | None:
    """Return attachment and number of such a path; None if it is another one."""
    found = _PATH.fullmatch(path)
    return (AttachmentId(found[1]), int(found[2])) if found else None
