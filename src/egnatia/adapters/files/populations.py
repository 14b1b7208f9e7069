"""A node's frequencies of alleles: tables below `populations/`, one a population, with a line on where it is from."""

from pathlib import Path
from typing import Final

from egnatia.adapters.files.errors import FilesError
from egnatia.match.dna.errors import DnaError
from egnatia.match.dna.populations import Population, read_population

#: No table is longer; what is, is something else.
_LONGEST: Final = 4 * 1024 * 1024


def read_populations(folder: Path) -> tuple[Population, ...]:
    """Read the tables of a node, in the order of their names; none, if there is no such folder.

    Raises:
        FilesError: a table cannot be read, or is none; it and the line are named.
    """
    try:
        return tuple(_read(path) for path in sorted(folder.glob("*.csv"))) if folder.is_dir() else ()
    except OSError as error:
        raise FilesError(f"{error.filename or folder} cannot be read: {error.strerror}") from error


def _read(path: Path) -> Population:
    if path.stat().st_size > _LONGEST:
        raise FilesError(f"{path}: not a table of at most four megabytes")
    try:
        return read_population(path.read_text("utf-8-sig"), path.stem, path.name)
    except UnicodeDecodeError as error:
        raise FilesError(f"{path} is no text in UTF-8") from error
    except DnaError as error:
        raise FilesError(f"{path}: {error}") from error
