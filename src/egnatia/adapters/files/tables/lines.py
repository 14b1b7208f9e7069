"""JSON lines and FollowTheMoney, read a line at a time.

Objects within objects become columns such as `name.first`; a list gives a column several values.
"""

from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from egnatia.adapters.files.errors import FilesError
from egnatia.casework.importing.row import Row
from egnatia.casework.importing.schemata import ID, SCHEMA

#: No row is longer: a line without an end must not fill the memory.
LONGEST_LINE = 4 * 2**20
#: Under this key a reject file says why a row was rejected; read again, it is passed over.
REJECTED = "_rejected"


def json_rows(path: Path) -> Iterator[Row]:
    """Return the rows as they are read; empty lines are passed over.

    Raises:
        FilesError: the file cannot be read, or a line is too long.
    """
    for line, found in _objects(path):
        if isinstance(found, dict):
            yield Row(line=line, cells=_flat(found), raw=found)
        else:
            yield Row(line=line, cells={}, raw=found, fault="is no JSON object")


def ftm_rows(path: Path) -> Iterator[Row]:
    """Return the entities of a FollowTheMoney file, one a line, as they are read.

    Raises:
        FilesError: the file cannot be read, or a line is too long.
    """
    for line, found in _objects(path):
        try:
            yield Row(line=line, cells=_entity(found), raw=found)
        except (TypeError, KeyError, AttributeError):
            yield Row(line=line, cells={}, raw=found, fault="is no entity with id, schema and properties")


def _entity(found: Any) -> Mapping[str, tuple[str, ...]]:  # noqa: ANN401 - any JSON value
    """Read an entity; where a property holds a whole entity, its id is meant."""
    cells = {
        name: tuple(str(value["id"] if isinstance(value, dict) else value) for value in values if value is not None)
        for name, values in found["properties"].items()
    }
    return {**cells, ID: (_name(found[ID]),), SCHEMA: (_name(found[SCHEMA]),)}


def _name(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"not text: {type(value).__name__}")
    return value


def _objects(path: Path) -> Iterator[tuple[int, Any]]:
    """Read lines with their numbers; what is no JSON comes as the text that it is."""
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    raise FilesError(f"{path}, line {number}: longer than {LONGEST_LINE:,} bytes")
                if line.strip():
                    yield number, _parse(line)
    except OSError as error:
        raise FilesError(f"{path} cannot be read: {error.strerror}") from error


def _parse(line: bytes) -> Any:  # noqa: ANN401 - any JSON value
    try:
        return orjson.loads(line.removeprefix(BOM_UTF8))
    except orjson.JSONDecodeError:
        return line.decode(errors="replace").rstrip("\r\n")


def _flat(found: Mapping[str, Any], prefix: str = "") -> dict[str, tuple[str, ...]]:
    cells: dict[str, tuple[str, ...]] = {}
    for key, value in found.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                for name, texts in _flat(item, f"{prefix}{key}.").items():
                    cells[name] = (*cells.get(name, ()), *texts)
            elif item is not None and f"{prefix}{key}" != REJECTED:
                cells[f"{prefix}{key}"] = (*cells.get(f"{prefix}{key}", ()), _text(item))
    return {name: texts for name, texts in cells.items() if not name.startswith(f"{REJECTED}.")}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
