"""A clock that stands until it is set, and bits that the same seed gives again."""

import random
from datetime import UTC, datetime, timedelta

#: A Saturday morning on which nothing else happened.
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class SetClock:
    """A clock that a test sets."""

    def __init__(self, at: datetime = NOON) -> None:
        self._at = at

    def now(self) -> datetime:
        """Return the time to which it was set last."""
        return self._at

    def set(self, at: datetime) -> None:
        """Put it to another time, earlier or later."""
        self._at = at

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        self._at += by


class SeededRandomness:
    """Randomness that repeats itself: for tests and demos only."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311 - repeating itself is what it is for

    def hex128(self) -> str:
        """Return the next 128 bits of the sequence as 32 hexadecimal digits."""
        return f"{self._random.getrandbits(128):032x}"
