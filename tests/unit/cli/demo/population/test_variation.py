import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.cli.demo.network import small
from tests.unit.cli.demo.population.languages import LANGUAGES, all_names

from egnatia.cli.demo.population.chance import stream
from egnatia.cli.demo.population.variation import mistype
from egnatia.model.partial_date import parse_partial_date

NAMES = st.sampled_from([name.native for language in LANGUAGES for name in all_names(language)])


@given(NAMES, st.integers(0, 10**6))
def test_a_slip_changes_little_and_brings_in_no_other_script(word: str, seed: int) -> None:
    slipped = mistype(word, stream(seed))
    assert abs(len(slipped) - len(word)) <= 1
    assert slipped[0] == word[0]
    assert set(slipped) <= set(word)
    assert unicodedata.is_normalized("NFC", slipped)


def test_short_words_are_typed_rightly() -> None:
    assert all(mistype("Ali", stream(seed)) == "Ali" for seed in range(50))


def test_slips_are_of_several_sorts() -> None:
    lengths = {len(mistype("Jovanović", stream(seed))) for seed in range(100)}
    assert lengths == {8, 9, 10}


def test_a_birth_date_abroad_is_the_true_one_or_wrong_in_a_way_that_happens() -> None:
    for known in small().doubles:
        born = known.person.born
        turned = f"{born.year}-{born.day:02d}-{born.month:02d}"
        allowed = {born.isoformat(), str(born.year), f"{born.year}-01-01", turned}
        for record in known.records:
            written = record.first("birth_date")
            assert written in allowed
            assert parse_partial_date(written, "birth_date").year == born.year
