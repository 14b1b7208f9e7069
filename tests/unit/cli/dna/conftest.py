"""A folder with a register, a profile that is asked for, and frequencies of two populations."""

from pathlib import Path

import pytest

TABLE = (
    "id,VWA,TH01,D21S11,FGA,D8S1179,D3S1358,D18S51\n"
    "a,16/17,6/9.3,28/30,21/22,13/13,15/17,12/14\nb,16/17,6/9.3,28/30,21/22,13/13,15/17,12/15\n"
)
LINES = "VWA 16,17\nTH01 6,9.3\nD21S11 28,30\nFGA 21,22\nD8S1179 13,13\nD3S1358 15,17\nD18S51 12,14"
LOCI = ("VWA", "TH01", "D21S11", "FGA", "D8S1179", "D3S1358", "D18S51")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "register.csv").write_text(TABLE)
    (tmp_path / "asked.txt").write_text(LINES)
    for name, share in (("north", 0.1), ("south", 0.05)):
        shares = {**dict.fromkeys(("6", "9.3", "12", "13", "14", "15", "16"), share), "5": 1 - 7 * share}
        rows = [f"{locus},{allele},{shares[allele]}" for locus in LOCI for allele in shares]
        (tmp_path / f"{name}.csv").write_text("\n".join(["locus,allele,freq", *rows]))
    return tmp_path
