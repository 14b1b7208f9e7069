"""The register of the bench."""

import pytest

from egnatia.cli.names.search.register import draw_register


@pytest.mark.slow
def test_the_same_number_and_seed_give_the_same_people() -> None:
    assert draw_register(300, 1) == draw_register(300, 1)
    assert draw_register(300, 1) != draw_register(300, 2)


@pytest.mark.slow
def test_people_are_of_many_languages_and_scripts() -> None:
    people = draw_register(2000, 1)
    assert len({person.language for person in people}) > 15
    assert sum(person.name.isascii() for person in people) < len(people) / 2


def test_where_fathers_names_are_borne_the_name_has_more_words() -> None:
    people = draw_register(2000, 1)
    assert {len(person.words) for person in people if person.language == "ar"} == {4}
    assert {len(person.words) for person in people if person.language == "sr"} == {2}
