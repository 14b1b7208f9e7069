import pytest

from egnatia.match.names.scripts.indic import read_indic


@pytest.mark.parametrize(
    ("word", "heard"),
    [
        ("राजकुमार", "raJkumar"), ("मोदी", "modi"), ("बब", "bab"), ("ज़ाकिर", "zakir"), ("शर्मा", "Sarma"),
        ("হাসিনা", "hasina"), ("রহমান", "rohman"), ("অ্যাবট", "abot"), ("ড়", "r"), ("ರವಿ", "ravi"), ("രവി", "ravi"),
        ("સરદાર", "sardar"),
    ],
)  # fmt: skip
def test_words_are_read_as_they_are_heard(word: str, heard: str) -> None:
    assert heard in read_indic(word)


def test_vowels_that_may_be_silent_are_read_too() -> None:
    assert read_indic("राजकुमार") == ("raJkumar", "raJakumar", "raJakumara")
    assert read_indic("சந்திரசேன")[2].endswith("Cena")


def test_what_is_of_another_script_is_silent() -> None:
    assert read_indic("क😀") == ("k", "k", "ka")
