"""Names in running text, as somebody writes them in passing."""

import pytest

from egnatia.match.names.forms import person_forms
from egnatia.match.names.running import Passage, passages

PETAR = person_forms({"first_name": ("Petar",), "family_name": ("Jovanović",)})


def found(text: str) -> list[Passage]:
    return [passage for passage in passages(text, PETAR) if not passage.lone]


@pytest.mark.parametrize(
    "text",
    [
        "The boat is Petar Jovanović's, they say.",
        "Seen at Bar: JOVANOVIĆ, Petar; nobody else.",
        "Видели су Петра Јовановића у Бару.",
        "Razgovarao s Petrom Jovanovićem.",
        "Ο Πέταρ Γιοβάνοβιτς είπε.",
        "Petar (Milan) Jovanović left.",
    ],
)
def test_a_name_is_found_in_any_script_and_case(text: str) -> None:
    [passage, *_] = found(text)
    assert passage.whole


def test_an_initial_stands_for_a_word_and_is_not_the_whole_name() -> None:
    assert found("Paid by P. Jovanović in cash.") == [Passage("p jovanović", whole=False, lone=False)]


def test_one_word_alone_is_lone_and_of_a_name_of_one_word_it_is_not() -> None:
    assert list(passages("Jovanović paid.", PETAR)) == [Passage("jovanović", whole=False, lone=True)]
    assert list(passages("Zeka paid.", person_forms({"alias": ("Zeka",)}))) == [
        Passage("zeka", whole=False, lone=False)
    ]


def test_words_far_from_one_another_are_no_name() -> None:
    assert found("Petar drove to the port, where a boat of one Jovanović lay.") == []


def test_a_text_without_the_name_and_one_without_words_name_nobody() -> None:
    assert list(passages("Two speedboats left by night.", PETAR)) == []
    assert list(passages("", PETAR)) == []
    assert list(passages("Petar Jovanović", ())) == []


def test_a_passage_that_stands_twice_is_one() -> None:
    assert len(found("Petar Jovanović. Then and there again: Petar Jovanović.")) == 1
