"""Changes of the list of members, as governors make them: who joins, who is expelled, whose key is revoked.

A key that was listed once stays listed: what it signed while it counted must be verifiable for as long as anybody keeps
it. Certificates are for connections only, and those whose time is over are dropped.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from egnatia.exchange.errors import DirectoryError
from egnatia.exchange.member import Key, Member, TlsCertificate, Validity
from egnatia.model.identity import NodeId

_Listed = TypeVar("_Listed", Key, TlsCertificate)

#: Fewer digits of a key's name are too easily another's.
_FEWEST = 8
_DIGITS = re.compile(rf"[0-9a-f]{{{_FEWEST},64}}")


def enter(members: Sequence[Member], entry: Member, now: datetime) -> tuple[Member, ...]:
    """List a node by its entry: as a new member or, if it is one, with its new keys beside the old ones.

    A key that was revoked stays so, whatever the entry says; one that the entry leaves out stays as it was.
    """
    known = next((member for member in members if member.node == entry.node), None)
    listed = _merge(known, entry, now) if known else entry
    return (*(member for member in members if member.node != entry.node), listed)


def expel(members: Sequence[Member], node: NodeId) -> tuple[Member, ...]:
    """Leave a member out.

    Raises:
        DirectoryError: it is none.
    """
    _find(members, node)
    return tuple(member for member in members if member.node != node)


def revoke(members: Sequence[Member], node: NodeId, since: datetime, kid: str | None = None) -> tuple[Member, ...]:
    """Revoke all keys of a member that count, or one of them.

    Args:
        members: all of them.
        node: whose keys.
        since: from when on they are doubtful; may lie before now.
        kid: of the one key, or its first digits, 8 at least: a key's own or those of a certificate's key; None: all.

    Raises:
        DirectoryError: there is no such member or key, the digits are too few, or several keys begin with them.
    """
    member = _find(members, node)
    one = None if kid is None else _only(member, kid)
    changed = replace(
        member,
        tls=tuple(_revoked(tls, since) if one in (None, tls.spki) else tls for tls in member.tls),
        keys=tuple(_revoked(key, since) if one in (None, key.kid) else key for key in member.keys),
    )
    return tuple(changed if found.node == node else found for found in members)


def _only(member: Member, digits: str) -> str:
    """Return the one key of a member that begins with some digits: a slip must not revoke another one."""
    if not _DIGITS.fullmatch(digits):
        raise DirectoryError(f"{digits or 'nothing'} names no key: give the first {_FEWEST} or more of its hex digits")
    found = {name for name in _names(member) if name.startswith(digits)}
    if not found:
        raise DirectoryError(f"{member.node} has no key {digits}")
    if len(found) > 1:
        raise DirectoryError(f"{len(found)} keys of {member.node} begin with {digits}: give more of its digits")
    return found.pop()


def changes(before: Sequence[Member], after: Sequence[Member]) -> Iterator[str]:
    """Say in sentences what one list changes in another, for those who are to sign it."""
    old, new = ({member.node: member for member in members} for members in (before, after))
    for node in sorted(old.keys() | new.keys()):
        if node not in old:
            yield f"{node} joins: {new[node].name}, at {new[node].endpoint}"
        elif node not in new:
            yield f"{node} is expelled: {old[node].name}"
        else:
            yield from _altered(old[node], new[node])


def _altered(old: Member, new: Member) -> Iterator[str]:
    for what in ("name", "endpoint", "country", "sort"):
        if getattr(old, what) != getattr(new, what):
            yield f"{new.node} changes its {what}: {getattr(old, what)} becomes {getattr(new, what)}"
    known = dict(_validities(old))
    for name, validity in _validities(new):
        before = known.get(name)
        if before is None:
            yield f"{new.node} adds {name}"
        elif validity.revoked != before.revoked:
            yield f"{new.node}: {name} is revoked as of {validity.revoked:%Y-%m-%d %H:%M} UTC"


def _validities(member: Member) -> Iterator[tuple[str, Validity]]:
    yield from ((f"the key {key.kid} to {key.use}", key.validity) for key in member.keys)
    yield from ((f"the TLS key {tls.spki[:32]}", tls.validity) for tls in member.tls)


def _merge(known: Member, entry: Member, now: datetime) -> Member:
    tls = {tls.spki: tls for tls in known.tls if tls.validity.ends > now}
    keys = {key.kid: key for key in known.keys}
    return replace(
        entry,
        tls=tuple({**tls, **{one.spki: _keep(tls.get(one.spki), one) for one in entry.tls}}.values()),
        keys=tuple({**keys, **{one.kid: _keep(keys.get(one.kid), one) for one in entry.keys}}.values()),
    )


def _keep(known: _Listed | None, entered: _Listed) -> _Listed:
    """Keep a key revoked that was."""
    if known is None or known.validity.revoked is None:
        return entered
    return replace(entered, validity=replace(entered.validity, revoked=known.validity.revoked))


def _revoked(listed: _Listed, since: datetime) -> _Listed:
    """Revoke one key; one that was revoked earlier stays revoked from then."""
    validity = listed.validity
    when = since if validity.revoked is None else min(since, validity.revoked)
    return replace(listed, validity=replace(validity, revoked=when))


def _names(member: Member) -> tuple[str, ...]:
    return (*(tls.spki for tls in member.tls), *(key.kid for key in member.keys))


def _find(members: Sequence[Member], node: NodeId) -> Member:
    found = next((member for member in members if member.node == node), None)
    if found is None:
        raise DirectoryError(f"the directory lists no {node}")
    return found
