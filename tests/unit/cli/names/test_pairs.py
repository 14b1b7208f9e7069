"""Tables of labelled pairs of names."""

from pathlib import Path

import pytest

from egnatia.cli.ending import Ending
from egnatia.cli.names.pairs import NamePair, read_pairs


def write(folder: Path, text: str) -> Path:
    path = folder / "pairs.csv"
    path.write_text(text, "utf-8")
    return path


def test_columns_may_stand_in_any_order_and_beside_others(tmp_path: Path) -> None:
    path = write(tmp_path, "\ufeffis_match,kind,name2,name1\n1,pos,Petar,Петар\nFalse,neg,,Ana\n")
    assert read_pairs(path) == [NamePair("Петар", "Petar", same=True), NamePair("Ana", "", same=False)]


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "name1,name2,is_match\nA,B,1\nA,B,2\n")
    with pytest.raises(Ending, match="line 3"):
        read_pairs(path)


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(Ending, match="cannot be read"):
        read_pairs(tmp_path)
