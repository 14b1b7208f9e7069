"""CODIS import files."""

import pytest

from egnatia.match.dna.codis import read_codis
from egnatia.match.dna.errors import ProfileError
from egnatia.match.dna.loci import rule_set
from egnatia.match.dna.markup import read_markup

HEAD = "<CODISImportFile><HEADERVERSION>3.2</HEADERVERSION>"


def specimen(name: str, alleles: str) -> str:
    values = "".join(f"<ALLELE><ALLELEVALUE>{value}</ALLELEVALUE></ALLELE>" for value in alleles.split())
    return f"<SPECIMEN><SPECIMENID>{name}</SPECIMENID><LOCUS><LOCUSNAME>FGA</LOCUSNAME>{values}</LOCUS></SPECIMEN>"


def test_one_allele_is_a_homozygote_and_of_three_the_first_stays() -> None:
    text = HEAD + specimen("a", "21") + specimen("b", "22 21") + specimen("c", "23 21 22") + "</CODISImportFile>"
    profiles = list(read_codis(read_markup(text), rule_set("prum-2008")))
    assert [profile.loci["FGA"] for profile in profiles] == [("21", "21"), ("21", "22"), ("23", "*")]


def test_a_file_without_specimens_is_none() -> None:
    with pytest.raises(ProfileError, match="no specimen"):
        list(read_codis(read_markup(HEAD + "</CODISImportFile>"), rule_set("prum-2008")))
