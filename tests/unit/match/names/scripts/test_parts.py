from egnatia.match.names.scripts.parts import pattern_of

SPELLINGS = ("tsch", "ts", "sch", "th(?=e)", "s")


def spelled(word: str) -> list[str]:
    return pattern_of(SPELLINGS).findall(word)


def test_of_two_spellings_that_fit_the_first_is_found() -> None:
    assert spelled("tschech") == ["tsch"]
    assert pattern_of(("s", "sch")).findall("schech") == ["s"]


def test_what_has_to_follow_is_not_part_of_what_is_found() -> None:
    assert spelled("thekla") == ["th"]
    assert spelled("thomas") == ["s"]


def test_other_letters_are_passed_over() -> None:
    assert spelled("abracadabra") == []
