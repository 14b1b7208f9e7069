"""A node's own tables of frequencies."""

from pathlib import Path

import pytest

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.populations import read_populations

TABLE = "locus,allele,freq\nVWA,16,0.4\nVWA,17,0.6\n"


def test_a_table_says_where_it_is_from_and_of_how_many_people(tmp_path: Path) -> None:
    (tmp_path / "north.csv").write_text("# Invented 2026, table 2; 412\n" + TABLE)
    (tmp_path / "south.csv").write_text(TABLE)
    north, south = read_populations(tmp_path)
    assert (north.name, north.source, north.people) == ("north", "Invented 2026, table 2", 412)
    assert (south.source, south.people, south.frequency("VWA", "16")) == ("south.csv", None, 0.4)
    assert read_populations(tmp_path / "none") == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('# 6" gels; 40\n' + TABLE + "VWA,16,0.1\n", "line 5: allele 16 of VWA is there twice"),
        ("# no number; many\n" + TABLE, "line 1 is not"),
        ("locus,allele\n", "line 1 is not locus,allele,freq"),
        (TABLE + "VWA,16,0.1\n", "allele 16 of VWA is there twice"),
        (TABLE + "VWA,18,0.9\n", "frequencies sum to"),
    ],
)
def test_a_table_that_is_none_is_named(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "wrong.csv").write_text(text)
    with pytest.raises(FilesError, match=fault):
        read_populations(tmp_path)
