from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.cli.demo.population.countries import ORIGINS, STATES

from egnatia.cli.demo.population.belongings import draw_passport
from egnatia.cli.demo.population.chance import stream
from egnatia.cli.demo.population.human import draw_human
from egnatia.cli.demo.population.machine_readable import machine_readable_zone
from egnatia.match.identifiers.document import read_document
from egnatia.model.identity import CountryCode

TODAY = date(2026, 11, 21)


def zone(seed: int, nation: CountryCode) -> list[str]:
    human = draw_human(stream(seed), nation, TODAY)
    return machine_readable_zone(human, draw_passport(stream(seed), human, TODAY)).split("\n")


@given(st.integers(0, 10**6), st.sampled_from(STATES + ORIGINS))
def test_the_check_digits_of_the_lower_line_agree(seed: int, nation: CountryCode) -> None:
    upper, lower = zone(seed, nation)
    assert (len(upper), len(lower)) == (44, 44)
    assert read_document(lower).valid


@given(st.integers(0, 10**6), st.sampled_from(STATES + ORIGINS))
def test_the_upper_line_has_letters_and_fillers_only(seed: int, nation: CountryCode) -> None:
    upper, _ = zone(seed, nation)
    assert set(upper) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ<")
    assert upper.startswith("P<")
    assert "<<" in upper[5:].rstrip("<")


def test_germany_and_kosovo_have_codes_of_their_own() -> None:
    assert zone(1, CountryCode("DEU"))[0][2:5] == "D<<"
    assert zone(1, CountryCode("XKX"))[0][2:5] == "RKS"
