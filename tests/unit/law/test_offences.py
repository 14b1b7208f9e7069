import pytest
from tests.unit.law.lands import rewritten

from egnatia.law.errors import DataError
from egnatia.law.offences import OFFENCES, load_offences

ROUTE = ("drug_trafficking", "migrant_smuggling", "trafficking_in_human_beings", "firearms_trafficking",
         "cultural_goods", "vehicle_crime", "document_forgery", "money_laundering")  # fmt: skip


@pytest.mark.parametrize("code", ROUTE)
def test_the_crimes_of_the_route_are_crime_areas_of_europol(code: str) -> None:
    assert OFFENCES[code].europol
    assert OFFENCES[code].over_one_year


def test_all_thirty_one_crime_areas_are_listed_once() -> None:
    areas = [offence.europol for offence in OFFENCES.values() if offence.europol]
    assert len(areas) == len(set(areas)) == 31


def test_some_offences_carry_a_year_or_less() -> None:
    assert not OFFENCES["illegal_border_crossing"].over_one_year


def test_more_than_a_year_is_at_least_a_year_and_one_year_is_not_more() -> None:
    assert all(found.at_least_one_year for found in OFFENCES.values() if found.over_one_year)
    slight = OFFENCES["minor_injury"]
    assert (slight.at_least_one_year, slight.over_one_year) == (True, False)
    text = "odd: {label: Odd, over_one_year: true, at_least_one_year: false, serious: false, mark: S}"
    with pytest.raises(DataError, match="over one year, yet not at least one year"):
        load_offences(rewritten({"offences.yaml": text}))


def test_a_serious_offence_carries_more_than_a_year() -> None:
    text = "odd: {label: Odd, over_one_year: false, serious: true, mark: S}"
    with pytest.raises(DataError, match="serious, yet not over one year"):
        load_offences(rewritten({"offences.yaml": text}))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[]", "not a mapping"),
        ("odd: {label: Odd, over_one_year: yes, serious: false}", "odd.mark: missing"),
        ("odd: {label: Odd, over_one_year: 1, serious: false, mark: S}", "odd.over_one_year: not true or false"),
        ("odd: {label: Odd, over_one_year: true, serious: false, mark: sure}", "odd.mark: not one of S, M-high"),
        ("odd: {label: Odd, over_one_year: true, serious: false, mark: S, years: 5}", "odd.years: unknown field"),
    ],
)
def test_a_faulty_offence_is_named(text: str, problem: str) -> None:
    with pytest.raises(DataError, match=problem):
        load_offences(rewritten({"offences.yaml": text}))
