"""What a node holds to be true of the network, as a file: without it, an old directory could be played back to it."""

from pathlib import Path

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.writing import read_whole, replace_file
from egnatia.exchange.directory import Known
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.identity import parse_digest
from egnatia.model.reading import Fields, whole

_VERSION = 1
_HIGHEST = 2**53 - 1


def write_known(path: Path, known: Known) -> None:
    """Keep what is known.

    Raises:
        FilesError: the disk refuses.
    """
    plain = {
        "v": _VERSION,
        "root_version": known.root_version,
        "root_digest": known.root_digest,
        "targets_version": known.targets_version,
        "targets_digest": known.targets_digest,
    }
    replace_file(path, canonical.to_bytes(plain))


def read_known(path: Path) -> Known:
    """Read what is known.

    Raises:
        FilesError: the file is missing or damaged; it is never guessed anew.
    """
    data = read_whole(path)
    try:
        return _parse(canonical.from_bytes(data))
    except ParseError as error:
        raise FilesError(f"{path} is damaged: {error}") from error


def _parse(value: object) -> Known:
    fields = Fields(value, "")
    fields.take("v", whole(_VERSION, _VERSION))
    known = Known(
        root_version=fields.take("root_version", whole(1, _HIGHEST)),
        root_digest=fields.take("root_digest", parse_digest),
        targets_version=fields.take("targets_version", whole(0, _HIGHEST)),
        targets_digest=fields.take("targets_digest", _digest_or_none),
    )
    fields.finish()
    return known


def _digest_or_none(value: object, path: str) -> str:
    return "" if value == "" else parse_digest(value, path)
