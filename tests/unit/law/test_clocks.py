"""Until when a message is to be answered."""

from datetime import UTC, date, datetime

import pytest

from egnatia.law.clocks import CLOCKS, parse_clocks
from egnatia.law.errors import DataError
from egnatia.law.holidays import calendar_of
from egnatia.law.instruments import Instrument
from egnatia.law.memberships import load_memberships
from egnatia.law.reading import load_instruments
from egnatia.law.texts import SHIPPED
from egnatia.model.dispatch_forms import Sort
from egnatia.model.identity import CountryCode

SATURDAY = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
DIRECTIVE, ORDER = CLOCKS["2023-977"], CLOCKS["eio"]
AUSTRIA = calendar_of(CountryCode("AUT"))


def test_eight_hours_run_through_the_weekend() -> None:
    assert DIRECTIVE.due(SATURDAY, AUSTRIA, urgent=True) == datetime(2026, 11, 21, 20, 30, tzinfo=UTC)


def test_seven_days_end_with_the_last_hour_of_the_seventh() -> None:
    assert DIRECTIVE.due(SATURDAY, AUSTRIA, urgent=False) == datetime(2026, 11, 29, tzinfo=UTC)


def test_three_days_are_the_latest_in_urgent_cases() -> None:
    assert DIRECTIVE.latest
    assert DIRECTIVE.latest.ends(SATURDAY, None) == datetime(2026, 11, 25, tzinfo=UTC)
    assert str(DIRECTIVE.latest) == "3 days"
    assert str(DIRECTIVE.urgent) == "8 hours"


def test_where_the_last_day_is_a_holiday_the_next_working_day_is_the_last() -> None:
    begun = datetime(2026, 11, 26, 9, tzinfo=UTC)  # thirty days later is 26 December, a holiday before a Sunday
    assert ORDER.due(begun, AUSTRIA, urgent=False) == datetime(2026, 12, 29, tzinfo=UTC)


def test_a_clock_runs_for_its_sorts_from_its_day_on() -> None:
    assert DIRECTIVE.runs(Sort.REQUEST, date(2024, 12, 12))
    assert not DIRECTIVE.runs(Sort.REQUEST, date(2024, 12, 11))
    assert not DIRECTIVE.runs(Sort.REPLY, date(2026, 1, 1))


def test_every_clock_is_of_an_instrument_of_the_law() -> None:
    known: dict[str, Instrument] = dict(load_instruments(SHIPPED, load_memberships(SHIPPED)))
    assert CLOCKS.keys() <= known.keys()


@pytest.mark.parametrize(
    "change",
    ["other: {}", "other: {hours: 1, days: 1}", "sorts: [telegram]", "latest: {days: 3}", "colour: 1", "from: soon"],
)
def test_a_clock_that_is_wrong_is_refused(change: str) -> None:
    lines = {
        "source": "x",
        "mark": "S",
        "from": "2024-12-12",
        "sorts": "[alert]",
        "other": "{days: 7}",
        "working": "false",
    }
    name, value = change.split(": ", 1)
    changed = {**lines, "working": "false", name: value}
    text = "eio:\n" + "".join(f"  {key}: {found}\n" for key, found in changed.items())
    with pytest.raises(DataError):
        parse_clocks(text)


def test_a_list_of_clocks_is_refused() -> None:
    with pytest.raises(DataError, match="not a mapping"):
        parse_clocks("[]")
