"""The kinds of record, read from `schema/*.yaml`, and the check of a record's properties against its kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

from egnatia.model.caveat import SubjectRole
from egnatia.model.errors import ParseError, SchemaError
from egnatia.model.reading import Fields, below, distinct, listed, member, text, truth
from egnatia.model.shipped import read_data
from egnatia.model.values import READERS, SCHEMES, ValueType


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
    names = sorted(value, key=str)
    return MappingProxyType(
        {
            name: _parse_single(kind, name, value[name])
            or _parse_values(kind, name, value[name], below(path, str(name)))
            for name in names
        }
    )


def _parse_single(kind: Kind, name: str, value: object) -> tuple[str, ...]:
    """Read a single value, the common case, without paths for errors that do not happen; nothing if one does."""
    found = kind.properties.get(name)
    if found is None or not isinstance(value, list) or len(value) != 1:
        return ()
    try:
        return (found.parse(value[0], ""),)
    except ParseError:
        return ()


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
    fitting = {name: values for name, values in properties.items() if role in kind.properties[name].roles}
    return MappingProxyType(fitting)


def parse_kind(name: str, value: object) -> Kind:
    """Read one kind's definition.

    Raises:
        SchemaError: the definition contradicts itself or names what does not exist.
    """
    try:
        fields = Fields(value, name)
        personal = fields.take("personal", truth)
        kind = Kind(
            name=name,
            label=fields.take("label", text(60)),
            about=fields.take("about", text(400)),
            personal=personal,
            askable=fields.take("askable", truth),
            link=_parse_link(fields),
            properties=MappingProxyType(fields.take("properties", _definitions(personal=personal))),
        )
        fields.finish()
    except ParseError as error:
        raise SchemaError(str(error)) from error
    _check_kind(kind)
    return kind


def _parse_link(fields: Fields) -> tuple[str, str] | None:
    ends = fields.take_optional("link", listed(text(60)))
    if ends is None:
        return None
    if len(set(ends)) != len(ends) or len(ends) != 2:  # noqa: PLR2004 - a link has two ends
        raise ParseError("link", "does not name two different ends")
    return ends[0], ends[1]


def _definitions(*, personal: bool) -> Callable[[object, str], dict[str, Property]]:
    """Build the reader of a kind's properties; of a person in no role at all nothing may be kept."""
    roles = frozenset(SubjectRole) - ({SubjectRole.NOBODY} if personal else frozenset())

    def parse(value: object, path: str) -> dict[str, Property]:
        if not isinstance(value, dict):
            raise ParseError(path, "not an object")
        return {
            str(name): _parse_property(str(name), found, below(path, str(name)), roles) for name, found in value.items()
        }

    return parse


def _parse_property(name: str, value: object, path: str, everybody: frozenset[SubjectRole]) -> Property:
    fields = Fields(value, path)
    roles = fields.take_optional("roles", listed(member(SubjectRole)))
    found = Property(
        name=name,
        type=fields.take("type", member(ValueType)),
        label=fields.take("label", text(60)),
        scheme=fields.take_optional("scheme", text(20)) or "",
        codes=fields.take_optional("codes", distinct(text(60))) or frozenset(),
        many=fields.take_optional("many", truth) or False,
        search=fields.take_optional("search", truth) or False,
        sensitive=fields.take_optional("sensitive", truth) or False,
        refers=fields.take_optional("refers", distinct(text(60))) or frozenset(),
        roles=everybody if roles is None else frozenset(roles),
    )
    fields.finish()
    return found


def _check_kind(kind: Kind) -> None:
    if kind.askable != bool(kind.searchable):
        raise SchemaError(f"{kind.name}: askable and a property that a question may name go together")
    for found in kind.properties.values():
        _check_property(f"{kind.name}.{found.name}", found)
    for end in kind.link or ():
        if end not in kind.properties or kind.properties[end].type is not ValueType.RECORD:
            raise SchemaError(f"{kind.name}: the link's end {end} is no reference")


def _check_property(path: str, found: Property) -> None:
    if (found.type is ValueType.IDENTIFIER) != (found.scheme in SCHEMES):
        raise SchemaError(f"{path}: an identifier and a known scheme go together")
    if (found.type is ValueType.CODE) != bool(found.codes):
        raise SchemaError(f"{path}: a code and its list go together")
    if (found.type is ValueType.RECORD) != bool(found.refers):
        raise SchemaError(f"{path}: a reference and the kinds it refers to go together")


def check_references(kinds: Mapping[str, Kind]) -> None:
    """Refuse kinds of which a property refers to a kind that is not there.

    Raises:
        SchemaError: naming the first such property.
    """
    for kind in kinds.values():
        for found in kind.properties.values():
            if unknown := found.refers - kinds.keys():
                raise SchemaError(f"{kind.name}.{found.name}: refers to unknown {', '.join(sorted(unknown))}")


def _load_kinds() -> Mapping[str, Kind]:
    """Read every kind that ships with the package (ADR 0003: package data are code)."""
    entries = sorted((files("egnatia.model") / "schema").iterdir(), key=lambda entry: entry.name)
    names = [(entry.name.removesuffix(".yaml"), entry) for entry in entries if entry.name.endswith(".yaml")]
    found = {name: parse_kind(name, read_data(entry)) for name, entry in names}
    check_references(found)
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
