"""Words for what the machine calls by codes."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from egnatia.exchange.states import HitState, QuestionState
from egnatia.model.answer import Quality

#: Sign and word of each state: a colour alone says nothing to many.
QUESTION: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        QuestionState.ASKED: ("…", "on its way"),
        QuestionState.NOTHING: ("–", "nothing that can be shared"),
        QuestionState.HIT: ("✓", "hit"),
        QuestionState.WAITING: ("…", "a person must look"),
        QuestionState.REFUSED: ("✗", "refused"),
        QuestionState.EXPIRED: ("✗", "expired, no answer"),
    }
)
HIT: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        HitState.OPEN: ("!", "to be compared"),
        HitState.CONFIRMED: ("✓", "confirmed"),
        HitState.REJECTED: ("✗", "rejected"),
        HitState.RELEASED: ("✓", "released"),
        HitState.WITHHELD: ("✗", "withheld"),
    }
)
QUALITY: Mapping[str, str] = MappingProxyType(
    {Quality.FULL: "full", Quality.CLOSE: "close", Quality.POSSIBLE: "possible"}
)


def when(at: datetime | None) -> str:
    """Write a time as people read it."""
    return at.strftime("%-d %B %Y, %H:%M UTC") if at else "never"


def stands(table: Mapping[str, tuple[str, str]], state: str) -> str:
    """Say where something stands, sign and word."""
    sign, word = table.get(state, ("", state.replace("_", " ")))
    return f"{sign} {word}".strip()
