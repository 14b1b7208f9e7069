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


def in_file(body: str) -> str:
    head = '<CODISImportFile xmlns="urn:CODISImportFile-schema">\n<SPECIMEN SOURCEID="No" PARTIAL="true">\n'
    return f"{head}<SPECIMENID>s1</SPECIMENID>\n{body}\n</SPECIMEN></CODISImportFile>"


def locus(name: str, *alleles: str) -> str:
    values = "".join(f"<ALLELE><ALLELEVALUE>{value}</ALLELEVALUE></ALLELE>" for value in alleles)
    reader = "<READINGBY>r</READINGBY><READINGDATETIME>2024-01-01</READINGDATETIME>"
    return f'<LOCUS BATCHID="b" KIT="k"><LOCUSNAME>{name}</LOCUSNAME>{reader}{values}</LOCUS>\n'


def test_an_empty_second_allele_is_a_homozygote_and_a_locus_that_was_read_alike_twice_counts_once() -> None:
    body = locus("FGA", "21", "") + locus("vWA", "16", "14") + locus("VWA", "14", "16") + locus("TH01")
    [profile] = read_codis(read_markup(in_file(body + locus("Yindel", "2"))), rule_set("prum-2008"))
    assert profile.loci == {"FGA": ("21", "21"), "VWA": ("14", "16"), "YINDEL": ("2", "2")}


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (locus("FGA", "21") + locus("vWA", "x"), "line 5, s1: VWA: value 'x'"),
        (locus("FGA", "21") + locus("FGA", "21", "22"), "line 5, s1: FGA is there twice, and differs"),
        (locus("TH01", "6") + locus("FGA", "21", "22", "23", "24"), "line 5, s1: FGA: 4 values"),
        (locus("FGA", ""), "line 2, s1: nothing was typed"),
        (f"<SPECIMENCATEGORY>Forensic Mixture</SPECIMENCATEGORY>{locus('FGA', '21')}", "line 2, s1: a mixture"),
    ],
)
def test_what_is_no_profile_is_named_by_line_and_locus(body: str, told: str) -> None:
    with pytest.raises(ProfileError, match=told):
        list(read_codis(read_markup(in_file(body)), rule_set("prum-2008")))
