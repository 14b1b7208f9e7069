"""How sure a fact of the law is: read in a public source, or from memory with how much trust."""

from enum import StrEnum


class Mark(StrEnum):
    """The certainty of one fact, from the surest; the reference page explains how each came about."""

    READ = "S"  #: Read in a public source.
    HIGH = "M-high"  #: From memory, about 90 % or more.
    MEDIUM = "M-med"  #: From memory, about 75 %.
    LOW = "M-low"  #: From memory or by construction: check before relying on it.


def weakest(*marks: Mark) -> Mark:
    """Return the least sure of several marks: what follows from facts is no surer than the weakest of them."""
    return max(marks, key=list(Mark).index)
