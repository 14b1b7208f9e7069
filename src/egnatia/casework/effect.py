"""What accepting a message will change here, computed before and written in one transaction with its acceptance."""

from collections.abc import Callable
from dataclasses import dataclass

from egnatia.casework.ports import Transaction
from egnatia.exchange.errors import Refused
from egnatia.exchange.refusal import RefusalCode
from egnatia.model.answer import Answer


def _fits(_tx: Transaction) -> None:
    """Find nothing wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The change that one message makes."""

    outcome: str  #: In a word, kept beside the dedupe key.
    write: Callable[[Transaction], None]
    check: Callable[[Transaction], None] = _fits  #: Raises Refused if the message belongs to nothing here.
    answer: Answer | None = None  #: What goes back to a question, in place of a receipt.
    heard: Answer | None = None  #: What a partner said to a question of ours.
    settle: Callable[[Transaction], "Effect"] | None = None  #: What it comes to after all that was accepted before it.


def out_of_place(words: str) -> Refused:
    """Return the refusal of a message that belongs to nothing here."""
    return Refused(RefusalCode.OUT_OF_PLACE, words)
