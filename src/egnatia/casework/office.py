"""One node as the use cases see it: who we are, our ports, our law, our partners."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from egnatia.casework.allowance import Allowance
from egnatia.casework.blobs import Quota, Shelf
from egnatia.casework.charter import Charter
from egnatia.casework.nearby import Nearby, NoIndex
from egnatia.casework.ports import Clock, Partners, Randomness, Store
from egnatia.casework.profile import Profile
from egnatia.casework.standard import Standard
from egnatia.exchange.directory import Directory
from egnatia.exchange.errors import Dispute
from egnatia.exchange.keys import ChunkCipher, Opener, Sealer, Signer, Verifier
from egnatia.law.decide import Law
from egnatia.ledger import note
from egnatia.match.dna.populations import Population
from egnatia.match.engine import Engine
from egnatia.match.engines import ENGINES
from egnatia.model.identity import NodeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What the node can do with its keys; the keys themselves stay in the adapter."""

    signer: Signer
    verifier: Verifier
    sealer: Sealer
    opener: Opener
    chunks: ChunkCipher
    ledger: note.Signer  #: Signs checkpoints of the log, and cosigns those of partners.


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Everything that a use case may touch."""

    me: NodeId
    store: Store
    clock: Clock
    randomness: Randomness
    keys: Keys
    partners: Partners
    shelf: Shelf  #: Of the files that go with messages.
    law: Law
    directory: Callable[[], Directory]  #: The directory that is in force now.
    stop: bool = False  #: Exchange with nodes whose logs contradict themselves is stopped; else people are warned only.
    #: How many differently worded questions about one subject are let pass.
    allowance: Allowance = field(default_factory=Allowance)
    quota: Quota = field(default_factory=Quota)  #: How much of files is taken.
    nearby: Nearby = field(default_factory=NoIndex)  #: Stands beside a big register.
    profile: Profile = field(default_factory=Profile)  #: How pages name and draw what states disagree on.
    engines: Mapping[str, Engine] = field(default_factory=lambda: ENGINES)  #: As this node tuned them.
    tuned: str = ""  #: The digest of what it tuned them by; empty: all as it ships.
    populations: tuple[Population, ...] = ()  #: Frequencies of alleles, by which hits on DNA are weighed.
    standard: Standard = field(default_factory=Standard)  #: By which the dead are identified here.
    charter: Charter | None = None  #: This node's own rules on who may do what; they only refuse.
    #: Partners who hold another directory under a version that we know, with the two digests; until they come round.
    disputes: dict[NodeId, Dispute] = field(default_factory=dict)
