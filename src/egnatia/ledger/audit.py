"""The audit: reads a whole log as stored and tells what was changed, deleted or inserted by hand, and where.

What it stands on are signatures: an insider can rewrite rows, hashes and nodes, but cannot sign a checkpoint. The log
is read once, as a stream; memory does not grow with it.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from heapq import merge
from itertools import chain
from operator import attrgetter
from typing import Final

from egnatia.ledger.alignment import Alignment, Placed
from egnatia.ledger.checkpoint import Checkpoint
from egnatia.ledger.entry import leaf_hash, parse_entry
from egnatia.ledger.errors import EntryError
from egnatia.ledger.finding import Findings, Kind, Report
from egnatia.ledger.location import Search
from egnatia.ledger.recount import BLOCK, MOST_DIFFERENCES, MaybeHash, Recount, blocks
from egnatia.ledger.stored import ReadNodes, StoredLog, StoredRow
from egnatia.ledger.testimony import Testimony, ascending, signed
from egnatia.ledger.tree import Place

_UNREADABLE: Final = "it was sequenced as it is, but it is no entry in its one form."
_HASH: Final = "the leaf hash stored beside the entry was changed."
_UNSIGNED: Final = "sequenced, but beyond the last checkpoint; nothing signed vouches for it."
_WAITING: Final = "it waits for the sequencer and is not as it was written; the leaf hash beside it is {}."


def verify(log: StoredLog) -> Report:
    """Audit a log.

    Args:
        log: rows, nodes and checkpoints as they are stored, and the public keys of the log.

    Returns:
        What was found. A changed entry is named exactly as long as the tree node above its leaf, or the leaf hash
        stored beside it, was left alone; else the narrowest range that nodes and checkpoints allow is named.
    """
    return _Audit(log).run()


class _Audit:
    """One pass over a log."""

    def __init__(self, log: StoredLog) -> None:
        self._log = log
        self._findings = Findings()
        self._suspects: set[int] = set()  # entries that do not fit the leaf hash beside them
        self._unreadable: set[int] = set()
        self._unsequenced = 0

    def run(self) -> Report:
        """Read everything once, then judge."""
        log, findings = self._log, self._findings
        by_size = attrgetter("size")
        heads = sorted(signed(log.heads, log.verifiers, findings), key=by_size)
        history = ascending(signed(log.history, log.verifiers, findings), findings)
        largest = heads[-1].size if heads else 0
        alignment = Alignment(self._sequenced(), _leaf_nodes(log.read_nodes), largest, findings)
        recount, testimony = Recount(log.read_nodes), Testimony(findings)
        self._read(alignment, recount, merge(history, heads, key=by_size), testimony)
        self._judge(alignment.end, recount, testimony)
        return Report(
            size=alignment.end,
            root=recount.roots(alignment.end)[0],
            findings=findings.listed(),
            unsequenced=self._unsequenced,
            omitted=findings.omitted,
        )

    def _read(
        self, alignment: Alignment, recount: Recount, checkpoints: Iterator[Checkpoint], testimony: Testimony
    ) -> None:
        """Recount the tree, and hear each checkpoint when its size is reached."""
        following = next(checkpoints, None)
        for leaves in blocks(alignment, self._examine):
            recount.take(leaves)
            is_last = len(leaves) < BLOCK
            while following and following.size < recount.start + len(leaves) + is_last:
                testimony.hear(following, *recount.roots(following.size))
                following = next(checkpoints, None)
            if not is_last:
                recount.close()
        for checkpoint in chain([following] if following else [], checkpoints):
            testimony.miss(checkpoint, alignment.end)

    def _judge(self, end: int, recount: Recount, testimony: Testimony) -> None:
        """Name what was changed, and what is wrong with entries that were not."""

        def stored(place: Place) -> MaybeHash:
            return self._log.read_nodes(place.level, place.offset, place.offset + 1).get(place.offset)

        changed = Search(recount.differences, stored, self._suspects, testimony).run(self._findings)
        for entry in sorted(self._suspects - changed):
            self._findings.add(Kind.CHANGED_HASH, _HASH, entry)
        for entry in sorted(self._unreadable - changed):
            self._findings.add(Kind.UNREADABLE_ENTRY, _UNREADABLE, entry)
        if end > testimony.signed:
            self._findings.add(Kind.UNSIGNED_ENTRY, _UNSIGNED, testimony.signed, end - 1)

    def _sequenced(self) -> Iterator[tuple[int, StoredRow]]:
        """Yield the rows that have a number; count and check the others."""
        for row in self._log.rows:
            if row.sequence is not None:
                yield row.sequence, row
                continue
            self._unsequenced += 1
            if row.leaf_hash != leaf_hash(row.entry) or not _readable(row.entry):
                self._findings.add(Kind.CHANGED_ENTRY, _WAITING.format(row.leaf_hash.hex()))

    def _examine(self, placed: Placed) -> None:
        """Remember a row that is odd in itself."""
        if placed.leaf != placed.row.leaf_hash and len(self._suspects) < MOST_DIFFERENCES:
            self._suspects.add(placed.place)
        if not _readable(placed.row.entry) and len(self._unreadable) < MOST_DIFFERENCES:
            self._unreadable.add(placed.place)


def _readable(entry: bytes) -> bool:
    try:
        parse_entry(entry)
    except EntryError:
        return False
    return True


def _leaf_nodes(read_nodes: ReadNodes) -> Callable[[int], MaybeHash]:
    """Read leaf nodes by blocks; rows are looked at in order, with a little ahead."""

    @lru_cache(maxsize=4)
    def block(start: int) -> dict[int, bytes]:
        return dict(read_nodes(0, start, start + BLOCK))

    def leaf_at(place: int) -> MaybeHash:
        return block(place - place % BLOCK).get(place)

    return leaf_at
