"""How a question is worded, and how near two wordings are: by this, altered repeats about one subject are known."""

import hashlib
import unicodedata
from collections.abc import Mapping

from egnatia.match.engines import engine_for
from egnatia.match.identifiers.completeness import is_complete
from egnatia.match.scores import is_near
from egnatia.model import canonical
from egnatia.model.kinds import KINDS, Kind
from egnatia.model.record import Record
from egnatia.model.values import ValueType

#: Digits of the digest by which wordings about one record are told apart. Two of them look alike once in 4,096 times,
#: and in a list of a million names some 244 fit each: nobody can tell from it what was asked.
DIGITS = 3


def is_tried(kind: Kind, asked: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether a question describes what it looks for, so that it can be varied until something fits.

    Whoever names a whole plate, number or address asks about that one thing; the next number is another thing.
    """
    identifiers = {name for name, item in kind.properties.items() if item.type is ValueType.IDENTIFIER}
    return not (identifiers & asked.keys() and is_complete(kind, asked))


def wording_of(kind: str, asked: Mapping[str, tuple[str, ...]]) -> str:
    """Return the digest of what is asked; capitals, order and the many ways to write one character do not matter."""
    plain = {name: sorted({_fold(value) for value in values}) for name, values in asked.items()}
    return canonical.digest({"kind": kind, "asked": plain})


def wording_about(record: Record, asked: Mapping[str, tuple[str, ...]]) -> str:
    """Return the few digits of a wording that are kept beside a record: they mean nothing without its salt."""
    keyed = f"{record.salt}:{wording_of(record.kind, asked)}"
    return hashlib.sha256(keyed.encode()).hexdigest()[:DIGITS]


def subjects_of(kind: Kind, asked: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return the digests of the blocking keys by which questions about one subject find each other."""
    engine = engine_for(kind)
    if engine is None or not is_tried(kind, asked):
        return frozenset()
    probes = engine.probes(kind, asked, exact=False)
    return frozenset(canonical.digest([kind.name, probe.scheme, probe.key]) for probe in probes)


def are_near(kind: str, one: Mapping[str, tuple[str, ...]], other: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether two questions about a kind are about one subject: the record that one describes, the other finds."""
    definition = KINDS[kind]
    engine = engine_for(definition)
    if engine is None:
        return False
    pairs = ((one, other), (other, one))
    return any(is_near(engine.score(definition, asked, found, exact=False)) for asked, found in pairs)


def _fold(value: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())
