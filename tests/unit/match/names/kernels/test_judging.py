"""The verdict on two names."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.match.names.forms import Form, name_form
from egnatia.match.names.kernels import layout, measures
from egnatia.match.names.kernels.agreement import compare
from egnatia.match.names.kernels.constants import LONGEST_WORD, WORDS
from egnatia.match.names.kernels.judging import join, joint, judge, weigh
from egnatia.match.names.kernels.layout import HEAD, SOUNDS, Rows, stack
from egnatia.match.names.weights import weights

COSTS, LEARNED = weights().costs, weights().measures


def form(name: str) -> Form:
    found = name_form(name)
    assert found
    return found


def rows(name: str) -> Rows:
    return stack(form(name).code)


def read(row: layout.Rows) -> str:
    return "".join(SOUNDS[number - 1] for number in row[HEAD + 1 : HEAD + 1 + row[HEAD]])


def test_log_odds_are_the_weighted_sum_of_the_measures() -> None:
    few, many = form("Петар Кос"), form("Petar Marko Kos")
    told = np.empty(measures.PLACES + 2 * WORDS)
    compare(stack(few.code), stack(many.code), COSTS, told)
    expected = float(LEARNED[:-1] @ told[: measures.PLACES]) + LEARNED[-1]
    assert judge(few.code, many.code, COSTS, LEARNED) == pytest.approx(expected)


def place(words: str, parts: str) -> int:
    found: int = joint(rows(words), rows(parts), COSTS)[0]
    return found


def test_two_words_of_one_name_may_be_one_of_the_other() -> None:
    assert place("KOS ANNAMARIA", "Anna Maria Kos") == 0
    assert place("Hadžihasanović Emir", "Emir Hadži Hasanović") == 1
    assert place("محمدرضا رضوی", "Mohammad Reza Razavi") == 0
    assert place("Petar Kos", "Petar Marko Kos") == -1


def test_words_of_either_name_may_be_joined_and_more_than_two() -> None:
    told = np.empty(measures.PLACES + 2 * WORDS)
    few, many = rows("Alireza Ghorban Nezhad"), rows("Ali Reza Ghorbannezhad")
    assert weigh(few, many, COSTS, LEARNED, told) > 1
    assert told[measures.JOINED] == 1


def test_initials_are_never_joined() -> None:
    assert place("Ama Kos", "Kos A Ma") == -1


def test_joined_words_are_read_one_after_the_other_and_the_rest_stays() -> None:
    name = rows("Kos Ana Marija")
    found = join(name, 1)
    assert [read(row) for row in found] == ["kos", "anamariya"]
    assert found[1, layout.READ] == 2  # the Balkan readings together, and the English ones
    assert bytes(found[0]) == bytes(name[0])
    assert found[1, layout.ENDING] == name[2, layout.ENDING]


@given(st.lists(st.text(alphabet="aeknprst", min_size=1, max_size=32), min_size=2, max_size=WORDS))
def test_any_two_words_make_one_of_bounded_length(words: list[str]) -> None:
    name = rows(" ".join(words))
    for place in range(len(name) - 1):
        assert join(name, place)[place, HEAD] == min(int(name[place, HEAD]) + int(name[place + 1, HEAD]), LONGEST_WORD)


def test_the_better_of_both_counts_and_is_told() -> None:
    told = np.empty(measures.PLACES + 2 * WORDS)
    assert weigh(rows("Kos Annamaria"), rows("Anna Maria Kos"), COSTS, LEARNED, told) > 1
    assert told[measures.JOINED] == 1
    assert weigh(rows("Kos Annamaria"), rows("Anna Marko Kos"), COSTS, LEARNED, told) < -1
    assert told[measures.JOINED] == 0
