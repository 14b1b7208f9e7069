"""Finding out how a table is written: its format, encoding and delimiter."""

import csv
from codecs import BOM_UTF8
from pathlib import Path

import orjson

from egnatia.adapters.files.errors import FilesError
from egnatia.casework.importing.mapping import Format, Table

_SAMPLE = 2**18
#: What old programs of the region write where they do not write UTF-8, and the letters that are common then.
_OLD = {
    "cp1250": "čćžšđČĆŽŠĐáéíóöőúüűÁÉÖÜăâîţşĂÎŢŞëçËÇ",
    "cp1251": "аеиоунрстлАЕИОПСМ",
    "cp1253": "αειουνστρηόίάέΑΕΟ",
    "cp1254": "ğışçöüİŞĞÇÖÜ",
}
_DELIMITERS = ",;\t|"


def sniff_table(path: Path) -> tuple[Format, Table]:
    """Tell how a table is written, by its first bytes.

    Raises:
        FilesError: it cannot be read, or is none.
    """
    try:
        with path.open("rb") as file:
            sample = file.read(_SAMPLE)
    except OSError as error:
        raise FilesError(f"{path} cannot be read: {error.strerror}") from error
    if sample.startswith(b"PK"):
        return Format.XLSX, Table()
    if sample.removeprefix(BOM_UTF8).lstrip().startswith(b"{"):
        return _lines(sample), Table()
    encoding = _encoding(sample)
    return Format.CSV, Table(encoding=encoding, delimiter=_delimiter(path, sample.decode(encoding, "replace")))


def _lines(sample: bytes) -> Format:
    try:
        first = orjson.loads(sample.removeprefix(BOM_UTF8).lstrip().split(b"\n", 1)[0])
    except orjson.JSONDecodeError:
        return Format.JSONL
    return Format.FTM if {"id", "schema", "properties"} <= first.keys() else Format.JSONL


def _encoding(sample: bytes) -> str:
    """Return UTF-8 where it is, else the old encoding in which most of what stands there is letters."""
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    whole = sample[: sample.rfind(b"\n") + 1] or sample
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError:
        return max(_OLD, key=lambda name: _likeness(whole, name))
    return "utf-8-sig"


def _likeness(sample: bytes, encoding: str) -> float:
    """Return which part of the letters beyond ASCII are common where the encoding is used."""
    letters = [char for char in sample.decode(encoding, "replace") if not char.isascii()]
    return sum(char in _OLD[encoding] for char in letters) / (len(letters) or 1)


def _delimiter(path: Path, text: str) -> str:
    if not text.strip() or "\0" in text:
        raise FilesError(f"{path}: is no table of text")
    try:
        return csv.Sniffer().sniff(text[:65_536], _DELIMITERS).delimiter
    except csv.Error:
        header = text.splitlines()[0]
        return max(_DELIMITERS, key=header.count)
