import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.model.strategies import points, quantities, words

from egnatia.model.errors import ParseError
from egnatia.model.values import COUNTRIES, READERS, ValueType, parse_country, parse_day, tidy, write_number


def test_every_type_but_the_code_has_a_reader_of_its_own() -> None:
    assert set(READERS) == set(ValueType) - {ValueType.CODE}


@pytest.mark.parametrize("code", ["SRB", "MKD", "XKX", "XXA", "XXB", "XXC", "XXX", "UNO", "UNK", "XOM", "GBN", "EUE"])
def test_countries_and_the_codes_of_travel_documents_are_known(code: str) -> None:
    assert parse_country(code, "") == code


@pytest.mark.parametrize("value", ["RS", "srb", "YUG", "ZZZ", "RKS", "D", "", None, 688])
def test_no_other_code_is_a_country(value: object) -> None:
    with pytest.raises(ParseError, match="three-letter country code"):
        parse_country(value, "")


def test_every_country_has_a_name_and_no_two_share_a_code_or_another_spelling() -> None:
    assert all(len(code) == 3 and code.isupper() and found["name"] for code, found in COUNTRIES.items())
    short = [found["alpha2"] for found in COUNTRIES.values() if "alpha2" in found]
    aliases = [alias for found in COUNTRIES.values() for alias in found.get("aliases", [])]
    assert len(set(short)) == len(short) == 250
    assert sorted(aliases) == ["D", "RKS"]


def test_kosovo_has_its_customary_codes() -> None:
    assert COUNTRIES["XKX"] == {"name": "Kosovo", "alpha2": "XK", "aliases": ["RKS"]}


@pytest.mark.parametrize("value", ["2026-02-30", "2026-1-1", "20260101", "2026", "٢٠٢٦-٠١-٠١", "2026-W01-1", 5])
def test_a_day_is_a_full_date_of_the_calendar(value: object) -> None:
    assert parse_day("2028-02-29", "").isoformat() == "2028-02-29"
    with pytest.raises(ParseError, match="day"):
        parse_day(value, "")


@given(st.text())
def test_tidied_words_stay_as_they_are(typed: str) -> None:
    assert tidy(tidy(typed)) == tidy(typed)


@given(words)
def test_tidied_words_are_kept_and_their_other_spellings_refused(value: str) -> None:
    assert READERS[ValueType.TEXT](value, "") == value
    for other in {f" {value}", f"{value}\n", unicodedata.normalize("NFD", value)} - {value}:
        with pytest.raises(ParseError):
            READERS[ValueType.TEXT](other, "")


@pytest.mark.parametrize(
    "value", ["two  spaces", "tab\tinside", "no\u00a0break", "line\n\nline", "line \nline", "\u2028"]
)
def test_white_space_has_one_spelling(value: str) -> None:
    with pytest.raises(ParseError):
        READERS[ValueType.TEXT](value, "")


def test_typed_words_are_tidied() -> None:
    assert tidy("  Zoran\u00a0 \tC\u030curovic\u0301 \r\n\n second line ") == "Zoran Čurović\nsecond line"


@pytest.mark.parametrize("sort", [ValueType.NAME, ValueType.IDENTIFIER])
def test_a_name_and_an_identifier_stand_on_one_line(sort: ValueType) -> None:
    assert READERS[sort]("SK 1234 AB", "") == "SK 1234 AB"
    with pytest.raises(ParseError, match="more than one line"):
        READERS[sort]("a\nb", "")


@pytest.mark.parametrize(
    ("sort", "limit"), [(ValueType.NAME, 400), (ValueType.TEXT, 4000), (ValueType.IDENTIFIER, 128)]
)
def test_words_have_a_limit(sort: ValueType, limit: int) -> None:
    assert READERS[sort]("x" * limit, "")
    with pytest.raises(ParseError, match=f"longer than {limit}"):
        READERS[sort]("x" * (limit + 1), "")


@given(points)
def test_a_point_on_the_globe_is_a_point(value: str) -> None:
    assert READERS[ValueType.POINT](value, "") == value


@pytest.mark.parametrize(
    "value",
    ["90.001,0", "0,-180.1", "41.9 21.4", "041.9,21.4", "41.90,21.4", "-0,0", "41.9,21.4,0", "4e1,2", "٤١,٢١", 5],
)
def test_what_lies_off_the_globe_is_no_point(value: object) -> None:
    with pytest.raises(ParseError, match="not a point"):
        READERS[ValueType.POINT](value, "")


@pytest.mark.parametrize(
    ("number", "written"),
    [(41.0, "41"), (41.50, "41.5"), (-0.0, "0"), (-0.0000001, "0"), (1105, "1105"), (0.1 + 0.2, "0.3"), (100, "100")],
)
def test_a_number_has_one_spelling(number: float, written: str) -> None:
    assert write_number(number) == written


@given(quantities)
def test_a_number_with_its_unit_is_a_quantity(value: str) -> None:
    assert READERS[ValueType.QUANTITY](value, "") == value


@pytest.mark.parametrize(
    "value", ["1105", "1105kg", "01 kg", "1.0 kg", "-1 kg", "1,5 kg", "1.5  kg", "١ kg", "kg", "1 k g", 5]
)
def test_what_lacks_number_or_unit_is_no_quantity(value: object) -> None:
    with pytest.raises(ParseError, match="not a quantity"):
        READERS[ValueType.QUANTITY](value, "")


@pytest.mark.parametrize("value", ["0.5 g", "1598 cm³", "100 %", "9850 EUR"])
def test_quantities_of_daily_practice_are_kept(value: str) -> None:
    assert READERS[ValueType.QUANTITY](value, "") == value


@pytest.mark.parametrize(
    ("sort", "good", "bad"),
    [
        (ValueType.DATE, "1985-04", "1985-4"),
        (ValueType.COUNTRY, "ALB", "AL"),
        (ValueType.INSTANT, "2026-11-21T08:15:00.000Z", "2026-11-21"),
        (ValueType.DIGEST, "0" * 64, "0" * 32),
        (ValueType.RECORD, "0" * 32, "0" * 64),
    ],
)
def test_each_type_keeps_its_own_and_refuses_others(sort: ValueType, good: str, bad: str) -> None:
    assert READERS[sort](good, "") == good
    with pytest.raises(ParseError, match=r"^a\.b"):
        READERS[sort](bad, "a.b")
