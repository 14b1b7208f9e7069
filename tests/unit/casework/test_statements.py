"""A statement says who of this node said what of what, when and why; it is kept and logged."""

from tests.unit.casework.conftest import Scene

from egnatia.casework.statements import Said, make_statement, state
from egnatia.ledger.entry import Act
from egnatia.model.statement import StatementAct


def said(scene: Scene) -> Said:
    return Said(act=StatementAct.HOLD, about=frozenset({scene.record.id}), reason="the court asks for it")


def test_a_statement_is_this_nodes_and_this_persons_now(scene: Scene) -> None:
    made = make_statement(scene.al, scene.chief, said(scene))
    assert (made.issuer, made.by, made.at) == ("AL", scene.chief.id, scene.net.clock.now())
    assert (made.about, made.reason) == ({scene.record.id}, "the court asks for it")  # type: ignore[comparison-overlap]


def test_the_same_words_twice_are_two_statements(scene: Scene) -> None:
    one, two = (make_statement(scene.al, scene.chief, said(scene)) for _ in range(2))
    assert one.id != two.id


def test_what_is_stated_is_kept_and_logged_without_its_words(scene: Scene) -> None:
    made = scene.al.store.write(lambda tx: state(scene.al, tx, scene.chief, said(scene)))
    assert scene.al.store.read(lambda tx: tx.statements.about(scene.record.id)) == (made,)
    [*_, last] = scene.al.store.read(lambda tx: tx.ledger.trail(made.id, 9))
    assert (last.entry.act, dict(last.entry.detail)) == (Act.STATEMENT, {"what": "hold"})
    assert set(last.entry.about) == {scene.record.id, made.id}
