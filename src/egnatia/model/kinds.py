"""The kinds of record, read from `schema/*.yaml`, and the check of a record's properties against its kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from egnatia.model.caveat import SubjectRole
from egnatia.model.errors import ParseError, SchemaError
from egnatia.model.reading import Fields, distinct, listed, text, truth
from egnatia.model.values import READERS, ValueType



@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """One thing that can be said of a kind."""

    name: str
    type: ValueType
    label: str
    scheme: str = ""  #: Which sort of identifier: plate, vin, phone ...
    codes: frozenset[str] = frozenset()  #: The closed list of a `code`.
    many: bool = False
    search: bool = False  #: May a question name it?
    sensitive: bool = False  #: LED Art. 10, or dangerous if it leaks: only where strictly necessary.
    refers: frozenset[str] = frozenset()  #: Kinds that a `record` reference may point to.
    roles: frozenset[SubjectRole] = frozenset(SubjectRole)  #: Of whom it may be kept (Europol Annex II B).

    def parse(self, value: object, path: str) -> str:
        """Read one value of this property.

        Raises:
            ParseError: the value is not of the property's type.
        """
        if self.type is not ValueType.CODE:
            return READERS[self.type](value, path)
        if not isinstance(value, str) or value not in self.codes:
            raise ParseError(path, f"not one of {', '.join(sorted(self.codes))}")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One sort of thing, or of link between two things, that a record can be about."""

    name: str
    label: str
    about: str
    personal: bool  #: Is it about a natural person, so that a subject's role matters?
    askable: bool  #: May a question ask for it?
    link: tuple[str, str] | None  #: The two properties that name the ends of a link.
    properties: Mapping[str, Property]

    @property
    def searchable(self) -> frozenset[str]:
        """The properties that a question about this kind may name."""
        return frozenset(name for name, found in self.properties.items() if found.search)


def parse_properties(kind: Kind, value: object, path: str) -> Mapping[str, tuple[str, ...]]:
    """Read the properties of a record of this kind.

    Raises:
        ParseError: an unknown property, a value of the wrong type, twice the same, or several where one is allowed.
    """
    if not isinstance(value, dict):
        raise ParseError(path, "not an object")
    return MappingProxyType({str(name): _parse_values(kind, str(name), value[name], f"{path}.{name}") for name in sorted(value)})


def _parse_values(kind: Kind, name: str, value: object, path: str) -> tuple[str, ...]:
    found = kind.properties.get(name)
    if found is None:
        raise ParseError(path, f"a {kind.name} has no such property")
    values = listed(found.parse, limit=200)(value, path)
    if not values:
        raise ParseError(path, "empty: leave the property out")
    if len(set(values)) != len(values):
        raise ParseError(path, "a value stands twice")
    if len(values) > 1 and not found.many:
        raise ParseError(path, "has one value only")
    return values


def carried(kind: Kind, properties: Mapping[str, tuple[str, ...]], role: SubjectRole) -> Mapping[str, tuple[str, ...]]:
    """Return what of the properties may be kept or given of a person in this role."""
    return MappingProxyType({name: values for name, values in properties.items() if role in kind.properties[name].roles})


def parse_kind(name: str, value: object) -> Kind:
    """Read one kind's definition.

    Raises:
        SchemaError: the definition contradicts itself or names what does not exist.
    """
    try:
        fields = Fields(value, name)
        kind = Kind(
            name=name,
            label=fields.take("label", text(60)),
            about=fields.take("about", text(400)),
            personal=fields.take("personal", truth),
            askable=fields.take("askable", truth),
            link=_parse_link(fields),
            properties=MappingProxyType(fields.take("properties", _parse_definitions)),
        )
        fields.finish()
    except ParseError as error:
        raise SchemaError(str(error)) from error
    _check_kind(kind)
    return kind


def _parse_link(fields: Fields) -> tuple[str, str] | None:
    ends = fields.take_optional("link", listed(text(60), limit=2))
    return (ends[0], ends[1]) if ends else None


def _parse_definitions(value: object, path: str) -> dict[str, Property]:
    if not isinstance(value, dict):
        raise ParseError(path, "not an object")
    return {str(name): _parse_property(str(name), found, f"{path}.{name}") for name, found in value.items()}


def _parse_property(name: str, value: object, path: str) -> Property:
    fields = Fields(value, path)
    roles = fields.take_optional("roles", listed(text(20)))
    found = Property(
        name=name,
        type=ValueType(fields.take("type", text(20))),
        label=fields.take("label", text(60)),
        scheme=fields.take_optional("scheme", text(20)) or "",
        codes=fields.take_optional("codes", distinct(text(60))) or frozenset(),
        many=fields.take_optional("many", truth) or False,
        search=fields.take_optional("search", truth) or False,
        sensitive=fields.take_optional("sensitive", truth) or False,
        refers=fields.take_optional("refers", distinct(text(60))) or frozenset(),
        roles=frozenset(map(SubjectRole, roles)) if roles is not None else frozenset(SubjectRole),
    )
    fields.finish()
    return found


def _check_kind(kind: Kind) -> None:
    for found in kind.properties.values():
        if (found.type is ValueType.IDENTIFIER) != bool(found.scheme):
            raise SchemaError(f"{kind.name}.{found.name}: an identifier and a scheme go together")
        if (found.type is ValueType.CODE) != bool(found.codes):
            raise SchemaError(f"{kind.name}.{found.name}: a code and its list go together")
        if (found.type is ValueType.RECORD) != bool(found.refers):
            raise SchemaError(f"{kind.name}.{found.name}: a reference and the kinds it refers to go together")
    for end in kind.link or ():
        if end not in kind.properties or kind.properties[end].type is not ValueType.RECORD:
            raise SchemaError(f"{kind.name}: the link's end {end} is no reference")


def _load_kinds() -> Mapping[str, Kind]:
    """Read every kind that ships with the package (ADR 0003: package data are code)."""
    found: dict[str, Kind] = {}
    for entry in sorted((files("egnatia.model") / "schema").iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".yaml"):
            content: Any = yaml.safe_load(entry.read_text("utf-8"))
            name = entry.name.removesuffix(".yaml")
            found[name] = parse_kind(name, content)
    for kind in found.values():
        for item in kind.properties.values():
            if unknown := item.refers - found.keys():
                raise SchemaError(f"{kind.name}.{item.name}: refers to unknown {', '.join(sorted(unknown))}")
    return MappingProxyType(found)


#: Every kind by its name.
KINDS: Mapping[str, Kind] = _load_kinds()


def parse_kind_name(value: object, path: str) -> Kind:
    """Find a kind by its name.

    Raises:
        ParseError: there is none of that name.
    """
    if not isinstance(value, str) or value not in KINDS:
        raise ParseError(path, f"not a kind of record; there are {', '.join(KINDS)}")
    return KINDS[value]
