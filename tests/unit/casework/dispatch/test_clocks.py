"""Clocks that ran out: logged once, shown to who supervises, counted by partner and instrument."""

from datetime import timedelta

import pytest
from tests.twins.network import Network, network
from tests.unit.casework.dispatch.test_assisting import sent

from egnatia.casework.deliver import deliver_due
from egnatia.casework.dispatch.clocks import Punctuality, count_clocks, list_overdue, note_overdue
from egnatia.casework.dispatch.reading import finish
from egnatia.casework.errors import NotAllowedError
from egnatia.casework.rows import Role
from egnatia.model.errors import ParseError
from egnatia.model.identity import MessageId, NodeId

YEAR = ("2026-01", "2026-12")


@pytest.fixture
def net() -> Network:
    """Germany and Austria, between which European Investigation Orders have their clock."""
    return network("DE", "AT")


def counted(net: Network, node: str) -> list[Punctuality]:
    """Return what who supervises at a node sees counted."""
    office = net.offices[node]
    chief = net.person(node, f"chief.{office.randomness.hex128()[:6]}", Role.SUPERVISOR)
    return list(count_clocks(office, chief, *YEAR))


def eio(partner: str, *, ours: bool, **counts: int) -> Punctuality:
    empty = dict.fromkeys(("in_time", "late", "running", "overdue"), 0)
    return Punctuality(partner=NodeId(partner), ours=ours, instrument="eio", **{**empty, **counts})


def let_pass(net: Network, message: MessageId, past: timedelta) -> None:
    """Move the clock past the time of a message."""
    row = net.offices["AT"].store.read(lambda tx: tx.dispatches.get(message))
    assert row
    assert row.due_at
    net.clock.advance(row.due_at + past - net.clock.now())


def done(net: Network, message: MessageId) -> None:
    finish(net.offices["AT"], net.person("AT", "clerk", Role.OFFICER), message)
    deliver_due(net.offices["AT"])


def test_a_clock_is_counted_alike_at_both_ends_as_it_runs_runs_out_and_is_late(net: Network) -> None:
    message = sent(net, "DE", "AT")
    for past, kept in ((-timedelta(hours=1), "running"), (timedelta(hours=1), "overdue")):
        let_pass(net, message, past)
        assert counted(net, "DE") == [eio("AT", ours=False, **{kept: 1})]
        assert counted(net, "AT") == [eio("DE", ours=True, **{kept: 1})]
    done(net, message)
    assert counted(net, "DE") == [eio("AT", ours=False, late=1)]
    assert counted(net, "AT") == [eio("DE", ours=True, late=1)]


def test_what_is_done_before_its_time_was_done_in_time(net: Network) -> None:
    message = sent(net, "DE", "AT")
    done(net, message)
    let_pass(net, message, timedelta(days=1))
    assert counted(net, "AT") == [eio("DE", ours=True, in_time=1)]


def test_what_is_overdue_is_logged_once_and_shown_to_who_supervises(net: Network) -> None:
    office, chief = net.offices["AT"], net.person("AT", "chief", Role.SUPERVISOR)
    message = sent(net, "DE", "AT")
    let_pass(net, message, -timedelta(hours=1))
    assert (note_overdue(office), list_overdue(office, chief)) == (0, ())
    let_pass(net, message, timedelta(hours=1))
    assert [note_overdue(office), note_overdue(office)] == [1, 0]
    assert [row.id for row in list_overdue(office, chief)] == [message]
    found = office.store.read(lambda tx: tx.ledger.trail(message, 99))[-1].entry
    assert found.detail == {"what": "clock_ran_out", "instrument": "eio", "late": "AT"}


def test_an_officer_neither_counts_clocks_nor_sees_what_others_let_run_out(net: Network) -> None:
    office, officer = net.offices["AT"], net.person("AT", "clerk", Role.OFFICER)
    with pytest.raises(NotAllowedError):
        count_clocks(office, officer, *YEAR)
    with pytest.raises(NotAllowedError):
        list_overdue(office, officer)


def test_oversight_counts_and_a_month_that_is_none_is_refused(net: Network) -> None:
    oversight = net.person("AT", "dpo", Role.OVERSIGHT)
    assert count_clocks(net.offices["AT"], oversight, *YEAR) == ()
    with pytest.raises(ParseError, match="first"):
        count_clocks(net.offices["AT"], oversight, "soon", "2026-12")
