"""Public holidays and Easter, by published dates."""

from datetime import date

import pytest

from egnatia.law.errors import DataError
from egnatia.law.holidays import PLAIN, calendar_of, eastern_easter, holidays, parse_holidays, western_easter
from egnatia.model.identity import CountryCode

#: Dates of Easter as churches publish them: Gregorian, and Julian by its day in the Gregorian calendar.
EASTERS = [
    (date(2024, 3, 31), date(2024, 5, 5)),
    (date(2025, 4, 20), date(2025, 4, 20)),
    (date(2026, 4, 5), date(2026, 4, 12)),
    (date(2027, 3, 28), date(2027, 5, 2)),
    (date(2030, 4, 21), date(2030, 4, 28)),
    (date(2038, 4, 25), date(2038, 4, 25)),
]


@pytest.mark.parametrize(("western", "eastern"), EASTERS)
def test_easter_falls_on_the_published_day(western: date, eastern: date) -> None:
    assert western_easter(western.year) == western
    assert eastern_easter(eastern.year) == eastern


@pytest.mark.parametrize("year", range(1990, 2100))
def test_easter_is_a_sunday_in_spring_and_the_eastern_one_never_the_earlier(year: int) -> None:
    west, east = western_easter(year), eastern_easter(year)
    assert west.isoweekday() == east.isoweekday() == 7
    assert date(year, 3, 22) <= west <= date(year, 4, 25)
    assert west <= east <= date(year, 5, 8)


@pytest.mark.parametrize(
    ("country", "day", "works"),
    [
        ("SRB", date(2026, 4, 10), False),  # Good Friday of the eastern calendar
        ("SRB", date(2026, 4, 3), True),  # that of the western one
        ("DEU", date(2026, 4, 3), False),
        ("DEU", date(2026, 5, 25), False),  # Whit Monday
        ("GRC", date(2026, 2, 23), False),  # Clean Monday, 48 days before Easter
        ("ALB", date(2026, 4, 13), False),
        ("HRV", date(2026, 6, 4), False),  # Corpus Christi
        ("ITA", date(2026, 11, 22), False),  # a Sunday
    ],
)
def test_a_day_is_a_working_day_or_not(country: str, day: date, works: bool) -> None:  # noqa: FBT001 - a table
    assert calendar_of(CountryCode(country)).is_working(day) is works


def test_the_next_working_day_passes_over_a_whole_easter() -> None:
    assert calendar_of(CountryCode("SRB")).next_working(date(2026, 4, 10)) == date(2026, 4, 14)
    assert PLAIN.next_working(date(2026, 11, 21)) == date(2026, 11, 23)


def test_a_body_keeps_weekends_only() -> None:
    assert calendar_of(None) is PLAIN
    assert calendar_of(CountryCode("NZL")) is PLAIN
    assert len(holidays()) == 18


@pytest.mark.parametrize(
    "text",
    ["[]", "QQQ: {fixed: [], mark: S}", "SRB: {fixed: ['13-01'], mark: S}", "SRB: {fixed: [], western: [99], mark: S}"],
)
def test_a_calendar_that_is_wrong_is_refused(text: str) -> None:
    with pytest.raises(DataError):
        parse_holidays(text)
