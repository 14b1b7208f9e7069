"""Passages: a received record goes on to a third party."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from tests.unit.model.strategies import passages

from egnatia.model.caveat import Purpose
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId, RecordId
from egnatia.model.passage import Passage, parse_passage, plain_passage

DAY = date(2026, 11, 22)
ASKED = Passage(record=RecordId("ab" * 32), recipient=NodeId("XK"), purpose=Purpose.CRIMINAL_INVESTIGATION)


@given(passages)
def test_a_passage_written_is_read_back(passage: Passage) -> None:
    assert parse_passage(plain_passage(passage), "passes") == passage


@pytest.mark.parametrize(
    "other",
    [
        replace(ASKED, record=RecordId("cd" * 32)),
        replace(ASKED, recipient=NodeId("AL")),
        replace(ASKED, purpose=Purpose.JUDICIAL_PROCEEDINGS),
    ],
    ids=["record", "recipient", "purpose"],
)
def test_a_consent_covers_no_other_record_recipient_or_purpose(other: Passage) -> None:
    assert not ASKED.covers(other, DAY)


def test_a_consent_covers_what_was_asked_until_its_last_day() -> None:
    given = replace(ASKED, until=DAY, conditions="Not before the arrest.")
    assert given.covers(ASKED, DAY)
    assert not given.covers(ASKED, DAY + timedelta(days=1))
    assert given.matter == ASKED.matter


def test_nothing_is_passed_for_no_purpose() -> None:
    with pytest.raises(ParseError, match=r"passes\.purpose"):
        parse_passage({**plain_passage(ASKED), "purpose": "any"}, "passes")
