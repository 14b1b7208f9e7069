"""What a node learned the agreement of fields to be worth: files below `weights/`, put there by a person.

A file counts from the next start on, which the log notes with the digest of all of them; taken away, the shipped
weights count again.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import yaml

from egnatia.adapters.files.errors import FilesError
from egnatia.match.engine import Engine
from egnatia.match.engines import ENGINES, engines_with
from egnatia.match.records.weights import FieldWeights, parse_weights
from egnatia.model.errors import ParseError

#: No file is longer; what is, is something else.
_LONGEST: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuned:
    """The engines as a node wants them."""

    engines: Mapping[str, Engine] = field(default_factory=lambda: ENGINES)
    digest: str = ""  #: SHA-256 of the files, 64 hexadecimal digits; empty: all as it ships.


def read_tuned(folder: Path) -> Tuned:
    """Read the files of a node; without any, all is as it ships.

    Raises:
        FilesError: a file cannot be read, or is none of weights, or two are for one sort of record.
    """
    try:
        paths = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
        if not paths:
            return Tuned()
        found, digest = dict[str, FieldWeights](), hashlib.sha256()
        for path in paths:
            content = _content(path)
            sort, weights = _parsed(path, content)
            if sort in found:
                raise FilesError(f"{path}: there are other weights of a {sort} already")
            found[sort] = weights
            digest.update(content)
    except OSError as error:
        raise FilesError(f"{error.filename or folder} cannot be read: {error.strerror}") from error
    return Tuned(engines=engines_with(found), digest=digest.hexdigest())


def _content(path: Path) -> bytes:
    if path.stat().st_size > _LONGEST:
        raise FilesError(f"{path}: not a file of weights of at most one megabyte")
    return path.read_bytes()


def _parsed(path: Path, content: bytes) -> tuple[str, FieldWeights]:
    try:
        return parse_weights(yaml.safe_load(content.decode()))
    except (UnicodeDecodeError, yaml.YAMLError, ParseError) as error:
        raise FilesError(f"{path}: {' '.join(str(error).split())}") from error
