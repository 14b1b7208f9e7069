from egnatia.match.names.kernels import layout
from egnatia.match.names.tokens import token


def test_scripts_share_a_skeleton() -> None:
    words = ["jovanović", "јовановић", "йованович", "γιοβάνοβιτσ", "jovanoviq", "يوفانوفيتش", "یووانوویچ"]
    assert set.intersection(*(set(token(word).skeletons) for word in words)) == {"APNP"}


def test_gendered_surnames_share_a_skeleton() -> None:
    assert token("petkovski").skeletons == token("petkovska").skeletons


def test_one_letter_is_an_initial() -> None:
    assert token("p").initial
    assert not token("petar").initial


def test_a_row_has_one_length_and_says_what_sort_of_word_it_is() -> None:
    assert {len(token(word).row) for word in ("x" * 500, "li", "محمد", "😀")} == {layout.WIDTH}
    assert token("محمد").row[layout.ABJAD]
    assert token("jovanović").row[layout.COMMON]
    assert not token("xq").row[layout.COMMON]
    assert token("čedomir").row[layout.LETTER] == token("c").row[layout.LETTER] == 3


def test_a_reading_lies_in_the_row_by_the_numbers_of_its_sounds() -> None:
    row = token("kos").row
    assert row[layout.READ] == 1
    numbers = row[layout.HEAD + 1 : layout.HEAD + 1 + row[layout.HEAD]]
    assert "".join(layout.SOUNDS[number - 1] for number in numbers) == "kos"


def test_first_names_end_like_a_womans_or_a_mans_and_family_names_like_neither() -> None:
    endings = [token(word).row[layout.ENDING] for word in ("jovana", "jovan", "petrova", "petrovski", "ana", "محمد")]
    assert endings == [1, 2, 0, 0, 0, 0]


def test_letters_with_marks_are_of_the_same_script_as_those_without() -> None:
    assert token("ὀδυσσεύς").row[layout.SCRIPT] == token("πετρος").row[layout.SCRIPT]
    assert token("ẽva").row[layout.SCRIPT] == token("eva").row[layout.SCRIPT] != token("ева").row[layout.SCRIPT]
