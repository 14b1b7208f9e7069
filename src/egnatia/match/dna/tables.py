"""Profiles as comma-separated tables: one profile a line, `id`, then each locus in one column or in two.

Columns are `LOCUS` (values joined by `/`), or `LOCUS_1` and `LOCUS_2` (`LOCUS_3` where there is a third value).
"""

import csv
import re
from collections.abc import Iterator

from egnatia.match.dna.errors import DnaError, ProfileError
from egnatia.match.dna.loci import RuleSet, locus_named
from egnatia.match.dna.profile import Profile, read_profile

#: Columns that say something else than alleles.
REMARKS = ("pop", "population", "kind", "source")
NAMES = ("id", "sample", "profile")

_NUMBERED = re.compile(r"(.+?)[_ .]([123])$")


def rows_of(text: str, wrong: type[DnaError]) -> Iterator[tuple[str, list[str]]]:
    """Give the rows of comma-separated text, each with its place.

    Raises:
        DnaError: of the class `wrong`: a quotation without end, or the like; the line is named.
    """
    rows = csv.reader(text.splitlines(), strict=True)
    try:
        for row in rows:
            yield f"line {rows.line_num}", row
    except csv.Error as error:
        raise wrong(f"line {rows.line_num}: this is no CSV: {error}") from error


def read_profiles(text: str, rules: RuleSet) -> Iterator[Profile]:
    """Give the profiles of a table.

    Args:
        text: the table, its first line naming the columns.
        rules: which values are wildcards.

    Raises:
        ProfileError: a column or value that is none, an id that is missing or there twice, a profile of which nothing
            was typed; line and locus are named.
    """
    rows = rows_of(text, ProfileError)
    _, head = next(rows, ("", []))
    if not head or head[0].strip().casefold() not in NAMES:
        raise ProfileError(f"line 1: the first column is one of {', '.join(NAMES)}")
    columns = _columns(head[1:])
    seen: set[str] = set()
    for place, row in rows:
        if len(row) != len(head):
            raise ProfileError(f"{place}: {len(row)} fields, and line 1 names {len(head)} columns")
        if not row[0].strip() or row[0] in seen:
            raise ProfileError(f"{place}: id {row[0]!r} is empty or there twice")
        seen.add(row[0])
        yield _profile(row, columns, rules, place)


def _profile(row: list[str], columns: list[str | None], rules: RuleSet, place: str) -> Profile:
    values: dict[str, list[str]] = {}
    for column, cell in zip(columns, row[1:], strict=True):
        if column is not None:
            values.setdefault(column, []).extend(cell.split("/"))
    try:
        profile = read_profile(row[0], values, rules)
    except ProfileError as error:
        raise ProfileError(f"{place}: {error}") from error
    if not profile.loci:
        raise ProfileError(f"{place}: {row[0]}: nothing was typed")
    return profile


def _columns(head: list[str]) -> list[str | None]:
    """Return the locus that each column is about, None for a remark.

    Raises:
        ProfileError: a name is of no locus; or a locus is there twice: in two columns of one name, spelled in two ways,
            or with all values in one column and with numbered ones.
    """
    known: dict[str, dict[str, str]] = {}
    columns = []
    for written in map(str.strip, head):
        locus, spelling = _column(written)
        columns.append(locus)
        if locus is None:
            continue
        others = known.setdefault(locus, {})
        for other, spelled in others.items():
            if spelled != spelling or other == spelled or written in {spelling, other}:
                raise ProfileError(f"line 1: {locus} is there twice, as {other!r} and as {written!r}")
        others[written] = spelling
    return columns


def _column(name: str) -> tuple[str | None, str]:
    """Return the locus that a column is about, None for a remark, and how it is spelled."""
    written = name.strip()
    if written.casefold() in REMARKS:
        return None, written
    try:
        return locus_named(name), written
    except ProfileError as error:
        numbered = _NUMBERED.match(written)
        if numbered is None:
            raise ProfileError(f"line 1: {error}") from error
    try:
        return locus_named(numbered[1]), numbered[1]
    except ProfileError as error:
        raise ProfileError(f"line 1: {error}") from error
