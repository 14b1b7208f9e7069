"""The ports to letters on their way and to those that came; parts of a `ports.Transaction`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from egnatia.casework.rows import InboxRow, OutboxRow
from egnatia.model.identity import MessageId, NodeId


class Outbox(Protocol):
    """Letters on their way. A letter is here from the transaction of the act until the partner has it."""

    def add(self, rows: Sequence[OutboxRow]) -> None:
        """Keep letters to be sent."""
        ...

    def again(self, row: OutboxRow) -> None:
        """Keep a letter to be sent, in the place of one of its id that was given up, if there is one."""
        ...

    def due(self, now: datetime) -> bool:
        """Say whether a letter is due that nobody has leased."""
        ...

    def lease(self, now: datetime, until: datetime, limit: int) -> tuple[OutboxRow, ...]:
        """Take due letters that nobody has leased, oldest first, so that no other sender takes them before `until`."""
        ...

    def delivered(self, message: MessageId, at: datetime, receipt: str) -> None:
        """Note that the partner has it, with its signed receipt (empty if an answer came in its place)."""
        ...

    def postpone(self, message: MessageId, next_try: datetime, error: str) -> None:
        """Give the lease back after a failure and try again later."""
        ...

    def held(self, recipient: NodeId, now: datetime, beginning: str) -> tuple[MessageId, ...]:
        """Return the letters to a partner that wait, after a failure whose words begin so, oldest first."""
        ...

    def wake(self, messages: Sequence[MessageId], now: datetime) -> None:
        """Have letters that wait be tried now."""
        ...

    def bury(self, message: MessageId, error: str) -> None:
        """Stop trying: the letter expired or the partner refused it for good."""
        ...

    def get(self, message: MessageId) -> OutboxRow | None:
        """Return one letter."""
        ...

    def open(self) -> tuple[OutboxRow, ...]:
        """Return all letters that are still on their way, oldest first."""
        ...

    def waiting(self) -> Mapping[NodeId, int]:
        """Return how many letters wait, by partner."""
        ...


class Inbox(Protocol):
    """What was accepted: the dedupe keys, written in the transaction of the effect."""

    def accept(self, row: InboxRow) -> bool:
        """Note an envelope; False if this envelope id of this sender was accepted before."""
        ...

    def handled(self, sender: NodeId, message: MessageId) -> InboxRow | None:
        """Return the first acceptance of a message, by whatever envelope it came."""
        ...

    def prune(self, now: datetime) -> int:
        """Forget envelopes that expired before `now`: an expired one is refused anyway. Returns how many."""
        ...
