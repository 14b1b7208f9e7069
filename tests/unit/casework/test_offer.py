"""Our newest checkpoint is brought to partners, who cosign what only grew."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

import pytest
from tests.unit.casework.logs import AL, ME, LogScene, log_scene, size

from egnatia.adapters.sql.opening import open_store
from egnatia.casework.ports import Heard, Partners
from egnatia.exchange.log import cosigner, log_verifiers
from egnatia.exchange.witness import Said, cosigned
from egnatia.ledger.checkpoint import parse_checkpoint, sign_checkpoint
from egnatia.ledger.contradiction import cosignature_by
from egnatia.ledger.cosignature import cosign
from egnatia.model.identity import NodeId


@pytest.fixture
def scene() -> LogScene:
    return log_scene()


def test_what_only_grew_is_cosigned_by_all_and_kept_on_both_sides(scene: LogScene) -> None:
    for grown in (1, 4, 4, 9):
        scene.log(grown - scene.office("RS").store.read(lambda tx: tx.ledger.head().size))
        assert scene.offer() == set()
        for partner in ("AL", "ME"):
            assert size(scene.sighting(partner)) == grown
            assert size(scene.sighting("RS", witness=partner)) == grown
    assert scene.named("AL") == scene.named("RS") == {}


def test_the_cosignature_that_is_kept_holds_for_the_partner_s_key(scene: LogScene) -> None:
    scene.log(3)
    scene.offer()
    kept = scene.sighting("RS", witness="AL")
    assert kept
    verifiers = log_verifiers(scene.net.directory.members[AL], scene.office("RS").keys.verifier.verify)
    found = cosignature_by(parse_checkpoint(kept.note.encode()), verifiers)
    assert found
    assert found.time == int(scene.net.clock.now().timestamp())


def test_who_has_cosigned_is_not_asked_again(scene: LogScene) -> None:
    scene.log(3)
    scene.offer()
    before = scene.sighting("AL")
    scene.offer()
    assert scene.sighting("AL") == before


def test_who_was_away_catches_up(scene: LogScene) -> None:
    scene.log(2)
    scene.net.line.away.add("ME")
    assert scene.offer() == {ME}
    scene.log(5)
    scene.net.line.away.clear()
    assert scene.offer() == set()
    assert size(scene.sighting("ME")) == size(scene.sighting("AL")) == 7


def test_a_cosignature_that_is_lost_on_the_way_is_given_again(scene: LogScene) -> None:
    scene.log(2)
    scene.net.line.deaf.add("AL")
    assert scene.offer() == {AL}
    scene.log(1)
    scene.net.line.deaf.clear()
    assert scene.offer() == set()


def test_a_witness_that_forgot_begins_anew(scene: LogScene) -> None:
    scene.log(2)
    scene.offer()
    scene.net.offices["AL"] = scene.net.line.offices[AL] = replace(scene.office("AL"), store=open_store("sqlite://"))
    scene.log(2)
    assert scene.offer() == set()
    assert size(scene.sighting("AL")) == 4


@dataclass(frozen=True)
class Strange:
    """Partners who say whatever the test wants."""

    said: Said

    def offer(self, offers: Sequence[tuple[NodeId, bytes]]) -> list[Heard]:
        return [Heard(partner=partner, said=self.said) for partner, _ in offers]


def strange_word(scene: LogScene) -> bytes:
    """Return a cosignature of AL over something else."""
    checkpoint = sign_checkpoint(9, bytes(32), scene.office("RS").keys.ledger).checkpoint
    return cosigned(cosign(checkpoint, cosigner(scene.office("AL").keys.ledger), 1)).body


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"rubbish"),
        (200, b""),
        (200, "— egnatia/XX AAAAAAAAAAAAAAAAAAA=\n".encode()),
        (200, None),
        (409, b"rubbish"),
        (409, b"99\n"),
        (409, b"3\n"),
        (409, b"0\n"),
        (422, b""),
        (503, b""),
    ],
)
def test_a_partner_who_does_not_cosign_as_it_should_is_passed_over(
    scene: LogScene, status: int, body: bytes | None
) -> None:
    scene.log(3)
    said = Said(status=status, body=strange_word(scene) if body is None else body)
    office = replace(scene.office("RS"), partners=cast("Partners", Strange(said)))
    assert scene.offer(office) == {AL, ME}
    assert scene.sighting("RS", witness="AL") is None


def test_a_log_that_is_behind_what_a_partner_saw_says_so(scene: LogScene, caplog: pytest.LogCaptureFixture) -> None:
    scene.log(7)
    scene.offer()
    scene.offer(scene.impostor(3))
    assert "AL has a checkpoint of this log with 7 entries, but it has 3" in caplog.text


def test_a_log_without_entries_is_not_brought(scene: LogScene) -> None:
    assert scene.offer() == set()
    assert scene.sighting("AL") is None
