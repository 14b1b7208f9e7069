"""Lists of statements: a page holds what is wanted, and the pages together hold all of it once."""

from dataclasses import replace

from tests.twins.network import network
from tests.unit.model.samples import STATEMENT

from egnatia.casework.page import MOST, USUAL
from egnatia.casework.stated import every_statement, page_statements
from egnatia.model.statement import Statement, StatementAct


def _is_even(made: Statement) -> bool:
    return int(made.salt, 16) % 2 == 0


def test_pages_hold_each_wanted_statement_once_the_newest_first() -> None:
    store = network("RS").offices["RS"].store
    holds = [replace(STATEMENT, act=StatementAct.HOLD, salt=f"{number:032x}") for number in range(2 * MOST + 30)]
    for made in holds:
        store.write(lambda tx, made=made: tx.statements.add(made))  # type: ignore[misc]
    found, beyond = list[Statement](), None
    while True:
        page = store.read(lambda tx, after=beyond: page_statements(tx.statements, StatementAct.HOLD, _is_even, after))  # type: ignore[misc]
        found += page.rows
        assert len(page.rows) == USUAL or page.next is None
        if (beyond := page.next) is None:
            break
    assert found == [made for made in reversed(holds) if _is_even(made)]
    every = store.read(lambda tx: tuple(every_statement(tx.statements, StatementAct.HOLD)))
    assert every == tuple(reversed(holds))


def test_nothing_wanted_is_one_empty_page() -> None:
    store = network("RS").offices["RS"].store
    page = store.read(lambda tx: page_statements(tx.statements, StatementAct.HOLD, _is_even, None))
    assert (page.rows, page.next) == ((), None)
