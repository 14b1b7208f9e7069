"""Case files that a command reads: JSON, and how a bad one ends the command."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from egnatia.cli.ending import Ending
from egnatia.match.kinship.cases.fields import Json, parse_json
from egnatia.match.kinship.errors import KinshipError

#: How the names of project files of Familias end.
PROJECT = ".fam"


def read_text(file: Path) -> str:
    """Read a text.

    Raises:
        Ending: it is none in UTF-8; of a project, in Windows-1252 neither, which Familias writes.
    """
    encodings = ("utf-8", "cp1252") if file.suffix == PROJECT else ("utf-8",)
    read = file.read_bytes()
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            return read.decode(encoding)
    raise Ending(f"{file}: this is no text in UTF-8")


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
