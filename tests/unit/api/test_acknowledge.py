"""The interface says a partner's restriction in place of what it restricts, until it is acknowledged."""

from tests.twins.network import caveat
from tests.unit.api.conftest import Desk

from egnatia.casework.collect import Draft, collect
from egnatia.casework.rows import Role
from egnatia.model.caveat import Handling


def test_the_words_come_first(desk: Desk) -> None:
    al, rs = desk.net.offices["AL"], desk.net.offices["RS"]
    keeper = desk.net.person("AL", "keeper.of.words", Role.OFFICER)
    marked = caveat(handling=frozenset({Handling.RESTRICTED}), restriction="Not for the press.")
    [made] = collect(al, keeper, [Draft(kind="person", properties={"family_name": ("Kos",)}, caveat=marked)])
    rs.store.write(lambda tx: tx.records.add([(made, frozenset())], received_from=al.me))
    path, officer = f"/v1/records/{made.id}", desk.call(1)
    refused = officer.get(f"{path}?case={desk.case.id}")
    assert (refused.status_code, refused.json()["restriction"]) == (409, "Not for the press.")
    assert "Kos" not in refused.text
    assert officer.post(f"{path}/acknowledgement", json={"case": desk.case.id}).status_code == 201
    assert "Kos" in officer.get(f"{path}?case={desk.case.id}").text
