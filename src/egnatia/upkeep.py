"""Looking after a node that need not run: checking its log, backing it up, and putting a backup back."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from egnatia.adapters.backup import put_back, write_backup
from egnatia.adapters.files.archive import read_archive
from egnatia.adapters.files.tombstones import lay_tombstones
from egnatia.adapters.files.writing import appearing
from egnatia.adapters.keys.files import load_keys
from egnatia.adapters.keys.signing import Ed25519Verifier
from egnatia.adapters.sql.checking import Checked, check_tables
from egnatia.adapters.sql.opening import open_store
from egnatia.bootstrap import FAULTS, REACHABLE, Node, NodeError, Shared, open_parts
from egnatia.casework.charge import held
from egnatia.casework.ports import Transaction
from egnatia.casework.refile import Refiled, refile
from egnatia.casework.tampering import Comparison, compare_rows
from egnatia.exchange.log import log_key
from egnatia.ledger import note as ledger_note
from egnatia.ledger.audit import verify
from egnatia.ledger.finding import Report
from egnatia.model.identity import NodeId
from egnatia.settings import move_database, read_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """What came of checking a node: its log, and its tables by the log."""

    log: Report
    rows: Comparison

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return self.log.sound and not self.rows.found


def audit(folder: Path) -> Audited:
    """Check the log of a node as it lies on disk, running or not, and its tables and register by the log.

    The log is held against its keys and what witnesses hold of it, sealed rows against the log, records against their
    ids.

    Raises:
        NodeError: settings, keys or database cannot be read.
    """
    try:
        settings = read_settings(folder)
        keys = load_keys(settings.keys)
        store = open_store(settings.database_url, readonly=True)
        public = keys.ledger.public
        known = ledger_note.Verifier(key=log_key(settings.node, public), verify=Ed25519Verifier().for_key(public))
        try:
            return store.read(lambda tx: _audited(tx, settings.node, known))
        finally:
            store.close()
    except FAULTS as error:
        raise NodeError(str(error)) from error


def _audited(tx: Transaction, me: NodeId, known: ledger_note.Verifier) -> Audited:
    return Audited(log=verify(tx.ledger.stored([known], held(tx, me))), rows=compare_rows(tx))


def back_up(folder: Path, target: Path) -> int:
    """Write a node, keys included, into one file that only its owner can read; the node may be running.

    Returns:
        The number of bytes written.

    Raises:
        NodeError: this is no node, its database is a file elsewhere, the target exists, or disk or server refuses.
    """
    try:
        settings = read_settings(folder)
        return write_backup(folder, settings.database_file, settings.database_url, target)
    except FAULTS as error:
        raise NodeError(str(error)) from error


def check_database(folder: Path) -> Iterator[Checked]:
    """Look the whole database of a node over, of whatever size; the node may be running.

    Yields:
        Each table, once it was looked over.

    Raises:
        NodeError: this is no node, or its database is no file or cannot be read.
    """
    try:
        yield from check_tables(read_settings(folder).database_url)
    except FAULTS as error:
        raise NodeError(str(error)) from error


def refile_node(folder: Path, *, again: bool) -> Iterator[Refiled]:
    """File the register of a node by today's keys; the node may be running.

    Yields:
        How far it has come, after each part.

    Raises:
        NodeError: this is no node, or disk or server refuses; what was done stays done.
    """
    try:
        store = open_store(read_settings(folder).database_url)
        try:
            yield from refile(store, again=again)
        finally:
            store.close()
    except FAULTS as error:
        raise NodeError(str(error)) from error


def restore(
    source: Path, folder: Path, shared: Shared, tombstones: Path | None, database: str = ""
) -> tuple[NodeId, int]:
    """Make the folder of a node from a backup, without what was erased since; it appears whole and checked, or not.

    Args:
        source: the backup.
        folder: must not exist yet.
        shared: as for a node that is to run.
        tombstones: the node's newest list of what it erased; None: all copies are lost, and the backup's own must do.
        database: URL of the database that is to be, empty if on a server; none: as the backup's settings say.

    Returns:
        Whose backup it was, and how many records were erased again.

    Raises:
        NodeError: the folder exists, this is no backup, something in it is damaged, or disk or server refuses.
    """
    try:
        with appearing(folder, REACHABLE) as draft:
            read_archive(source, draft)
            if tombstones is not None:
                lay_tombstones(tombstones, draft / "tombstones")
            old, new = move_database(draft, database)
            with put_back(draft, old.database_file, new.database_file, new.database_url):
                node = Node(open_parts(draft), shared)
                return node.office.me, node.erase_again()
    except FAULTS as error:
        raise NodeError(str(error).replace(f".{folder.name}.draft", folder.name)) from error
