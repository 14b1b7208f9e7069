"""Reading what a mapping says of one property: from where its values come, and how they are spelt there."""

from collections.abc import Mapping
from types import MappingProxyType
from zoneinfo import ZoneInfo

from egnatia.casework.importing.cells import Conversion, clean, convert
from egnatia.casework.importing.dates import parse_pattern
from egnatia.casework.importing.mapping import Reference, Source
from egnatia.model.errors import ParseError
from egnatia.model.kinds import Kind, Property
from egnatia.model.reading import Fields, below, listed, text, truth
from egnatia.model.values import ValueType

#: What an option says is only of use to values of these types.
_ONLY_FOR: Mapping[str, frozenset[ValueType]] = {
    "dates": frozenset({ValueType.DATE, ValueType.INSTANT}),
    "zone": frozenset({ValueType.INSTANT}),
    "unit": frozenset({ValueType.QUANTITY}),
}

parse_column = text(200)


def parse_columns(value: object, path: str) -> tuple[str, ...]:
    """Read the name of one column, or a list of several."""
    found = listed(parse_column)(value if isinstance(value, list) else [value], path)
    if not found:
        raise ParseError(path, "names no column")
    return found


def parse_sources(kind: Kind, value: object, path: str) -> tuple[Mapping[str, Source], Mapping[str, Reference]]:
    """Read the properties of one template.

    Raises:
        ParseError: an unknown property, or one whose values can never be of its type.
    """
    if not isinstance(value, dict) or not value:
        raise ParseError(path, "not an object that names at least one property")
    sources: dict[str, Source] = {}
    references: dict[str, Reference] = {}
    for name, given in value.items():
        where = below(path, str(name))
        definition = kind.properties.get(name)
        if definition is None:
            raise ParseError(where, f"a {kind.name} has no such property; it has {', '.join(kind.properties)}")
        if definition.type is ValueType.RECORD:
            references[name] = _parse_reference(given, where)
        else:
            sources[name] = _parse_source(definition, given, where)
    return MappingProxyType(sources), MappingProxyType(references)


def _parse_reference(value: object, path: str) -> Reference:
    if not isinstance(value, dict) or "record" not in value:
        raise ParseError(path, "refers to another record: write {record: NAME}")
    fields = Fields(value, path)
    reference = Reference(
        template=fields.take("record", text(60)),
        space="",
        columns=fields.take_optional("columns", parse_columns) or (),
    )
    fields.finish()
    return reference


def _parse_source(definition: Property, value: object, path: str) -> Source:
    given = value if isinstance(value, dict) else {"columns": value}
    if "record" in given:
        raise ParseError(path, f"a {definition.type} refers to no record")
    fields = Fields(given, path)
    constant = fields.take_optional("constant", text(4000))
    columns = fields.take_optional("columns", parse_columns) or fields.take_optional("column", parse_columns) or ()
    if bool(columns) == (constant is not None):
        raise ParseError(path, "names either columns or a constant")
    source = Source(
        columns=columns,
        constant=constant,
        join=fields.take_optional("join", text(20, empty=True)),
        split=fields.take_optional("split", parse_column) or "",
        first=fields.take_optional("first", truth) or False,
        conversion=_parse_conversion(fields, definition, path),
    )
    fields.finish()
    _check_number(source, definition, path)
    _check_values(source, path)
    return source


def _parse_conversion(fields: Fields, definition: Property, path: str) -> Conversion:
    conversion = Conversion(
        property=definition,
        dates=fields.take_optional("dates", listed(parse_pattern)) or (),
        zone=fields.take_optional("zone", _parse_zone),
        unit=fields.take_optional("unit", text(12)) or "",
        values=MappingProxyType(fields.take_optional("values", _parse_values) or {}),
    )
    for option, types in _ONLY_FOR.items():
        if getattr(conversion, option) and definition.type not in types:
            raise ParseError(below(path, option), f"{definition.name} is a {definition.type}, which has no {option}")
    return conversion


def _parse_zone(value: object, path: str) -> ZoneInfo:
    name = text(60)(value, path)
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:
        raise ParseError(path, f"no time zone is called {name} (wanted: as Europe/Skopje)") from error


def _parse_values(value: object, path: str) -> dict[str, str | None]:
    if not isinstance(value, dict):
        raise ParseError(path, "not an object of what stands in the table to what is meant")
    return {str(found): None if meant is None else text(400)(meant, path) for found, meant in value.items()}


def _check_number(source: Source, definition: Property, path: str) -> None:
    """Refuse what would make several values where one is allowed."""
    several = bool(source.split) or (len(source.columns) > 1 and source.join is None)
    if several and not (definition.many or source.first):
        raise ParseError(path, f"{definition.name} has one value only: join the columns, or take the first")


def _check_values(source: Source, path: str) -> None:
    """Try what the mapping itself spells out."""
    if source.constant is not None:
        _try(source.constant, source.conversion, below(path, "constant"))
    for meant in source.conversion.values.values():
        if meant is not None:
            _try(meant, source.conversion, below(path, "values"))


def _try(words: str, how: Conversion, path: str) -> None:
    try:
        convert(clean(words), how)
    except ParseError as error:
        raise ParseError(path, error.problem) from error
