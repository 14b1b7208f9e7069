"""Forms that came before: found at once, within the act, by others of the node, and after a restart."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest
from tests.twins.network import Network, network
from tests.unit.adapters.sql.samples import a_letter

from egnatia.adapters.sql.opening import open_store
from egnatia.casework.errors import SentBeforeError
from egnatia.casework.office import Office
from egnatia.casework.once import KEPT, Once
from egnatia.casework.ports import Transaction
from egnatia.casework.tickets import Sort
from egnatia.model.identity import AccountId

PETRA = AccountId("petra")


@pytest.fixture
def net() -> Network:
    return network("RS")


@pytest.fixture
def office(net: Network) -> Office:
    return net.offices["RS"]


def writing(number: int) -> Callable[[Transaction], None]:
    return lambda tx: tx.outbox.add([a_letter(number)])


def letters(office: Office) -> int:
    return sum(office.store.read(lambda tx: tx.outbox.waiting()).values())


def send(office: Office, mark: str, number: int = 1) -> None:
    """Send a form that writes a letter."""
    Once(office, PETRA, mark).office.store.write(writing(number))


def test_a_form_is_carried_out_once(office: Office) -> None:
    send(office, "a")
    with pytest.raises(SentBeforeError):
        send(office, "a", 2)
    send(office, "b", 3)
    assert letters(office) == 2


def test_whoever_guesses_the_mark_of_another_hinders_nobody(office: Office) -> None:
    send(office, "a")
    Once(office, AccountId("marko"), "a").office.store.write(writing(2))
    assert letters(office) == 2


def test_an_act_that_fails_leaves_no_mark(office: Office) -> None:
    def fail(tx: Transaction) -> None:
        tx.outbox.add([a_letter(1)])
        raise KeyError

    with pytest.raises(KeyError):
        Once(office, PETRA, "a").office.store.write(fail)
    send(office, "a")
    assert letters(office) == 1


def test_a_form_that_only_looked_may_come_again(office: Office) -> None:
    form = Once(office, PETRA, "a")
    assert form.office.store.read(lambda tx: tx.outbox.waiting()) == {}
    form.give_back()
    send(office, "a")


def test_an_act_that_was_refused_after_it_noted_something_may_come_again(office: Office) -> None:
    form = Once(office, PETRA, "a")
    form.office.store.write(writing(1))
    form.give_back()
    send(office, "a", 2)


def test_an_act_of_several_transactions_keeps_its_mark_with_the_first(office: Office) -> None:
    form = Once(office, PETRA, "a")
    for number in (1, 2):
        form.office.store.write(writing(number))
    assert letters(office) == 2
    assert len(office.store.read(lambda tx: tx.tickets.of(Sort.FORM, PETRA, office.clock.now()))) == 1


def test_of_presses_that_come_together_one_is_carried_out(office: Office) -> None:
    together = Barrier(4)

    def press(number: int) -> bool:
        form = Once(office, PETRA, "a")
        together.wait(10)  # all have looked, and found no mark
        try:
            form.office.store.write(writing(number))
        except SentBeforeError:
            form.give_back()  # nothing: the mark is another's
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(press, range(4))) == [False, False, False, True]
    with pytest.raises(SentBeforeError):
        send(office, "a", 9)
    assert letters(office) == 1


@pytest.mark.slow
def test_a_restart_forgets_no_form(office: Office, tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/node.db"
    for begun in (True, False):
        store = open_store(address)
        again = replace(office, store=store)
        if begun:
            send(again, "a")
        else:
            with pytest.raises(SentBeforeError):
                send(again, "a", 2)
        store.close()


def test_marks_are_forgotten_when_no_browser_would_send_them_again(net: Network, office: Office) -> None:
    send(office, "a")
    net.clock.advance(KEPT)
    send(office, "b", 2)
    send(office, "a", 3)
