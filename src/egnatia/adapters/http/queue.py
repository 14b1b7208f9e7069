"""Requests that wait for their turn with one partner: what waits together goes together.

A few requests are under way to a partner at once. While they are, further ones gather, and the next turn takes all
that fit into one: one head, one answer and one transaction there, instead of many (docs/adr/0073).
"""

from collections import deque
from dataclasses import dataclass
from queue import SimpleQueue

from egnatia.casework.ports import Reply
from egnatia.exchange.batch import count_envelopes
from egnatia.exchange.limits import MAX_BATCH, MAX_BODY
from egnatia.model.identity import NodeId

#: Requests under way to one partner at once.
UNDER_WAY = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One request to one partner, and where its reply is waited for."""

    partner: NodeId
    batch: int
    body: bytes
    replies: SimpleQueue[Reply]

    @property
    def envelopes(self) -> int:
        """How many it holds."""
        return count_envelopes(self.body)

    def answer(self, body: bytes) -> None:
        """Hand over what the partner said."""
        self.replies.put(Reply(partner=self.partner, batch=self.batch, body=body))

    def away(self, words: str) -> None:
        """Say that nothing came, and why."""
        self.replies.put(Reply(partner=self.partner, batch=self.batch, body=None, error=words))


class Queue:
    """What waits for one partner; used by the event loop's thread only."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._waiting: deque[Posting] = deque()
        self._under_way = 0

    def put(self, posting: Posting) -> None:
        """Let a request wait for its turn."""
        self._waiting.append(posting)

    def take(self) -> list[Posting]:
        """Take what goes next in one request; nothing if nothing waits or enough is under way. `done` ends the turn."""
        if not self._waiting or self._under_way == UNDER_WAY:
            return []
        self._under_way += 1
        first = self._waiting.popleft()
        taken, envelopes, size = [first], first.envelopes, len(first.body)
        while self._waiting:
            envelopes += self._waiting[0].envelopes
            size += len(self._waiting[0].body)
            if envelopes > MAX_BATCH or size > MAX_BODY:
                break
            taken.append(self._waiting.popleft())
        return taken

    def done(self) -> None:
        """Note that a request that was taken has ended."""
        self._under_way -= 1

    def give_up(self, words: str) -> None:
        """Say to all that wait that they will not go."""
        while self._waiting:
            self._waiting.popleft().away(words)
