"""A first mapping of a table, written for a person to complete."""

from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from egnatia.bootstrap import tables
from egnatia.casework.importing.guess import guess_mapping
from egnatia.casework.importing.mapping import Format, ImportMapping, Table
from egnatia.casework.importing.trial import TRIED

_WORDS = """\
# A first mapping of {file}, guessed. Complete what only you can say, then try it: egnatia import FILE --map M --dry-run
#   caveat: source A, B, C or X; information 1 to 4; purposes; the role of the people (suspect, victim, witness ...);
#           retain: a period such as 5 years.
#   source: whose table it is; keep it the same from import to import, so that things are known again.
#   key:    the column by which the source tells its things apart.
"""


def write_guess(file: Path) -> tuple[str, tuple[str, ...]]:
    """Write the guess in YAML.

    Returns:
        The mapping, and the columns of which nothing was made.

    Raises:
        FilesError: the file cannot be read, or is no table.
    """
    form, table = tables.sniff_table(file)
    bare = ImportMapping(source=file.name, format=form, table=table, empty=frozenset(), templates=())
    columns = tables.table_columns(file, bare)
    rows = list(islice(tables.table_rows(file, bare), TRIED))
    guess = guess_mapping(columns or list(dict.fromkeys(name for row in rows for name in row.cells)), rows)
    whole = {"source": file.name, "format": str(form), **_table(table, form), **guess.mapping}
    if form is Format.FTM:
        del whole["records"]
        return _write(file, whole), ()
    return _write(file, whole), guess.unknown


def _table(table: Table, form: Format) -> dict[str, Any]:
    """Write how the file is read, where that is not as usual."""
    usual = asdict(Table())
    unusual = {name: value for name, value in asdict(table).items() if value != usual[name]}
    return {"table": unusual} if unusual and form is Format.CSV else {}


def _write(file: Path, whole: dict[str, Any]) -> str:
    body = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=120)
    return _WORDS.format(file=file.name) + body
