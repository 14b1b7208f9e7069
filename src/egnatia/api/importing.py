"""Imports: begin, bring rows, end, drop."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Body, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.importing.drawing import KEY_LENGTH, Drawn
from egnatia.casework.importing.intake import Brought, BroughtRow, Imported, Origin, begin, bring, drop, end, under_way
from egnatia.casework.imports import ImportId, ImportRow
from egnatia.model.caveat import Caveat, parse_caveat
from egnatia.model.errors import ParseError
from egnatia.model.identity import parse_digest
from egnatia.model.reading import Fields, listed, whole

router = APIRouter(tags=["importing"], route_class=StrictRoute)

#: Rows in one request.
MOST_ROWS = 5000
_MOST_CAVEATS = 1000
_MOST_RECORDS = 100
_LARGEST_LINE = 2**53 - 1
_PARTS = frozenset({"key", "kind", "properties", "refers", "caveat"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Whose table is imported."""

    source: str


refuse_unknown_fields(Source, Origin)


@router.post("/imports", status_code=201, response_model=ImportRow)
def begin_import(node: TheNode, actor: Actor, source: Source) -> Response:
    """Begin an import; nothing that it brings counts before its end."""
    return show(begin(node.office, actor, source.source), 201)


@router.get("/imports", response_model=list[ImportRow])
def list_imports(node: TheNode, actor: Actor) -> Response:
    """List the imports that are not complete."""
    return show(under_way(node.office, actor))


@router.post("/imports/{import_id}/rows", response_model=Brought)
def bring_rows(
    node: TheNode, actor: Actor, import_id: str, chunk: Annotated[dict[str, Any], Body(description="see the guide")]
) -> Response:
    """Take in a chunk of rows: `caveats`, and `rows` of `line` and `records` that name a caveat by its place."""
    return show(bring(node.office, actor, ImportId(import_id), parse_rows(chunk)))


@router.post("/imports/{import_id}/end", response_model=Imported)
def end_import(node: TheNode, actor: Actor, import_id: str, origin: Origin) -> Response:
    """Let all that an import brought count from now on."""
    parse_digest(origin.file, "file")
    parse_digest(origin.mapping, "mapping")
    return show(end(node.office, actor, ImportId(import_id), origin))


@router.delete("/imports/{import_id}", status_code=204)
def drop_import(node: TheNode, actor: Actor, import_id: str) -> None:
    """Give up an import: all that it brought goes."""
    drop(node.office, actor, ImportId(import_id))


def parse_rows(value: object) -> tuple[BroughtRow, ...]:
    """Read a chunk strictly; caveats are read once, however many records share them.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, "")
    caveats = fields.take("caveats", listed(parse_caveat, limit=_MOST_CAVEATS))
    rows = fields.take("rows", listed(lambda row, path: _parse_row(row, path, caveats), limit=MOST_ROWS))
    fields.finish()
    return rows


def _parse_row(value: object, path: str, caveats: tuple[Caveat, ...]) -> BroughtRow:
    fields = Fields(value, path)
    row = BroughtRow(
        line=fields.take("line", whole(1, _LARGEST_LINE)),
        records=fields.take(
            "records", listed(lambda record, where: _parse_drawn(record, where, caveats), limit=_MOST_RECORDS)
        ),
    )
    fields.finish()
    return row


def _parse_drawn(value: object, path: str, caveats: tuple[Caveat, ...]) -> Drawn:
    if not isinstance(value, dict) or value.keys() != _PARTS:
        raise ParseError(path, f"not an object of {', '.join(sorted(_PARTS))}")
    return Drawn(
        key=_parse_key(value["key"], f"{path}.key"),
        kind=_parse_kind(value["kind"], path),
        properties=_parse_texts(value["properties"], f"{path}.properties"),
        refers=_parse_refers(value["refers"], f"{path}.refers"),
        caveat=caveats[whole(0, len(caveats) - 1)(value["caveat"], f"{path}.caveat")],
    )


def _parse_kind(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise ParseError(f"{path}.kind", "not text")
    return value


def _parse_key(value: object, path: str) -> str:
    if not isinstance(value, str) or len(value) != KEY_LENGTH or not value.isalnum() or not value.isascii():
        raise ParseError(path, f"not a key ({KEY_LENGTH} hexadecimal digits)")
    return value


def _parse_texts(value: object, path: str) -> dict[str, tuple[str, ...]]:
    """Read names with lists of texts; whether the texts are values of the kind, the use case finds out."""
    if not isinstance(value, dict):
        raise ParseError(path, "not an object")
    if not all(isinstance(found, list) and all(isinstance(text, str) for text in found) for found in value.values()):
        raise ParseError(path, "holds something else than lists of texts")
    return {str(name): tuple(found) for name, found in value.items()}


def _parse_refers(value: object, path: str) -> dict[str, tuple[str, ...]]:
    found = _parse_texts(value, path)
    return {name: tuple(_parse_key(key, path) for key in keys) for name, keys in found.items()}
