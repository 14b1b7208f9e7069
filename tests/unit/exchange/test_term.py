"""How long a question stays, as a letter says it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.model.samples import MORNING

from egnatia.exchange.term import Term, parse_term, plain_term
from egnatia.model.errors import ParseError
from egnatia.model.identity import QuestionId

QUESTION = QuestionId("7" * 32)


@given(st.sampled_from([None, MORNING]))
def test_what_is_written_is_read_back(until: object) -> None:
    term = Term(question=QUESTION, until=until)  # type: ignore[arg-type]
    assert parse_term(plain_term(term)) == term


@pytest.mark.parametrize(
    "value",
    [{}, {"question": "7"}, {"question": QUESTION, "until": None}, {"question": QUESTION, "until": "2026"},
     {"question": QUESTION, "reason": "x"}, [], None],
)  # fmt: skip
def test_what_is_no_term_is_refused(value: object) -> None:
    with pytest.raises(ParseError):
        parse_term(value)
