"""Waking: whoever waited for another letter, or for the partner, goes as soon as that is there."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests.unit.casework.dispatch.conftest import Post, post

from egnatia.casework.deliver import LEASE, Outcome, deliver, deliver_due
from egnatia.casework.dispatch.sending import send
from egnatia.casework.rows import OutboxRow
from egnatia.casework.waking import longest_wait
from egnatia.model.dispatch_forms import Sort
from egnatia.model.identity import MessageId

__all__ = ["post"]
_FURTHER = {"facts": {"relevance": ("The same berth.",)}, "sort": Sort.INFORMATION}


def sent(post: Post, replies_to: str = "") -> MessageId:
    """Send a message, or a further one of its thread, and let nobody carry it."""
    further = {**_FURTHER, "replies_to": replies_to} if replies_to else {}
    return send(post.rs, post.officer, post.draft(**further)).message


def leased(post: Post) -> dict[MessageId, OutboxRow]:
    now = post.net.clock.now()
    rows = post.rs.store.write(lambda tx: tx.outbox.lease(now, now + LEASE, 99))
    return {row.message.id: row for row in rows}


def states(post: Post, messages: list[MessageId]) -> list[str]:
    return [post.at("RS", message).state.value for message in messages]


def outcomes(found: Iterator[object]) -> list[Outcome]:
    return [one.outcome for one in found]  # type: ignore[attr-defined]


def test_a_message_wakes_those_after_it_in_its_thread_and_no_others(post: Post) -> None:
    first, other = sent(post), sent(post)
    second, third, elsewhere = sent(post, first), sent(post, first), sent(post, other)
    rows = leased(post)
    early = [rows[one] for one in (third, second, elsewhere)]
    assert outcomes(deliver(post.rs, early)) == [Outcome.AWAY] * 3
    assert outcomes(deliver(post.rs, [rows[first]])) == [Outcome.TAKEN]
    assert deliver_due(post.rs) == 2  # at once, and in their order, whatever the order in which they went first
    assert states(post, [first, second, third]) == ["delivered"] * 3
    assert states(post, [elsewhere]) == ["sent"]


def test_a_letter_that_comes_too_early_is_tried_again_within_a_minute() -> None:
    assert longest_wait("early: what it replies to has not come") == timedelta(minutes=1)
    assert longest_wait("busy: later") == longest_wait("away: no reply") == timedelta(minutes=10)


def test_whoever_is_back_is_sent_all_that_waited_at_once(post: Post) -> None:
    post.net.line.away.add("AL")
    messages = [sent(post) for _ in range(3)]
    for _ in range(8):
        deliver_due(post.rs)
        post.net.clock.advance(timedelta(minutes=10))
    post.net.line.away.clear()
    deliver_due(post.rs, 1)
    assert deliver_due(post.rs) == len(messages) - 1
    assert states(post, messages) == ["delivered"] * 3


def test_who_was_never_away_wakes_nothing_that_failed(post: Post) -> None:
    post.net.line.away.add("AL")
    failed = sent(post)
    deliver_due(post.rs)
    post.net.line.away.clear()
    sent(post)
    assert deliver_due(post.rs) == 1
    assert deliver_due(post.rs) == 0
    assert states(post, [failed]) == ["sent"]


@pytest.mark.parametrize("words", ["away: nobody listens at its address", "early: wait"])
def test_only_letters_of_that_partner_and_those_words_are_held(post: Post, words: str) -> None:
    one, other = sent(post), sent(post)
    now = post.net.clock.now()
    later = now + timedelta(hours=1)
    post.rs.store.write(lambda tx: tx.outbox.postpone(one, later, words))
    post.rs.store.write(lambda tx: tx.outbox.postpone(other, later, "busy: " + words))
    beginning = words.split(" ", maxsplit=1)[0]
    assert post.rs.store.read(lambda tx: tx.outbox.held(post.al.me, now, beginning)) == (one,)
    assert post.rs.store.read(lambda tx: tx.outbox.held(post.rs.me, now, beginning)) == ()
