"""The directory in force: who belongs to the network, and by which keys.

It is the Root and Targets of The Update Framework (TUF), of which only the metadata format and its verification are
used. What is believed, by these rules:

* The first root is known beforehand, by its digest. Each next root has the next version and is signed by enough
  governors of the one before and by enough of its own (TUF 5.3). A root needs at least two governors.
* The list of members is signed by enough of the governors whom the newest root names for it.
* No version ever decreases, and no version has two contents.
* Age is judged by `x-egnatia-issued-at`, which is signed, not by TUF's `expires`: the age of a list limits what may
  be done with it (`freshness`), and never makes it unreadable.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, TargetFile, Targets  # type: ignore[attr-defined]  # re-exported there

from egnatia.exchange.errors import CompetingError, DirectoryError, Dispute
from egnatia.exchange.limits import (
    DIRECTORY_EXPIRED,
    DIRECTORY_STALE,
    MAX_ROOT,
    MAX_ROOTS,
    MAX_SKEW,
    MAX_TARGETS,
    MIN_ROOT_THRESHOLD,
)
from egnatia.exchange.member import Member, Use, parse_member
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId
from egnatia.model.instant import parse_instant

_Signed = TypeVar("_Signed", Root, Targets)

#: The signed time of issue, beside TUF's own fields.
ISSUED_AT = "x-egnatia-issued-at"
#: Members are target files of this folder.
FOLDER = "members/"


class Freshness(StrEnum):
    """What the age of a directory allows."""

    FRESH = "fresh"
    STALE = "stale"  #: Usable; the operator is warned.
    EXPIRED = "expired"  #: No new question is asked or answered.


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a node holds to be true from before: its root, and the newest list that it has seen."""

    root_version: int
    root_digest: str  #: SHA-256 of the signed part of that root.
    targets_version: int = 0  #: 0 if no list was seen yet.
    targets_digest: str = ""


@dataclass(frozen=True, kw_only=True)
class Directory:
    """The members of the network, as enough governors signed them."""

    version: int
    issued_at: datetime
    members: Mapping[NodeId, Member]
    known: Known  #: What to hold to be true from now on.

    def member(self, node: NodeId) -> Member | None:
        """Return a member by its node; None if the network has none of that name."""
        return self.members.get(node)

    def member_by_tls(self, spki: str, now: datetime) -> Member | None:
        """Return the member whose connection this is.

        Args:
            spki: SHA-256 of the SubjectPublicKeyInfo that the peer proved to hold, 64 hexadecimal digits.
            now: the key must count now.
        """
        member = self._by_tls.get(spki)
        holds = member and any(tls.spki == spki and tls.validity.holds(now) for tls in member.tls)
        return member if holds else None

    @cached_property
    def _by_tls(self) -> Mapping[str, Member]:
        return {tls.spki: member for member in self.members.values() for tls in member.tls}


def check_listed(directory: Directory, node: NodeId, kid: str) -> None:
    """Refuse a directory that does not list a node with its signing key: partners would refuse the node.

    Raises:
        DirectoryError: says which of the two is missing.
    """
    member = directory.member(node)
    if member is None:
        raise DirectoryError(f"version {directory.version} of the directory does not list {node}: ask the governors")
    if member.key(Use.SIGN, kid) is None:
        raise DirectoryError(f"version {directory.version} of the directory lists {node} with other keys than its own")


def freshness(directory: Directory, now: datetime) -> Freshness:
    """Judge a directory by the time at which it was issued; one from the future warns, for its age is unknown."""
    age = now - directory.issued_at
    if age > DIRECTORY_EXPIRED:
        return Freshness.EXPIRED
    return Freshness.FRESH if -MAX_SKEW <= age <= DIRECTORY_STALE else Freshness.STALE


def parse_directory(root_chain: Sequence[bytes], targets: bytes, known: Known) -> Directory:
    """Verify and read a directory.

    Args:
        root_chain: roots in TUF's JSON, versions ascending without gaps, from the known one or earlier to the newest.
        targets: the list of members, in TUF's JSON.
        known: what this node holds to be true.

    Raises:
        DirectoryError: damaged, not signed by enough governors, older than what is known, or contradicting it.
    """
    root = _climb(root_chain, known)
    listed = load_metadata(targets, Targets, MAX_TARGETS)
    _verify(root, "targets", listed, f"the list of members, version {listed.signed.version}")
    targets_digest = digest(listed)
    _check_progress(listed.signed.version, targets_digest, known)
    return Directory(
        version=listed.signed.version,
        issued_at=_read_issue(listed.signed),
        members=read_members(listed.signed),
        known=Known(
            root_version=root.signed.version,
            root_digest=digest(root),
            targets_version=listed.signed.version,
            targets_digest=targets_digest,
        ),
    )


def trust_root(root: bytes) -> Known:
    """Return what to know of a network's root that was handed over by other means, such as in person.

    Raises:
        DirectoryError: damaged, or not signed by enough of its own governors.
    """
    found = load_metadata(root, Root, MAX_ROOT)
    _verify(found, "root", found, f"root {found.signed.version}")
    return Known(root_version=found.signed.version, root_digest=digest(found))


def digest(metadata: Metadata[Any]) -> str:
    """Return the SHA-256 of the signed part, which stays the same when signatures are added."""
    return hashlib.sha256(metadata.signed_bytes).hexdigest()


def _climb(root_chain: Sequence[bytes], known: Known) -> Metadata[Root]:
    """Go from the known root to the newest, one version at a time."""
    if len(root_chain) > MAX_ROOTS:
        raise DirectoryError(f"more than {MAX_ROOTS} roots at once")
    roots = [load_metadata(data, Root, MAX_ROOT) for data in root_chain]
    later = [root for root in roots if root.signed.version >= known.root_version]
    if not later or later[0].signed.version != known.root_version:
        raise DirectoryError(f"root {known.root_version}, which this node trusts, is not in the chain")
    trusted = later[0]
    if digest(trusted) != known.root_digest:
        raise CompetingError(Dispute(what=f"root {known.root_version}", known=known.root_digest, found=digest(trusted)))
    _verify(trusted, "root", trusted, f"root {trusted.signed.version}")
    for following in later[1:]:
        trusted = _step(trusted, following)
    return trusted


def _step(trusted: Metadata[Root], following: Metadata[Root]) -> Metadata[Root]:
    """Go to the next root, which the governors before and after it must both have signed (TUF 5.3.4, 5.3.5)."""
    version = trusted.signed.version + 1
    if following.signed.version != version:
        raise DirectoryError(f"root {following.signed.version} stands where root {version} should")
    _verify(trusted, "root", following, f"root {version}, by the governors before it")
    _verify(following, "root", following, f"root {version}")
    return following


def load_metadata(data: bytes, kind: type[_Signed], limit: int) -> Metadata[_Signed]:
    """Read one part of a directory; whether it is signed is judged by others.

    Raises:
        DirectoryError: it is damaged, too large, or another part.
    """
    if len(data) > limit:
        raise DirectoryError(f"the {kind.type} of the directory has more than {limit} bytes")
    try:
        loaded = Metadata[kind].from_bytes(data)  # type: ignore[valid-type]
        digest(loaded)  # what cannot be spelled canonically cannot be verified either
    except RepositoryError as error:
        raise DirectoryError(f"the {kind.type} of the directory is damaged") from error
    if not isinstance(loaded.signed, kind):
        raise DirectoryError(f"not the {kind.type} of a directory")
    return loaded


def _verify(by: Metadata[Root], role: str, metadata: Metadata[Any], what: str) -> None:
    result = by.signed.get_verification_result(role, metadata.signed_bytes, metadata.signatures)
    # One governor whose key stands under two ids still is one governor (TUF 4.3: keys, not ids, are counted).
    signed = {key.keyval["public"] for key in result.signed.values()}
    if len(signed) < result.threshold:
        raise DirectoryError(f"{what}: signed by {len(signed)} of the {result.threshold} governors that it takes")
    if role == "root" and result.threshold < MIN_ROOT_THRESHOLD:
        raise DirectoryError(f"{what}: one governor alone could change it")


def _check_progress(version: int, targets_digest: str, known: Known) -> None:
    if version < known.targets_version:
        raise DirectoryError(f"the list of members, version {version}, is older than the known {known.targets_version}")
    if version == known.targets_version and targets_digest != known.targets_digest:
        what = f"list of members {version}"
        raise CompetingError(Dispute(what=what, known=known.targets_digest, found=targets_digest))


def _read_issue(targets: Targets) -> datetime:
    try:
        return parse_instant(targets.unrecognized_fields.get(ISSUED_AT), ISSUED_AT)
    except ParseError as error:
        raise DirectoryError(f"the list of members: {error}") from error


def read_members(targets: Targets) -> Mapping[NodeId, Member]:
    """Read the members in a list; whether it is signed is judged by others.

    Raises:
        DirectoryError: an entry is malformed, or a key stands with two members.
    """
    members = [_read_member(path, target) for path, target in sorted(targets.targets.items())]
    _check_distinct([tls.spki for member in members for tls in member.tls], "TLS key")
    _check_distinct([key.kid for member in members for key in member.keys], "key")
    return MappingProxyType({member.node: member for member in members})


def _read_member(path: str, target: TargetFile) -> Member:
    try:
        member = parse_member(target.custom, path)
        data = canonical.to_bytes(target.custom)
    except ParseError as error:
        raise DirectoryError(f"the list of members: {error}") from error
    if path != FOLDER + member.node:
        raise DirectoryError(f"the list of members: {path} holds the entry of {member.node}")
    if target.length != len(data) or target.hashes != {"sha256": hashlib.sha256(data).hexdigest()}:
        raise DirectoryError(f"the list of members: length or digest of {path} is wrong")
    return member


def _check_distinct(ids: Sequence[str], what: str) -> None:
    twice = {found for found in ids if ids.count(found) > 1}
    if twice:
        raise DirectoryError(f"the list of members: the {what} {min(twice)} stands twice")
