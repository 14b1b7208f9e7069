"""Whether what a question names is complete: no part of a plate, no chassis number with a gap.

Some instruments take complete keys only (vehicles: Decision 2008/615/JHA Art. 12). Nobody's word is taken for it: each
side reads the question's identifiers by itself.
"""

from functools import lru_cache

from egnatia.match.engine import Properties
from egnatia.match.identifiers.engine import countries_of
from egnatia.match.identifiers.plate import is_part
from egnatia.match.identifiers.schemes import read
from egnatia.model.kinds import Kind
from egnatia.model.values import ValueType

_KEPT = 4096


def is_complete(kind: Kind, asked: Properties) -> bool:
    """Tell whether every identifier that a question names is a whole one.

    Args:
        kind: what is asked for.
        asked: the properties that the question names; those that are no identifiers are taken as whole.
    """
    countries = countries_of(kind, asked)
    named = [item for item in kind.properties.values() if item.type is ValueType.IDENTIFIER and item.name in asked]
    return all(_is_whole(item.scheme, value, countries) for item in named for value in asked[item.name])


@lru_cache(maxsize=_KEPT)
def _is_whole(scheme: str, value: str, countries: frozenset[str]) -> bool:
    found = read(scheme, value, countries)
    return bool(found.key) and found.complete and not (scheme == "plate" and is_part(value, countries))
