"""A node's own law: folders of texts below `law/`, one an overlay; and its own rules on who may do what."""

from pathlib import Path

from egnatia.adapters.files.errors import FilesError
from egnatia.casework.charter import Charter, own_charter
from egnatia.law.decide import Law, load_law
from egnatia.law.overlay import Overlay, parse_overlay

#: No overlay is longer; what is, is something else.
_LONGEST = 1024 * 1024


def read_overlays(folder: Path) -> tuple[Overlay, ...]:
    """Read the overlays of a node, in the order of their names; none, if there is no such folder.

    Raises:
        FilesError: something in the folder is no folder of an overlay, or cannot be read as text.
        DataError: a text says what an overlay cannot.
    """
    try:
        found = sorted(entry for entry in folder.iterdir() if not entry.name.startswith(".")) if folder.is_dir() else []
        return tuple(parse_overlay(entry.name, _texts(entry)) for entry in found)
    except OSError as error:
        raise FilesError(f"{error.filename or folder} cannot be read: {error.strerror}") from error


def load_own_law(folder: Path) -> Law | None:
    """Load the law of a node with its own rules in this folder; None if it has none.

    Raises:
        FilesError: something in the folder is no folder of an overlay, or cannot be read as text.
        LawError: a rule is misspelt, never matches, contradicts another, or would open something.
    """
    overlays = read_overlays(folder)
    return load_law(overlays) if overlays else None


def load_own_rights(path: Path) -> Charter | None:
    """Load the rules of a node on who may do what; None if it has none.

    Raises:
        FilesError: it cannot be read as text.
        LawError: a rule is misspelt, permits something, or never applies.
    """
    return own_charter(path.name, _text(path)) if path.exists() else None


def _texts(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        raise FilesError(f"{folder}: not the folder of an overlay")
    return {entry.name: _text(entry) for entry in sorted(folder.iterdir()) if not entry.name.startswith(".")}


def _text(path: Path) -> str:
    if not path.is_file() or path.stat().st_size > _LONGEST:
        raise FilesError(f"{path}: not a text of at most a megabyte")
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise FilesError(f"{path}: not UTF-8") from error
