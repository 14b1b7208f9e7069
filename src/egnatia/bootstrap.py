"""Wires a node: the only place that knows the adapters.

What the layers above need of them, such as founding a node or a network, they import from here.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from egnatia import __version__
from egnatia.adapters.clock.system import SystemClock, SystemRandomness
from egnatia.adapters.duties.errands import Errands, Means
from egnatia.adapters.duties.noticing import NoticingStore
from egnatia.adapters.duties.remembering import Remembering
from egnatia.adapters.duties.sealing import SealingStore
from egnatia.adapters.files import ceremony, rollover, tables
from egnatia.adapters.files.directory import DirectoryFolder, join_directory
from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.founding import Network, change_members, found_network
from egnatia.adapters.files.law import load_own_law, load_own_rights
from egnatia.adapters.files.populations import read_populations
from egnatia.adapters.files.shelf import FolderShelf
from egnatia.adapters.files.tombstones import Tombstones
from egnatia.adapters.files.turn import Turn
from egnatia.adapters.files.weights import read_tuned
from egnatia.adapters.files.writing import appearing, make_folder, replace_file
from egnatia.adapters.http.drawing import drawn
from egnatia.adapters.http.errors import LineError
from egnatia.adapters.http.identities import line_to
from egnatia.adapters.http.loop import Loop
from egnatia.adapters.http.partners import HttpPartners
from egnatia.adapters.http.tls import Trust, client_trust, peer_spki, server_trust
from egnatia.adapters.index.errors import SearchIndexError
from egnatia.adapters.index.following import Following, Place
from egnatia.adapters.index.indexes import Indexes
from egnatia.adapters.index.register import RegisterIndex, create_index
from egnatia.adapters.index.scanning import Scanning
from egnatia.adapters.keys.chunks import AesChunks
from egnatia.adapters.keys.errors import KeysError
from egnatia.adapters.keys.files import NodeKeys, create_keys, load_keys
from egnatia.adapters.keys.folder import check_private
from egnatia.adapters.keys.listed import check_own
from egnatia.adapters.keys.passkeys import WebAuthn, site_of
from egnatia.adapters.keys.ring import KeyRing
from egnatia.adapters.keys.sealing import HpkeSealer
from egnatia.adapters.keys.signing import Ed25519Verifier
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.opening import create_store, is_there, open_store
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.charter import Charter
from egnatia.casework.office import Keys, Office
from egnatia.casework.passkeys import Door
from egnatia.casework.ports import Clock, Partners, Randomness, Store
from egnatia.casework.trail import Note, entry
from egnatia.exchange.directory import check_listed
from egnatia.exchange.errors import DirectoryError
from egnatia.exchange.log import log_key
from egnatia.exchange.member import Member, Validity
from egnatia.law.decide import Law, load_law
from egnatia.law.errors import LawError
from egnatia.ledger import note as ledger_note
from egnatia.ledger.entry import Act
from egnatia.settings import FILE, Foundation, OnContradiction, Settings, SettingsError, read_settings, write_settings

__all__ = [
    "FAULTS",
    "Foundation",
    "Loop",
    "Network",
    "Node",
    "NodeError",
    "RegisterIndex",
    "SearchIndexError",
    "Shared",
    "Turn",
    "ceremony",
    "change_members",
    "create_index",
    "create_node",
    "drawn",
    "found_network",
    "join_network",
    "load_own_law",
    "open_node",
    "open_store",
    "peer_spki",
    "rollover",
    "share",
    "tables",
    "update_directory",
    "verify_signature",
]

_T = TypeVar("_T")

#: Checks a signature by Ed25519: data, signature, public key.
verify_signature = Ed25519Verifier().verify

#: Other users of the machine reach the socket in a node's folder, and can neither list the folder nor read a file.
REACHABLE = 0o711
#: How long a new node's keys and certificate count.
KEY_LIFE = timedelta(days=2 * 365)


class NodeError(Exception):
    """A node cannot be founded or started; one sentence that names the file and what is wrong with it."""


#: What can be wrong with the files of a node or network, each said in one sentence that names the file.
FAULTS = (SettingsError, KeysError, StoreError, FilesError, DirectoryError, LawError, LineError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What the nodes of one process share: the event loop with its threads, the law, clock and randomness."""

    loop: Loop
    law: Law
    clock: Clock = field(default_factory=SystemClock)
    randomness: Randomness = field(default_factory=SystemRandomness)

    def close(self) -> None:
        """End the event loop; the nodes must be stopped."""
        self.loop.close()


def share(clock: Clock | None = None) -> Shared:
    """Load the law and start the event loop, for one node or for many.

    Raises:
        NodeError: a text of the law is wrong.
    """
    try:
        law = load_law()
    except LawError as error:
        raise NodeError(str(error)) from error
    return Shared(loop=Loop(), law=law, clock=clock or SystemClock())


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a node has of its own, opened and checked."""

    settings: Settings
    keys: NodeKeys
    directory: DirectoryFolder
    store: SqlStore
    charter: Charter | None  #: Own rules on who may do what.
    law: Law | None  #: With the node's own rules; None: it has none, and shares the law of the process.


class Node:
    """One agency's node. `start` and `stop` it once; between them, the office works."""

    def __init__(self, parts: Parts, shared: Shared) -> None:
        """Put the parts together; `open_node` opens them."""
        self.settings = parts.settings
        self.directory = parts.directory
        self.shared = shared
        self._store = parts.store
        self._ring = KeyRing(parts.keys, parts.settings.keys, parts.directory.current, shared.clock)
        trust = client_trust(self._ring.shown, parts.directory.current)
        self._partners = HttpPartners(shared.loop, trust, shared.clock)
        me, randomness = parts.settings.node, shared.randomness
        self._sealing = SealingStore(store=parts.store, node=me, clock=shared.clock, randomness=randomness)
        store = NoticingStore(self._sealing, shared.clock)
        names = Following(parts.store, Place(folder=parts.settings.folder / "index"))
        self.following = Indexes(names, Scanning(parts.store))
        self.office = replace(_office(parts, shared, store, self._partners, self._ring), nearby=self.following)
        tombstones = Tombstones(self.settings.tombstones, self.office.me, parts.keys.ledger)
        self.remembering = Remembering(self.office, tombstones, parts.keys.ledger.public)
        self.errands = Errands(
            Means(
                office=self.office,
                store=parts.store,
                directory=parts.directory,
                partners=self._partners,
                remembering=self.remembering,
                following=self.following,
            )
        )
        self.door = Door(authenticators=WebAuthn(), site=site_of(parts.settings.origin, self.office.me))
        self.identities = line_to(parts.settings, shared.loop, shared.clock)
        self._stopped = False
        store.on_entry, store.on_letter = self.errands.sequencer.wake, self.errands.sender.wake
        store.on_file = self.errands.fetcher.wake
        store.on_erasure = _both(self.remembering.note, self.following.forget)

    @property
    def folder(self) -> Path:
        """The folder in which the node lives."""
        return self.settings.folder

    def server_trust(self) -> Trust:
        """Return the TLS context for the port at which partners call; it follows the directory."""
        return server_trust(self._ring.shown, self.directory.current)

    def start(self) -> None:
        """Log the start; from now on the log is sequenced and letters are sent.

        Raises:
            NodeError: the database refuses, or the list of what was erased is damaged.
        """
        tuned = {"weights": self.office.tuned} if self.office.tuned else {}
        detail = {"program": __version__, **tuned}
        begun = entry(self.office, Note(act=Act.START, by=self.office.me, detail=detail))
        try:
            self._sealing.begin(begun)
            self.errands.start()
        except (StoreError, FilesError) as error:
            raise NodeError(str(error)) from error

    def stop(self) -> None:
        """End what is under way, sequence what was logged, and close everything; a second time does nothing."""
        if self._stopped:
            return
        self._stopped = True
        self._partners.close()
        self.errands.stop()
        with suppress(StoreError):  # it stays unsequenced until the next start; `verify` reports it
            self.errands.sequence()
        self._store.close()

    def erase_again(self) -> int:
        """Erase what a backup brought back to life, of a node that was not started, and close it; returns how many.

        Raises:
            FilesError: the list of what was erased is damaged, or cannot be written.
            StoreError: the database refuses.
        """
        try:
            return self.remembering.reconcile()
        finally:
            self._stopped = True
            self._partners.close()
            self._store.close()


def _both(one: Callable[[_T], None], other: Callable[[_T], None]) -> Callable[[_T], None]:
    """Tell two of the same."""

    def tell(what: _T) -> None:
        one(what)
        other(what)

    return tell


def open_node(folder: Path, shared: Shared) -> Node:
    """Open the node in a folder: settings, keys, directory and database, each checked; nothing runs yet.

    Args:
        folder: as `create_node` made it, after it joined a network.
        shared: with other nodes of the process, or made for this one.

    Raises:
        NodeError: something is missing, damaged, or open to others; the message names the file.
    """
    try:
        return Node(open_parts(folder), shared)
    except FAULTS as error:
        raise NodeError(str(error)) from error


def open_parts(folder: Path) -> Parts:
    """Open what a node has of its own, each part checked.

    Raises:
        NodeError: the keys are another node's.
        Exception: one of `FAULTS`, which names the file.
    """
    settings = read_settings(folder)
    keys = load_keys(settings.keys)
    if keys.node != settings.node:
        raise NodeError(f"{settings.keys} holds the keys of {keys.node}, but {folder / FILE} names {settings.node}")
    directory = DirectoryFolder(settings.directory)
    me = directory.current().member(settings.node)
    if me is not None:  # an expelled member still reads what it has
        check_own(keys, settings.keys, me)
    if not is_there(settings.database_url):  # a node that begins anew would sign a second history of its log
        raise NodeError(f"database {settings.database_file or 'on the server'}: it is not there; restore a backup")
    if settings.database_file:
        check_private(settings.database_file)
    law, charter = load_own_law(settings.law), load_own_rights(settings.rights)
    store = open_store(settings.database_url)
    return Parts(settings=settings, keys=keys, directory=directory, law=law, charter=charter, store=store)


def _office(parts: Parts, shared: Shared, store: Store, partners: Partners, ring: KeyRing) -> Office:
    keys, tuned = parts.keys, read_tuned(parts.settings.weights)
    return Office(
        me=parts.settings.node,
        store=store,
        clock=shared.clock,
        randomness=shared.randomness,
        keys=Keys(
            signer=ring,
            verifier=Ed25519Verifier(),
            sealer=HpkeSealer(),
            opener=ring,
            chunks=AesChunks(),
            ledger=ledger_note.Signer(key=log_key(parts.settings.node, keys.ledger.public), sign=keys.ledger.sign),
        ),
        partners=partners,
        shelf=FolderShelf(parts.settings.folder / "attachments"),
        quota=parts.settings.quota,
        law=parts.law or shared.law,
        directory=parts.directory.current,
        stop=parts.settings.on_contradiction is OnContradiction.STOP,
        allowance=parts.settings.allowance,
        profile=parts.settings.profile,
        standard=parts.settings.standard,
        charter=parts.charter,
        engines=tuned.engines,
        tuned=tuned.digest,
        populations=read_populations(parts.settings.populations),
    )


def create_node(folder: Path, foundation: Foundation, now: datetime) -> Member:
    """Make the folder of a new node: settings, keys, an empty database. It appears whole or not at all.

    Args:
        folder: must not exist yet.
        foundation: who it is and where it listens.
        now: from when on its keys count.

    Returns:
        What the governors are to list in the directory; after that, the node can join (`join_network`).

    Raises:
        NodeError: the folder exists, the database is another node's, or the disk refuses.
    """
    try:
        with appearing(folder, REACHABLE) as draft:
            keys = _furnish(draft, foundation, now)
    except FAULTS as error:
        raise NodeError(str(error)) from error
    tls, listed = keys.listed(Validity(begins=now, ends=now + KEY_LIFE))
    return Member(
        node=foundation.node,
        country=foundation.country,
        sort=foundation.sort,
        name=foundation.name,
        endpoint=foundation.endpoint,
        tls=tls,
        keys=listed,
    )


def _furnish(folder: Path, foundation: Foundation, now: datetime) -> NodeKeys:
    make_folder(folder)
    settings = Settings(
        folder=folder, node=foundation.node, port=foundation.port, desk=foundation.desk, database=foundation.database
    )
    replace_file(folder / FILE, write_settings(settings).encode())
    create_store(settings.database_url)
    return create_keys(settings.keys, foundation.node, now, now + KEY_LIFE)


def join_network(folder: Path, bundle: bytes, root_digest: str) -> None:
    """Give a new node the directory of its network.

    Args:
        folder: of the node.
        bundle: roots and list of members in one document.
        root_digest: of the network's first root, handed over by other means.

    Raises:
        NodeError: this is not that network's directory, it does not list the node, or the disk refuses; or the node has
            a directory already.
    """
    try:
        settings = read_settings(folder)
        kid = load_keys(settings.keys).signer.kid
        check = partial(check_listed, node=settings.node, kid=kid)
        join_directory(settings.directory, bundle, root_digest, check)
    except FAULTS as error:
        raise NodeError(str(error)) from error


def update_directory(folder: Path, bundle: bytes) -> int:
    """Give a node a newer directory of its network, and return its version; a node that runs notices within a second.

    Raises:
        NodeError: the directory is not to be trusted or older than the known one, or the disk refuses.
    """
    try:
        return DirectoryFolder(read_settings(folder).directory).update(bundle).version
    except FAULTS as error:
        raise NodeError(str(error)) from error
