"""Records over the socket: put on record, amended, and read for a case file only."""

from tests.unit.api.conftest import Desk


def read(desk: Desk, record: str) -> dict[str, object]:
    found: dict[str, object] = desk.call(1).get(f"/v1/records/{record}", params={"case": desk.case.id}).json()
    return found


def test_what_is_put_on_record_is_read_with_all_that_it_says(desk: Desk, record: str) -> None:
    found = read(desk, record)
    assert found["id"] == record
    assert found["record"]["properties"]["family_name"] == ["Kratki"]  # type: ignore[index]


def test_an_amendment_is_a_new_version_of_the_same_thing(desk: Desk, record: str) -> None:
    old = read(desk, record)["record"]
    draft = {"kind": "person", "properties": {"family_name": ["Dugi"]}, "caveat": old["caveat"]}  # type: ignore[index]
    new = desk.call(1).post(f"/v1/lineages/{old['lineage']}", json=draft)  # type: ignore[index]
    assert new.status_code == 201
    assert read(desk, new.json()["id"])["record"]["supersedes"] == [record]  # type: ignore[index]


def test_without_a_case_file_nothing_is_read(desk: Desk, record: str) -> None:
    assert desk.call(1).get(f"/v1/records/{record}").status_code == 422
    assert desk.call(1).get(f"/v1/records/{record}", params={"case": "0" * 32}).status_code == 404
