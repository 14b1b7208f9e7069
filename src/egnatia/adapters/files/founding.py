"""Founding a network: three governors' keys, of which two sign, and the first list of members; then its changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from securesystemslib.signer import CryptoSigner  # type: ignore[attr-defined]  # re-exported there

from egnatia.adapters.files.writing import make_folder
from egnatia.adapters.keys.governor import create_governor, load_governor
from egnatia.exchange.bundle import write_bundle
from egnatia.exchange.directory import trust_root
from egnatia.exchange.founding import Constitution, Governors, build_root, build_targets
from egnatia.exchange.member import Member

#: Two of three: one key may be lost or stolen, and the network goes on.
GOVERNORS = 3
THRESHOLD = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The directory of a network at one time, as its governors signed it."""

    roots: tuple[bytes, ...]
    targets: bytes
    version: int  #: Of the list of members.

    @property
    def bundle(self) -> bytes:
        """Roots and list of members in one document, as nodes hand it on."""
        return write_bundle(self.roots, self.targets)

    @property
    def root_digest(self) -> str:
        """What a node must be told by other means to join: SHA-256 of the signed part of the first root."""
        return trust_root(self.roots[0]).root_digest


def found_network(folder: Path, members: Sequence[Member], now: datetime) -> Network:
    """Make the governors' keys, `governor-1.pem` to `governor-3.pem`, and sign the first directory.

    Args:
        folder: for the keys; in earnest, each governor takes one away.
        members: the first members.
        now: from when on the directory is.

    Raises:
        KeysError: the keys exist already, or the disk refuses.
        FilesError: the disk refuses.
    """
    make_folder(folder)
    governors = [create_governor(_key_file(folder, number)) for number in range(1, GOVERNORS + 1)]
    all_three = Governors(keys=tuple(governor.public_key for governor in governors), threshold=THRESHOLD)
    root = build_root(Constitution(root=all_three, targets=all_three), 1, now, governors[:THRESHOLD])
    return Network(roots=(root,), targets=build_targets(members, 1, now, governors[:THRESHOLD]), version=1)


def change_members(folder: Path, network: Network, members: Sequence[Member], now: datetime) -> Network:
    """Sign the next list of members: who is new in it joins, who is left out is expelled, and its age begins anew.

    Raises:
        KeysError: two governors' keys cannot be read.
    """
    signers = _load_governors(folder)
    version = network.version + 1
    return Network(roots=network.roots, targets=build_targets(members, version, now, signers), version=version)


def _load_governors(folder: Path) -> list[CryptoSigner]:
    return [load_governor(_key_file(folder, number)) for number in range(1, THRESHOLD + 1)]


def _key_file(folder: Path, number: int) -> Path:
    return folder / f"governor-{number}.pem"
