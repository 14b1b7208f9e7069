"""A timeline on one scale: what is earlier stands further left, and every label is a day of the scale."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.model.samples import PERSON

from egnatia.casework.happenings import Happening
from egnatia.web.languages import ENGLISH, LANGUAGES
from egnatia.web.timeline import in_words, scale_of

days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


def happening(begins: date, ends: date, *, lasts: bool = False, at: datetime | None = None) -> Happening:
    return Happening(record=PERSON, begins=begins, ends=ends, lasts=lasts, at=at)


@given(st.lists(st.tuples(days, st.integers(0, 9000)), min_size=1, max_size=8))
def test_bars_lie_within_the_scale_and_in_the_order_of_their_days(found: list[tuple[date, int]]) -> None:
    told = [happening(first, first + timedelta(days=more)) for first, more in found]
    scale = scale_of(told)
    bars = [(one.begins, scale.bar(one)) for one in told]
    assert all(bar.left >= 0 and bar.left + bar.width <= 100 + 1e-9 for _, bar in bars)
    starts = [scale.at(day) for day, _ in sorted(bars, key=lambda pair: pair[0])]
    assert starts == sorted(starts)


@given(days, st.integers(0, 70_000))
def test_labels_are_few_and_lie_on_the_scale(first: date, more: int) -> None:
    scale = scale_of([happening(first, first + timedelta(days=more))])
    marks = scale.marks()
    assert 1 <= len(marks) <= 7
    assert all(scale.first <= mark.day <= scale.last and 0 <= mark.left <= 100 for mark in marks)


def test_the_shape_says_how_much_is_known() -> None:
    first, last = date(2026, 3, 1), date(2026, 3, 31)
    told = [happening(first, first), happening(first, last), happening(first, last, lasts=True)]
    assert [scale_of(told).bar(one).shape for one in told] == ["day", "range", "span"]


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (happening(date(2026, 3, 1), date(2026, 3, 31)), "March 2026"),
        (happening(date(2026, 12, 1), date(2026, 12, 31)), "December 2026"),
        (happening(date(1995, 1, 1), date(1995, 12, 31)), "1995"),
        (happening(date(2026, 3, 5), date(2026, 3, 5)), "5 March 2026"),
        (happening(date(2026, 3, 1), date(2026, 3, 31), lasts=True), "1 March 2026 – 31 March 2026"),
        (happening(date(2026, 3, 5), date(2026, 4, 6)), "5 March 2026 – 6 April 2026"),
        (
            happening(date(2026, 3, 5), date(2026, 3, 5), at=datetime(2026, 3, 5, 8, 30, tzinfo=UTC)),
            "5 March 2026, 08:30 UTC",
        ),
    ],
)
def test_when_is_said_no_more_exactly_than_it_is_known(one: Happening, words: str) -> None:
    assert in_words(ENGLISH, one) == words


def test_months_are_said_in_the_readers_language() -> None:
    assert in_words(LANGUAGES["el"], happening(date(2026, 3, 1), date(2026, 3, 31))) == "Μάρτιος 2026"
