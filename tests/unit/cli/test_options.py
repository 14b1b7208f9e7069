"""What commands share: lists with commas, tables in plain columns, JSON."""

import json

import pytest

from egnatia.cli.options import listed, print_json, print_rows


@pytest.mark.parametrize(("typed", "found"), [(None, []), ("", []), ("AL", ["AL"]), (" AL , ME,,", ["AL", "ME"])])
def test_a_list_is_typed_with_commas(typed: str | None, found: list[str]) -> None:
    assert listed(typed) == found


def test_columns_are_as_wide_as_their_widest_cell(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows(("a", "bb"), [("xxx", 1), ("y", 22)])
    assert capsys.readouterr().out == "a    bb\nxxx  1\ny    22\n"


def test_an_empty_table_is_said_to_people_and_not_to_programs(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows(("a",), [])
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "nothing\n")


def test_json_keeps_every_script(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"name": "Јовановић"})
    told = capsys.readouterr().out
    assert "Јовановић" in told
    assert json.loads(told) == {"name": "Јовановић"}
