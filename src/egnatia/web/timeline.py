"""A timeline as the server draws it: bars on one scale, in per cent of the width, beside the words for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from babel.dates import format_date, format_datetime, format_skeleton

from egnatia.casework.happenings import Happening
from egnatia.web.groups import Group
from egnatia.web.languages import Language

#: Per cent left free at both ends of the scale, so that what is at the end can be seen.
_EDGE: Final = 1.0
#: The narrowest bar, in per cent: narrower ones cannot be seen.
_NARROWEST: Final = 0.6
#: Labels on the scale, at most: months take more of the width than years.
_MONTH_LABELS, _YEAR_LABELS = 4, 6
#: Steps between labels: so many months.
_STEPS: Final = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One happening on the scale."""

    left: float  #: Per cent of the width.
    width: float
    shape: str  #: `day`; `range`: on one day within it; `span`: from the first day to the last.


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Something that happened, as a page shows it."""

    happening: Happening
    title: str
    group: Group
    bar: Bar
    when: str  #: In words.


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A label on the scale."""

    left: float
    day: date
    year_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """From which day to which a timeline goes."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Return where a day begins, in per cent of the width."""
        whole = (self.last - self.first).days + 1
        return _EDGE + (100 - 2 * _EDGE) * (day - self.first).days / whole

    def bar(self, one: Happening) -> Bar:
        """Return where and how a happening is drawn."""
        left, right = self.at(one.begins), self.at(one.ends + timedelta(days=1))
        shape = "span" if one.lasts else "day" if one.begins == one.ends else "range"
        width = max(right - left, _NARROWEST)
        return Bar(left=min(left, 100 - width), width=width, shape=shape)

    def marks(self) -> list[Mark]:
        """Return the labels: years or months, as many as there is room for."""
        months = (self.last.year - self.first.year) * _MONTHS + self.last.month - self.first.month + 1
        step = next((step for step in _STEPS if months / step <= _room(step)), _STEPS[-1])
        days = list(_months(self, step)) or [self.first]
        return [Mark(left=self.at(day), day=day, year_only=step >= _MONTHS) for day in days]


def scale_of(happenings: Sequence[Happening]) -> Scale:
    """Return the scale on which all of some happenings stand; there must be one at least."""
    return Scale(first=min(one.begins for one in happenings), last=max(one.ends for one in happenings))


def _room(step: int) -> int:
    """Return how many labels there is room for, so many months apart."""
    return _YEAR_LABELS if step >= _MONTHS else _MONTH_LABELS


def in_words(language: Language, one: Happening) -> str:
    """Say when something happened: a moment, a day, a month, a year, or from when to when."""
    locale = language.locale
    if one.at:
        return f"{format_date(one.at, 'long', locale=locale)}, {format_datetime(one.at, 'HH:mm', locale=locale)} UTC"
    first, last = one.begins, one.ends
    if one.lasts or not _is_round(first, last):
        days = dict.fromkeys(format_date(day, "long", locale=locale) for day in (first, last))
        return " – ".join(days)
    if first == last:
        return str(format_date(first, "long", locale=locale))
    if (first.year, first.month) == (last.year, last.month):
        return str(format_skeleton("yMMMM", first, locale=locale))
    return str(first.year)


def _is_round(first: date, last: date) -> bool:
    """Tell whether two days are one day, or bound a month or a year."""
    after = last + timedelta(days=1)
    whole_month = first.day == after.day == 1 and (after - first).days <= 31  # noqa: PLR2004 - the longest month
    whole_year = (first.month, first.day, after.month, after.day) == (1, 1, 1, 1) and after.year == first.year + 1
    return first == last or whole_month or whole_year


def _months(scale: Scale, step: int) -> Iterator[date]:
    """Yield the first days of months within a scale, so many apart; whole years are round ones."""
    year = scale.first.year - scale.first.year % max(step // _MONTHS, 1)
    for number in range(0, _MONTHS * (scale.last.year - year + 1), step):
        day = date(year + number // _MONTHS, number % _MONTHS + 1, 1)
        if scale.first <= day <= scale.last:
            yield day
