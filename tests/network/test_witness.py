"""Real nodes witness each other's logs: growth is cosigned, a log that was wound back or has a double is found out."""

import shutil
from datetime import timedelta

import pytest
from tests.network.realm import Realm, eventually, register

from egnatia.casework.charge import contradicted
from egnatia.ledger.checkpoint import parse_checkpoint
from egnatia.ledger.finding import Kind
from egnatia.model.identity import NodeId
from egnatia.upkeep import audit


def work(made: Realm, *names: str) -> None:
    """Let RS put people on record, which is logged, and bring its newest checkpoint to its partners."""
    made.clock.advance(timedelta(minutes=1))
    for name in names:
        register(made, "RS", name, "Petrović")
    made.nodes["RS"].errands.sequence()
    made.nodes["RS"].errands.rounds.offer()


def head(made: Realm) -> int:
    return made.office("RS").store.read(lambda tx: tx.ledger.head().size)


def seen(made: Realm, at: str, by: str | None = None) -> int:
    """Return the size of RS's newest checkpoint that a witness cosigned, as a node knows it."""
    found = made.office(at).store.read(lambda tx: tx.witnessed.get(NodeId("RS"), NodeId(by or at)))
    return parse_checkpoint(found.note.encode()).checkpoint.size if found else 0


def named(made: Realm, at: str) -> dict[str, dict[str, str]]:
    """Return which logs contradict themselves, by whose word, as a node knows it."""
    found = contradicted(made.office(at).store.read(lambda tx: tx.witnessed.list()))
    return {log: {one.witness: one.verdict.value for one in ones} for log, ones in found.items()}


def wind_back(made: Realm, *later: str) -> None:
    """Put RS's database back to what it was, after partners saw more of it; then let it do other things."""
    work(made, "Ana")
    made.stop("RS")
    folder = made.folder / "RS"
    shutil.copy(folder / "egnatia.db", folder / "older.db")
    made.start("RS")
    work(made, "Bojan", "Vesna")
    made.stop("RS")
    shutil.copy(folder / "older.db", folder / "egnatia.db")
    made.start("RS")
    work(made, *later)


def test_partners_cosign_what_grew_and_both_sides_know(trio: Realm) -> None:
    for name in ("Ana", "Bojan", "Vesna"):
        work(trio, name)
        for partner in ("AL", "ME"):
            assert seen(trio, partner) == seen(trio, "RS", by=partner) == head(trio)
    assert named(trio, "AL") == named(trio, "ME") == named(trio, "RS") == {}


def test_a_partner_that_is_away_catches_up(trio: Realm) -> None:
    work(trio, "Ana")
    before = seen(trio, "ME")
    trio.stop("ME")
    work(trio, "Bojan")
    trio.start("ME")
    assert seen(trio, "AL") == head(trio) > seen(trio, "ME") == before
    work(trio, "Vesna")
    assert seen(trio, "ME") == head(trio)


@pytest.mark.parametrize(
    ("later", "verdict"), [((), "rewound"), (("Dragan", "Milica", "Jovan", "Petar", "Luka"), "forked")]
)
def test_a_log_that_was_wound_back_is_caught_by_each_partner_at_once(
    trio: Realm, later: tuple[str, ...], verdict: str
) -> None:
    wind_back(trio, *later)
    assert named(trio, "AL")["RS"]["AL"] == verdict
    assert named(trio, "ME")["RS"]["ME"] == verdict


def test_a_log_that_was_wound_back_is_shown_to_all(trio: Realm) -> None:
    wind_back(trio)
    word = {"RS": {"AL": "rewound", "ME": "rewound"}}
    for node in ("RS", "AL", "ME"):
        assert eventually(lambda node=node: named(trio, node) == word)  # type: ignore[misc]


def test_an_audit_knows_what_witnesses_hold_against_the_log(trio: Realm) -> None:
    wind_back(trio)
    assert eventually(lambda: "RS" in named(trio, "RS"))
    assert {found.kind for found in audit(trio.folder / "RS").log.findings} == {Kind.REWOUND}


def test_a_log_that_shows_two_histories_is_found_when_witnesses_compare(trio: Realm) -> None:
    trio.stop("RS", "ME")
    folder = trio.folder / "RS"
    shutil.copy(folder / "egnatia.db", folder / "older.db")
    trio.start("RS")
    work(trio, "Ana", "Bojan")
    trio.stop("RS", "AL")
    shutil.copy(folder / "older.db", folder / "egnatia.db")
    trio.start("RS", "ME")
    work(trio, "Vesna", "Dragan", "Milica")
    assert named(trio, "ME") == {}
    trio.start("AL")
    trio.nodes["AL"].errands.rounds.compare(NodeId("ME"))
    assert named(trio, "AL")["RS"]["AL"] == "forked"
    assert eventually(lambda: named(trio, "ME").get("RS"))


def test_a_witness_keeps_what_it_saw_over_a_restart(trio: Realm) -> None:
    work(trio, "Ana")
    trio.stop("AL")
    trio.start("AL")
    work(trio, "Bojan")
    assert seen(trio, "AL") == head(trio)


@pytest.mark.slow
def test_nobody_has_to_ask_for_it(trio: Realm) -> None:
    register(trio, "RS", "Ana", "Petrović")
    assert eventually(lambda: seen(trio, "AL") == seen(trio, "ME") == head(trio), within=30)
