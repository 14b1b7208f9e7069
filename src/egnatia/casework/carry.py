"""By hand: letters go to a partner on a memory stick where there is no line, and its receipts come back on one.

What is on the stick is sealed for the partner; an administrator carries it and reads nothing. The letters stay in the
outbox until a receipt comes, by whichever way; a letter that goes both ways is one letter there.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from egnatia.casework.deliver import ARRIVED, WAITING, Outcome, settle_carried
from egnatia.casework.errors import ConflictError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.post import Post
from egnatia.casework.receive import receive
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, OutboxRow
from egnatia.casework.trail import Note, entry
from egnatia.casework.waking import wake_waiting
from egnatia.exchange.batch import Reply, read_replies
from egnatia.exchange.bundles import (
    MOST_BODIES,
    Bundle,
    Manifest,
    Part,
    check_signed,
    digest_of,
    read_bundle,
    read_manifest,
    write_bundle,
)
from egnatia.exchange.errors import Refused
from egnatia.exchange.limits import MAX_MESSAGE_LIFE
from egnatia.ledger.entry import Act
from egnatia.model.errors import ParseError
from egnatia.model.identity import MessageId, NodeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A bundle to be carried, and how many letters or replies are in it."""

    data: bytes
    letters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What came back: how many letters the partner has, how many it refused for good, how many must go again."""

    taken: int
    refused: int
    left: int


def pack(office: Office, actor: Account, partner: NodeId) -> Packed:
    """Put the letters that wait for a partner into a bundle; they stay in the outbox until their receipts come.

    Raises:
        NotAllowedError: the person is no administrator.
        NotFoundError: there is no such partner.
        ConflictError: nothing waits for it, or nothing of it can be sealed now.
    """
    require(actor, Right.ADMINISTER)
    if office.directory().member(partner) is None or partner == office.me:
        raise NotFoundError(f"no partner {partner} in the directory")
    waiting = [row for row in office.store.read(lambda tx: tx.outbox.open()) if row.message.recipient == partner]
    post = Post(office, waiting)
    bodies = [body for _, body in post.requests()][:MOST_BODIES]
    if not bodies:
        raise ConflictError(f"nothing waits for {partner}" if not post.unposted else post.unposted[0].words)
    groups = [tuple(posted.row.message.id for posted in group) for group in post.groups[:MOST_BODIES]]
    manifest = Manifest(
        sender=office.me,
        recipient=partner,
        at=office.clock.now(),
        parts=_parts(bodies, groups),
    )
    letters = sum(map(len, groups))
    _log(office, actor, "carried_out", partner, letters)
    return Packed(data=write_bundle(manifest, bodies, office.keys.signer), letters=letters)


def unpack(office: Office, actor: Account, data: bytes) -> Packed:
    """Take in what a partner's bundle brings, each letter as if it had come over the line; return the replies.

    Raises:
        NotAllowedError: the person is no administrator.
        ConflictError: the bundle is not what its manifest says, not signed by a partner, or not for this node.
    """
    require(actor, Right.ADMINISTER)
    bundle = _checked(office, data)
    if bundle.manifest.answers:
        raise ConflictError("this bundle brings replies: take them back where the letters came from")
    sender = bundle.manifest.sender
    try:
        bodies = [receive(office, sender, body, MAX_MESSAGE_LIFE).body for body in bundle.bodies]
    except Refused as refused:
        raise ConflictError(str(refused)) from refused
    groups = [part.messages for part in bundle.manifest.parts]
    manifest = Manifest(
        sender=office.me,
        recipient=sender,
        at=office.clock.now(),
        parts=_parts(bodies, groups),
        answers=bundle.signed.decode("ascii"),
    )
    letters = sum(map(len, groups))
    _log(office, actor, "carried_in", sender, letters)
    return Packed(data=write_bundle(manifest, bodies, office.keys.signer), letters=letters)


def take_back(office: Office, actor: Account, data: bytes) -> Returned:
    """Take in what a partner replied to a bundle of ours: receipts, answers, refusals, each as over the line.

    Raises:
        NotAllowedError: the person is no administrator.
        ConflictError: the bundle is not what its manifest says, not signed by the partner, or answers none of ours.
    """
    require(actor, Right.ADMINISTER)
    bundle = _checked(office, data)
    _check_ours(office, bundle)
    partner = bundle.manifest.sender
    told = [found for body, part in _each(bundle) for found in _replies(body, part)]

    def work(tx: Transaction) -> list[Outcome]:
        ours = [(row, _settle(office, tx, row, reply)) for row, reply in _ours(tx, partner, told)]
        wake_waiting(tx, [row for row, outcome in ours if outcome in ARRIVED], office.clock.now())
        return [outcome for _, outcome in ours]

    outcomes = office.store.write(work)
    refused = outcomes.count(Outcome.REFUSED)
    left = sum(outcome in WAITING for outcome in outcomes)
    _log(office, actor, "carried_back", partner, len(outcomes))
    return Returned(taken=len(outcomes) - refused - left, refused=refused, left=left)


def _settle(office: Office, tx: Transaction, row: OutboxRow, reply: Reply) -> Outcome:
    return settle_carried(office, row, reply)(tx).outcome


def _ours(tx: Transaction, partner: NodeId, told: list[tuple[MessageId, Reply]]) -> Iterator[tuple[OutboxRow, Reply]]:
    """Yield the letters that are still on their way to the partner; what arrived otherwise meanwhile is left alone."""
    for message, reply in told:
        row = tx.outbox.get(message)
        if row and row.message.recipient == partner and row.delivered_at is None:
            yield row, reply


def _each(bundle: Bundle) -> Iterator[tuple[bytes, Part]]:
    yield from zip(bundle.bodies, bundle.manifest.parts, strict=True)


def _replies(body: bytes, part: Part) -> Iterator[tuple[MessageId, Reply]]:
    try:
        yield from zip(part.messages, read_replies(body, len(part.messages)), strict=True)
    except Refused as refused:
        raise ConflictError(f"the bundle holds no replies: {refused}") from refused


def _parts(bodies: list[bytes], groups: list[tuple[MessageId, ...]]) -> tuple[Part, ...]:
    return tuple(Part(digest=digest_of(body), messages=messages) for body, messages in zip(bodies, groups, strict=True))


def _checked(office: Office, data: bytes) -> Bundle:
    try:
        bundle = read_bundle(data)
        sender = office.directory().member(bundle.manifest.sender)
        if sender is None or sender.node == office.me or bundle.manifest.recipient != office.me:
            raise ConflictError("this bundle is not from a partner to this node")
        check_signed(bundle.signed, bundle.manifest, sender, office.keys.verifier)
    except Refused as refused:
        raise ConflictError(str(refused)) from refused
    return bundle


def _check_ours(office: Office, bundle: Bundle) -> None:
    """See that a bundle answers one that this node made, for the partner that answers."""
    me = office.directory().member(office.me)
    if not bundle.manifest.answers or me is None:
        raise ConflictError("this bundle brings letters, no replies: take it in first")
    signed = bundle.manifest.answers.encode("ascii", "replace")
    try:
        made = read_manifest(signed)
        check_signed(signed, made, me, office.keys.verifier)
    except (ParseError, Refused) as error:
        raise ConflictError("this bundle answers none that this node made") from error
    same = [part.messages for part in made.parts] == [part.messages for part in bundle.manifest.parts]
    if made.recipient != bundle.manifest.sender or not same:
        raise ConflictError("this bundle answers another one than it says")


def _log(office: Office, actor: Account, what: str, partner: NodeId, letters: int) -> None:
    detail = {"what": what, "partner": partner, "letters": str(letters)}
    note = entry(office, Note(act=Act.ADMINISTRATION, by=actor.id, detail=detail))
    office.store.write(lambda tx: tx.ledger.append([note]))
