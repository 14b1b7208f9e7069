"""Case files that a command reads: JSON, and how a bad one ends the command."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from egnatia.cli.ending import Ending
from egnatia.match.kinship.cases.fields import Json, as_json
from egnatia.match.kinship.errors import CaseError, KinshipError


def _refuse_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse a key that stands twice in an object: a marker or a person that is given twice."""
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise CaseError(f"{next(name for name in names if names.count(name) > 1)!r} stands twice in one object")
    return made


def read_text(file: Path) -> str:
    """Read a text.

    Raises:
        Ending: it is none in UTF-8.
    """
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Ending(f"{file}: this is no text in UTF-8") from error


def read_json(file: Path) -> Json:
    """Read a case file.

    Raises:
        Ending: it is no JSON text.
        CaseError: a key stands twice in one object.
    """
    try:
        return as_json(json.loads(read_text(file), object_pairs_hook=_refuse_twice))
    except json.JSONDecodeError as error:
        raise Ending(f"{file}: this is no JSON: {error}") from error


@contextmanager
def refusing(file: Path) -> Iterator[None]:
    """End the command in one sentence if what the file says cannot be computed."""
    try:
        yield
    except KinshipError as error:
        raise Ending(f"{file}: {error}") from error
