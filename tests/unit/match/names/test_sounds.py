import pytest

from egnatia.match.names.sounds import skeleton, skeletons, spoken
from egnatia.match.names.transliterate import readings


@pytest.mark.parametrize(
    ("sounds", "bones"),
    [
        ("petar", "PTR"), ("yovanoviC", "APNP"), ("hristo", "ARST"), ("elena", "ALN"), ("helena", "ALN"),
        ("petros", "PTR"), ("boris", "PRS"), ("kovats", "KPS"), ("ts", "S"), ("", ""), ("papadopulos", "PPTPL"),
    ],
)  # fmt: skip
def test_consonants_are_left_by_class(sounds: str, bones: str) -> None:
    assert skeleton(sounds) == bones


def test_each_reading_has_its_skeleton_once_and_none_if_it_has_no_consonant() -> None:
    assert skeletons(("yovan", "iovan", "u")) == ("APN", "A")
    assert skeletons(()) == ()


def test_vowels_and_sibilants_that_scripts_confuse_are_heard_as_one() -> None:
    assert spoken(readings("саша"))[0] == spoken(readings("σάσα"))[0]
    assert spoken(("petee",)) == ("piti",)
