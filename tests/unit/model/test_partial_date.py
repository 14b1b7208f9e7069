from datetime import date

import pytest
from hypothesis import given
from tests.unit.model.strategies import partial_dates

from egnatia.model.errors import ParseError
from egnatia.model.partial_date import PartialDate, parse_partial_date


@given(partial_dates)
def test_a_date_written_is_read_back(found: PartialDate) -> None:
    assert parse_partial_date(str(found), "date") == found


@given(partial_dates)
def test_what_a_date_can_mean_begins_before_it_ends(found: PartialDate) -> None:
    assert found.earliest <= found.latest
    assert (found.earliest == found.latest) == (found.day is not None)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1985", date(1985, 1, 1), date(1985, 12, 31)),
        ("1985-12", date(1985, 12, 1), date(1985, 12, 31)),
        ("1984-02", date(1984, 2, 1), date(1984, 2, 29)),
        ("1985-02", date(1985, 2, 1), date(1985, 2, 28)),
        ("1985-04-12", date(1985, 4, 12), date(1985, 4, 12)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
    ],
)
def test_a_partial_date_means_a_span_of_days(text: str, earliest: date, latest: date) -> None:
    found = parse_partial_date(text, "date")
    assert (found.earliest, found.latest) == (earliest, latest)


@pytest.mark.parametrize("value", ["85", "1985-4", "1985-04-1", "12.04.1985", "1985--12", "١٩٨٥", "1985\n", "", 1985])
def test_every_other_form_is_refused(value: object) -> None:
    with pytest.raises(ParseError, match="not a date such as"):
        parse_partial_date(value, "date")


@pytest.mark.parametrize("value", ["0999", "1985-00", "1985-13", "1985-02-30", "1985-04-00"])
def test_a_day_that_the_calendar_lacks_is_refused(value: str) -> None:
    with pytest.raises(ParseError, match="no such date"):
        parse_partial_date(value, "date")
