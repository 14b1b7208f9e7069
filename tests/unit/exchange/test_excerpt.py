"""What of a statement crosses the border: who, what, when; never the words."""

import pytest
from tests.unit.model.samples import STATEMENT

from egnatia.exchange.excerpt import excerpt_of, parse_excerpt, plain_excerpt
from egnatia.model.errors import ParseError


def test_the_words_stay_at_home_and_the_id_covers_them() -> None:
    plain = plain_excerpt(excerpt_of(STATEMENT))
    assert set(plain) == {"act", "by", "at", "statement"}
    assert STATEMENT.reason not in str(plain)
    assert plain["statement"] == STATEMENT.id


def test_what_is_written_is_read() -> None:
    excerpt = excerpt_of(STATEMENT)
    assert parse_excerpt(plain_excerpt(excerpt)) == excerpt


def test_a_reason_that_should_have_stayed_at_home_is_refused() -> None:
    with pytest.raises(ParseError) as error:
        parse_excerpt(plain_excerpt(excerpt_of(STATEMENT)) | {"reason": "same scar"})
    assert error.value.path == "reason"
