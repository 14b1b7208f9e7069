"""The texts of the law as they ship with the package, and their strict reading.

ADR 0003: package data are code; they are read once, when the law is loaded.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, TypeVar

import yaml

from egnatia.law.errors import DataError
from egnatia.law.facts import Action, Writing
from egnatia.law.marks import Mark
from egnatia.model.errors import ParseError
from egnatia.model.reading import member

_T = TypeVar("_T")

_DATA = ("instruments.yaml", "memberships.yaml", "offences.yaml")
_SCHEMAS = ("channels.cedarschema", "conditions.cedarschema", "messages.cedarschema")


@dataclass(frozen=True, slots=True)
class Texts:
    """Every text that the law consists of, by its name, such as `policies/ask/channels.cedar`."""

    by_name: Mapping[str, str]

    def version(self) -> str:
        """Return the SHA-256 over all names and texts: two nodes of one version decide alike."""
        sums = (f"{name}\0{hashlib.sha256(self.by_name[name].encode()).hexdigest()}\n" for name in sorted(self.by_name))
        return hashlib.sha256("".join(sums).encode()).hexdigest()

    def data(self, name: str) -> Any:  # noqa: ANN401 - the caller's parser says what it is
        """Read one YAML text, refusing keys that stand twice.

        Raises:
            DataError: not YAML, or a key stands twice in one mapping.
        """
        try:
            return _read(self.by_name[name])
        except yaml.YAMLError as error:
            raise DataError(name, str(error).replace("\n", " ")) from error

    def table(self, name: str, keys: str, parse: Callable[[object, str], _T]) -> Mapping[str, _T]:
        """Read one YAML text that says something of each country, each instrument ...

        Args:
            name: of the text.
            keys: of what it says something, in one word.
            parse: reads what is said of one; gets its key as the place.

        Raises:
            DataError: something is missing, unknown or impossible; names the place.
        """
        found = self.data(name)
        if not isinstance(found, dict):
            raise DataError(name, f"not a mapping of {keys}")
        try:
            return MappingProxyType({str(key): parse(value, str(key)) for key, value in found.items()})
        except ParseError as error:
            raise DataError(f"{name} {error.path}", error.problem) from error


#: The parser in C where the platform has it: ten times faster, the same values.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache
def _read(text: str) -> Any:  # noqa: ANN401 - as above
    """Read a text once, whoever asks; nobody changes what comes back."""
    loader = _LOADER(text)
    node = loader.get_single_node()
    _refuse_twins(node)
    return loader.construct_document(node) if node is not None else None


def _refuse_twins(node: yaml.Node | None) -> None:
    """Refuse a key that stands twice in one mapping: the later would silently win, and which is the law?"""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"{key.value} stands twice", problem_mark=key.start_mark)
            seen.add(key.value)
            _refuse_twins(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_twins(item)


def _load() -> Texts:
    folder: Traversable = files("egnatia.law")
    names = [*_DATA, *(f"policies/{schema}" for schema in _SCHEMAS)]
    names += [f"policies/{act}/{part}.cedar" for act in (*Action, *Writing) for part in ("channels", "conditions")]
    return Texts(MappingProxyType({name: folder.joinpath(*name.split("/")).read_text("utf-8") for name in names}))


def parse_mark(value: object, path: str) -> Mark:
    """Read a certainty mark.

    Raises:
        ParseError: there is no such mark.
    """
    return member(Mark)(value, path)


def parse_date(value: object, path: str) -> date:
    """Read a day, which YAML itself recognises.

    Raises:
        ParseError: not a day.
    """
    if type(value) is not date:
        raise ParseError(path, "not a day such as 2008-06-23")
    return value


#: The texts of this version.
SHIPPED = _load()
