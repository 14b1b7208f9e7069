"""Trying a mapping on the first rows of a table, so that a column that was mistaken for another is found at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from egnatia.casework.errors import CaseworkError
from egnatia.casework.importing.cells import clean, convert
from egnatia.casework.importing.dates import shown
from egnatia.casework.importing.mapping import ImportMapping, Source, Template
from egnatia.casework.importing.row import Row
from egnatia.model.errors import ParseError
from egnatia.model.values import ValueType

#: So many rows are tried.
TRIED = 1000
#: Fewer cells prove nothing: a table may have three bad rows and no more.
_ENOUGH = 3


class MappingError(CaseworkError):
    """A mapping that reads well, but does not fit the table."""


@dataclass(slots=True)
class _Tally:
    """How the cells of one column fared as one property."""

    good: int = 0
    bad: int = 0
    problem: str = ""


def try_mapping(mapping: ImportMapping, rows: Iterable[Row]) -> None:
    """Hold the first rows of a table against its mapping.

    Args:
        mapping: of the table.
        rows: the first few.

    Raises:
        MappingError: a column holds nothing that the property could be, such as names where there should be dates.
    """
    tallies: dict[tuple[str, str, str], _Tally] = defaultdict(_Tally)
    for row in rows:
        for template in mapping.templates:
            _try_row(mapping, template, row, tallies)
    for (template_name, name, column), tally in tallies.items():
        if not tally.good and tally.bad >= _ENOUGH:
            path = f"records.{template_name}.properties.{name}"
            raise MappingError(f"{path}: the column {column} does not hold it: {tally.problem}")


def _try_row(mapping: ImportMapping, template: Template, row: Row, tallies: dict[tuple[str, str, str], _Tally]) -> None:
    for name, source in template.sources.items():
        if source.join is None:
            for column in source.columns:
                for text in _texts(mapping, source, row.cells.get(column, ())):
                    _count(tallies[template.name, name, column], text, source)


def _texts(mapping: ImportMapping, source: Source, cells: tuple[str, ...]) -> Iterator[str]:
    for cell in cells:
        for piece in cell.split(source.split) if source.split else [cell]:
            words = clean(piece)
            if words and words not in mapping.empty:
                yield words


def _count(tally: _Tally, text: str, source: Source) -> None:
    problem = _problem(text, source)
    if problem:
        tally.bad += 1
        tally.problem = tally.problem or problem
    else:
        tally.good += 1


def _problem(text: str, source: Source) -> str:
    """Say why a cell is no value of the property; a name without any letter is none, though it can be kept as one."""
    definition = source.conversion.property
    try:
        value = convert(text, source.conversion)
    except ParseError as error:
        return error.problem
    if definition.type is ValueType.NAME and value and not any(char.isalpha() for char in value):
        return f"not a name: {shown(text)}"
    return ""
