"""A register as a table: read once, kept small, given back row by row."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from egnatia.cli.ending import Ending
from egnatia.match.engine import Properties
from egnatia.model.errors import ParseError
from egnatia.model.kinds import KINDS, Kind

#: No row has more characters; a row's cells are kept with this between them.
_LONGEST: Final = 100_000
_BETWEEN: Final = "\x1f"
#: What tables call the whole name of a person.
_NAME: Final = "name"


@dataclass(slots=True)
class Register:
    """A table of things of one kind, a row each."""

    kind: Kind
    columns: tuple[str, ...]  #: The properties of the cells, in order.
    ids: list[str] = field(default_factory=list)
    cells: list[bytes] = field(default_factory=list)  #: As text, which takes a fifth of what objects would.

    def properties(self, row: int) -> Properties:
        """Return what the table says in a row."""
        values = self.cells[row].decode().split(_BETWEEN)
        return {name: (value,) for name, value in zip(self.columns, values, strict=True) if value}


def read_register(path: Path, kind: str) -> Register:
    """Read a CSV in UTF-8 with a column `id` and columns named like properties of the kind; `name` is the whole name.

    Raises:
        Ending: it cannot be read, has a column that says nothing of the kind, or a value that it cannot have.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _read(csv.reader(file, strict=True), KINDS[kind], path.name)
    except UnicodeDecodeError as error:
        raise Ending(f"{path.name} is not in UTF-8 (byte {error.start})") from error
    except (OSError, csv.Error) as error:
        raise Ending(f"{path.name} cannot be read: {error}") from error


def _read(rows: Iterator[list[str]], kind: Kind, name: str) -> Register:
    head = [column.strip() for column in next(rows, [])]
    if "id" not in head:
        raise Ending(f"{name} has no column id")
    place = head.index("id")
    columns = [_property(kind, column, name) for column in head if column != "id"]
    register = Register(kind=kind, columns=tuple(columns))
    for number, row in enumerate(rows, start=2):
        if len(row) != len(head):
            raise Ending(f"{name}, row {number}: {len(row)} cells, not {len(head)}")
        register.ids.append(row[place])
        cells = [
            _checked(kind, columns[at], value, f"{name}, row {number}") for at, value in enumerate(_without(row, place))
        ]
        register.cells.append(_BETWEEN.join(cells).encode())
    return register


def _without(row: list[str], place: int) -> list[str]:
    return row[:place] + row[place + 1 :]


def _property(kind: Kind, column: str, name: str) -> str:
    found = "full_name" if column == _NAME and _NAME not in kind.properties else column
    if found not in kind.properties:
        known: Mapping[str, object] = kind.properties
        raise Ending(f"{name}: a {kind.name} has no {column}; it has {', '.join(known)}")
    return found


def _checked(kind: Kind, column: str, value: str, where: str) -> str:
    """Return a value without spaces around it; dates are read strictly, names as they come."""
    plain = " ".join(value.split())[:_LONGEST].replace(_BETWEEN, " ")
    if plain and column == "birth_date":
        try:
            return kind.properties[column].parse(plain, column)
        except ParseError as error:
            raise Ending(f"{where}: {error}") from error
    return plain
