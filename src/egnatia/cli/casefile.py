"""Case files that a command reads: JSON, and how a bad one ends the command."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from egnatia.cli.ending import Ending
from egnatia.match.kinship.cases.fields import Json, parse_json
from egnatia.match.kinship.errors import KinshipError


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
        Ending: it is no text in UTF-8.
        CaseError: it is no JSON text, or a key stands twice in one object.
    """
    return parse_json(read_text(file))


@contextmanager
def refusing(file: Path) -> Iterator[None]:
    """End the command in one sentence if what the file says cannot be computed."""
    try:
        yield
    except KinshipError as error:
        raise Ending(f"{file}: {error}") from error
