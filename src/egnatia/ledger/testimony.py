"""Holding signed checkpoints against the recounted tree: how far the entries are proven, and where doubt begins."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from egnatia.ledger.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from egnatia.ledger.errors import NoteError
from egnatia.ledger.finding import Findings, Kind
from egnatia.ledger.note import Verifier
from egnatia.ledger.recount import MaybeHash

FORKED: Final = "the log's key signed it, and it contradicts another one; there are two histories."
_WENT_BACK: Final = "signed for by a checkpoint, and left out by a later, smaller one; the log was wound back."
_SHORT: Final = "signed for by an old checkpoint, and gone; the log was cut back."

#: Doubted checkpoints are remembered up to this many, in case that a later one proves them false.
_MOST_DOUBTS: Final = 1000


@dataclass(slots=True)
class Testimony:
    """What the checkpoints heard so far say, smallest first."""

    findings: Findings
    proven: int = 0  #: The largest size whose signed root the entries give: all of them before it are as signed.
    doubted: int | None = None  #: The smallest signed size above it whose root the entries do not give.
    anchored: int = 0  #: The largest size above it whose signed root only the stored nodes give: they are as signed.
    refuted: int | None = None  #: The smallest size above both whose root nothing gives.
    signed: int = 0  #: The largest size heard of.
    _doubts: list[int] = field(default_factory=list)

    def hear(self, checkpoint: Checkpoint, from_entries: MaybeHash, from_nodes: MaybeHash) -> None:
        """Compare a checkpoint with the root of its size, as the entries give it and as the stored nodes do."""
        size = self.signed = checkpoint.size
        if checkpoint.root == from_entries:
            self._fork(self._doubts)
            self.proven, self.doubted, self.anchored, self.refuted, self._doubts = size, None, 0, None, []
        elif size <= self.proven:
            self._fork([size])
        else:
            self._doubt(size, known=from_entries is not None, anchored=checkpoint.root == from_nodes)

    def miss(self, checkpoint: Checkpoint, end: int) -> None:
        """Take note of a checkpoint that is larger than the log, which ends before `end`."""
        self.findings.add(Kind.REWOUND, _SHORT, end, checkpoint.size - 1)

    def _doubt(self, size: int, *, known: bool, anchored: bool) -> None:
        """Remember a size whose root the entries do not give, or, where too many are missing, cannot give."""
        if known:
            self.doubted = self.doubted or size
            self.refuted = self.refuted or size
            self._doubts += [size] if len(self._doubts) < _MOST_DOUBTS else []
        if anchored:
            self.anchored, self.refuted = size, None

    def _fork(self, sizes: Iterable[int]) -> None:
        for size in sizes:
            self.findings.add(Kind.FORKED, FORKED, size)


def signed(notes: Iterable[bytes], verifiers: Sequence[Verifier], findings: Findings) -> Iterator[Checkpoint]:
    """Yield the checkpoints that a known key of the log signed, and report the others."""
    for data in notes:
        try:
            yield open_checkpoint(data, verifiers).checkpoint
        except NoteError as error:
            findings.add(Kind.FORGED_CHECKPOINT, f"not the log's: {error}.", _size(data))


def ascending(checkpoints: Iterable[Checkpoint], findings: Findings) -> Iterator[Checkpoint]:
    """Yield checkpoints in the order in which they were signed, and report those that went back."""
    largest = 0
    for checkpoint in checkpoints:
        if checkpoint.size < largest:
            findings.add(Kind.REWOUND, _WENT_BACK, checkpoint.size, largest - 1)
        else:
            largest = checkpoint.size
            yield checkpoint


def _size(data: bytes) -> int | None:
    """Return the size that a note claims, if it can be read at all."""
    try:
        return parse_checkpoint(data).checkpoint.size
    except NoteError:
        return None
