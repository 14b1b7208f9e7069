"""The body of a letter that tells what became of a message at its recipient: read, passed to another desk, done."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from egnatia.model.desk import Desk
from egnatia.model.identity import MessageId, parse_message_id
from egnatia.model.instant import format_instant, parse_instant
from egnatia.model.reading import Fields, member


class Step(StrEnum):
    """What a desk did with a message."""

    READ = "read"
    REROUTED = "rerouted"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One step; who took it stays at home."""

    message: MessageId
    step: Step
    desk: Desk  #: Where the message lies after it.
    at: datetime


def plain_progress(progress: Progress) -> dict[str, Any]:
    """Write a step as the body of a letter."""
    return {
        "message": progress.message,
        "step": progress.step,
        "desk": progress.desk,
        "at": format_instant(progress.at),
    }


def parse_progress(value: object, path: str = "") -> Progress:
    """Read a step strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    progress = Progress(
        message=fields.take("message", parse_message_id),
        step=fields.take("step", member(Step)),
        desk=fields.take("desk", member(Desk)),
        at=fields.take("at", parse_instant),
    )
    fields.finish()
    return progress
