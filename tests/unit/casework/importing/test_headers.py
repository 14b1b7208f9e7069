"""What columns are called in the registers of the region stands for properties that there are."""

from egnatia.casework.importing.guess import fold
from egnatia.casework.importing.headers import WORDS
from egnatia.model.kinds import KINDS


def test_every_word_stands_for_a_property_of_a_kind() -> None:
    assert len(WORDS) > 100
    for word, meanings in WORDS.items():
        assert fold(word) == word
        assert all(name in KINDS[kind].properties for kind, name in meanings), word


def test_a_name_is_known_in_the_scripts_of_the_region() -> None:
    assert {("person", "family_name")} <= set(WORDS[fold("Презиме")]) & set(WORDS[fold("Prezime")])
