"""A log that forks or winds back is not cosigned, and named to all."""

from dataclasses import replace

import pytest
from tests.unit.casework.logs import AL, ME, RS, LogScene, log_scene, size

from egnatia.casework.witness import witness
from egnatia.exchange.log import cosigner, log_verifiers
from egnatia.ledger.checkpoint import sign_checkpoint
from egnatia.ledger.contradiction import contradiction
from egnatia.ledger.cosignature import cosign
from egnatia.ledger.proof import ConsistencyProof
from egnatia.ledger.tree import EMPTY_ROOT
from egnatia.ledger.witness import Verdict


@pytest.fixture
def scene() -> LogScene:
    return log_scene()


@pytest.mark.parametrize(("count", "verdict"), [(3, Verdict.REWOUND), (7, Verdict.FORKED), (8, Verdict.FORKED)])
@pytest.mark.parametrize("seen", [4, 7])
def test_another_history_is_caught_at_once_by_each_partner(
    scene: LogScene, seen: int, count: int, verdict: Verdict
) -> None:
    scene.log(seen)
    scene.offer()
    assert scene.offer(scene.impostor(count)) == ({AL, ME})
    for partner in ("AL", "ME"):
        assert scene.named(partner) == {"RS": {partner: verdict}}


def test_a_contradiction_is_shown_to_all_and_proves_itself(scene: LogScene) -> None:
    scene.log(7)
    scene.offer()
    scene.net.line.away.add("ME")
    scene.offer(scene.impostor(8))
    scene.net.line.away.clear()
    scene.deliver()
    assert scene.named("AL") == scene.named("ME") == scene.named("RS") == {"RS": {"AL": Verdict.FORKED}}
    told = scene.sighting("ME", witness="AL")
    assert told
    verifiers = log_verifiers(scene.net.directory.members[RS], scene.office("ME").keys.verifier.verify)
    assert contradiction(told.note.encode(), told.against.encode(), verifiers) == Verdict.FORKED.value


def test_a_contradiction_is_logged_and_published_once(scene: LogScene) -> None:
    scene.log(7)
    scene.offer()
    impostor = scene.impostor(8)
    for _ in range(3):
        scene.offer(impostor)
    al = scene.office("AL").store
    assert al.read(lambda tx: tx.outbox.waiting()) == {ME: 1, RS: 1}
    assert al.read(lambda tx: tx.ledger.head().unsequenced) == 1


def test_after_a_contradiction_nothing_is_cosigned(scene: LogScene) -> None:
    scene.log(7)
    scene.offer()
    scene.offer(scene.impostor(8))
    scene.log(2)
    assert scene.offer() == {AL, ME}
    assert size(scene.sighting("AL")) == 7


def request(scene: LogScene, **changes: object) -> bytes:
    """Return a request of RS about an empty log, changed."""
    keys = scene.office("RS").keys
    values = {"origin": "RS", "own": True, "at": 0, "old": 0, **changes}
    note = sign_checkpoint(0, EMPTY_ROOT, keys.ledger)
    time = int(scene.net.clock.now().timestamp()) + int(str(values["at"]))
    own = (cosign(note.checkpoint, cosigner(keys.ledger), time).to_line(),) if values["own"] else ()
    note = replace(note, signatures=(*note.signatures, *own))
    return ConsistencyProof(old=int(str(values["old"])), path=(), checkpoint=note).to_bytes()


@pytest.mark.parametrize(
    ("changes", "status"),
    [({}, 200), ({"own": False}, 403), ({"at": 200}, 403), ({"at": -200}, 200), ({"old": 1}, 400)],
)
def test_a_witness_cosigns_only_what_the_log_signs_now(
    scene: LogScene, changes: dict[str, object], status: int
) -> None:
    assert witness(scene.office("AL"), RS, request(scene, **changes)).status == status


def test_only_the_log_of_the_node_that_calls_is_witnessed(scene: LogScene) -> None:
    assert witness(scene.office("AL"), ME, request(scene)).status == 404
    assert witness(scene.office("AL"), RS, b"rubbish").status == 400


def test_a_checkpoint_that_the_log_did_not_sign_is_not_cosigned(scene: LogScene) -> None:
    forged = request(scene).replace(b"egnatia/RS ", b"egnatia/ME ")
    assert witness(scene.office("AL"), RS, forged).status == 403


def test_a_late_request_is_no_contradiction(scene: LogScene) -> None:
    early = request(scene)
    scene.log(3)
    scene.offer()
    late = witness(scene.office("AL"), RS, early)
    assert (late.status, late.body) == (409, b"3\n")
    assert scene.named("AL") == {}
