"""Signed notes (c2sp.org/signed-note): text, a blank line, and signature lines that name their key.

Only Ed25519 is signed with here (type 0x01), and witnesses' cosignatures (type 0x04); lines of other keys are carried
along unread, as the specification demands. Signing and verifying are handed in: no key is held here.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from egnatia.ledger.errors import NoteError

LONGEST_NOTE: Final = 128 * 1024
MOST_SIGNATURES: Final = 64  # the specification wants at least 16 accepted

_LINE = re.compile(r"— ([^ ]+) ([A-Za-z0-9+/]+=*)")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\ud800-\udfff]")
_VKEY = re.compile(r"([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)")


class KeyType(IntEnum):
    """The signature type byte in key ids and verifier keys."""

    ED25519 = 0x01
    COSIGNATURE = 0x04  #: Timestamped checkpoint cosignature (c2sp.org/tlog-cosignature).


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteKey:
    """A public key under the name by which notes call it.

    Raises:
        NoteError: a name with spaces or a plus sign, or a key that is not 32 bytes long.
    """

    name: str
    public: bytes  #: Ed25519, 32 bytes as in RFC 8032.
    type: KeyType = KeyType.ED25519

    def __post_init__(self) -> None:
        """Refuse a name or key that no note could carry."""
        check_name(self.name)
        if len(self.public) != 32:  # noqa: PLR2004 - RFC 8032, section 5.1.5
            raise NoteError("an Ed25519 public key has 32 bytes")

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature line names this key."""
        named = self.name.encode() + b"\n" + bytes([self.type]) + self.public
        return hashlib.sha256(named).digest()[:4]

    def __str__(self) -> str:
        """Write the verifier key: name, key id and key in one line that can be published."""
        return f"{self.name}+{self.id.hex()}+{encode_base64(bytes([self.type]) + self.public)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A key that can sign: its public side, and the function that signs with the private one."""

    key: NoteKey
    sign: Callable[[bytes], bytes]  #: Takes the message, returns the 64 bytes of the signature.


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifier:
    """A known key and the function that checks its signatures."""

    key: NoteKey
    verify: Callable[[bytes, bytes], bool]  #: Takes message and signature.


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSignature:
    """One signature line: who signed, by which key, and the bytes that its type defines."""

    name: str
    key_id: bytes
    signature: bytes

    def is_by(self, key: NoteKey) -> bool:
        """Tell whether the line claims to be by this key: name and id, both."""
        return self.name == key.name and self.key_id == key.id

    def __str__(self) -> str:
        """Write the line, without its line break."""
        return f"— {self.name} {encode_base64(self.key_id + self.signature)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A text with its signatures, none of them checked yet.

    Raises:
        NoteError: text that does not end its last line, or holds control characters; no signature.
    """

    text: str
    signatures: tuple[NoteSignature, ...]

    def __post_init__(self) -> None:
        """Refuse text that could not be told apart from its signatures."""
        if not self.text.endswith("\n") or _has_controls(self.text):
            raise NoteError("the text of a note ends with a line break and has no control characters")
        if not self.signatures:
            raise NoteError("a note is signed at least once")

    def to_bytes(self) -> bytes:
        """Write the note in its one form."""
        lines = "".join(f"{line}\n" for line in self.signatures)
        return f"{self.text}\n{lines}".encode()


def sign_note(text: str, signer: Signer) -> NoteSignature:
    """Sign the text of a note, its final line break included."""
    return NoteSignature(name=signer.key.name, key_id=signer.key.id, signature=signer.sign(text.encode()))


def parse_note(data: bytes) -> Note:
    """Read a signed note strictly; the signatures are not checked.

    Raises:
        NoteError: anything but the one form that `Note.to_bytes` writes.
    """
    if len(data) > LONGEST_NOTE:
        raise NoteError(f"a note longer than {LONGEST_NOTE} bytes")
    try:
        whole = data.decode()
    except UnicodeDecodeError as error:
        raise NoteError("a note is UTF-8") from error
    # The text may hold blank lines; the last one ends it.
    text, blank, lines = whole.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise NoteError("a note has text, a blank line, and signature lines that end with a line break")
    return Note(text=f"{text}\n", signatures=parse_signatures(lines))


def parse_signatures(lines: str) -> tuple[NoteSignature, ...]:
    """Read signature lines, each with its line break: one at least.

    Raises:
        NoteError: a line that is not a signature line in its one form, none, or too many.
    """
    found = tuple(_parse_signature(line) for line in lines.removesuffix("\n").split("\n"))
    if len(found) > MOST_SIGNATURES or not lines.endswith("\n"):
        raise NoteError(f"more than {MOST_SIGNATURES} signature lines, or the last one has no line break")
    return found


def open_note(data: bytes, verifiers: Iterable[Verifier]) -> Note:
    """Read a note and check every signature by a known key.

    Raises:
        NoteError: the note is malformed, no known key signed it, or a signature by a known key is wrong.
    """
    note = parse_note(data)
    message = note.text.encode()
    checked = [
        verifier.verify(message, line.signature)
        for verifier in verifiers
        for line in note.signatures
        if verifier.key.type is KeyType.ED25519 and line.is_by(verifier.key)
    ]
    if not checked:
        raise NoteError("no known key signed the note")
    # One wrong signature by a known key spoils the note (c2sp.org/signed-note, 'Signatures').
    if not all(checked):
        raise NoteError("a signature by a known key is wrong")
    return note


def parse_key(text: str) -> NoteKey:
    """Read a verifier key: name, key id and key, joined by plus signs.

    Raises:
        NoteError: malformed, of an unknown type, or its id does not fit its key.
    """
    match = _VKEY.fullmatch(text)
    if not match:
        raise NoteError("not a verifier key: name+id+key")
    encoded = decode_base64(match[3])
    if encoded[0] not in set(KeyType):
        raise NoteError(f"unknown key type {encoded[0]}")
    key = NoteKey(name=match[1], public=encoded[1:], type=KeyType(encoded[0]))
    if key.id.hex() != match[2]:
        raise NoteError("the id does not fit the key")
    return key


def check_name(name: str) -> None:
    """Refuse what cannot name a key: empty, or with spaces, plus signs or control characters.

    Raises:
        NoteError: it is such a name.
    """
    if not name or "+" in name or any(char.isspace() for char in name) or _has_controls(name):
        raise NoteError("the name of a key is not empty and has no space, plus sign or control character")


def encode_base64(data: bytes) -> str:
    """Write bytes in base64 (RFC 4648, section 4)."""
    return base64.b64encode(data).decode()


def decode_base64(text: str) -> bytes:
    """Read base64 (RFC 4648, section 4) strictly: at least one byte, padded, and no stray bits.

    Raises:
        NoteError: any other spelling.
    """
    try:
        data = base64.b64decode(text.encode(), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise NoteError("not base64") from error
    if not data or encode_base64(data) != text:
        raise NoteError("not base64 in its one form")
    return data


def _parse_signature(line: str) -> NoteSignature:
    match = _LINE.fullmatch(line)
    if not match:
        raise NoteError("not a signature line")
    check_name(match[1])
    data = decode_base64(match[2])
    if len(data) <= 4:  # noqa: PLR2004 - the key id alone
        raise NoteError("a signature line without signature")
    return NoteSignature(name=match[1], key_id=data[:4], signature=data[4:])


def _has_controls(text: str) -> bool:
    """Tell whether text holds what a note may not: controls but line breaks, and what UTF-8 cannot write."""
    return _CONTROLS.search(text) is not None
