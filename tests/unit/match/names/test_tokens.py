import pytest

from egnatia.match.names.tokens import skeleton, token


@pytest.mark.parametrize(
    ("sounds", "bones"),
    [
        ("petar", "PTR"), ("yovanoviC", "APNP"), ("hristo", "ARST"), ("elena", "ALN"), ("helena", "ALN"),
        ("petros", "PTR"), ("boris", "PRS"), ("kovats", "KPS"), ("ts", "S"), ("", ""), ("papadopulos", "PPTPL"),
    ],
)  # fmt: skip
def test_consonants_are_left_by_class(sounds: str, bones: str) -> None:
    assert skeleton(sounds) == bones


def test_scripts_share_a_skeleton() -> None:
    words = ["jovanović", "јовановић", "йованович", "γιοβάνοβιτσ", "jovanoviq", "يوفانوفيتش", "یووانوویچ"]
    assert set.intersection(*(set(token(word).skeletons) for word in words)) == {"APNP"}


def test_gendered_surnames_share_a_skeleton() -> None:
    assert token("petkovski").skeletons == token("petkovska").skeletons


def test_one_letter_is_an_initial() -> None:
    assert token("p").initial
    assert not token("petar").initial


def test_weights_are_bounded() -> None:
    assert token("x" * 500).weight <= 6
    assert token("li").weight == 2
