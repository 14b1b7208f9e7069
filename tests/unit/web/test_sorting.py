"""Words in the order of each alphabet."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.web.languages import LANGUAGES
from egnatia.web.sorting import sort_words


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("hr", ["Cipar", "Češka", "Ćuprija", "Dubrovnik", "Džep", "Đakovo", "Lazar", "Luka", "Ljubav", "Zug", "Žito"]),
        (
            "sr-Cyrl",
            ["Аустрија", "Данска", "Ђаково", "Еритреја", "Јапан", "Кина", "Либан", "Љубав", "Ћуприја", "Уганда"],
        ),
        ("mk", ["Гана", "Ѓорче", "Ерменија", "Ѕвезда", "Италија", "Ќесе", "Уганда"]),
        ("sq", ["Danimarkë", "Dhjetor", "Emër", "Ëndërr", "Finlandë", "Lule", "Llogari"]),
        ("tr", ["Cezayir", "Çin", "Danimarka", "Irak", "İran", "İtalya", "Sırbistan", "Şili"]),
        ("hu", ["Cukor", "Csehország", "Ghána", "Gyula", "Ománi", "Örmény", "Szerbia", "Tunézia"]),
        ("ro", ["Sudan", "Șerban", "Togo", "Țară"]),
        ("el", ["Άβδηρα", "Αλβανία", "Έβρος", "Ελλάδα"]),
        ("en-GB", ["Afghanistan", "Åland Islands", "Albania", "Zambia"]),
    ],
)
def test_words_are_sorted_by_the_alphabet_of_the_language(tag: str, words: list[str]) -> None:
    assert sort_words(reversed(words), LANGUAGES[tag]) == words


@given(st.lists(st.text(max_size=12)), st.sampled_from(list(LANGUAGES)))
def test_sorting_loses_nothing_and_does_not_depend_on_the_order(words: list[str], tag: str) -> None:
    ordered = sort_words(words, LANGUAGES[tag])
    assert Counter(ordered) == Counter(words)
    assert sort_words(reversed(words), LANGUAGES[tag]) == ordered
