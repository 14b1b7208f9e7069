"""A damaged row says which it is, to the store and to whoever tells oversight."""

from egnatia.adapters.sql.errors import DamagedRowError, StoreError


def test_a_damaged_row_is_named_by_table_and_key() -> None:
    error = DamagedRowError("question 3f", "no JSON")
    assert (error.table, error.key, str(error)) == ("question", "3f", "the row question 3f is damaged: no JSON")
    assert isinstance(error, StoreError)
