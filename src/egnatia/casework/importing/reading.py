"""Reading a mapping strictly: whatever cannot work is found here, by its path, before a row is looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType
from typing import Any, Final

from egnatia.casework.importing.mapping import Condition, Format, ImportMapping, Table, Template
from egnatia.casework.importing.schemata import templates_for
from egnatia.casework.importing.sources import parse_column, parse_columns, parse_sources
from egnatia.model.caveat import Caveat, SubjectRole, parse_caveat
from egnatia.model.errors import ParseError
from egnatia.model.kinds import Kind, parse_kind_name
from egnatia.model.reading import Fields, below, listed, member, text, whole

#: Biometric data come in one by one, each with its own reason, never by the table (ADR 0092).
BIOMETRIC: Final = frozenset({"dna", "print"})
_MOST_YEARS: Final = 100
_DAYS_A_YEAR: Final = 365.25
_UNITS: Final = {"days": 1.0, "months": _DAYS_A_YEAR / 12, "years": _DAYS_A_YEAR}
#: What most tables leave unsaid. Who the person is in the matter, they must say: unknown is the strictest role.
_CAVEAT: Final[Mapping[str, Any]] = MappingProxyType(
    {"handling": [], "restriction": "", "nature": "fact", "contested": False, "asylum_from": []}
)


def parse_mapping(value: object, today: date) -> ImportMapping:
    """Read a mapping.

    Args:
        value: plain values, as YAML gives them.
        today: from when on a period of retention counts.

    Raises:
        ParseError: with the path of the first fault: an unknown kind or property, a date pattern on a name, a value
            map that leads to no code, a property that may not be kept of a person in that role, a link without ends.
    """
    fields = Fields(value, "")
    form = fields.take("format", member(Format))
    caveats = _Caveats(base=fields.take("caveat", _object), today=today)
    mapping = ImportMapping(
        source=fields.take("source", text(200)),
        format=form,
        table=fields.take_optional("table", _parse_table) or Table(),
        empty=frozenset(fields.take_optional("empty", listed(text(60, empty=True))) or ()),
        left_out=frozenset(fields.take_optional("leave_out", listed(text(60))) or ()),
        templates=(),
    )
    if form is Format.FTM:
        templates = templates_for(caveats.settle({}, "caveat"))
    else:
        templates = fields.take("records", lambda given, path: _parse_templates(given, path, caveats))
    fields.finish()
    return replace(mapping, templates=templates)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Caveats:
    """The caveat that all records of a mapping share, as it was written."""

    base: Mapping[str, Any]
    today: date

    def settle(self, own: Mapping[str, Any], path: str) -> Caveat:
        """Make the caveat of one template, which may say some of it otherwise."""
        retains = any(key.startswith("retain") for key in own)
        kept = {key: found for key, found in self.base.items() if not (retains and key.startswith("retain"))}
        given = {**_CAVEAT, **kept, **own}
        if "retain" in given:
            if "retain_until" in given:
                raise ParseError(below(path, "retain"), "either a period or a day")
            given["retain_until"] = self.today + _period(given.pop("retain"), below(path, "retain"))
        return parse_caveat({key: _spelt(key, found) for key, found in given.items()}, path)


def _spelt(key: str, value: object) -> object:
    """Spell what a person writes in YAML as canonical JSON has it: days, digits and the order of sets."""
    if isinstance(value, date):
        return value.isoformat()
    if key in {"source", "information"} and isinstance(value, int):
        return str(value)
    return sorted(map(str, value)) if isinstance(value, list) else value


def _object(value: object, path: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ParseError(path, "not an object")
    return {str(key): found for key, found in value.items()}


def _period(value: object, path: str) -> timedelta:
    number, _, unit = text(20)(value, path).partition(" ")
    days = int(number) * _UNITS.get(unit.strip(), 0) if number.isascii() and number.isdigit() else 0
    if not 0 < days <= _MOST_YEARS * _DAYS_A_YEAR:
        raise ParseError(path, "not a period such as 5 years, 18 months or 90 days")
    return timedelta(days=int(days))


def _parse_table(value: object, path: str) -> Table:
    fields = Fields(value, path)
    plain = Table()
    table = Table(
        encoding=fields.take_optional("encoding", _parse_encoding) or plain.encoding,
        delimiter=fields.take_optional("delimiter", _parse_delimiter) or plain.delimiter,
        sheet=fields.take_optional("sheet", text(31)) or "",
        header=fields.take_optional("header", whole(1, 1000)) or 1,
    )
    fields.finish()
    return table


def _parse_delimiter(value: object, path: str) -> str:
    if not isinstance(value, str) or len(value) != 1 or value in {'"', "\n", "\r"}:
        raise ParseError(path, "not one character")
    return value


def _parse_encoding(value: object, path: str) -> str:
    name = text(40)(value, path)
    try:
        "a".encode(name).decode(name)
    except (LookupError, UnicodeError, AttributeError) as error:
        raise ParseError(path, f"no encoding is called {name}") from error
    return name


def _parse_templates(value: object, path: str, caveats: _Caveats) -> tuple[Template, ...]:
    named = _object(value, path)
    if not named:
        raise ParseError(path, "names no record")
    found = {name: _parse_template(name, given, below(path, name), caveats) for name, given in named.items()}
    joined = {name: _join(template, found, below(path, name)) for name, template in found.items()}
    return _in_order(joined, path)


def _parse_template(name: str, value: object, path: str, caveats: _Caveats) -> Template:
    fields = Fields(value, path)
    kind = fields.take("kind", parse_kind_name)
    if kind.name in BIOMETRIC:
        raise ParseError(below(path, "kind"), f"{kind.label}: biometric data are not imported by the table")
    necessity = fields.take_optional("strictly_necessary", text(400))
    sources, references = fields.take("properties", lambda given, where: parse_sources(kind, given, where))
    template = Template(
        name=name,
        kind=kind.name,
        space=kind.name,
        key=fields.take_optional("key", parse_columns) or (),
        when=fields.take_optional("when", _parse_condition),
        caveat=caveats.settle(_nobody(kind) | (fields.take_optional("caveat", _object) or {}), below(path, "caveat")),
        sources=sources,
        references=references,
    )
    fields.finish()
    _check_kept(template, path, strictly=bool(necessity))
    _check_ends(template, kind, path)
    return template


def _nobody(kind: Kind) -> dict[str, Any]:
    """Return the role of a record that is about no person, unless the mapping says otherwise."""
    return {} if kind.personal else {"role": SubjectRole.NOBODY}


def _parse_condition(value: object, path: str) -> Condition:
    if not isinstance(value, dict):
        return Condition(column=parse_column(value, path), values=frozenset())
    fields = Fields(value, path)
    condition = Condition(
        column=fields.take("column", parse_column), values=frozenset(fields.take("is", listed(text(200))))
    )
    fields.finish()
    return condition


def _check_kept(template: Template, path: str, *, strictly: bool) -> None:
    """Refuse properties that may not be kept of such a person, or not without saying why (LED Art. 10)."""
    for name in (*template.sources, *template.references):
        definition = template.definition.properties[name]
        where = below(below(path, "properties"), name)
        if template.caveat.role not in definition.roles:
            raise ParseError(where, f"may not be kept of a person in the role {template.caveat.role}")
        if definition.sensitive and not strictly:
            raise ParseError(where, "sensitive: say under strictly_necessary why it must be kept (LED Art. 10)")


def _check_ends(template: Template, kind: Kind, path: str) -> None:
    for end in kind.link or ():
        if end not in template.references:
            raise ParseError(below(below(path, "properties"), end), "missing: a link names both its ends")


def _join(template: Template, others: Mapping[str, Template], path: str) -> Template:
    """Tell each reference in which space its keys are told apart."""
    references = {}
    for name, reference in template.references.items():
        where = below(below(path, "properties"), name)
        target = others.get(reference.template)
        if target is None:
            raise ParseError(where, f"refers to {reference.template}, which is no record of this mapping")
        wanted = template.definition.properties[name].refers
        if target.kind not in wanted:
            raise ParseError(where, f"refers to a {target.kind}; wanted: {', '.join(sorted(wanted))}")
        if reference.columns and len(reference.columns) != len(target.key):
            raise ParseError(where, f"the key of {target.name} has {len(target.key)} columns")
        references[name] = replace(reference, space=target.space)
    return replace(template, references=MappingProxyType(references))


def _in_order(found: Mapping[str, Template], path: str) -> tuple[Template, ...]:
    """Put those first that others refer to within a row."""
    before = {
        name: [reference.template for reference in template.references.values() if not reference.columns]
        for name, template in found.items()
    }
    try:
        return tuple(found[name] for name in TopologicalSorter(before).static_order())
    except CycleError as error:
        raise ParseError(path, f"refer to one another in a circle: {' → '.join(error.args[1])}") from error
