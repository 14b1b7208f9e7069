from egnatia.match.names.scripts.cyrillic import read_cyrillic


def test_letters_of_two_readings_have_both() -> None:
    assert read_cyrillic("ђурић") == ("JuriC", "duriC")
    assert read_cyrillic("георгий") == ("georgi", "heorhi")


def test_pairs_sound_as_one() -> None:
    assert read_cyrillic("джемал")[0] == read_cyrillic("џемал")[0] == "Jemal"
