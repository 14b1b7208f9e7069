import pytest

from egnatia.match.identifiers.document import check_digit, read_document

#: ICAO Doc 9303-4, appendix A, and 9303-3, 4.9.
LINE = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"


@pytest.mark.parametrize(
    ("field", "digit"), [("L898902C3", "6"), ("520727", "3"), ("AB2134<<<", "5"), ("D23145890", "7")]
)
def test_check_digits_are_those_of_icao_9303(field: str, digit: str) -> None:
    assert check_digit(field) == digit


def test_the_machine_readable_line_gives_its_number() -> None:
    read = read_document(LINE)
    assert (read.key, read.valid) == ("L898902C3", True)


def test_a_line_whose_composite_check_fails_is_invalid() -> None:
    read = read_document(LINE[:-1] + "1")
    assert (read.key, read.valid) == ("L898902C3", False)


def test_a_number_copied_with_its_check_digit_may_be_the_one_without() -> None:
    assert read_document("L898902C36").others == {"L898902C3"}
    assert read_document("L898902C35").others == frozenset()


def test_spaces_and_case_do_not_count() -> None:
    assert read_document(" l 898 902-c3 ").key == read_document("L898902C3").key
