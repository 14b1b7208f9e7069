"""The time and the unpredictable bits that the operating system gives."""

import secrets
from datetime import UTC, datetime
from random import SystemRandom
from typing import Final

#: For what nodes do by chance in the background: the generator of the module `random` is left to whoever sets its seed.
CHANCE: Final = SystemRandom()


class SystemClock:
    """The computer's clock, in the milliseconds that nodes write to each other (`model.instant`)."""

    def now(self) -> datetime:
        """Return the current time, aware, in UTC."""
        now = datetime.now(UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)


class SystemRandomness:
    """The operating system's generator, fit for salts, nonces and ids."""

    def hex128(self) -> str:
        """Return 128 random bits as 32 hexadecimal digits."""
        return secrets.token_hex(16)
