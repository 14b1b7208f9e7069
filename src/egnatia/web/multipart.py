"""A form with a file in it (RFC 7578), read as it comes: the file is handed on piece by piece and lies nowhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from egnatia.model.errors import ParseError

#: Bytes of the head of one part, and of all the fields before the file.
_LONGEST_HEAD: Final = 8 * 1024
_LONGEST_FIELDS: Final = 64 * 1024
_BOUNDARY: Final = re.compile(r"""multipart/form-data;\s*boundary="?([0-9A-Za-z'()+_,./:=?-]{1,70})"?\s*""")
_NAMED: Final = re.compile(rb'(?im)^content-disposition:\s*form-data;.*?[; ]name="([^"\r\n]*)"')
_FILE: Final = re.compile(rb'(?im)^content-disposition:.*?; *filename="([^"\r\n]*)"')
_END_OF_HEAD: Final = b"\r\n\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileForm:
    """The fields of a form up to its file, the name of that, and its bytes."""

    fields: dict[str, tuple[str, ...]]
    name: str  #: Empty: no file was chosen.
    pieces: Iterator[bytes]


#: What has no fields, and no file.
NO_FORM: Final = FileForm(fields={}, name="", pieces=iter(()))


def boundary_of(content_type: str) -> bytes:
    """Return what stands between the parts.

    Raises:
        ParseError: this is no such form.
    """
    found = _BOUNDARY.fullmatch(content_type)
    if found is None:
        raise ParseError("form", "not a form with a file")
    return found[1].encode("ascii")


def read_file_form(boundary: bytes, body: Iterator[bytes]) -> FileForm:
    """Read a form up to its file, which must be its last part.

    Raises:
        ParseError: it is no such form, or its fields are too long; while the file is read, that its end is missing.
    """
    parts = _Parts(boundary, body)
    fields: dict[str, tuple[str, ...]] = {}
    left = _LONGEST_FIELDS
    while head := parts.head():
        name, file = _NAMED.search(head), _FILE.search(head)
        if name is None:
            raise ParseError("form", "a part without a name")
        if file is not None:
            return FileForm(fields=fields, name=_said(file[1]), pieces=parts.content())
        value = parts.value(left)
        left -= len(value)
        key = _said(name[1])
        fields[key] = (*fields.get(key, ()), _said(value))
    return FileForm(fields=fields, name="", pieces=iter(()))


def _said(raw: bytes) -> str:
    """Read text as browsers write it: UTF-8, and in names three characters escaped (HTML, 4.10.21.8)."""
    try:
        return raw.decode("utf-8").replace("%22", '"').replace("%0D", "\r").replace("%0A", "\n")
    except UnicodeDecodeError:
        raise ParseError("form", "not in UTF-8") from None


class _Parts:
    """The parts of a body, one after another."""

    def __init__(self, boundary: bytes, body: Iterator[bytes]) -> None:
        self._mark = b"\r\n--" + boundary
        self._body = body
        self._buffer = bytearray(b"\r\n")  # the first mark has no line before it
        if self.value(_LONGEST_FIELDS):
            raise ParseError("form", "does not begin with its boundary")

    def head(self) -> bytes:
        """Return the head of the next part; empty after the last."""
        while len(self._buffer) < len(b"--"):
            self._fill()
        if self._buffer.startswith(b"--"):
            return b""
        while (end := self._buffer.find(_END_OF_HEAD)) < 0:
            if len(self._buffer) > _LONGEST_HEAD:
                raise ParseError("form", "the head of a part is too long")
            self._fill()
        head = bytes(self._buffer[len(b"\r\n") : end])
        del self._buffer[: end + len(_END_OF_HEAD)]
        return head

    def value(self, most: int) -> bytes:
        """Return the content of a part that is no file.

        Raises:
            ParseError: it is longer than `most`, or the body ends before its end.
        """
        found = bytearray()
        for piece in self.content():
            found += piece
            if len(found) > most:
                raise ParseError("form", "its fields are too long")
        return bytes(found)

    def content(self) -> Iterator[bytes]:
        """Yield the content of a part up to the mark after it.

        Raises:
            ParseError: the body ends before the mark.
        """
        while (end := self._buffer.find(self._mark)) < 0:
            safe = len(self._buffer) - len(self._mark) + 1  # what may be the beginning of the mark waits
            if safe > 0:
                yield self._cut(safe)
            self._fill()
        if end:
            yield self._cut(end)
        self._cut(len(self._mark))

    def _cut(self, length: int) -> bytes:
        piece = bytes(self._buffer[:length])
        del self._buffer[:length]
        return piece

    def _fill(self) -> None:
        piece = next(self._body, b"")
        if not piece:
            raise ParseError("form", "ends before its end")
        self._buffer += piece
