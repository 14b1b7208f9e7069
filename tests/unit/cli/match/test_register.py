"""A register as a table."""

from pathlib import Path

import pytest

from egnatia.cli.ending import Ending
from egnatia.cli.match.register import read_register


def table(folder: Path, text: str) -> Path:
    path = folder / "register.csv"
    path.write_text(text, "utf-8")
    return path


def test_rows_are_given_back_as_properties_without_empty_ones(tmp_path: Path) -> None:
    found = read_register(table(tmp_path, "name,id,sex\n  Ana   Ilić ,7,\n"), "person")
    assert found.ids == ["7"]
    assert found.properties(0) == {"full_name": ("Ana Ilić",)}


def test_the_name_of_an_organisation_is_its_name(tmp_path: Path) -> None:
    found = read_register(table(tmp_path, "id,name\n7,Vardar\n"), "organisation")
    assert found.properties(0) == {"name": ("Vardar",)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no column id"),
        ("name\nAna\n", "no column id"),
        ("id,colour\n1,red\n", "has no colour"),
        ("id,name\n1\n", "row 2: 1 cells"),
        ("id,name,birth_date\n1,Ana,1985\n2,Ana,soon\n", "row 3"),
        ('id,name\n1,"Ana\n', "cannot be read"),
    ],
)
def test_what_is_no_register_is_refused_with_the_row(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(Ending, match=words):
        read_register(table(tmp_path, text), "person")


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(b"id,name\n1,\xff\n")
    with pytest.raises(Ending, match="UTF-8"):
        read_register(path, "person")
