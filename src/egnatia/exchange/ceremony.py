"""How governors sign together: a draft of a directory goes from one to the next until enough have signed it.

A draft has the form of a directory; all that it lacks is signatures. Each governor signs on a machine of his own, where
his key is, one after the other or on copies that are joined afterwards. Nobody has to be trusted with carrying it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from securesystemslib.signer import Key, Signer  # type: ignore[attr-defined]  # re-exported there
from tuf.api.metadata import Metadata, Root, Targets  # type: ignore[attr-defined]  # re-exported there
from tuf.api.serialization.json import JSONSerializer

from egnatia.exchange.directory import (
    Directory,
    digest,
    load_metadata,
    parse_directory,
    read_members,
    trust_root,
)
from egnatia.exchange.errors import DirectoryError
from egnatia.exchange.founding import Constitution, Governors, build_root, build_targets
from egnatia.exchange.limits import MAX_ROOT, MAX_TARGETS, MIN_ROOT_THRESHOLD
from egnatia.exchange.member import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Roots, versions ascending, and the list of members; the newest root and the list may lack signatures."""

    roots: tuple[bytes, ...]
    targets: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How many of the governors that it takes have signed one part of a draft."""

    part: str  #: In words.
    signed: frozenset[str]  #: Public keys (hexadecimal) of those who have.
    open: frozenset[str]  #: Those of others who may.
    threshold: int

    @property
    def missing(self) -> int:
        """How many signatures are still wanted."""
        return max(0, self.threshold - len(self.signed))


def draft_network(governors: Governors, members: Sequence[Member], now: datetime) -> Draft:
    """Draft the first root and the first list of members; nobody has signed yet.

    Raises:
        DirectoryError: the governors are too few, one stands twice, or so few of them could decide alone.
    """
    check_governors(governors)
    root = build_root(Constitution(root=governors, targets=governors), 1, now, ())
    return Draft(roots=(root,), targets=build_targets(members, 1, now, ()))


def draft_change(before: Draft, members: Sequence[Member], governors: Governors | None, now: datetime) -> Draft:
    """Draft the next list of members and, if others are to govern, the next root.

    Args:
        before: the directory in force.
        members: all of them; who is left out is expelled.
        governors: of the root and of the list from now on; None: those of before.
        now: by which the age of the list is judged.

    Raises:
        DirectoryError: the directory lacks signatures, or the governors are not to be.
    """
    held = read_complete(before)
    roots = before.roots
    if governors:
        check_governors(governors)
        version = held.known.root_version + 1
        roots = (*roots, build_root(Constitution(root=governors, targets=governors), version, now, ()))
    return Draft(roots=roots, targets=build_targets(members, held.version + 1, now, ()))


def check_governors(governors: Governors) -> None:
    """Refuse governors who could not govern, or one of whom could alone.

    Raises:
        DirectoryError: says why.
    """
    distinct = {_public(key) for key in governors.keys}
    if len(distinct) < len(governors.keys):
        raise DirectoryError("one governor stands twice")
    if governors.threshold < MIN_ROOT_THRESHOLD:
        raise DirectoryError(f"a threshold of {governors.threshold} lets one governor alone change the network")
    if governors.threshold > len(distinct):
        raise DirectoryError(f"{len(distinct)} governors cannot reach a threshold of {governors.threshold}")


def governors_of(draft: Draft) -> Governors:
    """Return who governs the root from the newest root on.

    Raises:
        DirectoryError: the root is damaged.
    """
    root = _roots(draft)[-1].signed
    role = root.roles["root"]
    return Governors(keys=tuple(root.keys[keyid] for keyid in role.keyids), threshold=role.threshold)


def read_complete(draft: Draft) -> Directory:
    """Read a directory that its governors signed, trusting its own first root.

    Raises:
        DirectoryError: it is damaged, or lacks signatures.
    """
    _roots(draft)  # are there any?
    return parse_directory(draft.roots, draft.targets, trust_root(draft.roots[0]))


def list_members(draft: Draft) -> tuple[Member, ...]:
    """Return the members whom a draft lists, whoever has signed it: to be looked at, not to be trusted.

    Raises:
        DirectoryError: the list is damaged.
    """
    return tuple(read_members(load_metadata(draft.targets, Targets, MAX_TARGETS).signed).values())


def sign_draft(draft: Draft, signer: Signer) -> Draft:
    """Sign those parts of a draft that this key may sign; signing twice changes nothing.

    Raises:
        DirectoryError: the draft is damaged, or the key governs nothing in it.
    """
    roots, targets = _roots(draft), load_metadata(draft.targets, Targets, MAX_TARGETS)
    mine = _public(signer.public_key)
    newest, parts = roots[-1], list[Metadata[Any]]()
    if _governs(roots, mine) and not _stands(roots):
        parts.append(newest)  # a root in force is left as it is: all nodes hold the same bytes of it
    if mine in _entitled(newest, "targets"):
        parts.append(targets)
    if not parts and mine not in _entitled(newest, "root"):
        raise DirectoryError("this key belongs to none of the governors whom the draft names")
    for part in parts:
        part.sign(signer, append=True)
    return _write(draft, newest, targets)


def join_drafts(drafts: Sequence[Draft]) -> Draft:
    """Put the signatures under copies of one draft together.

    Raises:
        DirectoryError: one is damaged, or they are not copies of one draft.
    """
    first = drafts[0]
    newest, targets = _roots(first)[-1], load_metadata(first.targets, Targets, MAX_TARGETS)
    for other in drafts[1:]:
        root, listed = _roots(other)[-1], load_metadata(other.targets, Targets, MAX_TARGETS)
        if other.roots[:-1] != first.roots[:-1] or digest(root) != digest(newest) or digest(listed) != digest(targets):
            raise DirectoryError("these are not copies of one draft")
        newest.signatures.update({**root.signatures, **newest.signatures})
        targets.signatures.update({**listed.signatures, **targets.signatures})
    return _write(first, newest, targets)


def standings(draft: Draft) -> tuple[Standing, ...]:
    """Tell who has signed a draft, part by part.

    Raises:
        DirectoryError: it is damaged.
    """
    roots, targets = _roots(draft), load_metadata(draft.targets, Targets, MAX_TARGETS)
    newest = roots[-1]
    version = newest.signed.version
    words = [f"root {version}", f"root {version}, by the governors before it"]
    found = [_standing(judge, "root", newest, part) for judge, part in zip(_judges(roots), words, strict=False)]
    listed = _standing(newest, "targets", targets, f"list of members {targets.signed.version}")
    return (*found, listed)


def _stands(roots: Sequence[Metadata[Root]]) -> bool:
    """Tell whether enough governors have signed the newest root."""
    return not any(_standing(judge, "root", roots[-1], "").missing for judge in _judges(roots))


def _governs(roots: Sequence[Metadata[Root]], public: str) -> bool:
    return any(public in _entitled(judge, "root") for judge in _judges(roots))


def _judges(roots: Sequence[Metadata[Root]]) -> Sequence[Metadata[Root]]:
    """Return the roots whose governors must have signed the newest: its own, then those before (TUF 5.3.4)."""
    return roots[:-3:-1]


def _standing(judge: Metadata[Root], role: str, part: Metadata[Any], words: str) -> Standing:
    result = judge.signed.get_verification_result(role, part.signed_bytes, part.signatures)
    signed = frozenset(_public(key) for key in result.signed.values())
    return Standing(part=words, signed=signed, open=_entitled(judge, role) - signed, threshold=result.threshold)


def _entitled(judge: Metadata[Root], role: str) -> frozenset[str]:
    return frozenset(_public(judge.signed.keys[keyid]) for keyid in judge.signed.roles[role].keyids)


def _roots(draft: Draft) -> list[Metadata[Root]]:
    if not draft.roots:
        raise DirectoryError("it holds no root")
    return [load_metadata(root, Root, MAX_ROOT) for root in draft.roots]


def _write(draft: Draft, newest: Metadata[Root], targets: Metadata[Targets]) -> Draft:
    """Write what may have been signed; what has as many signatures as before keeps its bytes."""
    return Draft(roots=(*draft.roots[:-1], _bytes(newest, draft.roots[-1])), targets=_bytes(targets, draft.targets))


def _bytes(metadata: Metadata[Any], before: bytes) -> bytes:
    written = metadata.to_bytes(JSONSerializer(compact=True))
    return before if Metadata.from_bytes(before).signatures == metadata.signatures else written


def _public(key: Key) -> str:
    """Return the public key itself, in hexadecimal, by which a governor is known."""
    public: str = key.keyval["public"]
    return public
