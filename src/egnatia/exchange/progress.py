"""The body of a letter that tells what became of a message at its recipient: read, elsewhere, done, or handed back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from egnatia.model.desk import Desk
from egnatia.model.errors import ContradictionError
from egnatia.model.identity import MessageId, parse_message_id
from egnatia.model.instant import format_instant, parse_instant
from egnatia.model.reading import Fields, contradictions, member, text


class Step(StrEnum):
    """What a desk did with a message."""

    SENT_BY_HAND = "sent_by_hand"  #: On paper, to who has no node.
    TYPED_IN = "typed_in"  #: It came on paper.
    READ = "read"
    REROUTED = "rerouted"
    DONE = "done"
    RETURNED = "returned"  #: Handed back: it is for somebody else.
    NOT_DELIVERED = "not_delivered"  #: Paper that came back, or of which it is known that it did not arrive.
    CLOSED = "closed"  #: It never arrived, and is let be.


#: Steps with paper, and with what never arrived: no node is told of them.
BY_HAND: Final = frozenset({Step.SENT_BY_HAND, Step.TYPED_IN, Step.NOT_DELIVERED, Step.CLOSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One step with what came by line; who took it stays at home, and so does why, but for what is handed back."""

    message: MessageId
    step: Step
    desk: Desk  #: Where the message lies after it.
    at: datetime
    words: str = ""  #: Of what is handed back: why, and for whom it may be.

    def __post_init__(self) -> None:
        """Refuse a step with words that it does not take, or without those that it wants."""
        if self.step in BY_HAND:
            raise ContradictionError("step", "what is done by hand is told to no node")
        if bool(self.words.strip()) != (self.step is Step.RETURNED):
            raise ContradictionError("words", "only what is handed back says why, and always does")


def plain_progress(progress: Progress) -> dict[str, Any]:
    """Write a step as the body of a letter."""
    return {
        "message": progress.message,
        "step": progress.step,
        "desk": progress.desk,
        "at": format_instant(progress.at),
        **({"words": progress.words} if progress.words else {}),
    }


def parse_progress(value: object, path: str = "") -> Progress:
    """Read a step strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    with contradictions(path):
        progress = Progress(
            message=fields.take("message", parse_message_id),
            step=fields.take("step", member(Step)),
            desk=fields.take("desk", member(Desk)),
            at=fields.take("at", parse_instant),
            words=fields.take_optional("words", text(2000)) or "",
        )
    fields.finish()
    return progress
