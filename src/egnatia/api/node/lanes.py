"""A lane for each partner: how much it has sent lately, how much of it is being worked on, what was logged of it."""

from asyncio import Semaphore
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from egnatia.exchange.rate import Bucket, Rate, full, take
from egnatia.exchange.refusal import RefusalCode

#: A flood is logged once in so long, not once an envelope.
_LOG_EVERY = timedelta(seconds=1)


@dataclass(slots=True)
class Lane:
    """One partner's."""

    turn: Semaphore  #: Held by each request that is worked on.
    bucket: Bucket | None = None
    logged: dict[RefusalCode, datetime] = field(default_factory=dict)

    def admits(self, rate: Rate, count: int, now: datetime) -> bool:
        """Tell whether the partner may send `count` envelopes now, and if so count them."""
        left = take(self.bucket or full(rate, now), rate, now, count)
        if left is None:
            return False
        self.bucket = left
        return True

    def may_log(self, code: RefusalCode, now: datetime) -> bool:
        """Tell whether it is time to log a refusal of this sort again, and if so remember that it was."""
        last = self.logged.get(code)
        if last is not None and timedelta(0) <= now - last < _LOG_EVERY:
            return False
        self.logged[code] = now
        return True


class Lanes:
    """The lanes of all partners; used by the event loop's thread only."""

    def __init__(self, rate: Rate, at_work: int) -> None:
        """Begin with nobody.

        Args:
            rate: envelopes that one partner may send.
            at_work: requests of one partner that are worked on at once.
        """
        self.rate = rate
        self._lanes: defaultdict[str, Lane] = defaultdict(lambda: Lane(turn=Semaphore(at_work)))

    def of(self, key: str) -> Lane:
        """Return the lane of a peer, by the SHA-256 of its key."""
        return self._lanes[key]
