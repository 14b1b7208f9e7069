"""A node's keys in files and its entry in the directory, without the node."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from egnatia.adapters.keys.certificate import Identity
from egnatia.adapters.keys.files import create_keys
from egnatia.exchange.directory import Directory, Known
from egnatia.exchange.member import Member, Sort, Validity
from egnatia.model.identity import NodeId

YEAR = timedelta(days=365)
NOBODY = Known(root_version=1, root_digest="0" * 64)


@dataclass(frozen=True, kw_only=True)
class Party:
    """One who can call and be called."""

    member: Member
    identity: Identity


def party(folder: Path, node: str, endpoint: str = "https://localhost:1") -> Party:
    """Make keys in a folder; TLS judges certificates by the computer's clock, so they count from now on."""
    now = datetime.now(UTC)
    keys = create_keys(folder / node, NodeId(node), now, now + YEAR)
    tls, listed = keys.listed(Validity(begins=now - timedelta(hours=1), ends=now + YEAR))
    member = Member(node=NodeId(node), country=None, sort=Sort.BODY, name=node, endpoint=endpoint, tls=tls, keys=listed)
    return Party(member=member, identity=Identity(certificate=keys.tls_certificate, key=keys.tls_key))


def directory(*members: Member, version: int = 1) -> Directory:
    """List these members, unsigned."""
    return Directory(
        version=version,
        issued_at=datetime.now(UTC),
        members={member.node: member for member in members},
        known=NOBODY,
    )
