"""The directory as nodes hand it to each other: the whole chain of roots and the list of members, in one document."""

from collections.abc import Sequence

from egnatia.exchange import base64url
from egnatia.exchange.base64url import parse_base64url
from egnatia.exchange.errors import DirectoryError
from egnatia.exchange.limits import MAX_ROOTS, VERSION
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.reading import Fields, listed, whole


def write_bundle(root_chain: Sequence[bytes], targets: bytes) -> bytes:
    """Put roots, versions ascending, and the list of members into one document; the bytes stay as they were signed."""
    roots = [base64url.encode(root).decode("ascii") for root in root_chain]
    return canonical.to_bytes({"v": VERSION, "roots": roots, "targets": base64url.encode(targets).decode("ascii")})


def read_bundle(data: bytes) -> tuple[tuple[bytes, ...], bytes]:
    """Take roots and list of members out of a document; `parse_directory` verifies them.

    Raises:
        DirectoryError: the document is malformed.
    """
    try:
        fields = Fields(canonical.from_bytes(data), "")
        fields.take("v", whole(VERSION, VERSION))
        roots = fields.take("roots", listed(parse_base64url, limit=MAX_ROOTS))
        targets = fields.take("targets", parse_base64url)
        fields.finish()
    except ParseError as error:
        raise DirectoryError(f"the document with the directory is malformed: {error}") from error
    return roots, targets
