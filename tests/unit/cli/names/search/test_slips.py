"""Names that are asked by otherwise than registered."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from egnatia.cli.demo.population.chance import stream
from egnatia.cli.names.search.register import Person
from egnatia.cli.names.search.slips import in_another_script, letters_of, mistyped, slip

PETAR = Person(("Петар", "Јовановић"), "sr", "1985-04-12")


@given(st.text("abcdefghij", min_size=2, max_size=12), st.integers(0, 10_000))
def test_a_slip_is_one_edit(word: str, seed: int) -> None:
    assert OSA.distance(word, slip(word, "xyz", stream(seed))) <= 1


def test_one_letter_alone_is_not_lost() -> None:
    assert all(slip("a", "x", stream(seed)) for seed in range(50))


def test_the_script_stays_in_a_slip_and_changes_by_another_register() -> None:
    assert {letters_of(mistyped(PETAR, stream(seed))) for seed in range(30)} == {frozenset({"CYRILLIC"})}
    assert {letters_of(in_another_script(PETAR, stream(seed))) for seed in range(30)} == {frozenset({"LATIN"})}
