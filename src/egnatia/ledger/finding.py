"""What an audit found: what is wrong, where, and a sentence for a person."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

#: More findings than this are counted and not listed.
MOST_FINDINGS: Final = 10_000

_NOWHERE: Final = -(2**64)  # sorts what concerns no entry in particular to the front
_ENTRY: Final = ("Entry", "Entries", "A row without number")
_CHECKPOINT: Final = ("Checkpoint of size", "Checkpoints of sizes", "A checkpoint")


class Kind(StrEnum):
    """What is wrong."""

    CHANGED_ENTRY = "changed_entry"
    MISSING_ENTRY = "missing_entry"
    INSERTED_ENTRY = "inserted_entry"
    UNREADABLE_ENTRY = "unreadable_entry"  #: Logged as it is, but not an entry in its one form.
    UNSIGNED_ENTRY = "unsigned_entry"  #: Sequenced, but beyond the last checkpoint.
    CHANGED_HASH = "changed_hash"  #: The leaf hash beside a sound entry.
    CHANGED_NODE = "changed_node"
    MISSING_NODE = "missing_node"
    FORGED_CHECKPOINT = "forged_checkpoint"
    FORKED = "forked"  #: The log's key signed two histories.
    REWOUND = "rewound"  #: The log is shorter than it was.


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, and where."""

    kind: Kind
    sequence: (
        int | None
    )  #: Index of the entry or first of a range; of a checkpoint, its size; of an insertion, its number.
    last: int | None  #: The last of a range; the same as `sequence` where the entry is known.
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of an audit."""

    size: int  #: Leaves that the log has, missing ones included.
    root: bytes | None  #: Recomputed from the entries; None if too much is missing to tell.
    findings: tuple[Finding, ...]
    unsequenced: int  #: Entries that wait for the sequencer: the tree does not protect them yet.
    omitted: int = 0  #: Findings beyond the first 10,000.

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


@dataclass(slots=True)
class Findings:
    """Collects findings and joins those that follow one another."""

    omitted: int = 0
    _found: list[list[int]] = field(default_factory=list)
    _about: list[tuple[Kind, str]] = field(default_factory=list)
    _open: dict[tuple[Kind, str], list[int]] = field(default_factory=dict)

    def add(self, kind: Kind, words: str, first: int | None = None, last: int | None = None) -> None:
        """Note what is wrong with an entry, or with those up to and including `last`; None: with none in particular.

        Args:
            kind: what is wrong.
            words: what follows 'Entry 5: ', or 'Checkpoint of size 5: '.
            first: index of the entry, or size of the checkpoint.
            last: of the last entry, if not the first.
        """
        start, end = (_NOWHERE, _NOWHERE) if first is None else (first, first if last is None else last)
        span = self._open.get((kind, words))
        if span is not None and span[1] + 1 == start:
            span[1] = end
        elif len(self._found) < MOST_FINDINGS:
            self._open[kind, words] = [start, end]
            self._found.append(self._open[kind, words])
            self._about.append((kind, words))
        else:
            self.omitted += 1

    def listed(self) -> tuple[Finding, ...]:
        """Return what was found, by place."""
        listed = sorted(zip(self._found, self._about, strict=True))
        return tuple(_finding(kind, words, *span) for span, (kind, words) in listed)


def _finding(kind: Kind, words: str, first: int, last: int) -> Finding:
    one, many, nowhere = _CHECKPOINT if kind in {Kind.FORGED_CHECKPOINT, Kind.FORKED} else _ENTRY
    if first == _NOWHERE:
        return Finding(kind=kind, sequence=None, last=None, sentence=f"{nowhere}: {words}")
    subject = f"{one} {first}" if first == last else f"{many} {first} to {last}"
    return Finding(kind=kind, sequence=first, last=last, sentence=f"{subject}: {words}")
