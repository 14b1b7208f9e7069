"""A lane for each partner: how much it has sent lately, how much of it is being worked on, what was logged of it."""

from asyncio import Semaphore
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from egnatia.api.node.limits import AT_WORK
from egnatia.exchange.rate import Bucket, Rate, full, take

#: A flood is logged once in so long, not once an envelope.
_LOG_EVERY = timedelta(seconds=1)


@dataclass(slots=True)
class Lane:
    """One partner's."""

    turn: Semaphore = field(default_factory=lambda: Semaphore(AT_WORK))
    bucket: Bucket | None = None
    logged: datetime | None = None

    def admits(self, rate: Rate, count: int, now: datetime) -> bool:
        """Tell whether the partner may send `count` envelopes now, and if so count them."""
        left = take(self.bucket or full(rate, now), rate, now, count)
        if left is None:
            return False
        self.bucket = left
        return True

    def may_log(self, now: datetime) -> bool:
        """Tell whether it is time to log a refusal again, and if so remember that it was."""
        if self.logged is not None and now - self.logged < _LOG_EVERY:
            return False
        self.logged = now
        return True


class Lanes:
    """The lanes of all partners; used by the event loop's thread only."""

    def __init__(self, rate: Rate) -> None:
        """Begin with nobody."""
        self.rate = rate
        self._lanes: defaultdict[str, Lane] = defaultdict(Lane)

    def of(self, key: str) -> Lane:
        """Return the lane of a peer, by the SHA-256 of its key."""
        return self._lanes[key]
