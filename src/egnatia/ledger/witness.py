"""What a witness makes of a checkpoint that a log brings (c2sp.org/tlog-witness, add-checkpoint)."""

from dataclasses import dataclass
from enum import StrEnum

from egnatia.ledger.checkpoint import Checkpoint
from egnatia.ledger.errors import ProofError
from egnatia.ledger.tree import EMPTY_ROOT
from egnatia.ledger.verification import verify_consistency


class Verdict(StrEnum):
    """How a checkpoint stands to the last one that the witness cosigned."""

    GREW = "grew"  #: The log only grew; the witness may cosign.
    STALE = "stale"  #: The log does not know what the witness saw last, or is late with this one.
    UNPROVEN = "unproven"  #: The log cannot show that it only grew.
    FORKED = "forked"  #: Of the same size it signed another root.
    REWOUND = "rewound"  #: It is smaller than it was, and says so later.
    SETTLED = "settled"  #: It contradicted itself; a person decided to begin anew with it.


#: Proven by two signatures of the log itself.
CONTRADICTED = frozenset({Verdict.FORKED, Verdict.REWOUND})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A checkpoint whose signature was checked, and when the log said that it was its largest."""

    checkpoint: Checkpoint
    time: int | None  #: POSIX seconds; None if the log did not say.


def judge(last: Seen | None, new: Seen, old: int, path: tuple[bytes, ...]) -> Verdict:
    """Judge a new checkpoint of a log.

    Args:
        last: the last one of this log that the witness cosigned; None if there was none.
        new: the one that the log brings.
        old: the size from which the log proves that it grew.
        path: its consistency proof.
    """
    size, root = (last.checkpoint.size, last.checkpoint.root) if last else (0, EMPTY_ROOT)
    if last and new.checkpoint.size == size and new.checkpoint.root != root:
        return Verdict.FORKED
    if last and new.checkpoint.size < size:
        later = new.time is not None and last.time is not None and new.time > last.time
        return Verdict.REWOUND if later else Verdict.STALE  # a request may come late
    if old != size:
        return Verdict.STALE
    try:
        verify_consistency(size, new.checkpoint.size, root, new.checkpoint.root, path)
    except ProofError:
        return Verdict.UNPROVEN
    return Verdict.GREW
