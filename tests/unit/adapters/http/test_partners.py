"""The client against a partner's port that does what the test wants, over real TLS on this machine."""

import asyncio
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

import orjson
import pytest
from tests.twins.party import Party, directory, party
from tests.twins.server import Script, ok, read_request, saying, serving

from egnatia.adapters.clock.system import SystemClock
from egnatia.adapters.http.loop import Loop
from egnatia.adapters.http.partners import PATIENCE, HttpPartners, Patience
from egnatia.adapters.http.queue import UNDER_WAY
from egnatia.adapters.http.tls import client_trust, server_trust
from egnatia.casework.ports import SHUT, Reply
from egnatia.exchange.directory import Directory
from egnatia.exchange.limits import MAX_BODY
from egnatia.exchange.member import Member, Validity
from egnatia.model.identity import NodeId

HURRY = Patience(connect=0.5, total=0.5)


@dataclass
class Scene:
    """RS calls; AL, GR and MK are members, EVE is not."""

    parties: dict[str, Party]
    loop: Loop
    stack: ExitStack
    listed: Directory
    partners: HttpPartners = field(init=False)

    def __post_init__(self) -> None:
        self.wait(PATIENCE)

    def wait(self, patience: Patience) -> None:
        """Call anew, by somebody who waits so long."""
        trust = client_trust(lambda: self.parties["RS"].identity, lambda: self.listed)
        self.partners = self.stack.enter_context(HttpPartners(self.loop, trust, SystemClock(), patience))

    def serve(self, script: Script, *, as_: str = "AL", at: str = "AL") -> None:
        """Let a party serve at the address at which the directory lists a member."""
        context = server_trust(lambda: self.parties[as_].identity, lambda: self.listed).context
        self.place(at, self.stack.enter_context(serving(self.loop, script, context)))

    def place(self, node: str, port: int) -> None:
        """List a member at a port."""
        moved = replace(self.listed.members[NodeId(node)], endpoint=f"https://127.0.0.1:{port}")
        self.relist(moved)

    def relist(self, member: Member) -> None:
        """Put an entry into the directory, in place of the old one of that name."""
        self.listed = directory(*{**self.listed.members, member.node: member}.values())

    def ask(self, *batches: tuple[str, bytes]) -> list[Reply]:
        """Send, and return the replies in the order of the batches."""
        replies = self.partners.deliver((NodeId(node), body) for node, body in batches)
        return sorted(chain.from_iterable(replies), key=lambda reply: reply.batch)


@pytest.fixture(scope="module")
def parties(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Party]:
    folder = tmp_path_factory.mktemp("keys")
    return {node: party(folder, node) for node in ("RS", "AL", "GR", "MK", "EVE")}


@pytest.fixture
def scene(parties: dict[str, Party]) -> Iterator[Scene]:
    with ExitStack() as stack:
        loop = stack.enter_context(Loop())
        listed = directory(*(parties[node].member for node in ("RS", "AL", "GR", "MK")))
        yield Scene(parties, loop, stack, listed)


ENVELOPE = b'{"envelopes":[{"id":"%d"}]}'
REPLIES = b'{"replies":[%b]}'
BUSY = b'{"refusal":{"code":"busy","words":"no. %d"}}'


def refusals(request: bytes) -> bytes:
    """Refuse each envelope of a request, by its number."""
    numbers = [int(envelope["id"]) for envelope in orjson.loads(request)["envelopes"]]
    return REPLIES % b",".join(BUSY % number for number in numbers)


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Say to each request what it said."""
    while True:
        writer.write(ok(await read_request(reader)))


def test_a_body_goes_to_its_partner_and_the_reply_comes_back(scene: Scene) -> None:
    scene.serve(echo)
    assert scene.ask(("AL", b"question")) == [Reply(partner=NodeId("AL"), batch=0, body=b"question")]


def test_nothing_to_send_gives_no_reply(scene: Scene) -> None:
    assert scene.ask() == []


def test_every_batch_gets_its_own_reply_also_when_one_partner_gets_several(scene: Scene) -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(ok(refusals(await read_request(reader))))

    scene.serve(refuse, as_="AL", at="AL")
    scene.serve(refuse, as_="GR", at="GR")
    sent = [("AL" if number % 2 else "GR", ENVELOPE % number) for number in range(20)]
    said = [(node, refusals(body)) for node, body in sent]
    assert [(reply.partner, reply.body) for reply in scene.ask(*sent)] == said


def test_the_first_request_is_on_its_way_while_the_next_is_still_made(scene: Scene) -> None:
    arrived = asyncio.Event()

    async def notice(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            body = await read_request(reader)
            arrived.set()
            writer.write(ok(body))

    async def wait() -> bool:
        return await asyncio.wait_for(arrived.wait(), 5)

    def batches() -> Iterator[tuple[NodeId, bytes]]:
        yield NodeId("AL"), b"first"
        assert scene.loop.run(wait())
        yield NodeId("AL"), b"second"

    scene.serve(notice)
    assert len(list(chain.from_iterable(scene.partners.deliver(batches())))) == 2


def test_replies_come_as_they_come_not_in_the_order_of_sending(scene: Scene) -> None:
    async def dawdle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        body = await read_request(reader)
        await asyncio.sleep(0.2)
        writer.write(ok(body))

    scene.serve(dawdle, as_="AL", at="AL")
    scene.serve(echo, as_="GR", at="GR")
    replies = scene.partners.deliver([(NodeId("AL"), b""), (NodeId("GR"), b"")])
    assert [[reply.partner for reply in together] for together in replies] == [["GR"], ["AL"]]


def test_replies_that_are_there_together_come_together(scene: Scene) -> None:
    for node in ("AL", "GR", "MK"):
        scene.serve(echo, as_=node, at=node)
    replies = scene.partners.deliver([(NodeId(node), b"") for node in ("AL", "GR", "MK")])
    time.sleep(0.5)
    assert [sorted(reply.partner for reply in together) for together in replies] == [["AL", "GR", "MK"]]


def test_a_connection_is_used_again(scene: Scene) -> None:
    connections = []

    async def count(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)
        await echo(reader, writer)

    scene.serve(count)
    for _ in range(3):
        scene.ask(("AL", b""))
    assert len(connections) == 1


def test_a_connection_that_the_partner_closed_is_made_anew(scene: Scene) -> None:
    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(ok(await read_request(reader)))
        await writer.drain()  # and hang up

    scene.serve(once)
    for body in (b"one", b"two", b"three"):
        assert scene.ask(("AL", body))[0].body == body
        time.sleep(0.05)


def test_an_envelope_is_sent_once_even_if_the_partner_hangs_up(scene: Scene) -> None:
    received = []

    async def listen(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        received.append(await read_request(reader))

    scene.serve(listen)
    assert scene.ask(("AL", b"envelope"))[0].error == SHUT
    assert received == [b"envelope"]


def test_what_is_silent_counts_as_away(scene: Scene) -> None:
    async def say_nothing(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await reader.read()

    scene.serve(say_nothing)
    scene.wait(HURRY)
    assert scene.ask(("AL", b""))[0] == Reply(partner=NodeId("AL"), batch=0, body=None, error="no reply in time")


def test_where_nobody_listens_the_partner_is_away(scene: Scene) -> None:
    assert scene.ask(("AL", b""))[0].error == "nobody listens at its address"


def test_who_is_not_in_the_directory_is_not_called(scene: Scene) -> None:
    assert scene.ask(("XK", b""))[0].error == "the directory lists no XK"


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (ok(b'{"refusal":{"code":"too_many","words":"Later."}}', b"429 Too Many Requests"), "too_many: Later."),
        (ok(b"<html>", b"502 Bad Gateway"), "it replies with HTTP status 502"),
        (ok(b"", b"302 Found\r\nLocation: https://127.0.0.1:1/"), "it replies with HTTP status 302"),
        (b"rubbish\r\n\r\n", "its reply is no HTTP"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (MAX_BODY + 1) + b"x" * (MAX_BODY + 1),
            "its reply has more than",
        ),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n300000\r\n" + b"x" * 0x300000,
            "its reply has more than",
        ),
    ],
)
def test_a_reply_that_is_none_is_said_in_words(scene: Scene, response: bytes, words: str) -> None:
    scene.serve(saying(response))
    reply = scene.ask(("AL", b""))[0]
    assert reply.body is None
    assert reply.error.startswith(words)


def unheard(scene: Scene, **who: str) -> str:
    """Let somebody else serve; return the error, after seeing that nothing was heard there."""
    heard = []

    async def listen(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read(1))

    scene.serve(listen, **who)
    reply = scene.ask(("AL", b"secret"))[0]
    assert [data for data in heard if data] == []
    assert reply.body is None
    return reply.error


def test_another_member_at_the_address_hears_nothing(scene: Scene) -> None:
    assert unheard(scene, as_="GR", at="AL") == "it shows a key that the directory does not list for it now"


def test_a_stranger_at_the_address_hears_nothing(scene: Scene) -> None:
    assert unheard(scene, as_="EVE", at="AL") == "it shows a certificate that the directory does not list"


def test_a_key_that_was_revoked_is_not_spoken_to_even_on_a_kept_connection(scene: Scene) -> None:
    scene.serve(echo)
    assert scene.ask(("AL", b"before"))[0].body == b"before"
    member = scene.listed.members[NodeId("AL")]
    now = datetime.now(UTC)
    revoked = Validity(begins=now - timedelta(days=1), ends=now + timedelta(days=1), revoked=now - timedelta(seconds=1))
    scene.relist(replace(member, tls=(replace(member.tls[0], validity=revoked),)))
    assert scene.ask(("AL", b"after"))[0].error == "it shows a key that the directory does not list for it now"


def test_a_new_member_can_be_called_at_once(scene: Scene) -> None:
    scene.serve(echo)
    scene.ask(("AL", b""))
    scene.relist(scene.parties["EVE"].member)
    scene.serve(echo, as_="EVE", at="EVE")
    assert scene.ask(("EVE", b"welcome"))[0].body == b"welcome"


def test_a_member_with_a_damaged_certificate_does_not_cut_off_the_others(scene: Scene) -> None:
    member = scene.listed.members[NodeId("MK")]
    rubbish = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    scene.relist(replace(member, tls=(replace(member.tls[0], certificate=rubbish),)))
    scene.serve(echo)
    assert scene.ask(("AL", b"still here"))[0].body == b"still here"


def test_tls_before_1_3_is_refused(scene: Scene) -> None:
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    identity = scene.parties["AL"].identity
    old.load_cert_chain(identity.certificate, identity.key)
    scene.place("AL", scene.stack.enter_context(serving(scene.loop, echo, old)))
    reply = scene.ask(("AL", b""))[0]
    assert (reply.body, reply.error) == (None, "it broke the connection")


def test_plain_http_is_refused(scene: Scene) -> None:
    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(ok(b"hello"))

    scene.place("AL", scene.stack.enter_context(serving(scene.loop, greet, None)))
    assert scene.ask(("AL", b""))[0].error.startswith("no TLS connection")


def test_who_waits_while_the_line_is_closed_gets_a_reply(scene: Scene) -> None:
    async def hang(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await reader.read()

    scene.serve(hang)
    replies = scene.partners.deliver([(NodeId("AL"), b"")])
    scene.partners.close()
    assert next(replies)[0].error in {"this node is being stopped", "it closed the connection without a reply"}


def test_after_the_loop_has_ended_everybody_is_away(scene: Scene) -> None:
    scene.loop.close()
    assert scene.ask(("AL", b""))[0].error == "the line is closed"


def test_certificates_that_cannot_be_used_are_named(scene: Scene, tmp_path: Path) -> None:
    identity = replace(scene.parties["RS"].identity, certificate=tmp_path / "tls.crt")
    with pytest.raises(Exception, match=r"tls\.crt .* cannot be used for TLS"):
        client_trust(lambda: identity, lambda: scene.listed)


def gather(scene: Scene, answer: Callable[[bytes], bytes], count: int) -> list[Reply]:
    """Send requests while the first are held back, so that the others go together."""
    begun = asyncio.Event()

    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            body = await read_request(reader)
            await begun.wait()
            writer.write(ok(answer(body)))

    scene.serve(hold)
    replies = scene.partners.deliver([(NodeId("AL"), ENVELOPE % number) for number in range(count)])
    scene.loop.call(begun.set)
    return sorted(chain.from_iterable(replies), key=lambda reply: reply.batch)


def test_requests_that_wait_go_together_and_each_gets_its_own_replies(scene: Scene) -> None:
    requests = []

    def answer(body: bytes) -> bytes:
        requests.append(body)
        return refusals(body)

    replies = gather(scene, answer, 10)
    assert [reply.body for reply in replies] == [REPLIES % (BUSY % number) for number in range(10)]
    assert len(requests) == UNDER_WAY + 1


def test_a_wrong_number_of_replies_to_requests_that_went_together_is_believed_by_none(scene: Scene) -> None:
    replies = gather(scene, lambda _body: REPLIES % (BUSY % 0), UNDER_WAY + 2)
    assert [reply.error for reply in replies[UNDER_WAY:]] == ["malformed: 1 replies to 2 envelopes"] * 2
