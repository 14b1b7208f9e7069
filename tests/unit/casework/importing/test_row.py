"""Why a row was rejected names the column at fault, if one is."""

from egnatia.casework.importing.row import RowError


def test_the_sentence_begins_with_the_column_at_fault() -> None:
    assert str(RowError("Rodjen", "no such day")) == "Rodjen: no such day"


def test_a_row_that_is_at_fault_as_a_whole_names_none() -> None:
    error = RowError("", "has 3 cells, but there are 4 columns")
    assert (str(error), error.column) == ("has 3 cells, but there are 4 columns", "")
