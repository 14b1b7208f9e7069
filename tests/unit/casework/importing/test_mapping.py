"""A mapping knows which columns it needs, and which of its templates wait for other rows."""

from tests.unit.casework.importing.samples import mapping, written


def test_all_columns_that_are_named_anywhere_are_needed() -> None:
    assert mapping().columns == {"EMBG", "Prezime", "Ime", "Rodjen", "Pol", "Tablica", "VIN", "kW"}


def test_a_condition_and_the_key_of_another_row_name_columns_too() -> None:
    records = written()["records"]
    records["car"]["when"] = {"column": "Vrsta", "is": ["auto"]}
    records["owning"]["properties"]["owner"] = {"record": "holder", "columns": "Vlasnik"}
    assert {"Vrsta", "Vlasnik"} <= mapping(records=records).columns


def test_what_refers_to_other_rows_is_late_and_so_is_what_refers_to_it() -> None:
    assert mapping().late == frozenset()
    records = written()["records"]
    records["owning"]["properties"]["owner"] = {"record": "holder", "columns": "Vlasnik"}
    found = mapping(records=records)
    assert found.late == {"owning"}
    assert [template.far for template in found.templates if template.name == "owning"] == [True]


def test_a_template_knows_its_kind() -> None:
    kinds = {template.name: template.definition.name for template in mapping().templates}
    assert kinds == {"owning": "ownership", "holder": "person", "car": "vehicle"}
