"""A network of nodes in one process and in memory: real law, engines, storage, keys and bytes; only the line is a twin.

Partners can be away, replies can be lost, and everything that crosses can be looked at.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from tests.twins.clock import NOON, SeededRandomness, SetClock
from tests.twins.shelf import MemoryShelf
from tests.twins.stores import new_store

from egnatia.adapters.keys.chunks import AesChunks
from egnatia.adapters.keys.sealing import HpkeOpener, HpkeSealer
from egnatia.adapters.keys.signing import Ed25519Signer, Ed25519Verifier
from egnatia.casework.attachment.serving import serve_chunk
from egnatia.casework.crosscheck import tell_growth, tell_seen
from egnatia.casework.office import Keys, Office
from egnatia.casework.ports import SHUT, Heard, Piece, Reply
from egnatia.casework.receive import receive
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.casework.witness import witness
from egnatia.cli.demo.members import MEMBERS
from egnatia.exchange.directory import Directory, Known
from egnatia.exchange.errors import Refused
from egnatia.exchange.log import log_key
from egnatia.exchange.member import Key, Member, Sort, Use, Validity, key_id
from egnatia.law.decide import Law, load_law
from egnatia.law.facts import PartySort
from egnatia.ledger import note
from egnatia.ledger.errors import LedgerError
from egnatia.model.caveat import Caveat, Information, Purpose, Source, SubjectRole
from egnatia.model.identity import AccountId, AttachmentId, CaseId, NodeId

#: The states of the demo network; every other node is a body.
COUNTRIES = {member.node: member.country for member in MEMBERS if member.sort is PartySort.STATE}

#: Loading the law takes a while, and it never changes.
LAW: Law = load_law()


class Line:
    """The line between the nodes of a test."""

    def __init__(self) -> None:
        self.offices: dict[NodeId, Office] = {}
        self.away: set[str] = set()  #: Nodes that cannot be reached.
        self.shut: set[str] = set()  #: Nodes that end each connection before the first word.
        self.deaf: set[str] = set()  #: Nodes whose replies are lost on the way.
        self.sides: dict[str, int] = {}  #: On which side of a cut each node is; nobody calls across.
        self.meddle: Callable[[int, bytes], bytes | None] = lambda _number, data: data  #: Changes a chunk on its way.
        self.crossed: list[tuple[NodeId, NodeId, bytes]] = []  #: From, to, body; requests and replies.

    def carry(self, sender: NodeId, recipient: NodeId, body: bytes) -> bytes | None:
        """Bring a request to a node and its reply back."""
        if recipient in self.away | self.shut or self.sides.get(sender) != self.sides.get(recipient):
            return None
        self.crossed.append((sender, recipient, body))
        reply = receive(self.offices[recipient], sender, body).body
        self.crossed.append((recipient, sender, reply))
        return None if recipient in self.deaf else reply


@dataclass(frozen=True)
class LinePartners:
    """The port to the partners, by the line of the test."""

    me: NodeId
    line: Line

    def seen(self, partner: NodeId) -> bytes | None:
        """Ask a partner what it saw."""
        return None if partner in self.line.away else tell_seen(self.line.offices[partner])

    def growth(self, log: NodeId, first: int, second: int) -> bytes | None:
        """Ask a log how it grew."""
        try:
            return None if log in self.line.away else tell_growth(self.line.offices[log], first, second)
        except LedgerError:
            return None

    def offer(self, offers: Sequence[tuple[NodeId, bytes]]) -> list[Heard]:
        """Bring checkpoints over, one after another."""
        return [self._offer(partner, body) for partner, body in offers]

    def _offer(self, partner: NodeId, body: bytes) -> Heard:
        if partner in self.line.away:
            return Heard(partner=partner, error="away")
        said = witness(self.line.offices[partner], self.me, body)
        return Heard(partner=partner, error="lost") if partner in self.line.deaf else Heard(partner=partner, said=said)

    def pieces(self, partner: NodeId, attachment: AttachmentId, numbers: range) -> Iterator[Piece]:
        """Fetch chunks one after another; the line may put others in their place."""
        for number in numbers:
            away = partner in self.line.away
            served = None if away else serve_chunk(self.line.offices[partner], self.me, attachment, number)
            data = self.line.meddle(number, served) if served is not None else None
            yield Piece(number=number, data=data, error="" if data else "away" if away else "it has it no more")
            if data is None:
                return

    def deliver(self, batches: Iterable[tuple[NodeId, bytes]]) -> Iterator[Sequence[Reply]]:
        """Bring each request over, one after another."""
        for index, (partner, body) in enumerate(batches):
            try:
                reply = self.line.carry(self.me, partner, body)
            except Refused as refused:
                yield [Reply(partner=partner, batch=index, body=None, error=str(refused))]
                continue
            error = SHUT if partner in self.line.shut else "" if reply else "nobody listens"
            yield [Reply(partner=partner, batch=index, body=reply, error=error)]


@dataclass
class Network:
    """Nodes by name, with a clock that all share."""

    clock: SetClock
    line: Line
    directory: Directory
    offices: dict[str, Office] = field(default_factory=dict)

    def person(self, node: str, name: str, *roles: Role, purposes: Iterable[Purpose] = tuple(Purpose)) -> Account:
        """Put a person to work at a node."""
        office = self.offices[node]
        account = Account(
            id=AccountId(office.randomness.hex128()),
            name=name,
            roles=frozenset(roles),
            purposes=frozenset(purposes),
            uid=None,
        )
        office.store.write(lambda tx: tx.accounts.add(account))
        return account

    def case(self, node: str, *members: Account, **fields: object) -> CaseFile:
        """Open a case file on drug trafficking, unless told otherwise."""
        office = self.offices[node]
        supervisor = self.person(node, f"supervisor.{office.randomness.hex128()[:8]}", Role.SUPERVISOR)
        values: dict[str, object] = {
            "id": CaseId(office.randomness.hex128()),
            "reference": "KT-2026-17",
            "title": "Speedboats",
            "purpose": Purpose.CRIMINAL_INVESTIGATION,
            "offence": "drug_trafficking",
            "opened_by": supervisor.id,
            "opened_at": self.clock.now(),
            "members": frozenset(member.id for member in members),
        }
        case = CaseFile(**{**values, **fields})  # type: ignore[arg-type]
        office.store.write(lambda tx: tx.case_files.add(case))
        return case


def network(*nodes: str) -> Network:
    """Make a network of these nodes."""
    clock, line = SetClock(), Line()
    keys = {node: _private_keys() for node in nodes}
    members = {NodeId(node): _member(node, keys[node]) for node in nodes}
    known = Known(root_version=1, root_digest="0" * 64, targets_version=1, targets_digest="0" * 64)
    directory = Directory(version=1, issued_at=NOON, members=members, known=known)
    made = Network(clock=clock, line=line, directory=directory)
    for seed, node in enumerate(nodes):
        signing, mlkem, x25519 = keys[node]
        office = Office(
            me=NodeId(node),
            store=new_store(),
            clock=clock,
            randomness=SeededRandomness(seed),
            keys=Keys(
                signer=Ed25519Signer(signing),
                verifier=Ed25519Verifier(),
                sealer=HpkeSealer(),
                opener=HpkeOpener(mlkem, x25519),
                chunks=AesChunks(),
                ledger=note.Signer(
                    key=log_key(NodeId(node), signing.public_key().public_bytes_raw()), sign=signing.sign
                ),
            ),
            partners=LinePartners(me=NodeId(node), line=line),
            shelf=MemoryShelf(),
            law=LAW,
            directory=lambda: made.directory,
        )
        made.offices[node] = line.offices[NodeId(node)] = office
    return made


def caveat(role: SubjectRole = SubjectRole.SUSPECT, **fields: object) -> Caveat:
    """Return a caveat on reliable facts about a suspect, unless told otherwise."""
    values: dict[str, object] = {
        "source": Source.NO_DOUBT,
        "information": Information.SURE,
        "purposes": frozenset(Purpose),
        "role": role,
        "retain_until": date(2030, 1, 1),
    }
    return Caveat(**{**values, **fields})  # type: ignore[arg-type]


_Private = tuple[Ed25519PrivateKey, MLKEM768PrivateKey, X25519PrivateKey]


def _private_keys() -> _Private:
    return Ed25519PrivateKey.generate(), MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()


def _member(node: str, keys: _Private) -> Member:
    signing, mlkem, x25519 = keys
    validity = Validity(begins=NOON - timedelta(days=1), ends=NOON + timedelta(days=365))
    publics = {
        Use.SIGN: signing.public_key().public_bytes_raw(),
        Use.LEDGER: signing.public_key().public_bytes_raw(),  # one key for both, so that twins need no fourth
        Use.SEAL: mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw(),
    }
    country = COUNTRIES.get(NodeId(node))
    return Member(
        node=NodeId(node),
        country=country,
        sort=Sort.STATE if country else Sort.BODY,
        name=f"Contact point {node}",
        endpoint="https://localhost:1",
        tls=(),
        keys=tuple(
            Key(use=use, kid=key_id(public), public=public, validity=validity) for use, public in publics.items()
        ),
    )
