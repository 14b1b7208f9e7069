"""What columns are called in the registers of the region, from `headers.yaml`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from egnatia.model.shipped import read_data


def _load() -> Mapping[str, Sequence[tuple[str, str]]]:
    """Read what ships with the package (ADR 0003: package data are code)."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, properties in read_data(files("egnatia.casework.importing") / "headers.yaml").items():
        for name, words in properties.items():
            for word in words:
                found[word].append((kind, name))
    return MappingProxyType(found)


#: A word, as `guess.fold` leaves it, to the kinds and properties for which it may stand.
WORDS: Final = _load()
