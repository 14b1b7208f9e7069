"""What the sorts of message and the crime areas ask for: read from `dispatch_sorts.yaml` and `crime_areas.yaml`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType
from typing import TypeVar

from egnatia.model.errors import ParseError, SchemaError
from egnatia.model.kinds import KINDS, Property
from egnatia.model.reading import Fields, below, distinct, listed, text, truth
from egnatia.model.shipped import read_data
from egnatia.model.values import ValueType

_T = TypeVar("_T")

#: The types that a field of a message can have; what needs more is a property of a thing.
_PLAIN = frozenset({ValueType.NAME, ValueType.TEXT, ValueType.DATE, ValueType.COUNTRY, ValueType.CODE})


class Sort(StrEnum):
    """What a message is for."""

    REQUEST = "information_request"
    REPLY = "reply"
    INFORMATION = "spontaneous_information"
    URGENT = "urgent_notice"
    ASSISTANCE = "legal_assistance"
    FUGITIVE = "fugitive_search"
    ALERT = "alert"
    PURSUIT = "hot_pursuit"
    SURVEILLANCE = "surveillance"
    CROSSING_REPORT = "crossing_report"


@dataclass(frozen=True, slots=True, kw_only=True)
class SortForm:
    """The form of one sort of message."""

    sort: Sort
    label: str
    opens: bool  #: It may begin a thread.
    gives: bool  #: It may contain information on record; else it asks.
    needed: frozenset[str]  #: Fields without which it is not sent.
    fields: Mapping[str, Property]
    sources: Mapping[str, str]  #: By field, the article that wants it.
    sections: Mapping[str, tuple[str, ...]]  #: Fields by the heading under which they stand; empty: without headings.


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One crime area."""

    code: str
    label: str
    offences: frozenset[str]  #: Codes of the law's list; empty: any, or none.
    things: tuple[str, ...]  #: Kinds of record that a message of the area describes.
    wanted: Mapping[str, tuple[frozenset[str], ...]]  #: By kind: sets of properties of which one must be given.
    fields: Mapping[str, Property]

    def lacks(self, kind: str, given: frozenset[str]) -> tuple[frozenset[str], ...]:
        """Return the sets of properties of which one is still to be given for a thing; nothing if one is."""
        sets = self.wanted.get(kind, ())
        return () if any(wanted <= given for wanted in sets) else sets


def fields_of(sort: SortForm, area: Area) -> Mapping[str, Property]:
    """Return the fields of a message: those of its sort, then those of its area."""
    return {**sort.fields, **area.fields}


def _parse_fields(value: object, path: str) -> dict[str, tuple[Property, str]]:
    """Read the definitions of fields, each with the article that wants it."""
    if not isinstance(value, dict):
        raise ParseError(path, "not an object")
    return {str(name): _parse_field(str(name), found, below(path, str(name))) for name, found in value.items()}


def _parse_field(name: str, value: object, path: str) -> tuple[Property, str]:
    fields = Fields(value, path)
    sort = fields.take("type", text(20))
    if sort not in _PLAIN:
        raise ParseError(below(path, "type"), f"not one of {', '.join(sorted(_PLAIN))}")
    found = Property(
        name=name,
        type=ValueType(sort),
        label=fields.take("label", text(60)),
        codes=fields.take_optional("codes", distinct(text(60))) or frozenset(),
        many=fields.take_optional("many", truth) or False,
    )
    source = fields.take_optional("law", text(120)) or ""
    fields.finish()
    if (found.type is ValueType.CODE) != bool(found.codes):
        raise ParseError(path, "a code and its list go together")
    return found, source


def _parse_sort(name: str, value: object) -> SortForm:
    fields = Fields(value, name)
    defined = fields.take("fields", _parse_fields)
    sections = fields.take_optional("sections", _parse_sections) or {}
    form = SortForm(
        sort=Sort(name),
        label=fields.take("label", text(60)),
        opens=fields.take("opens", truth),
        gives=fields.take("gives", truth),
        needed=frozenset(fields.take("needed", listed(text(60)))),
        fields=MappingProxyType({key: found for key, (found, _) in defined.items()}),
        sources=MappingProxyType({key: source for key, (_, source) in defined.items() if source}),
        sections=MappingProxyType(sections),
    )
    fields.finish()
    if sections and sorted(one for names in sections.values() for one in names) != sorted(defined):
        raise ParseError(f"{name}.sections", "not each field once")
    if unknown := form.needed - form.fields.keys():
        raise ParseError(f"{name}.needed", f"no field {min(unknown)}")
    return form


def _parse_sections(value: object, path: str) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise ParseError(path, "not an object")
    return {text(60)(heading, path): listed(text(60))(names, path) for heading, names in value.items()}


def _parse_area(name: str, value: object) -> Area:
    fields = Fields(value, name)
    defined = fields.take("fields", _parse_fields)
    area = Area(
        code=name,
        label=fields.take("label", text(60)),
        offences=frozenset(fields.take("offences", listed(text(60)))),
        things=fields.take("things", listed(text(60))),
        wanted=MappingProxyType(fields.take("wanted", _parse_wanted)),
        fields=MappingProxyType({key: found for key, (found, _) in defined.items()}),
    )
    fields.finish()
    _check_things(area)
    return area


def _parse_wanted(value: object, path: str) -> dict[str, tuple[frozenset[str], ...]]:
    if not isinstance(value, dict):
        raise ParseError(path, "not an object")
    read = listed(listed(text(60)))
    return {str(kind): tuple(map(frozenset, read(sets, below(path, str(kind))))) for kind, sets in value.items()}


def _check_things(area: Area) -> None:
    for kind in (*area.things, *area.wanted):
        if kind not in KINDS or kind not in area.things:
            raise ParseError(f"{area.code}.things", f"no thing {kind} in this area")
    for kind, sets in area.wanted.items():
        if unknown := frozenset[str]().union(*sets) - KINDS[kind].properties.keys():
            raise ParseError(f"{area.code}.wanted.{kind}", f"no property {min(unknown)}")


def load_forms(name: str, content: object, parse: Callable[[str, object], _T]) -> Mapping[str, _T]:
    """Read one file of forms.

    Raises:
        SchemaError: what ships with the package is wrong; names the place.
    """
    if not isinstance(content, dict):
        raise SchemaError(f"{name}: not a mapping")
    try:
        return MappingProxyType({str(key): parse(str(key), value) for key, value in content.items()})
    except (ParseError, ValueError) as error:
        raise SchemaError(f"{name}: {error}") from error


def _load(name: str, parse: Callable[[str, object], _T]) -> Mapping[str, _T]:
    return load_forms(name, read_data(files("egnatia.model") / name), parse)


def _check_apart(sorts: Mapping[Sort, SortForm], areas: Mapping[str, Area]) -> Iterator[str]:
    """Yield the names of fields that both a sort and an area have: a message could not tell them apart."""
    for form in sorts.values():
        for area in areas.values():
            yield from form.fields.keys() & area.fields.keys()


#: Every sort of message (ADR 0003: package data are code).
SORTS: Mapping[Sort, SortForm] = MappingProxyType(
    {Sort(name): form for name, form in _load("dispatch_sorts.yaml", _parse_sort).items()}
)
#: Every crime area, by its code.
AREAS: Mapping[str, Area] = _load("crime_areas.yaml", _parse_area)

if _shared := sorted({*_check_apart(SORTS, AREAS)}):
    raise SchemaError(f"crime_areas.yaml: {', '.join(_shared)}: a sort of message has such a field already")
