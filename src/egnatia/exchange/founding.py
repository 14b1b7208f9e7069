"""How governors found a network and change who belongs to it: the signing side of the directory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from securesystemslib.signer import Key, Signer  # type: ignore[attr-defined]  # re-exported there
from tuf.api.metadata import (  # type: ignore[attr-defined]  # re-exported there
    Metadata,
    Root,
    TargetFile,
    Targets,
)
from tuf.api.serialization.json import JSONSerializer

from egnatia.exchange.directory import FOLDER, ISSUED_AT
from egnatia.exchange.limits import DIRECTORY_EXPIRED
from egnatia.exchange.member import Member, plain_member
from egnatia.model import canonical
from egnatia.model.instant import format_instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Governors:
    """Who may change something, and how many of them it takes."""

    keys: tuple[Key, ...]
    threshold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Constitution:
    """Who governs a network: who changes the governors, and who changes the list of members."""

    root: Governors
    targets: Governors


def build_root(constitution: Constitution, version: int, issued_at: datetime, signers: Sequence[Signer]) -> bytes:
    """Write and sign a root.

    Args:
        constitution: who governs from this version on; 2 of 3 is usual for the root.
        version: 1 to found a network, later one more than before.
        issued_at: only noted.
        signers: enough governors of this root and, from version 2 on, enough of the one before.

    Returns:
        TUF's JSON.
    """
    root = Root(version=version, expires=_expiry(issued_at, _ROOT_LIFE), consistent_snapshot=False)
    for name, governors in (("root", constitution.root), ("targets", constitution.targets)):
        for key in governors.keys:
            root.add_key(key, name)
        root.roles[name].threshold = governors.threshold
    return _sign(Metadata(root), signers)


def build_targets(members: Sequence[Member], version: int, issued_at: datetime, signers: Sequence[Signer]) -> bytes:
    """Write and sign the list of members.

    Args:
        members: all of them; who is left out is expelled.
        version: higher than any before.
        issued_at: by which its age is judged.
        signers: enough of the governors whom the root names for it.

    Returns:
        TUF's JSON.
    """
    targets = Targets(
        version=version,
        expires=_expiry(issued_at, DIRECTORY_EXPIRED),
        targets={target.path: target for target in map(_target, members)},
        unrecognized_fields={ISSUED_AT: format_instant(issued_at)},
    )
    return _sign(Metadata(targets), signers)


#: TUF wants an expiry; ours is judged by the list of members, so that a root is good until the next.
_ROOT_LIFE = timedelta(days=3650)


def _expiry(issued_at: datetime, life: timedelta) -> datetime:
    return (issued_at + life).replace(microsecond=0)


def _target(member: Member) -> TargetFile:
    plain = plain_member(member)
    target = TargetFile.from_data(FOLDER + member.node, canonical.to_bytes(plain), ["sha256"])
    target.unrecognized_fields["custom"] = plain
    return target


def _sign(metadata: Metadata[Root] | Metadata[Targets], signers: Sequence[Signer]) -> bytes:
    for signer in signers:
        metadata.sign(signer, append=True)
    return metadata.to_bytes(JSONSerializer(compact=True))
