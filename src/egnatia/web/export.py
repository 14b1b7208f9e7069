"""Exporting at the desk: what would leave is counted before, what leaves is logged record by record."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.responses import Response
from starlette.routing import Route

from egnatia.bootstrap import FAULTS, tables
from egnatia.casework.casefiles import find_case_file
from egnatia.casework.errors import CaseworkError, ConflictError, NotAllowedError, NotLawfulError
from egnatia.casework.exporting import Wanted, expect, export
from egnatia.casework.importing.mapping import Format
from egnatia.casework.rights import Right, require
from egnatia.model.errors import ParseError
from egnatia.model.identity import CaseId, RecordId
from egnatia.model.kinds import KINDS
from egnatia.model.record import Record
from egnatia.web.display import HEADERS
from egnatia.web.shell import Visit, freshly, screen

#: The ways of writing that there are, with the type of the file.
FORMS = {Format.CSV: "text/csv; charset=utf-8", Format.JSONL: "application/jsonl", Format.FTM: "application/jsonl"}


def routes() -> list[Route]:
    """Return the screens of exporting."""
    return [
        screen("/cases/{case}/export", show_form),
        screen("/cases/{case}/export/check", check, takes_form=True),
        # Each press is an export of its own, and logged.
        screen("/cases/{case}/export", freshly(take_out), takes_form=True),
    ]


def show_form(visit: Visit) -> Response:
    """Show the form; nothing is read."""
    expect(visit.office, visit.account, _wanted(visit))  # so that nobody sees a form that will be refused
    return _form(visit)


def check(visit: Visit) -> Response:
    """Count what would leave and what not; nobody has any of it."""
    require(visit.account, Right.EXPORT)
    wanted = _wanted(visit)
    if not wanted.kind and not wanted.records:
        return visit.show("exportcount.html", expected=None)
    try:
        return visit.show("exportcount.html", expected=expect(visit.office, visit.account, wanted))
    except NotAllowedError:
        raise
    except (CaseworkError, ParseError) as error:
        return visit.show("exportcount.html", expected=None, words=visit.display.explain(error))


def take_out(visit: Visit) -> Response:
    """Give the records that may leave as a file, logged before anybody has it."""
    try:
        form = _form_of(visit)
        made = export(visit.office, visit.account, _wanted(visit))
        content = _written(form, made.records, made.ids)
    except NotAllowedError:
        raise
    except NotLawfulError as error:
        return _form(visit, [("", visit.display.say(words)) for words in (str(error), *error.missing)])
    except (CaseworkError, ParseError) as error:
        return _form(visit, [("", visit.display.explain(error))])
    day = visit.office.clock.now().date()
    name = f"export-{visit.office.me}-{day}-{made.root[:8]}.{'csv' if form is Format.CSV else 'jsonl'}"
    return Response(content, 200, {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}, FORMS[form])


def _form_of(visit: Visit) -> Format:
    found = visit.one("form") or Format.CSV
    if found not in FORMS:
        raise ParseError("form", "csv, jsonl or ftm")
    return Format(found)


def _written(form: Format, records: Sequence[Record], ids: Sequence[str]) -> bytes:
    """Write the file in a folder that only the node reads, and that is gone at once."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        try:
            tables.write_export(path, form, records, ids)
        except FAULTS as error:
            raise ConflictError(f"{error}; the export is logged all the same") from error
        return path.read_bytes()


def _form(visit: Visit, problems: Sequence[tuple[str, str]] = ()) -> Response:
    case = CaseId(visit.path["case"])
    return visit.show(
        "export.html",
        422 if problems else 200,
        problems=problems,
        file=visit.office.store.read(lambda tx: find_case_file(tx, case)),
        forms=list(FORMS),
        expected=None,
    )


def _wanted(visit: Visit) -> Wanted:
    listed = visit.one("records").replace(",", " ").split()
    return Wanted(
        case=CaseId(visit.path["case"]),
        reason=visit.one("reason"),
        kind=visit.one("kind") if visit.one("kind") in KINDS and not listed else None,
        records=frozenset(map(RecordId, listed)),
        sensitive=frozenset(visit.one("sensitive").replace(",", " ").split()),
    )
