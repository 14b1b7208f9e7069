from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.at import vnr
from stdnum.bg import egn
from stdnum.gr import amka
from stdnum.hr import oib
from stdnum.it import codicefiscale
from stdnum.md import idno
from stdnum.ro import cnp
from stdnum.si import emso
from stdnum.tr import tckimlik

from egnatia.cli.demo.population.chance import stream
from egnatia.cli.demo.population.national_number import Birth, national_number

BIRTHS = st.builds(Birth, st.dates(date(1930, 1, 1), date(2024, 12, 31)), st.booleans())
SEEDS = st.integers(0, 10**6)
#: python-stdnum, written by others, checks what is made here.
VALID: dict[str, Callable[[str], bool]] = {
    "egn": egn.is_valid,
    "cnp": cnp.is_valid,
    "amka": amka.is_valid,
    "tckn": tckimlik.is_valid,
    "oib": oib.is_valid,
    "vnr": vnr.is_valid,
    "idnp": idno.is_valid,
    "codice_fiscale": codicefiscale.is_valid,
    "jmbg 71-89": emso.is_valid,
}


@pytest.mark.parametrize("sort", VALID)
@given(birth=BIRTHS, seed=SEEDS)
def test_every_number_passes_an_independent_check(sort: str, birth: Birth, seed: int) -> None:
    number = national_number(sort, stream(seed), birth)
    assert number
    assert VALID[sort](number)


@given(birth=BIRTHS, seed=SEEDS)
def test_a_yugoslav_number_tells_day_region_and_sex(birth: Birth, seed: int) -> None:
    number = national_number("jmbg 41-49", stream(seed), birth)
    assert number
    assert number[:4] == f"{birth.day:%d%m}"
    assert 41 <= int(number[7:9]) <= 49
    assert emso.get_gender(number) == ("F" if birth.female else "M")


@given(birth=BIRTHS, seed=SEEDS)
def test_a_bulgarian_number_tells_the_birth_date_of_either_century(birth: Birth, seed: int) -> None:
    number = national_number("egn", stream(seed), birth)
    assert number
    assert egn.get_birth_date(number) == birth.day


@given(birth=BIRTHS, seed=SEEDS)
def test_a_romanian_number_tells_the_birth_date(birth: Birth, seed: int) -> None:
    number = national_number("cnp", stream(seed), birth)
    assert number
    assert cnp.get_birth_date(number) == birth.day


@given(birth=BIRTHS, seed=SEEDS)
def test_a_hungarian_number_sums_to_its_check_digit(birth: Birth, seed: int) -> None:
    number = national_number("szig", stream(seed), birth)
    assert number
    weights = range(10, 0, -1) if birth.day >= date(1997, 1, 1) else range(1, 11)
    assert sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False)) % 11 == int(number[10])


def test_an_albanian_number_begins_with_the_decade() -> None:
    number = national_number("nid", stream(1), Birth(date(1984, 3, 9), female=True))
    assert number
    assert number[:6] == "I45309"


def test_where_there_is_none_there_is_none() -> None:
    assert national_number("none", stream(1), Birth(date(1984, 3, 9), female=True)) is None
