"""The body of a letter that tells of an overlap."""

from datetime import UTC, datetime

import pytest

from egnatia.exchange.overlap import Overlap, parse_overlap, plain_overlap
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId, QuestionId

LASTS = Overlap(
    question=QuestionId("1" * 32),
    agency=NodeId("MK"),
    theirs=QuestionId("2" * 32),
    until=datetime(2026, 12, 1, tzinfo=UTC),
)


@pytest.mark.parametrize("until", [LASTS.until, None])
def test_what_is_written_is_read(until: datetime | None) -> None:
    overlap = Overlap(question=LASTS.question, agency=LASTS.agency, theirs=LASTS.theirs, until=until)
    assert parse_overlap(plain_overlap(overlap)) == overlap


@pytest.mark.parametrize("change", [{"agency": "mk"}, {"theirs": "2"}, {"until": None}, {"kind": "person"}])
def test_what_is_no_overlap_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ParseError):
        parse_overlap({**plain_overlap(LASTS), **change})
