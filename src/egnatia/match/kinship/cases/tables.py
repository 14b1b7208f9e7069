"""Tables of allele frequencies (`locus,allele,freq`) for case files that leave frequencies out."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite

from egnatia.match.kinship.cases.fields import Json
from egnatia.match.kinship.errors import CaseError

COLUMNS = ["locus", "allele", "freq"]

#: What names of one locus may differ in: Penta E, PENTA_E, PentaE.
_JOINTS = re.compile(r"[\s_.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Frequencies of one population, by locus and allele."""

    frequencies: Mapping[str, Mapping[str, float]]
    spelled: Mapping[str, str] = field(default_factory=dict)  #: How each locus is written first, and where.

    def of(self, locus: str, place: str) -> Mapping[str, Json]:
        """Return the frequencies at a locus, however its name is written.

        Raises:
            CaseError: the table does not have it.
        """
        found = self.frequencies.get(locus_key(locus))
        if found is None:
            raise CaseError(f"{place}: the table has no frequencies of {locus}")
        return dict(found)


def locus_key(locus: str) -> str:
    """Return what all spellings of a locus's name have in common."""
    return _JOINTS.sub("", locus).casefold()


def read_tables(text: str) -> Tables:
    """Return the frequencies of a table; lines that begin with # say where it comes from.

    Raises:
        CaseError: a line is none, or an allele is there twice; the line is named.
    """
    tables: dict[str, dict[str, float]] = {}
    spelled: dict[str, str] = {}
    head: list[str] | None = None
    for place, row in _rows(text):
        if not row or row[0].startswith("#"):
            continue
        if head is None:
            head = row
            if [name.strip().casefold() for name in head] != COLUMNS:
                raise CaseError(f"{place}: {','.join(COLUMNS)} is expected")
            continue
        if len(row) != len(COLUMNS):
            raise CaseError(f"{place}: {len(row)} fields, not {len(COLUMNS)}")
        locus = tables.setdefault(locus_key(row[0]), {})
        spelled.setdefault(locus_key(row[0]), f"{row[0]!r} ({place})")
        if row[1] in locus:
            raise CaseError(f"{place}: allele {row[1]} of {row[0]} is there twice")
        locus[row[1]] = _number(row[2], place)
    return Tables(frequencies=tables, spelled=spelled)


def _rows(text: str) -> Iterator[tuple[str, list[str]]]:
    """Give the lines of a table, each with its place."""
    rows = csv.reader(text.lstrip("\ufeff").splitlines(), strict=True)
    try:
        for row in rows:
            yield f"line {rows.line_num}", row
    except csv.Error as error:
        raise CaseError(f"line {rows.line_num}: this is no CSV: {error}") from error


def _number(written: str, place: str) -> float:
    try:
        number = float(written)
    except ValueError as error:
        raise CaseError(f"{place}: {written!r} is no number") from error
    if not isfinite(number):
        raise CaseError(f"{place}: {written!r} is no number")
    return number
