"""Pages: the first rows of a list, and the number from which it goes on."""

from collections.abc import Iterator

from egnatia.casework.page import USUAL, page_of


def numbered(count: int) -> Iterator[tuple[int, str]]:
    return ((number, f"row {number}") for number in range(count, 0, -1))


def test_a_list_that_fits_on_one_page_goes_on_nowhere() -> None:
    page = page_of(numbered(USUAL))
    assert (len(page.rows), page.rows[0], page.next) == (USUAL, f"row {USUAL}", None)


def test_a_longer_list_goes_on_below_the_last_row_that_is_shown() -> None:
    page = page_of(numbered(USUAL + 1))
    assert (len(page.rows), page.rows[-1], page.next) == (USUAL, "row 2", 2)


def test_no_more_is_read_than_a_page_needs() -> None:
    rows = numbered(USUAL * 3)
    page_of(rows)
    assert next(rows)[0] == USUAL * 3 - (USUAL + 1)
