"""Finding in the own register over the socket."""

from tests.unit.api.conftest import Desk
from tests.unit.api.test_network import FILE, put


def test_what_fits_is_told_with_what_it_is_called(desk: Desk) -> None:
    ana = put(desk, "person", first_name="Ana", family_name="Kovač", birth_date="1990-01-02")
    case = desk.call(2).post("/v1/case-files", json=FILE).json()["id"]
    wanted = {"kind": "person", "properties": {"full_name": ["Ана Ковач"]}}
    [told] = desk.call(1).post(f"/v1/case-files/{case}/search", json=wanted).json()["matches"]
    assert (told["record"], told["title"], told["birth_date"], told["quality"]) == (
        ana.id,
        "Ana Kovač",
        ["1990-01-02"],
        "close",
    )


def test_rubbish_is_refused(desk: Desk) -> None:
    case = desk.call(2).post("/v1/case-files", json=FILE).json()["id"]
    for wanted in (
        {"kind": "soul", "properties": {}},
        {"kind": "person"},
        {"kind": "person", "properties": {}, "x": 1},
    ):
        assert desk.call(1).post(f"/v1/case-files/{case}/search", json=wanted).status_code == 422
