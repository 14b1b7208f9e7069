"""What is said of a malformed message names our own places, and repeats nothing that the sender put there."""

import pytest

from egnatia.exchange.errors import CompetingError, Dispute, Refused, malformed
from egnatia.exchange.refusal import RefusalCode
from egnatia.model.errors import ParseError


@pytest.mark.parametrize("path", ["properties", "hits[3].reference", "statement.about[12]"])
def test_a_place_of_ours_is_named(path: str) -> None:
    assert malformed("the body", ParseError(path, "Jovanović")).words == f"the body is malformed: {path}"


@pytest.mark.parametrize("path", ["properties.Јовановић", "properties.Petar Jovanović", "a.b.c.d.e.f", "x" * 300, ""])
def test_a_place_that_the_sender_made_is_not(path: str) -> None:
    refused = malformed("the body", ParseError(path, "secret"))
    assert (refused.code, refused.words) == (RefusalCode.MALFORMED, "the body is malformed: its form")


def test_a_refusal_tells_the_sender_code_and_words() -> None:
    told = Refused(RefusalCode.BUSY, "later").refusal
    assert (told.code, told.words) == (RefusalCode.BUSY, "later")


def test_two_competing_directories_are_both_named() -> None:
    error = CompetingError(Dispute(what="root 2", known="aa", found="bb"))
    assert str(error) == "root 2 is not the one that this node trusts: bb, not aa"
