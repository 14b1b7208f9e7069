"""A part of the log as a file for those to whom oversight answers: a table, or the entries as the log has them."""

import csv
import json
from collections.abc import Iterator
from io import StringIO

from starlette.responses import Response

from egnatia.casework.inspection import LogExport, Step, export_log
from egnatia.casework.page import Trace
from egnatia.model.errors import ParseError
from egnatia.web.deeds import deed
from egnatia.web.display import HEADERS
from egnatia.web.shell import Visit

_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
_HEADS = ("entry", "at", "by", "name", "act", "done", "to", "purpose", "case_file", "file_number", "about", "reason")
#: How a cell begins that a spreadsheet would run.
_RUN = ("=", "+", "-", "@", "\t", "\r")


def download_log(visit: Visit, trace: Trace) -> Response:
    """Give the entries that are looked for as a file.

    Raises:
        NotAllowedError: the person is not oversight.
        ParseError: the form of the file is none that there is.
    """
    form = visit.one("form") or "csv"
    if form not in _TYPES:
        raise ParseError("form", "csv or json")
    found = export_log(visit.office, visit.account, trace, form)
    names = visit.office.store.read(lambda tx: {str(one.id): one.name for one in tx.accounts.list()})
    text = _table(found, names) if form == "csv" else _entries(found, names)
    day = visit.office.clock.now().date()
    name = f"log-{visit.office.me}-{day}{'-newest' if found.cut else ''}.{form}"
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, 200, headers, _TYPES[form])


def _table(found: LogExport, names: dict[str, str]) -> str:
    text = StringIO()
    rows = csv.writer(text)
    rows.writerow(_HEADS)
    rows.writerows([_harmless(cell) for cell in _cells(step, names)] for step in found.steps)
    return text.getvalue()


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: reasons are typed by people."""
    return f"'{cell}" if cell.startswith(_RUN) else cell


def _cells(step: Step, names: dict[str, str]) -> Iterator[str]:
    entry = step.entry
    yield "" if step.lodged.index is None else str(step.lodged.index)
    yield entry.at.isoformat()
    yield entry.by
    yield names.get(entry.by, "")
    yield entry.act.value
    yield deed(entry)
    yield entry.to or ""
    yield entry.why.purpose or ""
    yield entry.why.case_file or ""
    yield step.case.reference if step.case else ""
    yield " ".join(entry.about)
    yield step.reason


def _entries(found: LogExport, names: dict[str, str]) -> str:
    """Write the entries with the very text that the log's tree is built over, so that each can be proven."""
    plain = [
        {
            "index": step.lodged.index,
            "name": names.get(step.entry.by),
            "file_number": step.case.reference if step.case else None,
            "reason": step.reason or None,
            "entry": step.entry.to_bytes().decode(),
        }
        for step in found.steps
    ]
    return json.dumps({"complete": not found.cut, "entries": plain}, ensure_ascii=False, indent=1)
