"""Blocking keys of names: few, coarse enough to survive another script, fine enough to find few."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from egnatia.match.engine import Term
from egnatia.match.names.forms import Form
from egnatia.match.names.parameters import FRONT


def name_terms(forms: Iterable[Form], scheme: str, years: frozenset[str] = frozenset()) -> frozenset[Term]:
    """Return the keys of some names.

    Under `scheme` the consonant skeleton of each word; under `scheme.pair` the first consonants of each two words, in
    whatever order they stand; under `scheme.born` each skeleton with each year of birth.

    Args:
        forms: the names.
        scheme: what they are names of: `name` or `company`.
        years: of birth, four digits each.
    """
    found = {form.words: [word.skeletons for word in form.words] for form in forms}
    single = {bones for words in found.values() for word in words for bones in word}
    pairs = {pair for words in found.values() for pair in _pairs(words)}
    born = {f"{bones}:{year}" for bones in single for year in years}
    keys = ((scheme, single), (f"{scheme}.pair", pairs), (f"{scheme}.born", born))
    return frozenset([Term(scheme=name, key=key) for name, some in keys for key in some])


def _pairs(words: list[tuple[str, ...]]) -> Iterator[str]:
    fronts = [{bones[:FRONT] for bones in word} for word in words]
    for some, others in combinations(fronts, 2):
        for one in some:
            for other in others:
                yield f"{one}+{other}" if one < other else f"{other}+{one}"
