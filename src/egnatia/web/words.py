"""Words for what the machine calls by codes."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from egnatia.exchange.states import HitState, QuestionState
from egnatia.model.answer import Quality
from egnatia.web.languages import marked

#: Sign and word of each state: a colour alone says nothing to many.
QUESTION: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        QuestionState.ASKED: ("…", marked("on its way")),
        QuestionState.NOTHING: ("–", marked("nothing that can be shared")),
        QuestionState.HIT: ("✓", marked("hit")),
        QuestionState.WAITING: ("…", marked("a person must look")),
        QuestionState.REFUSED: ("✗", marked("refused")),
        QuestionState.EXPIRED: ("✗", marked("expired, no answer")),
    }
)
HIT: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        HitState.OPEN: ("!", marked("to be compared")),
        HitState.CONFIRMED: ("✓", marked("confirmed")),
        HitState.REJECTED: ("✗", marked("rejected")),
        HitState.RELEASED: ("✓", marked("released")),
        HitState.WITHHELD: ("✗", marked("withheld")),
    }
)
QUALITY: Mapping[str, str] = MappingProxyType(
    {Quality.FULL: marked("full"), Quality.CLOSE: marked("close"), Quality.POSSIBLE: marked("possible")}
)


def as_it_is(text: str) -> str:
    """Say something in English."""
    return text


def stands(table: Mapping[str, tuple[str, str]], state: str, say: Callable[[str], str] = as_it_is) -> str:
    """Say where something stands, sign and word.

    Args:
        table: of signs and words, by state.
        state: where it stands.
        say: translates the word.
    """
    sign, word = table.get(state, ("", state.replace("_", " ")))
    return f"{sign} {say(word)}".strip()
