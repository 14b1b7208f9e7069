"""Finding out, from signed roots downward, whether an entry or a node was changed, and which.

A node is as signed if the roots above it are: hashes cannot be made to fit. So the search starts at nodes that a signed
root vouches for, and goes down where the entries give something else. Where somebody rewrote an entry together with
nodes above it, the trail ends at the lowest node that was left alone, and the entries below it are named as a range.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import Final

from egnatia.ledger.finding import Findings, Kind
from egnatia.ledger.recount import MaybeHash
from egnatia.ledger.testimony import FORKED, Testimony
from egnatia.ledger.tree import Place, node_hash, nodes_for_root

_CHANGED: Final = "the row's bytes are not those that were sequenced; it was changed."
_AMONG: Final = "at least one of them was changed together with tree nodes above it; a signed root gives it away."
_UNDECIDED: Final = "row and leaf node differ; one was changed, and no checkpoint tells which."
_UNPROVABLE: Final = "nodes are gone together with entries, so what is left here cannot be proven."

#: From one entry up to, and not including, another.
Span = tuple[int, int]


class Search:
    """Names the entries and nodes that were changed."""

    def __init__(
        self,
        differences: Mapping[Place, MaybeHash],
        stored: Callable[[Place], MaybeHash],
        suspects: Iterable[int],
        testimony: Testimony,
    ) -> None:
        """Begin.

        Args:
            differences: what the entries give, at the places where another node or none is stored.
            stored: reads a stored node.
            suspects: entries whose bytes do not fit the leaf hash stored beside them.
            testimony: what the checkpoints say.
        """
        self._differences = differences
        self._stored = stored
        self._suspects = sorted({*suspects, *(place.offset for place in differences if place.level == 0)})
        self._testimony = testimony
        self._followed: set[Place] = set()  # nodes that are as signed, and differ because of an entry below
        self._accused: list[Span] = []  # where the trail ends
        self._changed: list[Span] = []  # entries of which at least one was changed

    def run(self, findings: Findings) -> set[int]:
        """Report what was changed; return the entries that are known by name."""
        testimony = self._testimony
        for place in nodes_for_root(testimony.anchored):
            if place in self._differences:
                self._follow(place, findings)
        if testimony.refuted is not None:
            self._accuse((max(testimony.proven, testimony.anchored), testimony.refuted))
        self._narrow()
        for start, end in self._changed:
            findings.add(Kind.CHANGED_ENTRY, _CHANGED if end - start == 1 else _AMONG, start, end - 1)
        undecided = self._report_nodes(findings)
        return undecided | {start for start, end in self._changed if end - start == 1}

    def _follow(self, place: Place, findings: Findings) -> None:
        """Go down from a node that is as signed, and that the entries do not give."""
        if _leaves(place)[1] <= self._testimony.proven:
            # These entries are proven by a smaller checkpoint, so the larger one was signed over a wrong node.
            findings.add(Kind.FORKED, FORKED, self._testimony.anchored)
            return
        self._followed.add(place)
        if place.level == 0:
            self._changed.append(_leaves(place))
            return
        guilty = [child for child in self._signed_children(place) if child in self._differences]
        for child in guilty:
            self._follow(child, findings)
        if not guilty and self._differences[place] is None:
            self._accused.append(_leaves(place))
            findings.add(Kind.MISSING_NODE, _UNPROVABLE, *_inclusive(place))
        elif not guilty:
            self._accuse(_leaves(place))

    def _signed_children(self, place: Place) -> list[Place]:
        """Return the children whose stored nodes are as signed: those with which the parent's hash comes out."""
        children = [Place(place.level - 1, place.offset * 2 + side) for side in (0, 1)]
        stored = [self._stored(child) for child in children]
        given = [self._differences.get(child, node) for child, node in zip(children, stored, strict=True)]
        parent = self._stored(place)
        for left, right in product((True, False), repeat=2):
            hashes = (stored[0] if left else given[0], stored[1] if right else given[1])
            if hashes[0] is not None and hashes[1] is not None and node_hash(hashes[0], hashes[1]) == parent:
                return [child for child, as_stored in zip(children, (left, right), strict=True) if as_stored]
        return []

    def _accuse(self, span: Span) -> None:
        """Hold a range of entries responsible: those in it that do not fit their own hashes, else all not proven."""
        self._accused.append(span)
        start, end = max(span[0], self._testimony.proven), span[1]
        known = self._suspects[bisect_left(self._suspects, start) : bisect_left(self._suspects, end)]
        self._changed += [(entry, entry + 1) for entry in known] or [(start, end)]

    def _narrow(self) -> None:
        """End the first range where doubt begins: whatever was changed first lies below that checkpoint."""
        self._changed = sorted(set(self._changed))
        if self._changed and self._testimony.doubted is not None:
            start, end = self._changed[0]
            if start < self._testimony.doubted:
                self._changed[0] = (start, min(end, self._testimony.doubted))

    def _report_nodes(self, findings: Findings) -> set[int]:
        """Report the nodes that differ for no fault of the entries below; return entries that may be at fault."""
        trusted = max(self._testimony.proven, self._testimony.anchored)
        undecided = set()
        self._accused.sort()
        for place in sorted(self._differences):
            if place in self._followed or self._is_accused(place) or self._differences[place] is None:
                continue
            first, last = _inclusive(place)
            if self._stored(place) is None:
                findings.add(Kind.MISSING_NODE, f"stored tree node of level {place.level} missing.", first, last)
            elif last >= trusted and place.level == 0:
                undecided.add(first)
                findings.add(Kind.CHANGED_ENTRY, _UNDECIDED, first)
            elif last < trusted or not self._differs_below(place):
                findings.add(Kind.CHANGED_NODE, f"stored tree node of level {place.level} changed.", first, last)
        return undecided

    def _is_accused(self, place: Place) -> bool:
        start, end = _leaves(place)
        before = bisect_right(self._accused, (start, 2**64))
        return before > 0 and self._testimony.proven < end <= self._accused[before - 1][1]

    def _differs_below(self, place: Place) -> bool:
        level, offset = place.level - 1, place.offset * 2
        return Place(level, offset) in self._differences or Place(level, offset + 1) in self._differences


def _leaves(place: Place) -> Span:
    return place.offset << place.level, (place.offset + 1) << place.level


def _inclusive(place: Place) -> Span:
    start, end = _leaves(place)
    return start, end - 1
