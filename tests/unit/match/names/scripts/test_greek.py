from egnatia.match.names.scripts.greek import read_greek


def test_pairs_are_read_as_spoken_and_as_spelled() -> None:
    assert read_greek("μπούντας") == ("budas", "mpuntas")


def test_a_diaeresis_or_accent_keeps_vowels_apart() -> None:
    assert read_greek("χουσέιν")[0] == "husein"
    assert read_greek("μάιος")[0] == "maios"
    assert read_greek("μαϊος")[0] == "maios"


def test_upsilon_after_a_vowel_is_a_consonant() -> None:
    assert read_greek("ευάγγελος") == ("evagelos", "evangelos")


def test_double_letters_have_two_sounds() -> None:
    assert read_greek("αλέξης")[0] == "aleksis"
    assert read_greek("ψαράς")[0] == "psaras"
