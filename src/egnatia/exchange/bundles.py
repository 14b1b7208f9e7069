"""The bundle: requests, or the replies to them, that go by hand where there is no line; its signed manifest.

What is in it are the same sealed envelopes that would go over the line. The manifest takes the place of the connection:
it says from whom to whom, and its signature that the sender put exactly these together.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from egnatia.exchange.errors import Refused, malformed
from egnatia.exchange.jws import Typ, sign_compact, split_compact
from egnatia.exchange.keys import Signer, Verifier
from egnatia.exchange.limits import MAX_BATCH, VERSION
from egnatia.exchange.member import Member, Use
from egnatia.exchange.refusal import RefusalCode
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.identity import MessageId, NodeId, parse_digest, parse_message_id, parse_node
from egnatia.model.instant import format_instant, parse_instant
from egnatia.model.reading import Fields, listed, text, whole

#: Requests in one bundle, and bytes of it.
MOST_BODIES = 200
LARGEST = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One request or the reply to one: its digest, and the letters that it is about, in their order."""

    digest: str
    messages: tuple[MessageId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is in a bundle, from whom to whom."""

    sender: NodeId
    recipient: NodeId
    at: datetime
    parts: tuple[Part, ...]
    answers: str | None = None  #: The signed manifest of the bundle that this one answers; None: it brings letters.


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A bundle as it was read; who signed it is still to be checked (`check_bundle`)."""

    manifest: Manifest
    signed: bytes  #: Compact JWS over the manifest.
    bodies: tuple[bytes, ...]


def digest_of(body: bytes) -> str:
    """Return the SHA-256 of a body, 64 hexadecimal digits."""
    return hashlib.sha256(body).hexdigest()


def write_bundle(manifest: Manifest, bodies: Sequence[bytes], signer: Signer) -> bytes:
    """Sign a manifest, and put it together with the bodies that it names."""
    signed = sign_compact(canonical.to_bytes(_plain(manifest)), Typ.CARRIED, signer)
    whole = {"bodies": [body.decode("utf-8") for body in bodies], "manifest": signed.decode("ascii"), "v": VERSION}
    return canonical.to_bytes(whole)


def _plain(manifest: Manifest) -> dict[str, Any]:
    return {
        "from": manifest.sender,
        "to": manifest.recipient,
        "at": format_instant(manifest.at),
        "parts": [{"digest": part.digest, "messages": list(part.messages)} for part in manifest.parts],
        **({"answers": manifest.answers} if manifest.answers else {}),
        "v": VERSION,
    }


def read_bundle(data: bytes) -> Bundle:
    """Read a bundle strictly.

    Raises:
        Refused: oversized or malformed, or a body is not the one that the manifest names.
    """
    if len(data) > LARGEST:
        raise Refused(RefusalCode.OVERSIZED, f"a bundle has at most {LARGEST} bytes")
    try:
        fields = Fields(canonical.from_bytes(data), "")
        fields.take("v", whole(VERSION, VERSION))
        signed = fields.take("manifest", text(LARGEST)).encode("ascii", "replace")
        bodies = tuple(body.encode() for body in fields.take("bodies", listed(text(LARGEST), limit=MOST_BODIES)))
        fields.finish()
        manifest = read_manifest(signed)
    except ParseError as error:
        raise malformed("the bundle", error) from error
    if [digest_of(body) for body in bodies] != [part.digest for part in manifest.parts]:
        raise Refused(RefusalCode.MALFORMED, "the bundle holds something else than its manifest says")
    return Bundle(manifest=manifest, signed=signed, bodies=bodies)


def read_manifest(signed: bytes) -> Manifest:
    """Read a signed manifest strictly; its signature is still to be checked.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(canonical.from_bytes(split_compact(signed, Typ.CARRIED).payload), "manifest")
    fields.take("v", whole(VERSION, VERSION))
    manifest = Manifest(
        sender=fields.take("from", parse_node),
        recipient=fields.take("to", parse_node),
        at=fields.take("at", parse_instant),
        parts=fields.take("parts", listed(_parse_part, limit=MOST_BODIES)),
        answers=fields.take_optional("answers", text(LARGEST)),
    )
    fields.finish()
    return manifest


def _parse_part(value: object, path: str) -> Part:
    fields = Fields(value, path)
    part = Part(
        digest=fields.take("digest", parse_digest),
        messages=fields.take("messages", listed(parse_message_id, limit=MAX_BATCH)),
    )
    fields.finish()
    return part


def check_signed(signed: bytes, manifest: Manifest, sender: Member, verifier: Verifier) -> None:
    """See that a manifest is by a member, under a key that counted when it was signed and was not revoked since.

    Raises:
        Refused: it is not.
    """
    compact = split_compact(signed, Typ.CARRIED)
    key = sender.key(Use.SIGN, compact.kid)
    if key is None or not verifier.verify(compact.signed, compact.signature, key.public):
        raise Refused(RefusalCode.BAD_SIGNATURE, "the manifest is not signed by a key of its sender")
    if not key.validity.holds(manifest.at) or key.validity.revoked:
        raise Refused(RefusalCode.REVOKED_KEY, "the key that signed the manifest does not count")
