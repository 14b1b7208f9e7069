"""Dates as other people's tables spell them."""

from datetime import UTC, date, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.casework.importing.dates import parse_pattern, read_date, read_instant
from egnatia.model.errors import ParseError

#: A pattern, what a table has, and what a record has.
SPELT = (
    ("DD.MM.YYYY", "12.04.1985", "1985-04-12"),
    ("D.M.YYYY", "2.4.1985", "1985-04-02"),
    ("DD.MM.YYYY", "00.04.1985", "1985-04"),
    ("DD.MM.YYYY", "00.00.1985", "1985"),
    ("MM/DD/YYYY", "04/12/1985", "1985-04-12"),
    ("YYYYMMDD", "19850412", "1985-04-12"),
    ("YYYY", "1985", "1985"),
    ("DD.MM.YYYY", "1985-04-12T00:00:00", "1985-04-12"),
    ("DD.MM.YYYY", "1985-04", "1985-04"),
)


@pytest.mark.parametrize(("pattern", "cell", "value"), SPELT)
def test_a_date_is_read_by_its_pattern_and_iso_always(pattern: str, cell: str, value: str) -> None:
    assert read_date(cell, [parse_pattern(pattern, "")]) == value


@pytest.mark.parametrize("cell", ["31.02.1985", "12.00.1985", "12.4.1985", "Probna", "12.04.85", "0985-04-12"])
def test_what_is_no_such_day_is_refused_and_quoted(cell: str) -> None:
    with pytest.raises(ParseError) as refused:
        read_date(cell, [parse_pattern("DD.MM.YYYY", "")])
    assert cell in refused.value.problem


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["DD.MM.YYYY", "YYYY/MM/DD", "MM-DD-YYYY", "DDMMYYYY"]))
def test_every_day_written_by_a_pattern_is_read_back(day: date, pattern: str) -> None:
    cell = pattern.replace("YYYY", f"{day.year:04}").replace("MM", f"{day.month:02}").replace("DD", f"{day.day:02}")
    assert read_date(cell, [parse_pattern(pattern, "")]) == day.isoformat()


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("DD.MM.YY", "two digits"),
        ("DD.MM", "has a year"),
        ("DD.D.YYYY", "no part twice"),
        ("DD Mon YYYY", "is no part of a date"),
        (5, "not a pattern"),
    ],
)
def test_a_pattern_that_cannot_be_meant_is_refused(pattern: object, told: str) -> None:
    with pytest.raises(ParseError, match=told):
        parse_pattern(pattern, "dates[0]")


def test_a_time_needs_a_zone_from_somewhere() -> None:
    pattern, zone = parse_pattern("DD.MM.YYYY hh:mm", ""), timezone(timedelta(hours=2))
    assert read_instant("12.04.2025 08:15", [pattern], zone) == "2025-04-12T06:15:00.000Z"
    assert read_instant("2025-04-12T08:15:00+01:00", [], UTC) == "2025-04-12T07:15:00.000Z"
    with pytest.raises(ParseError, match="without a zone"):
        read_instant("12.04.2025 08:15", [pattern], None)
    with pytest.raises(ParseError, match="no such time"):
        read_instant("12.04.2025 25:15", [pattern], UTC)
    with pytest.raises(ParseError, match="not a time"):
        read_instant("noon", [pattern], UTC)
