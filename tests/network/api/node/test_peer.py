"""One partner that is slow, greedy or hostile does not keep the others from their answers."""

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest
from tests.network.caller import PATH, Caller, as_node
from tests.network.realm import LOCAL, Realm, desk

from egnatia.api.node.limits import PortLimits
from egnatia.api.node.port import NodePort
from egnatia.casework.deliver import Outcome

HEAD = f"POST {PATH} HTTP/1.1\r\nHost: al\r\nContent-Length: 100\r\n\r\n".encode()
STRICT = PortLimits(connections=4, at_work=2, handshake=0.5, request=0.5, head=1000)


@pytest.fixture
def strict(trio: Realm) -> Realm:
    """Let AL have less patience."""
    trio.ports["AL"].stop()
    trio.ports["AL"] = NodePort(trio.nodes["AL"], STRICT)
    trio.ports["AL"].start()
    return trio


@pytest.fixture
def me(strict: Realm) -> Caller:
    """Give one who holds the keys of ME and calls AL by hand."""
    return as_node(strict.nodes["ME"], strict.ports["AL"].number)


def closed(connection: ssl.SSLSocket, within: float) -> bool:
    """Tell whether the other side closes without a word."""
    connection.settimeout(within)
    try:
        return connection.recv(1000) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


@pytest.mark.parametrize("sent", [b"", HEAD[:20], HEAD, HEAD + b"x"])
def test_a_request_that_does_not_come_to_its_end_is_cut_off(me: Caller, sent: bytes) -> None:
    with me.connect() as connection:
        connection.sendall(sent)
        assert closed(connection, 5.0)


def test_a_request_that_trickles_in_is_cut_off(me: Caller) -> None:
    def trickle() -> Iterator[bytes]:
        yield HEAD
        for _ in range(90):
            yield b"x"

    begun = time.monotonic()
    with me.connect() as connection, suppress(OSError):
        for piece in trickle():
            connection.sendall(piece)
            time.sleep(0.05)
    assert time.monotonic() - begun < 3


def test_a_head_without_end_is_cut_off(me: Caller) -> None:
    with me.connect() as connection, suppress(OSError):
        connection.sendall(HEAD[:-2] + b"X-Filler: " + b"x" * 2000)
        assert closed(connection, 0.4)


def test_a_handshake_that_is_never_made_is_cut_off(me: Caller) -> None:
    with socket.create_connection((LOCAL, me.port), timeout=5) as connection:
        assert connection.recv(1000) == b""


def test_one_partner_has_so_many_connections_and_no_more(me: Caller) -> None:
    with ExitStack() as stack:
        held = [stack.enter_context(me.connect()) for _ in range(STRICT.connections)]
        assert closed(stack.enter_context(me.connect()), 0.4)
        held[0].sendall(b"GET /node/v1/directory HTTP/1.1\r\nHost: al\r\n\r\n")
        assert held[0].recv(1000).startswith(b"HTTP/1.1 200 ")


def test_others_are_answered_while_one_holds_all_that_it_may(strict: Realm, me: Caller) -> None:
    officer = desk(strict, "RS")
    with ExitStack() as stack:
        for _ in range(STRICT.connections):
            stack.enter_context(me.connect()).sendall(HEAD)
        assert officer.ask("AL")[0].outcome is Outcome.ANSWERED


def test_a_port_that_is_stopped_answers_what_it_took(strict: Realm) -> None:
    officer = desk(strict, "RS")
    assert officer.ask("AL")[0].outcome is Outcome.ANSWERED
    strict.ports["AL"].stop()
    assert officer.ask("AL")[0].outcome is Outcome.AWAY
    strict.ports["AL"].start()
    assert officer.ask("AL")[0].outcome is Outcome.ANSWERED
