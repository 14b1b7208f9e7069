"""FollowTheMoney: which of its schemata are which of our kinds, from `schemata.yaml`.

An entity is a row with the columns `id` and `schema`; an id names one thing across all schemata, so that all templates
share one space of keys.
"""

from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from egnatia.casework.importing.cells import Conversion
from egnatia.casework.importing.mapping import Condition, Reference, Source, Template
from egnatia.model.caveat import Caveat, SubjectRole
from egnatia.model.errors import SchemaError
from egnatia.model.kinds import KINDS, Kind
from egnatia.model.record import Record
from egnatia.model.shipped import read_data

ID: Final = "id"
SCHEMA: Final = "schema"
_SPACE: Final = "ftm"


def _load() -> Mapping[str, Mapping[str, Any]]:
    """Read what ships with the package (ADR 0003: package data are code)."""
    loaded: dict[str, dict[str, Any]] = read_data(files("egnatia.casework.importing") / "schemata.yaml")
    for name, found in loaded.items():
        kind = KINDS.get(found["kind"])
        named = {*found["properties"], *found.get("constant", ()), *found.get("entity", ())}
        unknown = named - (kind.properties.keys() if kind else set())
        if unknown:
            raise SchemaError(f"schemata.yaml: {name} names what no kind has: {', '.join(sorted(unknown))}")
    return MappingProxyType(loaded)


#: What is known of each schema.
SCHEMATA: Final = _load()


def templates_for(caveat: Caveat) -> tuple[Template, ...]:
    """Return the templates for all schemata that are known.

    Args:
        caveat: of all records; of a record that is not about a person, the role is nobody's. A property that may not
            be kept of a person in the role, and one that is sensitive, is left out.
    """
    return tuple(_template(name, found, caveat) for name, found in SCHEMATA.items())


def _template(name: str, found: Mapping[str, Any], caveat: Caveat) -> Template:
    kind = KINDS[found["kind"]]
    held = caveat if kind.personal else replace(caveat, role=SubjectRole.NOBODY)
    sources = {
        own: Source(columns=tuple(theirs), first=not kind.properties[own].many, conversion=_conversion(kind, own))
        for own, theirs in found["properties"].items()
        if _may_keep(kind, own, held.role)
    }
    constants = {
        own: Source(constant=value, conversion=_conversion(kind, own))
        for own, value in found.get("constant", {}).items()
    }
    return Template(
        name=name,
        kind=kind.name,
        space=_SPACE,
        key=(ID,),
        when=Condition(column=SCHEMA, values=frozenset({name})),
        caveat=held,
        sources=MappingProxyType({**constants, **sources}),
        references=MappingProxyType(
            {
                own: Reference(template="", space=_SPACE, columns=(theirs,))
                for own, theirs in found.get("entity", {}).items()
            }
        ),
    )


def _conversion(kind: Kind, name: str) -> Conversion:
    return Conversion(property=kind.properties[name], unit="cm" if name == "height" else "")


def _may_keep(kind: Kind, name: str, role: SubjectRole) -> bool:
    definition = kind.properties[name]
    return role in definition.roles and not definition.sensitive


def entity_of(record: Record) -> dict[str, Any] | None:
    """Write a record as an entity, under the id of its lineage; None if no schema is known for its kind."""
    fitting = [(name, found) for name, found in SCHEMATA.items() if found["kind"] == record.kind]
    if not fitting:
        return None
    name, found = max(fitting, key=lambda one: _agreement(one[1], record))
    own = {
        theirs[0]: list(record.properties[prop])
        for prop, theirs in found["properties"].items()
        if prop in record.properties
    }
    ends = {
        theirs: list(record.properties[prop])
        for prop, theirs in found.get("entity", {}).items()
        if prop in record.properties
    }
    return {ID: record.lineage, SCHEMA: name, "properties": {**own, **ends}}


def _agreement(found: Mapping[str, Any], record: Record) -> int:
    """Count the constants of a schema that the record has."""
    return sum(record.first(prop) == value for prop, value in found.get("constant", {}).items())
