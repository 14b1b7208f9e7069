from egnatia.match.names.scripts.abjad import read_abjad


def test_waw_is_a_consonant_beside_a_long_vowel() -> None:
    assert read_abjad("نواز")[0] == "nvaz"
    assert read_abjad("وليد")[0] == "vlid"


def test_waw_is_a_vowel_between_consonants_and_after_a_first_alef() -> None:
    assert read_abjad("نور")[0] == "nur"
    assert read_abjad("اودل")[0] == "audl"


def test_the_article_comes_off() -> None:
    assert read_abjad("الكردي")[:2] == ("krdi", "alkrdi")
    assert read_abjad("الي")[:2] == ("ali", "ali")


def test_persian_and_urdu_read_two_letters_otherwise() -> None:
    assert read_abjad("رضا") == ("rda", "rda", "rza")
    assert read_abjad("ثمينہ")[2] == "sminh"


def test_the_servant_has_no_article() -> None:
    assert read_abjad("عبدالرحمن")[0] == read_abjad("عبدرحمن")[0]


def test_a_helping_vowel_comes_off() -> None:
    assert read_abjad("استپان")[0] == "stpan"


def test_marks_and_hamza_are_silent() -> None:
    assert read_abjad("مُحَمَّد")[0] == read_abjad("محمد")[0]


def test_hebrew_is_read_likewise() -> None:
    assert read_abjad("שור")[0] == "Sur"


def test_a_last_he_is_a_vowel_and_david_no_dud() -> None:
    assert read_abjad("מלכה")[0] == "mlka"
    assert read_abjad("דוד")[0] == "dvd"
