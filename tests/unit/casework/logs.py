"""A node whose log two partners witness, and the hands of somebody who has its key."""

from dataclasses import dataclass, replace
from datetime import timedelta

from tests.twins.network import Network, network

from egnatia.adapters.sql.opening import open_store
from egnatia.casework.charge import contradicted
from egnatia.casework.deliver import deliver_due
from egnatia.casework.offer import offer_newest
from egnatia.casework.office import Office
from egnatia.casework.rows import Sighting
from egnatia.casework.trail import Note, entry
from egnatia.ledger.checkpoint import parse_checkpoint
from egnatia.ledger.entry import Act
from egnatia.model.identity import NodeId

ME, AL, RS = NodeId("ME"), NodeId("AL"), NodeId("RS")


@dataclass
class LogScene:
    """RS has a log; AL and ME witness it."""

    net: Network

    def office(self, node: str) -> Office:
        return self.net.offices[node]

    def log(self, count: int, office: Office | None = None) -> None:
        """Log so many acts at RS, and sequence them."""
        office = office or self.office("RS")
        acts = [entry(office, Note(act=Act.START, by=RS)) for _ in range(count)]
        office.store.write(lambda tx: tx.ledger.append(acts))
        office.store.write(lambda tx: tx.ledger.sequence(office.keys.ledger, self.net.clock.now()))

    def offer(self, office: Office | None = None) -> set[NodeId]:
        """Bring RS's newest checkpoint to AL and ME; returns who did not cosign."""
        self.net.clock.advance(timedelta(seconds=2))
        return set(offer_newest(office or self.office("RS"), [AL, ME]))

    def impostor(self, count: int) -> Office:
        """RS with another history of so many entries: a copy, or an older one."""
        other = replace(self.office("RS"), store=open_store("sqlite://"))
        self.log(count, other)
        return other

    def sighting(self, at: str, log: str = "RS", witness: str = "") -> Sighting | None:
        return self.office(at).store.read(lambda tx: tx.witnessed.get(NodeId(log), NodeId(witness or at)))

    def named(self, at: str) -> dict[str, dict[str, str]]:
        """Return which logs contradict themselves, by whose word, as a node knows it."""
        found = contradicted(self.office(at).store.read(lambda tx: tx.witnessed.list()))
        return {log: {one.witness: one.verdict for one in ones} for log, ones in found.items()}

    def deliver(self) -> None:
        for office in self.net.offices.values():
            deliver_due(office)


def size(sighting: Sighting | None) -> int:
    assert sighting
    return parse_checkpoint(sighting.note.encode()).checkpoint.size


def log_scene() -> LogScene:
    """Make the nodes."""
    return LogScene(network("RS", "AL", "ME"))
