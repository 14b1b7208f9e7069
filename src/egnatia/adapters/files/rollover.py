"""A node changes its keys: new ones beside the old, and the entry by which the governors list both."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from egnatia.adapters.files.directory import DirectoryFolder
from egnatia.adapters.keys.ring import add_generation
from egnatia.exchange.errors import DirectoryError
from egnatia.exchange.limits import DIRECTORY_EXPIRED
from egnatia.exchange.member import Key, Member, TlsCertificate, Use, Validity
from egnatia.model.identity import NodeId

_Listed = TypeVar("_Listed", Key, TlsCertificate)

#: How long new keys count.
KEY_LIFE = timedelta(days=2 * 365)
#: How long the old keys go on counting beside the new ones: as long as a directory is in use that lists only them.
OVERLAP = DIRECTORY_EXPIRED


def roll_over(keys: Path, directory: Path, node: NodeId, now: datetime, begins: datetime) -> Member:
    """Make the next generation of a node's keys: to sign, to seal, for TLS. The node may be running.

    Nothing changes until the governors have listed the entry; from `begins` on, the node uses the new keys. Partners
    who have the newer directory by then notice nothing.

    Args:
        keys: the folder of the node's keys.
        directory: the folder of its directory.
        node: whose keys.
        now: from when on the certificate could be shown; the directory says from when on it counts.
        begins: from when on the new keys count; late enough for the governors to sign and for partners to fetch.

    Returns:
        The node's entry with old keys and new ones.

    Raises:
        DirectoryError: the directory does not list the node.
        FilesError: the node has joined no network yet, or its directory is damaged.
        KeysError: the keys are damaged, or the disk refuses.
    """
    listed = DirectoryFolder(directory).current().member(node)
    if listed is None:
        raise DirectoryError(f"the directory does not list {node}: there is nothing to roll over from")
    validity = Validity(begins=begins, ends=begins + KEY_LIFE)
    tls, made = add_generation(keys, node, replace(validity, begins=now)).listed(validity)
    return replace(
        listed,
        tls=(*(_ending(one, begins) for one in listed.tls), *tls),
        keys=(*(key if key.use is Use.LEDGER else _ending(key, begins) for key in listed.keys),
              *(key for key in made if key.use is not Use.LEDGER)),
    )  # fmt: skip


def _ending(listed: _Listed, begins: datetime) -> _Listed:
    """Let an old key end when its successor has been in use for a while; one that ends earlier does so."""
    validity = listed.validity
    ends = min(validity.ends, max(begins + OVERLAP, validity.begins + timedelta(seconds=1)))
    return replace(listed, validity=replace(validity, ends=ends))
