"""Pairs over the socket."""

from tests.unit.api.conftest import Desk
from tests.unit.api.test_network import FILE, put


def test_a_pair_waits_and_is_read_side_by_side(desk: Desk) -> None:
    one = put(desk, "vehicle", plate="BG123AB", make="VW")
    other = put(desk, "vehicle", plate="BG 123-AB", make="Volkswagen")
    case = desk.call(2).post("/v1/case-files", json=FILE).json()["id"]
    told = desk.call(1).post("/v1/pairs/scan").json()
    assert (told["upto"], told["found"]) == (told["last"], 2)
    queue = desk.call(1).get(f"/v1/case-files/{case}/pairs").json()
    first, second = sorted((one.id, other.id))
    assert queue["waiting"] == [{"kind": "vehicle", "one": first, "other": second, "quality": "full"}]
    read = desk.call(1).get(f"/v1/case-files/{case}/pairs/{first}/{second}").json()
    assert {read["one"]["properties"]["make"][0], read["other"]["properties"]["make"][0]} == {"VW", "Volkswagen"}
    assert read["score"]["quality"] == "full"


def test_rubbish_is_refused(desk: Desk) -> None:
    case = desk.call(2).post("/v1/case-files", json=FILE).json()["id"]
    assert desk.call(1).get(f"/v1/case-files/{case}/pairs", params={"after": "x"}).status_code == 422
    assert desk.call(1).post("/v1/pairs/scan?rows=100000").status_code == 422
