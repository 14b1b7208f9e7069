import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.cli.demo.population.chance import Weighted, fill, hex128, one_of, stream


def test_streams_of_one_path_are_alike_and_of_two_paths_are_not() -> None:
    one, same, other = stream(1, "a"), stream(1, "a"), stream(1, "b")
    drawn = [hex128(rng) for rng in (one, same, other)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_another_seed_draws_another_stream() -> None:
    assert hex128(stream(1, "a")) != hex128(stream(2, "a"))


def test_weights_decide_how_often_a_thing_comes() -> None:
    rng = stream(3)
    counted = Counter(Weighted({"often": 9, "seldom": 1}).draw(rng) for _ in range(5000))
    assert counted["seldom"] / 5000 == pytest.approx(0.1, abs=0.02)


def test_a_thing_without_weight_never_comes() -> None:
    rng = stream(3)
    assert {Weighted({"never": 0, "always": 1}).draw(rng) for _ in range(500)} == {"always"}


def test_several_are_different_and_leave_out_whom_they_should() -> None:
    found = Weighted({"a": 5, "b": 1, "c": 1}).draw_several(stream(1), 5, without=["b"])
    assert sorted(found) == ["a", "c"]


def test_every_one_of_several_comes() -> None:
    rng = stream(5)
    assert {one_of(("a", "b", "c"), rng) for _ in range(200)} == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("pattern", "form"),
    [
        ("AA ### ##", r"AA \d{3} \d{2}"),
        ("{BG|NS} ####-@@", r"(BG|NS) \d{4}-[XYZ]{2}"),
        ("C~~~~", r"C[0-9CFGHJKLMNPRTVWXYZ]{4}"),
        ("0########", r"0\d{8}"),
    ],
)
def test_a_pattern_is_filled_as_it_says(pattern: str, form: str) -> None:
    rng = stream(11)
    numbers = [fill(pattern, rng, "XYZ") for _ in range(50)]
    assert len(set(numbers)) > 10
    assert [number for number in numbers if not re.fullmatch(form, number)] == []


@given(st.integers())
def test_an_id_is_128_bits_in_lower_case(seed: int) -> None:
    drawn = hex128(stream(seed))
    assert len(drawn) == 32
    assert int(drawn, 16) < 2**128
    assert drawn == drawn.lower()
