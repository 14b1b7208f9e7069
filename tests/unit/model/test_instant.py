from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from tests.unit.model.strategies import instants

from egnatia.model.errors import ParseError
from egnatia.model.instant import format_instant, parse_instant


@given(instants)
def test_a_time_written_is_read_back(at: datetime) -> None:
    assert parse_instant(format_instant(at), "at") == at


def test_another_zone_is_written_as_utc() -> None:
    skopje = datetime(2026, 7, 1, 12, 30, 0, 999_999, tzinfo=timezone(timedelta(hours=2)))
    assert format_instant(skopje) == "2026-07-01T10:30:00.999Z"


def test_a_time_without_a_zone_is_refused_since_it_would_depend_on_the_machine() -> None:
    with pytest.raises(ParseError, match="without a zone"):
        format_instant(datetime(2026, 7, 1, tzinfo=UTC).replace(tzinfo=None))


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-21T08:15:00Z",
        "2026-11-21T08:15:00.000+00:00",
        "2026-11-21T08:15:00.000",
        "2026-11-21 08:15:00.000Z",
        "2026-11-21T08:15:00.000000Z",
        "2026-11-21t08:15:00.000z",
        "٢٠٢٦-11-21T08:15:00.000Z",
        "2026-11-21T08:15:00.000Z\n",
        1763712900,
    ],
)
def test_every_other_form_is_refused(value: object) -> None:
    with pytest.raises(ParseError, match="not a time such as"):
        parse_instant(value, "at")


@pytest.mark.parametrize("value", ["2026-02-29T00:00:00.000Z", "2026-01-01T24:00:00.000Z", "2026-06-30T23:59:60.000Z"])
def test_a_time_that_the_calendar_lacks_is_refused(value: str) -> None:
    with pytest.raises(ParseError, match="no such time"):
        parse_instant(value, "at")
