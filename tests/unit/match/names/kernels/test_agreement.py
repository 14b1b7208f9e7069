"""The kernel against the plainest program that does the same: all alignments, all assignments."""

from itertools import permutations
from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.match.names.forms import Form, name_form
from egnatia.match.names.kernels import measures
from egnatia.match.names.kernels.agreement import compare, likeness
from egnatia.match.names.kernels.constants import CERTAIN, CHANCE, INITIAL_FITS, LONGEST_RUN, NICKNAME, SWAPPED, WORDS
from egnatia.match.names.kernels.layout import HEAD, SOUNDS, lay_out, stack
from egnatia.match.names.weights import weights

FULL = weights().costs[0]
SOUND = st.text(alphabet="aeiknprsS", min_size=1, max_size=5)


def form(name: str) -> Form:
    found = name_form(name)
    assert found
    return found


def report(one: str, other: str) -> list[float]:
    told = np.empty(measures.PLACES + 2 * WORDS)
    few, many = sorted((stack(form(one).code), stack(form(other).code)), key=len)
    compare(few, many, weights().costs, told)
    return [float(value) for value in told]


def like(one: str, other: str) -> float:
    """Return the likeness of two readings, as the kernel has it."""
    head = bytes([0, 0, 0, 1]) + bytes(HEAD - 4)
    first, second = (stack(lay_out(head, (sounds,)))[0] for sounds in (one, other))
    found = np.empty(3)
    likeness(first, second, weights().costs, np.empty((3, LONGEST_RUN + 1)), found)
    return float(found[0])


def best(one: str, other: str) -> float:
    """Return the best alignment, by trying all."""
    costs = {sound: number for number, sound in enumerate(SOUNDS, 1)}
    if not one or not other:
        return float(sum(FULL[costs[sound], 0] for sound in one + other))
    ways = [
        FULL[costs[one[0]], costs[other[0]]] + best(one[1:], other[1:]),
        FULL[costs[one[0]], 0] + best(one[1:], other),
        FULL[0, costs[other[0]]] + best(one, other[1:]),
    ]
    if one[:2] == other[1::-1] and len(one[:2]) == 2:
        both = FULL[costs[one[0]], costs[one[0]]] + FULL[costs[one[1]], costs[one[1]]]
        ways.append(both + SWAPPED + best(one[2:], other[2:]))
    return float(max(ways))


@given(SOUND, SOUND)
def test_two_words_are_aligned_as_well_as_can_be(one: str, other: str) -> None:
    expected = log((1 - exp(CHANCE)) * exp(best(one, other)) + exp(CHANCE))
    assert like(one, other) == pytest.approx(expected)


@given(st.lists(SOUND.filter(lambda word: len(word) > 2), min_size=1, max_size=3), st.data())
def test_words_are_paired_so_that_the_sum_is_greatest(few: list[str], data: st.DataObject) -> None:
    many = data.draw(st.lists(SOUND.filter(lambda word: len(word) > 2), min_size=len(few), max_size=4))
    head = bytes([0, 0, 0, 1]) + bytes(HEAD - 4)
    ours, theirs = (stack(b"".join(lay_out(head, (word,)) for word in words)) for words in (few, many))
    told = np.empty(measures.PLACES + 2 * WORDS)
    compare(ours, theirs, weights().costs, told)
    if not told[measures.JOINED]:
        sums = [
            sum(min(like(*pair), CERTAIN) for pair in zip(few, order, strict=False))
            for order in permutations(many, len(few))
        ]
        assert told[measures.FOR] + told[measures.AGAINST] == pytest.approx(max(sums))


def test_measures_say_what_sort_of_words_met() -> None:
    told = report("P. Jovanović Marko", "Marko Petar Jovanović")
    assert (told[measures.INITIALS], told[measures.TURNED], told[measures.MIXED]) == (1, 1, 0)
    assert report("Ahmad Hasan Kurdi", "Hasan Ahmad Kurdi")[measures.MIXED] == 1
    assert report("Krstan Kos", "Krstana Kos")[measures.ENDINGS] == 1
    assert report("Saša Kos", "Aleksandar Kos")[measures.ENDINGS] == 0
    assert report("Петар Кос", "بيتار كوس")[measures.ONE_ABJAD] == 1
    assert report("بيتار كوس", "پتار کوس")[measures.BOTH_ABJAD] == 1
    assert report("Petar", "Petar Marko Ilija Vuk Kos")[measures.LEFT_OVER] == 3
    assert report("Petar", "Petar Kos")[measures.LONE] == 1


def test_a_son_is_not_his_father() -> None:
    assert report("Ahmad bin Khalid", "Khalid ibn Ahmad")[measures.MIXED] == 1
    assert report("Ahmad bin Khalid al-Masri", "Khalid bin Ahmad al-Masri")[measures.MIXED] == 2
    assert report("أحمد بن خالد", "خالد بن أحمد")[measures.MIXED] == 1
    assert report("Ahmad Khalid Hassan", "Ahmad bin Khalid bin Hassan")[measures.MIXED] == 0
    assert report("Khalid Ahmad", "Ahmad bin Khalid")[measures.MIXED] == 0


def test_initials_and_nicknames_say_a_fixed_amount() -> None:
    assert report("P Krstonošić", "Petar Krstonošić")[measures.WEAKEST] == INITIAL_FITS
    assert report("Ž Krstonošić", "Petar Krstonošić")[measures.WEAKEST] == CHANCE
    assert report("Mujo Krstonošić", "Mustafa Krstonošić")[measures.WEAKEST] == NICKNAME


def test_names_run_together_are_measured_as_one_word() -> None:
    told = report("Anakrsta Krstonošić", "Ana Krsta Krstonošić")
    assert (told[measures.JOINED], told[measures.LEFT_OVER], told[measures.AGAINST]) == (1, 0, 0)
    assert report("Ana Krstonošić", "Ana Krstonošić")[measures.JOINED] == 0


def test_two_well_known_names_are_no_slip_for_one_another() -> None:
    assert report("Marko Petrović", "Marko Petković")[measures.WEAKEST] < 0
    assert report("Marko Petrović", "Marko Pertović")[measures.WEAKEST] > 0
    assert report("Zoran Petrović", "Goran Petrović")[measures.JOINED] == 0
    assert report("Hasan Kos", "Hassan Kos")[measures.WEAKEST] > 0
    assert report("حسن علوي", "حسين علوي")[measures.WEAKEST] < -2


def test_a_mans_first_name_is_not_that_of_a_woman() -> None:
    assert report("Jan Kos", "Jana Kos")[measures.WEAKEST] < 0
    assert report("Petrov Kos", "Petrova Kos")[measures.WEAKEST] > 0
