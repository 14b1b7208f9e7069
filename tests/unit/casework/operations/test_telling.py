"""Telling: every member gets a letter of its own, and newcomers what was said before."""

import pytest
from tests.unit.casework.operations.conftest import CHN, Watch

from egnatia.casework.operations.telling import Telling, catch_up, members_of, send, tell, word
from egnatia.model.identity import NodeId
from egnatia.model.message import MessageType
from egnatia.model.operation import Deed, OperationId, Step
from egnatia.model.statement import StatementAct


def waiting(watch: Watch) -> list[str]:
    """Return for whom letters wait at the lead's node."""
    found = watch.mk.store.read(lambda tx: tx.outbox.open())
    return sorted(row.message.recipient for row in found if row.message.type is MessageType.OPERATION)


def test_all_members_but_this_node_are_told(watch: Watch) -> None:
    made = watch.plan()
    step = Step(operation=watch.id, deed=Deed.PERSONS, plan=made.id, country=CHN)
    telling = Telling(step=step, operation=watch.id, reason="because")
    watch.mk.store.write(lambda tx: tell(watch.mk, tx, watch.officer, telling))
    assert waiting(watch) == ["SELEC", "TR"]
    assert watch.mk.store.read(lambda tx: members_of(tx, watch.id)) == {"MK", "TR", "SELEC"}


def test_who_left_the_network_is_passed_over(watch: Watch) -> None:
    made = watch.plan()
    watch.mk.store.write(lambda tx: send(watch.mk, tx, made, [NodeId("XX"), NodeId("TR")]))
    assert waiting(watch) == ["TR"]


@pytest.mark.slow
def test_newcomers_hear_what_this_node_said_and_nothing_of_others(watch: Watch) -> None:
    watch.run()
    watch.mk.store.write(lambda tx: catch_up(watch.mk, tx, watch.id, frozenset({NodeId("BG")})))
    mine = [one for one in watch.mk.store.read(lambda tx: tx.statements.about(watch.id)) if one.issuer == "MK"]
    assert waiting(watch) == ["BG"] * len(mine)


def test_nobody_belongs_to_an_operation_that_is_not_there(watch: Watch) -> None:
    assert watch.mk.store.read(lambda tx: members_of(tx, OperationId("0" * 32))) == frozenset()


def test_a_word_is_a_plan_a_step_or_an_undoing(watch: Watch) -> None:
    made = watch.plan()
    undoing = Telling(undoes=made.id, operation=watch.id, reason="because")
    assert made.act is StatementAct.PLAN
    assert word(watch.mk, watch.officer, undoing).act is StatementAct.UNDO
