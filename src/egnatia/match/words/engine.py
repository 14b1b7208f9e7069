"""The engine that compares descriptions of things, and the names of ships, by their words."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from anyascii import anyascii
from rapidfuzz.fuzz import token_set_ratio

from egnatia.match.engine import KEY_LENGTH, Properties, Term
from egnatia.match.scores import Evidence, Score, miss
from egnatia.match.words.parameters import AGREES, CACHED, CEILING, LONGEST, SHORTEST, THRESHOLDS, VALUES, WORDS
from egnatia.model.answer import Quality
from egnatia.model.kinds import Kind

#: Properties by which a thing can be found; those that only confirm or contradict what was found otherwise.
_FINDING: Final = ("name", "title", "inscription", "distinguishing_marks", "clothing", "effects", "found_place")
_CONFIRMING: Final = ("type", "make", "model", "calibre")

_WORD: Final = re.compile(r"[a-z0-9]+")


class WordEngine:
    """Compares what is written on things and about them. Words alone never make a full hit."""

    name = "words/1"

    def terms(self, kind: Kind, properties: Properties) -> frozenset[Term]:
        """Return the words of titles, inscriptions and names."""
        found = {word for name in _FINDING if name in kind.searchable for word in _all_words(properties, name)}
        return frozenset(Term(scheme="word", key=word[:KEY_LENGTH]) for word in found)

    def probes(self, kind: Kind, asked: Properties, *, exact: bool) -> frozenset[Term]:  # noqa: ARG002 - the port's signature: exactness is judged by the score
        """Return the words that a question looks up."""
        return self.terms(kind, asked)

    def score(self, kind: Kind, asked: Properties, found: Properties, *, exact: bool) -> Score:
        """Judge by the words that both sides have, in any order.

        Exact means the same words, none left.
        """
        evidence = [
            item
            for name in (*_FINDING, *_CONFIRMING)
            if name in kind.searchable
            for item in _compare(name, asked, found, exact=exact)
        ]
        finding = [item.score for item in evidence if item.property in _FINDING]
        if not finding or any(item.score < AGREES for item in evidence):
            return miss(self.name, evidence=tuple(evidence))
        value = CEILING * sum(finding) / len(finding)
        return Score(value=value, quality=_quality(value), evidence=tuple(evidence), engine=self.name)


@lru_cache(maxsize=CACHED)
def _words(value: str) -> tuple[str, ...]:
    """Split a description into lower-case Latin words, sorted."""
    return tuple(sorted(_WORD.findall(anyascii(value[:LONGEST]).lower()[:LONGEST])))[:WORDS]


def _all_words(properties: Properties, name: str) -> Iterator[str]:
    """List the words that can be keys: the longer ones, if there are any."""
    for value in properties.get(name, ())[:VALUES]:
        words = _words(value)
        yield from [word for word in words if len(word) >= SHORTEST] or words


def _compare(name: str, asked: Properties, found: Properties, *, exact: bool) -> Iterator[Evidence]:
    """Compare the values of one property; the pair that agrees best counts.

    Complete keys are asked of what a thing is found by; what merely confirms it is compared by likeness always: a maker
    is written in many ways.
    """
    whole = exact and name in _FINDING
    pairs = [
        (likeness(mine, yours, exact=whole), mine, yours)
        for mine in asked.get(name, ())[:VALUES]
        for yours in found.get(name, ())[:VALUES]
    ]
    if pairs:
        value, mine, yours = max(pairs)
        why = "the same words" if value == 1.0 else f"likeness of the words {value:.2f}"
        yield Evidence(property=name, asked=mine, found=yours, score=value, why=why)


def likeness(mine: str, yours: str, *, exact: bool = False) -> float:
    """Return how alike the words of two descriptions are, in any order, from 0 to 1; exact: 1 if all are the same."""
    ours, theirs = _words(mine), _words(yours)
    if not ours or not theirs:
        return 0.0
    if exact:
        return float(ours == theirs)
    return token_set_ratio(" ".join(ours), " ".join(theirs)) / 100


def _quality(value: float) -> Quality | None:
    return next((quality for quality, least in THRESHOLDS if value >= least), None)
