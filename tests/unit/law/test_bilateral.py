"""Treaties between two states, as data, and which of them add to a request."""

from datetime import date

import pytest
from tests.twins.network import LAW

from egnatia.law.bilateral import BILATERAL, parse_bilateral, treaties_between
from egnatia.law.errors import DataError
from egnatia.law.marks import Mark
from egnatia.model.identity import CountryCode

ONE = """
x: {name: n, between: [HRV, SRB], adds_to: ets30, signed: 2001-02-03, in_force: 2002-03-04, mark: S, source: s,
    says: [{what: w, article: Art. 1}]}
"""
HRV, SRB, ALB = map(CountryCode, ("HRV", "SRB", "ALB"))
LATER = date(2026, 1, 1)


def test_what_ships_adds_to_a_convention_that_binds_the_two_and_says_how_sure_it_is() -> None:
    for treaty in BILATERAL.values():
        assert treaty.between <= LAW.book.instruments[treaty.adds_to].parties.keys()
        assert treaty.says
        assert treaty.in_force or treaty.mark is Mark.LOW


@pytest.mark.parametrize(
    ("one", "other", "convention", "on", "names"),
    [
        (HRV, SRB, "ets30", LATER, ["n"]),
        (SRB, HRV, "ets30", LATER, ["n"]),
        (SRB, ALB, "ets30", LATER, []),
        (SRB, None, "ets30", LATER, []),
        (HRV, SRB, "untoc", LATER, []),
        (HRV, SRB, "ets30", date(2002, 3, 3), []),
    ],
)
def test_a_treaty_adds_to_its_convention_between_its_two_from_its_day(
    one: CountryCode, other: CountryCode | None, convention: str, on: date, names: list[str]
) -> None:
    found = treaties_between(one, other, convention, parse_bilateral(ONE).values(), on)
    assert [treaty.name for treaty in found] == names


def test_one_whose_day_nobody_found_is_named() -> None:
    known = parse_bilateral(ONE.replace("in_force: 2002-03-04, ", "")).values()
    assert [treaty.in_force for treaty in treaties_between(HRV, SRB, "ets30", known, LATER)] == [None]


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (("[HRV, SRB]", "[HRV]"), "between"),
        (("[HRV, SRB]", "[HRV, SRB, ALB]"), "between"),
        (("2002-03-04", "2000-03-04"), "in_force"),
        (("ets30", "dream"), "adds_to"),
        (("mark: S", "mark: X"), "mark"),
        (("what: w, ", ""), "what"),
    ],
)
def test_what_is_wrong_is_refused_by_its_place(wrong: tuple[str, str], place: str) -> None:
    with pytest.raises(DataError, match=place):
        parse_bilateral(ONE.replace(*wrong))
