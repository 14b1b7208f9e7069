"""The outbox as an administrator sees it."""

from datetime import timedelta

import pytest
from tests.unit.casework.dispatch.conftest import Post
from tests.unit.casework.dispatch.conftest import post as post  # noqa: PLC0414 - the scene of messages

from egnatia.casework.deliver import deliver_due
from egnatia.casework.dispatch.sending import send
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.outbox import abandon, list_waiting, try_now
from egnatia.casework.rows import Account, Role
from egnatia.exchange.states import DispatchState
from egnatia.model.errors import ParseError
from egnatia.model.identity import MessageId, NodeId

AL = NodeId("AL")


@pytest.fixture
def admin(post: Post) -> Account:
    """Cut the line, and put an administrator in Belgrade."""
    post.net.line.away.add("AL")
    return post.net.person("RS", "admin", Role.ADMINISTRATOR)


def test_what_waits_is_listed_with_what_stood_in_its_way(post: Post, admin: Account) -> None:
    message = post.write()
    [found] = list_waiting(post.rs, admin)
    assert (found.message, found.recipient, found.tries, found.error) == (message, AL, 1, "away: nobody listens")
    with pytest.raises(NotAllowedError):
        list_waiting(post.rs, post.officer)


def test_when_the_line_is_back_letters_go_at_once_if_somebody_says_so(post: Post, admin: Account) -> None:
    message = post.write()
    post.net.line.away.clear()
    assert deliver_due(post.rs) == 0
    assert try_now(post.rs, admin, AL) == 1
    deliver_due(post.rs)
    assert post.at("RS", message).state is DispatchState.DELIVERED
    assert try_now(post.rs, admin, AL) == 0


def test_a_letter_that_is_given_up_is_a_message_that_did_not_arrive(post: Post, admin: Account) -> None:
    message = post.write()
    abandon(post.rs, admin, message, "They moved to another building.")
    assert post.at("RS", message).state is DispatchState.FAILED
    assert list_waiting(post.rs, admin) == ()
    with pytest.raises(ConflictError):
        abandon(post.rs, admin, message, "Again.")
    post.net.line.away.clear()
    assert send(post.rs, post.officer, message).sent  # the way out: the same message, once more
    deliver_due(post.rs)
    assert post.at("AL", message).state is DispatchState.DELIVERED


def test_giving_up_wants_a_reason_and_a_letter(post: Post, admin: Account) -> None:
    with pytest.raises(NotFoundError):
        abandon(post.rs, admin, MessageId("0" * 32), "Why not.")
    with pytest.raises(ParseError):
        abandon(post.rs, admin, post.write(), " ")


def test_tries_grow_apart(post: Post, admin: Account) -> None:
    post.write()
    waits = []
    for _ in range(6):
        [found] = list_waiting(post.rs, admin)
        waits.append(found.next_try - post.net.clock.now())
        post.net.clock.set(found.next_try)
        deliver_due(post.rs)
    assert waits == sorted(waits)
    assert waits[-1] > timedelta(seconds=30)
