"""The keys of the search index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.match.names.cast import PEOPLE

from egnatia.match.near import KEY_BITS, SEARCHED, NearKeys, NearReader
from egnatia.model.kinds import KINDS

PERSON = KINDS["person"]
READER = NearReader(lambda text: hash(("a secret", text)) & (2**64 - 1))


def keys_of(first: str, family: str, **more: str) -> NearKeys:
    properties = {"first_name": (first,), "family_name": (family,), **{name: (value,) for name, value in more.items()}}
    found = READER.keys(PERSON, properties)
    assert found is not None
    return found


def share(one: NearKeys, other: NearKeys) -> bool:
    """Tell whether two would meet in the index."""
    return not set(one.whole + one.part).isdisjoint(other.whole + other.part)


@pytest.mark.parametrize("who", PEOPLE)
def test_a_person_shares_a_key_with_herself_in_every_script(who: str) -> None:
    spelled = [keys_of(*names) for names in PEOPLE[who]]
    met = [share(one, other) for one in spelled for other in spelled]
    assert sum(met) / len(met) > 0.95


@pytest.mark.parametrize("slip", ["Petorvić", "Pertović", "Petović", "Petrovič", "Pterović", "Petroivć", "Prović"])
def test_a_slip_in_one_word_leaves_a_shared_key(slip: str) -> None:
    assert share(keys_of("Milan", "Petrović"), keys_of("Milan", slip))


@pytest.mark.parametrize(
    ("name", "slip"),
    [
        ("Αλεξάννα", "Αλεπάννα"),
        ("Νικολαΐδου", "Νψκολαΐδου"),
        ("Petrit", "Petxit"),
        ("Ivan", "Pivan"),
        ("Marko", "xMarko"),
    ],
)
def test_a_letter_of_two_sounds_is_one_slip(name: str, slip: str) -> None:
    assert share(keys_of(name, "Kos"), keys_of(slip, "Kos"))
    assert share(keys_of(slip, "Kos"), keys_of(name, "Kos"))


def test_the_order_of_words_does_not_matter() -> None:
    assert set(keys_of("Milan", "Petrović").whole) == set(keys_of("Petrović", "Milan").whole)


def test_two_words_may_be_one_of_the_other_name_in_any_order() -> None:
    assert share(keys_of("Annamaria", "Kos"), keys_of("Anna Maria", "Kos"))
    assert share(keys_of("Kos", "Anna Maria"), keys_of("Annamaria", "Kos"))
    assert share(keys_of("Alireza", "Ghorban Nezhad"), keys_of("Ali Reza", "Ghorbannezhad"))
    assert not share(keys_of("Annamaria", "Kos"), keys_of("Anna Marko", "Kos"))


def test_people_who_share_one_word_share_no_pair() -> None:
    assert not share(keys_of("Milan", "Petrović"), keys_of("Milan", "Hoxha"))


def test_one_word_alone_is_found_by_its_word() -> None:
    alone = READER.keys(PERSON, {"family_name": ("Petrović",)})
    assert alone is not None
    assert not alone.whole
    assert set(alone.heard) <= set(keys_of("Milan", "Петровић").heard)


def test_a_former_name_counts_with_the_first_name_only_where_there_is_one() -> None:
    born = keys_of("Ana", "Marković", former_name="Ilić")
    assert share(born, keys_of("Ana", "Ilić"))
    assert len(keys_of("Ana", "Marković").whole) < len(born.whole)


def test_a_day_of_birth_gives_a_key_of_the_day_and_one_of_the_year() -> None:
    whole, part = keys_of("Ana", "Ilić", birth_date="1985-04-12"), keys_of("Ana", "Ilić", birth_date="1985")
    assert (len(whole.days), len(whole.years), len(part.days), part.years) == (1, 1, 0, whole.years)


def test_kinds_do_not_share_keys() -> None:
    properties = {"first_name": ("Ana",), "family_name": ("Ilić",)}
    missing = READER.keys(KINDS["missing_report"], properties)
    assert missing is not None
    assert set(missing.whole).isdisjoint(keys_of("Ana", "Ilić").whole)


def test_an_organisation_is_found_without_its_legal_form() -> None:
    kind = KINDS["organisation"]
    one, other = (READER.keys(kind, {"name": (name,)}) for name in ("Balkan Trans d.o.o.", "Балкан Транс ДОО"))
    assert one is not None
    assert other is not None
    assert share(one, other)


def test_a_kind_without_names_has_no_keys() -> None:
    assert READER.keys(KINDS["vehicle"], {"plate": ("BG1234AB",)}) is None
    assert "vehicle" not in SEARCHED


def test_a_secret_decides_all_keys() -> None:
    other = NearReader(lambda text: hash(("another", text)) & (2**64 - 1))
    found = other.keys(PERSON, {"first_name": ("Milan",), "family_name": ("Petrović",)})
    assert found is not None
    assert set(found.whole + found.heard).isdisjoint(
        keys_of("Milan", "Petrović").whole + keys_of("Milan", "Petrović").heard
    )


@pytest.mark.slow
@given(st.lists(st.text(max_size=40), max_size=20), st.lists(st.text(max_size=2000), max_size=3), st.text(max_size=12))
def test_whatever_the_values_there_are_few_keys_of_so_many_bits(names: list[str], firsts: list[str], born: str) -> None:
    found = READER.keys(
        PERSON, {"alias": tuple(names), "first_name": tuple(firsts), "family_name": tuple(names), "birth_date": (born,)}
    )
    for some in () if found is None else (found.whole, found.part, found.heard, found.bones, found.years, found.days):
        assert len(some) <= 1024
        assert all(0 <= key < 1 << KEY_BITS for key in some)
