"""The reference pages that are written from the oracle are current and whole."""

from tests.oracle.law.reading import kinds, table

import law_matrix


def test_the_pages_tell_what_the_oracle_says() -> None:
    written = {file.name: file.read_text("utf-8") for file in law_matrix.FOLDER.iterdir()}
    assert written == law_matrix.pages(), "run python -m scripts.law_matrix"


def test_every_kind_has_its_page_and_every_instrument_its_short_name() -> None:
    assert sorted(kind for group in law_matrix.GROUPS.values() for kind in group) == sorted(kinds())
    assert law_matrix.SHORT.keys() == table("instruments").keys()


def test_a_matrix_names_the_first_instrument_and_how_far_it_opens() -> None:
    page = law_matrix.pages()["things.md"]
    matrix = page.partition("## vehicle for criminal investigation")[2]
    asked = [cell.strip() for cell in matrix.split("\n")[2].split("|")]
    tuerkiye = next(line for line in matrix.split("\n") if line.startswith("| TR |"))
    told = dict(zip(asked, (cell.strip() for cell in tuerkiye.split("|")), strict=True))
    assert (told["AL"], told["XK"], told["SELEC"], told["TR"]) == ("**db**", "·", "**selec**", "")
