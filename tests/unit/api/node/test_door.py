"""The door by itself: what goes in as ASGI events, and what comes out."""

import asyncio
import time
from collections.abc import Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, NoReturn, cast

import pytest
from tests.twins.clock import NOON
from tests.twins.network import Network, caveat, network

from egnatia.api.node.door import Door, Pause
from egnatia.api.node.lanes import Lanes
from egnatia.api.node.peer import PEER
from egnatia.casework.ask import Enquiry, ask
from egnatia.casework.collect import Draft, collect
from egnatia.casework.letters import seal
from egnatia.casework.rows import Role
from egnatia.exchange.batch import write_request
from egnatia.exchange.limits import MAX_BODY
from egnatia.exchange.member import TlsCertificate, Validity
from egnatia.exchange.rate import Rate
from egnatia.exchange.refusal import RefusalCode
from egnatia.law.decide import Law
from egnatia.law.decision import Decision
from egnatia.law.facts import Request
from egnatia.match.engine import Properties
from egnatia.model import canonical
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import CountryCode, NodeId
from egnatia.model.question import Subject

KEY = "a" * 64
YEAR = timedelta(days=365)
BUCKET = 0.04


@dataclass
class Asgi:
    """One request, and what the door said to it."""

    door: Door
    parts: list[bytes]
    method: str = "POST"
    path: str = "/node/v1/envelopes"
    key: str = KEY
    hangs_up: bool = False
    sent: list[MutableMapping[str, Any]] = field(default_factory=list)

    async def run(self) -> "Asgi":
        """Make the request."""
        scope = {"type": "http", "method": self.method, "path": self.path, "state": {PEER: self.key}}
        await self.door(scope, self._receive, self._send)
        return self

    @property
    def status(self) -> int:
        """The status that came back."""
        status: int = self.sent[0]["status"]
        return status

    @property
    def code(self) -> str:
        """The code of the refusal that came back."""
        code: str = canonical.from_bytes(self.sent[1]["body"])["refusal"]["code"]
        return code

    async def _receive(self) -> MutableMapping[str, Any]:
        if self.hangs_up:
            return {"type": "http.disconnect"}
        part = self.parts.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(self.parts)}

    async def _send(self, message: MutableMapping[str, Any]) -> None:
        self.sent.append(message)


@dataclass
class Scene:
    """RS calls AL's door."""

    net: Network
    door: Door

    def call(self, *parts: bytes, **fields: Any) -> Asgi:  # noqa: ANN401 - of any sort
        """Make one request."""
        return asyncio.run(Asgi(self.door, list(parts), **fields).run())

    def logged(self) -> int:
        """Count the entries of AL's log."""
        return self.net.offices["AL"].store.read(lambda tx: tx.ledger.head().unsequenced)


@pytest.fixture
def scene() -> Iterator[Scene]:
    net = network("RS", "AL")
    validity = Validity(begins=NOON - YEAR, ends=NOON + YEAR)
    member = replace(
        net.directory.members[NodeId("RS")], tls=(TlsCertificate(spki=KEY, certificate="", validity=validity),)
    )
    net.directory = replace(net.directory, members={**net.directory.members, NodeId("RS"): member})
    with ThreadPoolExecutor(2) as workers:
        lanes = Lanes(Rate(burst=64, per_second=1.0), 2)
        yield Scene(net, Door(net.offices["AL"], lambda: b"bundle", lanes, workers))


def test_a_key_that_the_directory_does_not_list_is_turned_away_and_logged_once(scene: Scene) -> None:
    for _ in range(3):
        called = scene.call(b"{}", key="b" * 64)
        assert (called.status, called.code) == (403, RefusalCode.UNKNOWN_SENDER)
    assert scene.logged() == 1


def test_the_log_names_the_key_that_was_turned_away(scene: Scene) -> None:
    scene.call(b"{}", key="b" * 64)
    [lodged] = scene.net.offices["AL"].store.read(lambda tx: tx.ledger.trail("b" * 64, 9))
    assert (lodged.entry.by, lodged.entry.detail["code"]) == ("AL", "unknown_sender")


def test_a_key_whose_time_is_over_is_turned_away(scene: Scene) -> None:
    scene.net.clock.advance(YEAR)
    assert scene.call(b"{}").status == 403


def test_a_body_is_read_to_its_end_and_not_beyond_its_limit(scene: Scene) -> None:
    half = b"x" * (MAX_BODY // 2)
    called = scene.call(half, half, b"x", b"never read")
    assert (called.status, called.code, called.parts) == (413, RefusalCode.OVERSIZED, [b"never read"])
    assert scene.logged() == 1


def test_a_refused_request_closes_the_connection(scene: Scene) -> None:
    assert (b"connection", b"close") in scene.call(b"rubbish").sent[0]["headers"]


def test_the_envelopes_of_a_batch_are_counted_one_by_one(scene: Scene) -> None:
    batch = b'{"envelopes":[%b]}' % b",".join([b'{"v":1}'] * 40)
    assert scene.call(batch).status == 200
    called = scene.call(batch)
    assert (called.status, called.code) == (429, RefusalCode.TOO_MANY)


def test_who_hangs_up_gets_nothing_and_leaves_nothing(scene: Scene) -> None:
    assert scene.call(hangs_up=True).sent == []
    assert scene.logged() == 0


def test_what_breaks_inside_is_told_as_busy_and_nothing_of_it(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> NoReturn:
        raise OSError("no space left on /secret/place")

    door = Door(scene.net.offices["AL"], fail, Lanes(Rate(burst=64, per_second=1.0), 1), ThreadPoolExecutor(1))
    called = Scene(scene.net, door).call(b"", method="GET", path="/node/v1/directory")
    assert (called.status, called.code) == (503, RefusalCode.BUSY)
    assert b"secret" not in called.sent[1]["body"]
    assert "no space left" in caplog.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/node/v1/directory", 200),
        ("GET", "/node/v1/checkpoint", 200),
        ("POST", "/node/v1/witness/add-checkpoint", 400),
        ("GET", "/node/v1/witness/checkpoints", 200),
        ("GET", "/node/v1/witness/growth/0/1", 404),
        ("GET", "/node/v1/witness/growth/01/1", 404),
        ("POST", "/node/v1/witness/growth/0/1", 404),
        ("GET", "growth", 404),
        ("POST", "/node/v1/directory", 404),
        ("GET", "/node/v1/envelopes", 404),
        ("POST", "/", 404),
    ],
)
def test_there_are_these_requests_and_no_others(scene: Scene, method: str, path: str, status: int) -> None:
    assert scene.call(b"", method=method, path=path).status == status


def test_a_request_that_waits_until_it_is_due_holds_no_thread(scene: Scene) -> None:
    batch = b'{"envelopes":[{"v":1}]}'

    async def together() -> list[Asgi]:
        return await asyncio.gather(*(Asgi(scene.door, [batch]).run() for _ in range(8)))

    begun = time.monotonic()
    assert [called.status for called in asyncio.run(together())] == [200] * 8
    assert time.monotonic() - begun >= 4 * BUCKET  # two turns, which end when a reply is due and not when it is ready


# ---- silence in time -------------------------------------------------------------------------------------------------


class Toil:
    """A clock that stands still but for the work that is done, and for waiting."""

    def __init__(self) -> None:
        self.now = 0.0

    def time(self) -> float:
        """Return the seconds since the start."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        self.now += seconds


@dataclass
class ToilsomeLaw:
    """The law, of which each decision about a record takes a millisecond."""

    law: Law
    toil: Toil

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the law has
        return getattr(self.law, name)

    def decide(self, request: Request) -> Decision:
        """Decide, slowly."""
        self.toil.now += 0.001 if request.record else 0.0
        return self.law.decide(request)


HIDDEN = {"first_name": ("Dragan",), "family_name": ("Ilić",), "birth_date": ("1985-04-12",)}
NOBODY = {"first_name": ("Nikola",), "family_name": ("Krstić",), "birth_date": ("1950-01-01",)}


@pytest.mark.parametrize("asked", [NOBODY, HIDDEN])
@pytest.mark.parametrize(("kinds", "due"), [(("person",), 0.08), (("person", "vehicle"), 0.12), (("vehicle",), 0.04)])
def test_the_time_of_an_answer_is_that_of_the_question_however_much_is_withheld(
    scene: Scene, asked: Properties, kinds: tuple[str, ...], due: float
) -> None:
    toil = Toil()
    toilsome = cast("Law", ToilsomeLaw(scene.net.offices["AL"].law, toil))
    al = scene.net.offices["AL"] = replace(scene.net.offices["AL"], law=toilsome)
    hide(scene.net, 70)
    pause = Pause(time=toil.time, sleep=toil.sleep)
    with ThreadPoolExecutor(1) as workers:
        scene.door = Door(al, lambda: b"bundle", Lanes(Rate(burst=64, per_second=1.0), 2), workers, pause)
        assert scene.call(put(scene.net, asked, kinds)).status == 200
    assert toil.now == pytest.approx(due)


def hide(net: Network, count: int) -> None:
    """Put people of one name on record in Tirana of whom Belgrade may not learn."""
    seeking = caveat(asylum_from=frozenset({CountryCode("SRB")}))
    drafts = [Draft(kind="person", properties=HIDDEN, caveat=seeking)] * count
    collect(net.offices["AL"], net.person("AL", "keeper", Role.OFFICER), drafts)


def put(net: Network, asked: Properties, kinds: tuple[str, ...]) -> bytes:
    """Return a request of Belgrade with a question of each kind."""
    officer = net.person("RS", "officer", Role.OFFICER)
    case, rs = net.case("RS", officer), net.offices["RS"]
    keys = {"person": asked, "vehicle": {"plate": ("AA123BB",), "registration_country": ("ALB",)}}
    roles = {"person": SubjectRole.SUSPECT, "vehicle": SubjectRole.NOBODY}
    letters = [
        letter
        for kind in kinds
        for letter in ask(
            rs,
            officer,
            Enquiry(
                kind=kind,
                properties=keys[kind],
                case=case.id,
                subject=Subject(role=roles[kind]),
                partners={NodeId("AL"): "He is said to live there."},
            ),
        ).letters
    ]
    return write_request([seal(rs, letter.message).data for letter in letters])
