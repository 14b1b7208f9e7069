"""Bad input at the port: refused with a typed code, nothing stored, the refusal logged."""

import sqlite3
import ssl
import time
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.network.caller import PATH, Caller, as_node, refusal
from tests.network.realm import Desk, Realm, entries, eventually
from tests.twins.party import party

from egnatia.casework.ask import ask, follow
from egnatia.casework.deliver import Outcome
from egnatia.casework.letters import seal
from egnatia.casework.refused import list_refused
from egnatia.casework.rows import Account, Role
from egnatia.exchange import batch
from egnatia.exchange.limits import MAX_BODY, MAX_ENVELOPE
from egnatia.exchange.refusal import Refusal, RefusalCode
from egnatia.ledger.checkpoint import parse_checkpoint
from egnatia.ledger.entry import Act
from egnatia.model.identity import AccountId


@pytest.fixture
def rs(trio: Realm) -> Caller:
    """Give one who holds the keys of RS and calls AL by hand."""
    return as_node(trio.nodes["RS"], trio.ports["AL"].number)


def envelope(desk: Desk) -> bytes:
    """Return a sealed question to AL that was not sent yet."""
    [letter] = ask(desk.office, desk.officer, desk.enquiry("AL")).letters
    return seal(desk.office, letter.message).data


def send(caller: Caller, *envelopes: bytes) -> list[batch.Reply]:
    """Send envelopes in one request and return the replies."""
    status, body = caller.call(b'{"envelopes":[' + b",".join(envelopes) + b"]}")
    assert status == 200
    return list(batch.read_replies(body, len(envelopes)))


@dataclass(frozen=True)
class Trace:
    """What a node keeps: how many questions of others, how many accepted envelopes, and refusals by code."""

    questions: int
    accepted: int
    refused: list[str]


def trace(made: Realm, node: str = "AL") -> Trace:
    """Look into a node's database."""
    folder = made.folder / node
    with closing(sqlite3.connect(folder / "egnatia.db")) as connection:
        [(questions,)] = connection.execute("SELECT count(*) FROM question WHERE received")
        [(accepted,)] = connection.execute("SELECT count(*) FROM inbox")
    return Trace(questions, accepted, [found.detail["code"] for found in entries(folder) if found.act is Act.REFUSAL])


def code_of(reply: batch.Reply) -> RefusalCode:
    """Return why an envelope was refused."""
    assert isinstance(reply, Refusal)
    return reply.code


def test_a_replayed_envelope_is_refused_and_changes_nothing(trio: Realm, officer: Desk, rs: Caller) -> None:
    sealed = envelope(officer)
    [first] = send(rs, sealed)
    assert isinstance(first, bytes)
    [second] = send(rs, sealed)
    assert code_of(second) is RefusalCode.REPLAYED
    assert trace(trio) == Trace(1, 1, ["replayed"])


def test_an_envelope_that_was_held_back_is_refused_as_expired(trio: Realm, officer: Desk, rs: Caller) -> None:
    sealed = envelope(officer)
    trio.clock.advance(timedelta(minutes=11))
    assert code_of(send(rs, sealed)[0]) is RefusalCode.EXPIRED
    assert trace(trio) == Trace(0, 0, ["expired"])


def test_a_tampered_envelope_is_refused_and_its_neighbours_are_not(trio: Realm, officer: Desk, rs: Caller) -> None:
    good, bad = envelope(officer), envelope(officer)
    bad = bad.replace(b'"sealed":"', b'"sealed":"AAAA', 1)
    replies = send(rs, bad, good)
    assert code_of(replies[0]) is RefusalCode.UNREADABLE
    assert isinstance(replies[1], bytes)
    assert trace(trio) == Trace(1, 1, ["unreadable"])


def test_an_envelope_of_another_member_is_refused(trio: Realm, officer: Desk) -> None:
    me = as_node(trio.nodes["ME"], trio.ports["AL"].number)
    assert code_of(send(me, envelope(officer))[0]) is RefusalCode.WRONG_SENDER
    assert trace(trio) == Trace(0, 0, ["wrong_sender"])


def test_an_envelope_for_another_member_is_refused(trio: Realm, officer: Desk) -> None:
    rs = as_node(trio.nodes["RS"], trio.ports["ME"].number)
    assert code_of(send(rs, envelope(officer))[0]) is RefusalCode.WRONG_RECIPIENT
    assert trace(trio, "ME") == Trace(0, 0, ["wrong_recipient"])


def test_an_oversized_envelope_is_refused(trio: Realm, rs: Caller) -> None:
    [reply] = send(rs, b'{"sealed":"' + b"A" * MAX_ENVELOPE + b'"}')
    assert code_of(reply) is RefusalCode.OVERSIZED
    assert trace(trio) == Trace(0, 0, ["oversized"])


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"envelopes":[]}', b"\xff" * 100])
def test_a_body_that_is_no_batch_is_refused_as_a_whole(trio: Realm, rs: Caller, body: bytes) -> None:
    status, reply = rs.call(body)
    assert (status, refusal(reply).code) == (400, RefusalCode.MALFORMED)
    assert trace(trio) == Trace(0, 0, ["malformed"])


def test_a_body_that_never_ends_is_cut_off(trio: Realm, rs: Caller) -> None:
    with rs.connect() as connection, suppress(OSError):
        connection.sendall(b"POST %b HTTP/1.1\r\nHost: al\r\nTransfer-Encoding: chunked\r\n\r\n" % PATH.encode())
        end = time.monotonic() + 5
        while time.monotonic() < end:
            connection.sendall(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
        pytest.fail("the port went on reading")
    assert eventually(lambda: trace(trio)) == Trace(0, 0, ["oversized"])


def test_an_oversized_body_is_refused_as_a_whole(trio: Realm, rs: Caller) -> None:
    with rs.connect() as connection:
        connection.sendall(
            b"POST %b HTTP/1.1\r\nHost: al\r\nContent-Length: %d\r\n\r\n" % (PATH.encode(), MAX_BODY + 1)
        )
        connection.sendall(b"x" * (MAX_BODY + 1))
        assert connection.recv(1000).startswith(b"HTTP/1.1 413 ")
    assert trace(trio) == Trace(0, 0, ["oversized"])


def test_a_flood_is_refused_and_logged_once_a_second(trio: Realm) -> None:
    trio.stop("AL")
    trio.set("AL", ("burst = 2000", "burst = 64"), ("per_second = 1000", "per_second = 1"))
    trio.start("AL")
    rs = as_node(trio.nodes["RS"], trio.ports["AL"].number)
    flood = b'{"envelopes":[%b]}' % b",".join([b'{"v":1}'] * 64)
    begun = trio.clock.now()
    assert [rs.call(flood)[0] for _ in range(10)] == [200] + [429] * 9
    seconds = (trio.clock.now() - begun).total_seconds()
    assert 1 <= trace(trio).refused.count("too_many") <= 1 + seconds
    me = as_node(trio.nodes["ME"], trio.ports["AL"].number)
    assert me.call(flood)[0] == 200  # of others, nothing is delayed
    office = trio.nodes["AL"].office
    admin = Account(
        id=AccountId("a" * 32), name="admin", roles=frozenset({Role.ADMINISTRATOR}), purposes=frozenset(), uid=None
    )
    assert ("RS", "too_many") in {(one.partner, one.ground) for one in list_refused(office, admin)}


def test_an_expelled_member_is_refused_on_its_next_request(trio: Realm, officer: Desk) -> None:
    assert officer.ask("AL")[0].outcome is Outcome.ANSWERED
    trio.relist("AL", "ME", tell=("AL", "ME"))  # RS does not know yet
    [delivered] = officer.ask("AL")
    assert delivered.outcome is Outcome.SHUT_OUT
    assert delivered.words.startswith("unknown_sender: ")
    assert trace(trio).refused == ["unknown_sender"]


def test_an_expelled_member_is_not_spoken_to(trio: Realm, officer: Desk) -> None:
    asked = ask(officer.office, officer.officer, officer.enquiry("AL"))
    trio.relist("RS", "ME")
    [delivered] = follow(officer.office, asked)
    assert (delivered.outcome, delivered.words) == (Outcome.AWAY, "the directory lists no key to seal for AL")


def test_without_a_certificate_there_is_no_connection(trio: Realm) -> None:
    with pytest.raises(OSError):  # noqa: PT011 - the same refusal has many names
        Caller(port=trio.ports["AL"].number).call(b"{}")
    assert trace(trio) == Trace(0, 0, [])


def test_a_certificate_that_the_directory_does_not_list_is_refused(trio: Realm, tmp_path: Path) -> None:
    stranger = party(tmp_path / "elsewhere", "RS").identity
    with pytest.raises(OSError):  # noqa: PT011 - the same refusal has many names
        Caller(port=trio.ports["AL"].number, certificate=stranger.certificate, key=stranger.key).call(b"{}")
    assert trace(trio) == Trace(0, 0, [])


def test_tls_before_1_3_is_refused(rs: Caller) -> None:
    with pytest.raises(OSError, match=r"(?i)protocol version|reset|EOF"):
        replace(rs, version=ssl.TLSVersion.TLSv1_2).call(b"")


def test_other_paths_and_methods_do_not_exist(rs: Caller) -> None:
    assert rs.call(b"", "GET")[0] == 404
    assert rs.call(b"", "POST", "/node/v1/directory")[0] == 404
    assert rs.call(b"", "GET", "/docs")[0] == 404


def test_directory_and_checkpoint_are_given_to_members(trio: Realm, rs: Caller) -> None:
    assert trio.network
    assert rs.call(b"", "GET", "/node/v1/directory") == (200, trio.network.bundle)
    trio.nodes["AL"].errands.sequence()
    status, note = rs.call(b"", "GET", "/node/v1/checkpoint")
    assert (status, parse_checkpoint(note).checkpoint.origin) == (200, "egnatia/AL")
