"""The questions that stay, as people see them."""

import pytest
from tests.unit.casework.watch.conftest import Waiting

from egnatia.casework.errors import NotAllowedError, NotFoundError
from egnatia.casework.rows import Role
from egnatia.casework.watch.ending import Extension, extend_watch, withdraw_watch
from egnatia.casework.watch.listing import WatchState, find_watch, held_watches, list_watches
from egnatia.model.identity import QuestionId


def test_who_works_in_the_case_file_sees_where_it_stands_and_what_it_brought(waiting: Waiting) -> None:
    rs, officer = waiting.scene.rs, waiting.scene.officer
    [stands] = list_watches(rs, officer)
    assert (stands.state, stands.hits, stands.partner, stands.reviewed) == (WatchState.STANDS, 0, "AL", False)
    waiting.arrive()
    waiting.follow()
    assert find_watch(rs, officer, waiting.question).hits == 1
    withdraw_watch(rs, officer, waiting.question, "he was found")
    assert find_watch(rs, officer, waiting.question).state is WatchState.WITHDRAWN


def test_what_has_not_arrived_is_on_its_way(waiting: Waiting) -> None:
    waiting.scene.net.line.away.add("AL")
    waiting.scene.ask(watch_days=30)
    newest, _ = list_watches(waiting.scene.rs, waiting.scene.officer)
    assert newest.state is WatchState.ASKED


def test_what_the_partner_refused_does_not_stay(waiting: Waiting) -> None:
    waiting.scene.al.store.write(lambda tx: tx.watches.drop(waiting.question))
    waiting.scene.rs.store.write(lambda tx: tx.questions.set_state(waiting.question, "refused", ("no",)))
    assert find_watch(waiting.scene.rs, waiting.scene.officer, waiting.question).state is WatchState.REFUSED


def test_one_that_was_looked_at_again_says_so(waiting: Waiting) -> None:
    waiting.scene.net.clock.advance(waiting.kept().until - waiting.kept().begun_at)
    with pytest.raises(NotAllowedError):
        find_watch(waiting.scene.rs, waiting.scene.net.person("RS", "other", Role.OFFICER), waiting.question)
    extend_watch(waiting.scene.rs, waiting.supervisor, waiting.question, Extension(days=89, reason="not found yet"))
    assert find_watch(waiting.scene.rs, waiting.supervisor, waiting.question).reviewed


def test_others_see_nothing_of_it(waiting: Waiting) -> None:
    other = waiting.scene.net.person("RS", "other", Role.OFFICER)
    assert list_watches(waiting.scene.rs, other) == ()
    with pytest.raises(NotFoundError):
        find_watch(waiting.scene.rs, other, QuestionId("0" * 32))


def test_oversight_of_the_partner_sees_whose_it_is_and_until_when(waiting: Waiting) -> None:
    oversight = waiting.scene.net.person("AL", "oversight", Role.OVERSIGHT)
    [held] = held_watches(waiting.scene.al, oversight)
    assert (held.question, held.partner, held.kind) == (waiting.question, "RS", "person")
    with pytest.raises(NotAllowedError):
        held_watches(waiting.scene.al, waiting.scene.expert)
