"""The files of governors who found or change a network: keys, cards with their public halves, drafts, directories.

The private key of a governor is made and used on a machine that is no node and, in earnest, has no network. What
travels between governors is cards and drafts, which hold no secret.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from securesystemslib.signer import Key, SSlibKey  # type: ignore[attr-defined]  # re-exported there

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.writing import read_whole, replace_file
from egnatia.adapters.keys.governor import create_governor, load_governor
from egnatia.exchange.bundle import read_bundle, write_bundle
from egnatia.exchange.ceremony import Draft, sign_draft
from egnatia.exchange.errors import DirectoryError
from egnatia.exchange.member import Member, parse_member
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.identity import parse_digest
from egnatia.model.reading import Fields, whole

_VERSION = 1
#: What the card of a governor is called beside the key.
CARD = ".pub"


@dataclass(frozen=True, slots=True, kw_only=True)
class Governor:
    """A governor who was just made: whose key it is shows in the first digits, read out to each other."""

    public: str  #: Ed25519, 64 hexadecimal digits.
    card: Path


def make_governor(path: Path) -> Governor:
    """Make the key of one governor, and beside it the card with its public half.

    Raises:
        KeysError: the key exists already, or the disk refuses.
        FilesError: the card exists already, or the disk refuses.
    """
    if path.is_dir():
        raise FilesError(f"{path} is a folder")
    card = path.with_name(path.name + CARD)
    if card.exists():
        raise FilesError(f"{card} exists already")
    public: str = create_governor(path).public_key.keyval["public"]
    try:
        replace_file(card, canonical.to_bytes({"governor": public, "v": _VERSION}))
    except FilesError:
        path.unlink()  # a key that nobody was told of is of no use
        raise
    return Governor(public=public, card=card)


def read_governor(card: Path) -> Key:
    """Read the card of a governor.

    Raises:
        FilesError: it is missing, or no card.
    """
    try:
        fields = Fields(canonical.from_bytes(read_whole(card).strip()), "")
        fields.take("v", whole(_VERSION, _VERSION))
        public = fields.take("governor", parse_digest)
        fields.finish()
    except ParseError as error:
        raise FilesError(f"{card} is no governor's card: {error}") from error
    return SSlibKey.from_crypto(Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)))


def read_entry(path: Path) -> Member:
    """Read what a node asks the governors to list.

    Raises:
        FilesError: it is missing, or no entry.
    """
    try:
        return parse_member(canonical.from_bytes(read_whole(path).strip()))
    except ParseError as error:
        raise FilesError(f"{path} is no entry of a node: {error}") from error


def read_draft(path: Path) -> Draft:
    """Read a draft, or a directory.

    Raises:
        FilesError: it is missing, or neither.
    """
    try:
        roots, targets = read_bundle(read_whole(path))
    except DirectoryError as error:
        raise FilesError(f"{path}: {error}") from error
    return Draft(roots=roots, targets=targets)


def write_new_draft(path: Path, draft: Draft) -> None:
    """Write a draft, or a directory, into a file that is not there yet.

    Raises:
        FilesError: the file exists, or the disk refuses.
    """
    if path.exists():
        raise FilesError(f"{path} exists already")
    replace_file(path, write_bundle(draft.roots, draft.targets))


def sign_file(path: Path, key: Path) -> Draft:
    """Sign a draft with the key of one governor, in place.

    Raises:
        FilesError: the draft is missing or damaged, or the disk refuses.
        KeysError: the key is missing, damaged, or open to others.
        DirectoryError: the key governs nothing in the draft.
    """
    draft = read_draft(path)
    signed = sign_draft(draft, load_governor(key))
    if signed != draft:
        replace_file(path, write_bundle(signed.roots, signed.targets))
    return signed


def read_governors(cards: Sequence[Path]) -> tuple[Key, ...]:
    """Read the cards of several governors.

    Raises:
        FilesError: one is missing, or no card.
    """
    return tuple(read_governor(card) for card in cards)
