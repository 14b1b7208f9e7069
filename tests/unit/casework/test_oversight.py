"""Proofs that leave the house: under the checkpoint that most witnesses cosigned, and for oversight only."""

import pytest
from tests.unit.casework.logs import AL, ME, RS, LogScene, log_scene

from egnatia.casework.errors import NotAllowedError, NotFoundError
from egnatia.casework.oversight import ledger_head, prove, prove_growth, trail
from egnatia.casework.page import MOST
from egnatia.casework.rows import Account, Role
from egnatia.casework.trail import Note, entry
from egnatia.casework.witnesses import public_keys
from egnatia.exchange.log import log_verifiers
from egnatia.ledger.checkpoint import open_checkpoint
from egnatia.ledger.entry import Act
from egnatia.ledger.note import Verifier, parse_key
from egnatia.ledger.proof import parse_consistency, parse_inclusion, verify_entry, verify_growth


@pytest.fixture
def scene() -> LogScene:
    """RS, whose 4 entries both partners cosigned, 6 only AL, and 9 nobody."""
    made = log_scene()
    made.log(4)
    made.offer()
    made.net.line.away.add("ME")
    made.log(2)
    made.offer()
    made.net.line.away.clear()
    made.log(3)
    return made


def dpo(scene: LogScene) -> Account:
    return scene.net.person("RS", "dpo", Role.OVERSIGHT)


def keys(scene: LogScene) -> tuple[Verifier, ...]:
    return log_verifiers(scene.net.directory.members[RS], scene.office("RS").keys.verifier.verify)


@pytest.mark.parametrize(("index", "size", "names"), [(5, 6, {"egnatia/AL"}), (8, 9, set()), (4, 6, {"egnatia/AL"})])
def test_an_entry_is_proven_under_the_checkpoint_that_most_cosigned(
    scene: LogScene, index: int, size: int, names: set[str]
) -> None:
    proven = prove(scene.office("RS"), dpo(scene), index)
    assert verify_entry(proven.entry, proven.proof, keys(scene)).size == size
    lines = parse_inclusion(proven.proof).checkpoint.signatures
    assert {line.name for line in lines} == {"egnatia/RS", *names}


def test_cosignatures_of_one_checkpoint_are_put_together(scene: LogScene) -> None:
    scene.offer()
    proven = prove(scene.office("RS"), dpo(scene), 0)
    assert verify_entry(proven.entry, proven.proof, keys(scene)).size == 9
    names = [line.name for line in parse_inclusion(proven.proof).checkpoint.signatures]
    assert names == ["egnatia/RS", "egnatia/AL", "egnatia/ME"]


@pytest.mark.parametrize(("first", "second"), [(0, 9), (1, 6), (5, 6), (6, 6), (4, 9), (9, 9)])
def test_growth_is_proven_between_any_two_sizes(scene: LogScene, first: int, second: int) -> None:
    grown = prove_growth(scene.office("RS"), dpo(scene), first, second)
    old = open_checkpoint(grown.old, keys(scene)).checkpoint
    assert (old.size, verify_growth(old, grown.proof, keys(scene)).size) == (first, second)
    cosigned = {line.name for line in parse_consistency(grown.proof).checkpoint.signatures}
    assert ("egnatia/AL" in cosigned) == (second == 6)


@pytest.mark.parametrize(("first", "second"), [(2, 1), (0, 10), (10, 10)])
def test_what_the_log_was_not_it_does_not_prove(scene: LogScene, first: int, second: int) -> None:
    person = dpo(scene)
    with pytest.raises(NotFoundError, match="did not grow"):
        prove_growth(scene.office("RS"), person, first, second)
    with pytest.raises(NotFoundError, match="no entry 9"):
        prove(scene.office("RS"), person, 9)


def test_a_log_without_entries_proves_nothing(scene: LogScene) -> None:
    office = scene.office("AL")
    person = scene.net.person("AL", "dpo", Role.OVERSIGHT)
    assert ledger_head(office).size == 0
    with pytest.raises(NotFoundError):
        prove_growth(office, person, 0, 0)


def test_proofs_and_trails_are_for_oversight(scene: LogScene) -> None:
    office, officer = scene.office("RS"), scene.net.person("RS", "officer", Role.OFFICER)
    for attempt in (
        lambda: prove(office, officer, 0),
        lambda: prove_growth(office, officer, 0, 1),
        lambda: trail(office, officer, "0" * 64),
    ):
        with pytest.raises(NotAllowedError):
            attempt()
    assert trail(office, dpo(scene), "0" * 64).rows == ()


def test_a_long_trail_goes_on_where_its_page_ends(scene: LogScene) -> None:
    office, person = scene.office("RS"), dpo(scene)
    note = Note(act=Act.CONSULTATION, by=person.id, about=("7" * 64,))
    office.store.write(lambda tx: tx.ledger.append([entry(office, note) for _ in range(MOST + 3)]))
    first = trail(office, person, "7" * 64)
    last = trail(office, person, "7" * 64, first.next)
    assert (len(first.rows), len(last.rows), last.next) == (MOST, 3, None)
    assert len({one.entry.to_bytes() for one in (*first.rows, *last.rows)}) == MOST + 3


def test_the_keys_of_all_logs_and_witnesses_are_public(scene: LogScene) -> None:
    names = [parse_key(key).name for key in public_keys(scene.office("RS"))]
    assert names == [f"egnatia/{node}" for node in (AL, AL, ME, ME, RS, RS)]
