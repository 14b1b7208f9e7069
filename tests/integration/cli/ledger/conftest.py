"""Proofs that left the house, how they are checked, and a log that contradicts itself."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.integration.conftest import Type
from tests.integration.town import Town

from egnatia.casework.rows import Sighting
from egnatia.cli import main
from egnatia.ledger.checkpoint import sign_checkpoint
from egnatia.ledger.witness import Verdict
from egnatia.model.identity import NodeId


@pytest.fixture
def files(place: Town, typed: Type, tmp_path: Path) -> Path:
    """A folder with a proof of an entry and one of growth, cosigned by AL and XK."""
    errands = place.served["RS"].node.errands
    errands.sequence()
    errands.rounds.offer()
    typed("RS", "oversight", "ledger", "prove", "0", "--out", str(tmp_path / "entry.json"))
    typed("RS", "oversight", "ledger", "prove", "--from", "1", "--out", str(tmp_path / "growth.json"))
    return tmp_path


def check(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(["ledger", "check", *words])
    told = capsys.readouterr()
    assert ended.value.code == code, told.err or told.out
    assert "Traceback" not in told.err
    return told.err if code else told.out


def root(place: Town) -> str:
    assert place.realm.network
    return place.realm.network.root_digest


@pytest.fixture
def liar(place: Town) -> Iterator[str]:
    """AL, of which RS knows two checkpoints that contradict each other; what RS knew of it before comes back."""
    rs, key = place.served["RS"].node.office, place.served["AL"].node.office.keys.ledger
    one, other = (sign_checkpoint(9, bytes([number]) * 32, key).to_bytes().decode() for number in (1, 2))
    found = Sighting(
        log=NodeId("AL"), witness=rs.me, at=rs.clock.now(), verdict=Verdict.FORKED, note=one, against=other
    )
    rs.store.write(lambda tx: tx.witnessed.put(found))
    yield "AL"
    rs.store.write(lambda tx: tx.witnessed.put(replace(found, verdict=Verdict.SETTLED)))
