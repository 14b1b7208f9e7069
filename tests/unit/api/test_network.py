"""Networks over the socket: things, ties and happenings; what says where somebody is now is left out."""

from tests.twins.network import caveat
from tests.unit.api.conftest import Desk

from egnatia.casework.collect import Draft, collect
from egnatia.model.caveat import SubjectRole
from egnatia.model.record import Record

FILE = {
    "reference": "KT-19",
    "title": "Cars",
    "purpose": "criminal_investigation",
    "offence": "theft",
    "members": ["petra"],
}


def put(desk: Desk, kind: str, **said: str) -> Record:
    """Put something on record."""
    office = desk.net.offices["RS"]
    officer = office.store.read(lambda tx: tx.accounts.named("petra"))
    assert officer
    role = SubjectRole.SUSPECT if kind == "person" else SubjectRole.NOBODY
    draft = Draft(kind=kind, properties={name: (value,) for name, value in said.items()}, caveat=caveat(role))
    [made] = collect(office, officer, [draft])
    return made


def test_a_network_is_told_with_ties_and_happenings(desk: Desk) -> None:
    ana = put(desk, "person", first_name="Ana", family_name="Kovač")
    car = put(desk, "vehicle", plate="BG123AB")
    put(desk, "ownership", owner=ana.lineage, owned=car.lineage, role="owner", start="2024-05")
    now = f"{desk.net.clock.now():%Y-%m-%dT%H:%M:%S.000Z}"
    place = put(desk, "place", name="Merdare", point="42.983,21.248")
    put(desk, "presence", present=car.lineage, place=place.lineage, start=now)
    case = desk.call(2).post("/v1/case-files", json=FILE).json()["id"]
    told = desk.call(1).get(f"/v1/case-files/{case}/network", params={"record": [ana.id, car.id]}).json()
    assert {thing["title"] for thing in told["things"]} == {"Ana Kovač", "BG123AB", "Merdare"}
    assert {(tie["kind"], tie["exactly"]) for tie in told["ties"]} == {("ownership", "owner"), ("presence", "")}
    assert [one["spots"] for one in told["happenings"]] == [[], []]
    assert told["kept_back"] == 0


def test_without_records_it_is_what_was_read_in_the_file(desk: Desk) -> None:
    case = desk.call(2).post("/v1/case-files", json=FILE).json()["id"]
    assert desk.call(1).get(f"/v1/case-files/{case}/network").json()["things"] == []
    assert desk.call(1).get("/v1/case-files/0/network").status_code == 404
