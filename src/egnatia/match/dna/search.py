"""Searching a register by the Prüm rules: at least six loci match in full, and at most one value differs.

2008/616/JHA, Annex ch. 1. The scan (`kernels.scan`) finds who differs at one locus at most; the rules are applied to
those few one by one, so that every hit says locus by locus why it is one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from egnatia.match.dna.coding import Words, encode, lay_out, word_count
from egnatia.match.dna.comparison import Hit, compare
from egnatia.match.dna.kernels.scan import designated, scan
from egnatia.match.dna.loci import RuleSet
from egnatia.match.dna.profile import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Profiles laid out for searching; made once."""

    profiles: tuple[Profile, ...]
    words: Words  #: Shape (words, profiles).
    rules: RuleSet


def make_register(profiles: Sequence[Profile], rules: RuleSet) -> Register:
    """Lay out profiles for searching.

    Raises:
        ProfileError: a value is beyond what a byte holds.
    """
    return Register(profiles=tuple(profiles), words=lay_out(profiles, rules.exchanged), rules=rules)


def candidate_rows(words: Words, asked: Words) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the rows that differ from the words of a profile at one locus at most.

    Args:
        words: the register, shape (words, profiles).
        asked: shape (words,).
    """
    full = np.array([designated(word) for word in asked], dtype=np.uint64)
    found = np.empty(min(words.shape[1], 1 << 16), dtype=np.int64)
    count = scan(words, asked, full, found)
    if count > len(found):
        found = np.empty(count, dtype=np.int64)
        scan(words, asked, full, found)
    return found[:count]


def search(register: Register, asked: Profile) -> list[Hit]:
    """Return all hits, the best quality first, then the most loci that match in full.

    Raises:
        ProfileError: a value is beyond what a byte holds.
    """
    rules = register.rules
    coded = encode(asked, frozenset(rules.exchanged), word_count(rules.exchanged))
    rows = candidate_rows(register.words, np.array(coded, dtype=np.uint64))
    hits = [compare(asked, register.profiles[row], rules) for row in rows.tolist()]
    return sorted((hit for hit in hits if hit), key=lambda hit: (hit.quality, -len(hit.matching)))
