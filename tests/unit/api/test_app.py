"""The application: what is not there and what fails is a problem with a title, and tells nothing of the inside."""

import pytest
from tests.unit.api.conftest import Desk

from egnatia.api.app import assemble


@pytest.mark.slow
def test_a_path_that_is_not_there_is_a_problem(desk: Desk) -> None:
    reply = desk.call(1).get("/v1/gossip")
    assert (reply.status_code, reply.json()["title"]) == (404, "NoRoute")
    assert reply.headers["content-type"] == "application/problem+json"


@pytest.mark.slow
def test_every_route_stands_under_the_version() -> None:
    paths = assemble().openapi()["paths"]
    assert len(paths) > 30
    assert all(path.startswith("/v1/") for path in paths)
