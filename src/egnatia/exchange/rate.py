"""How many envelopes a partner may send: a token bucket, as a value."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What is agreed: so many at once, and so many a second in the long run."""

    burst: int
    per_second: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """What a partner has left at a certain time."""

    tokens: float
    at: datetime


def full(rate: Rate, now: datetime) -> Bucket:
    """Return the bucket of a partner who has sent nothing lately."""
    return Bucket(tokens=float(rate.burst), at=now)


def take(bucket: Bucket, rate: Rate, now: datetime, count: int) -> Bucket | None:
    """Take tokens for `count` envelopes.

    Args:
        bucket: as the last call returned it.
        rate: what is agreed.
        now: a time before the bucket's, when the clock was set back, earns nothing.
        count: envelopes in the batch; all are taken or none.

    Returns:
        What is left; None if there are too few, and then the bucket stays as it was.
    """
    passed = max(0.0, (now - bucket.at).total_seconds())
    tokens = min(float(rate.burst), bucket.tokens + passed * rate.per_second)
    return Bucket(tokens=tokens - count, at=max(now, bucket.at)) if tokens >= count else None
