"""Imports over the socket: begun, brought, ended; a chunk that is none is refused by its place."""

import pytest
from tests.unit.api.conftest import Desk

from egnatia.api.importing import parse_rows
from egnatia.model.errors import ParseError

END = {"file": "a" * 64, "mapping": "b" * 64, "rejected": 0}


def begun(desk: Desk) -> str:
    return f"/v1/imports/{desk.call(1).post('/v1/imports', json={'source': 'cars'}).json()['id']}"


def test_an_import_that_brought_nothing_ends_as_none(desk: Desk) -> None:
    path = begun(desk)
    assert desk.call(1).post(f"{path}/rows", json={"caveats": [], "rows": []}).json()["new"] == 0
    assert desk.call(1).post(f"{path}/end", json=END).json()["records"] == 0
    assert desk.call(1).get("/v1/imports").json() == []


def test_an_import_can_be_given_up(desk: Desk) -> None:
    path = begun(desk)
    assert desk.call(1).delete(path).status_code == 204
    assert desk.call(1).post(f"{path}/end", json=END).status_code == 404


@pytest.mark.parametrize(
    ("chunk", "path"),
    [
        ([], ""),
        ({"rows": []}, "caveats"),
        ({"caveats": [], "rows": [{"line": 0, "records": []}]}, "rows[0].line"),
        ({"caveats": [], "rows": [{"line": 1, "records": [{}]}]}, "rows[0].records[0]"),
        ({"caveats": [], "rows": [], "more": 1}, "more"),
    ],
)
def test_a_chunk_that_is_none_is_named_by_its_place(chunk: object, path: str) -> None:
    with pytest.raises(ParseError) as error:
        parse_rows(chunk)
    assert error.value.path == path
