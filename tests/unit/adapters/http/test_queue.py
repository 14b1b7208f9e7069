"""What waits for a partner."""

from queue import SimpleQueue

from egnatia.adapters.http.queue import UNDER_WAY, Posting, Queue
from egnatia.casework.ports import Reply
from egnatia.exchange.batch import write_request
from egnatia.exchange.limits import MAX_BATCH, MAX_BODY
from egnatia.model.identity import NodeId

ENVELOPE = b'{"id":"1"}'


def posting(batch: int, envelopes: int = 1, *, size: int = 0) -> Posting:
    """Return a request with so many envelopes, filled up to a size."""
    body = write_request([ENVELOPE] * (envelopes - 1) + [b"{" + b"x" * size + b"}"])
    return Posting(partner=NodeId("AL"), batch=batch, body=body, replies=SimpleQueue[Reply]())


def queue(*postings: Posting) -> Queue:
    """Return a queue in which these wait."""
    made = Queue()
    for waiting in postings:
        made.put(waiting)
    return made


def taken(line: Queue) -> list[int]:
    """Take what goes next; return its numbers."""
    return [posting.batch for posting in line.take()]


def test_what_waits_together_goes_together_in_its_order() -> None:
    assert taken(queue(*map(posting, range(5)))) == [0, 1, 2, 3, 4]


def test_who_finds_the_line_free_goes_at_once() -> None:
    line = queue(posting(0))
    assert taken(line) == [0]
    line.put(posting(1))
    assert taken(line) == [1]


def test_when_enough_is_under_way_the_next_waits_until_one_is_done() -> None:
    line = queue()
    for number in range(UNDER_WAY):
        line.put(posting(number))
        assert taken(line) == [number]
    line.put(posting(10))
    line.put(posting(11))
    assert taken(line) == []
    line.done()
    assert taken(line) == [10, 11]


def test_a_request_holds_no_more_envelopes_than_a_batch_may() -> None:
    line = queue(posting(0, MAX_BATCH - 1), posting(1), posting(2))
    assert [taken(line), taken(line)] == [[0, 1], [2]]


def test_a_request_is_no_larger_than_a_body_may_be() -> None:
    line = queue(posting(0, size=MAX_BODY // 2), posting(1, size=MAX_BODY // 2), posting(2))
    assert [taken(line), taken(line)] == [[0], [1, 2]]


def test_nothing_waits_nothing_goes() -> None:
    assert taken(queue()) == []


def test_those_that_will_not_go_are_told_why() -> None:
    waiting = posting(7)
    queue(waiting).give_up("this node is being stopped")
    assert waiting.replies.get_nowait() == Reply(
        partner=NodeId("AL"), batch=7, body=None, error="this node is being stopped"
    )
