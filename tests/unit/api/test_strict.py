"""What nobody asked for is refused: a field that is not known stops the request, wherever it stands."""

import pytest
from tests.unit.api.conftest import Desk, Enquire

from egnatia.api.strict import show


@pytest.mark.parametrize("where", [(), ("subject",)])
def test_an_unknown_field_is_refused_by_its_path(desk: Desk, enquiry: Enquire, where: tuple[str, ...]) -> None:
    body = enquiry()
    part = body
    for step in where:
        part = part[step]
    part["surprise"] = 1
    reply = desk.call(1).post("/v1/questions/preview", json=body)
    assert reply.status_code == 422
    assert reply.json()["path"] == ".".join((*where, "surprise"))


def test_an_answer_is_canonical_json_with_its_status() -> None:
    reply = show({"b": 1, "a": ("x",)}, 201)
    assert (reply.status_code, reply.body) == (201, b'{"a":["x"],"b":1}')
