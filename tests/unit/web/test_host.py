"""Under which names the page answers."""

from collections.abc import Sequence

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from egnatia.web.host import OwnHost


def status(hosts: Sequence[str], server: tuple[str, int] = ("10.1.2.3", 8080), bound: str = "desk.example") -> int:
    """Ask for the page by Host headers, at an address of this machine."""
    guarded = OwnHost(Starlette(routes=[Route("/", lambda _request: PlainTextResponse("secret"))]), bound)

    async def at(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"host", host.encode()) for host in hosts]
        await guarded({**scope, "server": server, "headers": headers}, receive, send)

    answer = TestClient(at).get("/")
    assert ("secret" in answer.text) == (answer.status_code == 200)
    return answer.status_code


@pytest.mark.parametrize("host", ["localhost:8080", "LOCALHOST:8080", "127.0.0.1:8080", "[::1]:8080"])
def test_this_machine_by_its_own_names_is_answered(host: str) -> None:
    assert status([host]) == 200


@pytest.mark.parametrize("host", ["desk.example:8080", "10.1.2.3:8080"])
def test_the_bound_name_and_the_address_of_the_connection_are_answered(host: str) -> None:
    assert status([host]) == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example:8080", "localhost.evil.example:8080", "localhost", "localhost:80", "127.0.0.1:8081", "::1:8080", ""],
)
def test_a_foreign_name_or_another_port_is_refused(host: str) -> None:
    assert status([host]) == 421


@pytest.mark.parametrize("hosts", [[], ["localhost:8080", "evil.example:8080"], ["localhost:8080", "localhost:8080"]])
def test_no_name_and_two_names_are_refused(hosts: list[str]) -> None:
    assert status(hosts) == 421


def test_the_port_of_http_may_be_left_out() -> None:
    assert status(["localhost"], server=("127.0.0.1", 80)) == 200
    assert status(["evil.example"], server=("127.0.0.1", 80)) == 421
