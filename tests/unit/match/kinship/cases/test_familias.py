"""Projects of Familias: an invented one with two families, and what is wrong with others."""

import pytest

from egnatia.match.kinship.cases.familias import read_familias_disaster
from egnatia.match.kinship.errors import CaseError
from egnatia.match.kinship.marker import SILENT
from egnatia.match.kinship.mutation import Model, Transform
from egnatia.match.kinship.pedigree import Person, Sex

HEAD = ['"Output from Familias, version 3.3.1"', '"DO NOT EDIT!"', "3.3.1 (DVI)", '""']
PERSON = ["1", '"Father"', "#FALSE#", "-1", "#FALSE#", "#TRUE#", "1", "0", "1", "0"]
RELATIONS = ['"Known relations"', "0", "0", "1", "0", "0", "1", "0", '"H1"', "0", "0", "1", "0", "0"]
DATABASE = ["#FALSE# (#Databases: 1 ;Theta/Kinship/Fst: 0 )", "2", "#TRUE#", '"Invented"']
INFO = "2\t(DatabaseSize = 100 , Dropout probability = 0 , Minor allele frequency = 0 )"
L = ['"L"', "0.001", "0.002", "0", "3", "2", "0.1", "0.2", "0.0", "0.0001", "#FALSE#", "0", INFO]
M = ['"M"', "0", "0", "0", "0", "3", "0.1", "0.1", "0.0", "0.0", "#TRUE#", "0.1", INFO]
ALLELES_L = ['"8"', "0.2", '"9"', "0.8"]
ALLELES_M = ['"8"', "0.2", '"9"', "0.7"]
DVI = """[DVI]
[[Unidentified persons]]
nPersons= 1
[[[Person 1 ]]]
Name= V1
Gender= Female
[[[[DNA data]]]]
nSystems= 2
SystemName= L
Allele1= 9
Allele2= 8
SystemName= M
Allele1= 8
Allele2= 8
[[Notes]]
[[Reference Families]]
nFamilies= 2
[[[Family 1 ]]]
Name= one
[[[[Persons]]]]
nPersons= 3
[[[[[Person 1]]]]]
Name= R
Gender= Male
[[[[[[DNA data]]]]]]
nSystems= 1
SystemName= L
Allele1= 8
Allele2= 8
[[[[[Person 2]]]]]
Name= Missing female 1
Gender= Female
[[[[[Person 3]]]]]
Name= Missing male 1
Gender= Male
[[[[Pedigrees]]]]
nPedigrees= 2
[[[[[Pedigree 1]]]]]
Name= Reference pedigree
nRelations= 0
[[[[[Pedigree 2]]]]]
Name= last
nRelations= 2
Parent= R
Child= Missing person
Parent= R
Child= Missing male 1
[[[Family 2 ]]]
Name= two
[[[[Persons]]]]
nPersons= 2
[[[[[Person 1]]]]]
Name= F
Gender= Male
[[[[[Person 2]]]]]
Name= C
Gender= Female
[[[[[[DNA data]]]]]]
nSystems= 1
SystemName= L
Allele1= 9
Allele2= 9
[[[[Pedigrees]]]]
nPedigrees= 1
[[[[[Pedigree 1]]]]]
Name= only
nRelations= 2
Parent= F
Child= C
Parent= Missing person
Child= C
[Prior]
Size= 3"""
PROJECT = "\n".join([*HEAD, *PERSON, *RELATIONS, *DATABASE, *L, *ALLELES_L, *M, *ALLELES_M, "", DVI])


def test_markers_are_read_with_their_models() -> None:
    first, second = read_familias_disaster(PROJECT, "x").markers
    assert first.female is not None
    assert first.male is not None
    assert (first.female.model, first.female.rate) == (Model.EQUAL, 0.001)
    assert (first.male.model, first.male.rate2, first.male.range) == (Model.STEPWISE, 0.0001, 0.2)
    assert first.male.transform is Transform.PM
    assert (second.female, second.alleles, second.frequencies[2]) == (None, ("8", "9", SILENT), 0.1)


def test_victims_and_families_are_read() -> None:
    read = read_familias_disaster(PROJECT, "x")
    assert [(victim.id, victim.sex, dict(victim.profile)) for victim in read.victims] == [
        ("V1", Sex.FEMALE, {"L": ("9", "8"), "M": ("8", "8")})
    ]
    assert [(family.id, family.missing) for family in read.families] == [("one", ("M1", "M2")), ("two", ("M3",))]
    assert [dict(family.profiles) for family in read.families] == [{"R": {"L": ("8", "8")}}, {"C": {"L": ("9", "9")}}]


def test_the_missing_person_has_the_sex_of_the_listed_one_or_of_the_other_parent() -> None:
    read = read_familias_disaster(PROJECT, "x")
    first, second = (family.pedigree.by_id for family in read.families)
    assert first["M1"] == Person(id="M1", father="R", mother="parent of M1", sex=Sex.FEMALE)
    assert first["M2"].sex is Sex.MALE
    assert second["M3"].sex is Sex.FEMALE
    assert second["C"].mother == "M3"
    assert read.pairings == {"V1": frozenset({"M1", "M3"})}


def test_the_other_parent_tells_the_sex_of_a_missing_person_whom_a_placeholder_calls_by_another() -> None:
    """Real projects name a child's father `Missing female 1` (dvir's exclusionExample)."""
    mother = PROJECT.replace("Name= R\nGender= Male", "Name= R\nGender= Female")
    child = "nRelations= 4\nParent= R\nChild= K\nParent= Missing person\nChild= K\n"
    read = read_familias_disaster(
        mother.replace("nRelations= 2\nParent= R\nChild= Missing", child + "Parent= R\nChild= Missing", 1), "x"
    )
    assert read.families[0].pedigree.by_id["M1"].sex is Sex.MALE


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Output from Familias", "Output", "line 1"),
        ('"Known relations"', '"Relations"', "'Known relations' is expected"),
        ("#FALSE# (#Databases", "#TRUE# (#Databases", "computed before"),
        ("Fst: 0 ", "Fst: 0.02 ", "theta 0.02 is not computed"),
        ("Dropout probability = 0 ", "Dropout probability = 0.1 ", "drop-out 0.1"),
        ('"L"\n0.001', '"L"\nmuch', "a mutation rate is expected, not 'much'"),
        ("0.002\n0\n3", "0.002\n0\n7", "mutation model 7"),
        ("0.002\n0\n3", "0.002\n0.5\n3", "a mutation model is expected, not 0.5"),
        ("[DVI]", "[XXX]", "no part .DVI. of victims and families; its pedigrees are compared by `egnatia kinship lr`"),
        ("Name= V1", "Nom= V1", "'Name' is missing"),
        ("[[Unidentified persons]]", "[[Others]]", "victims and families"),
        ("[[[[Pedigrees]]]]", "[[[[Trees]]]]", "no pedigree"),
        ("SystemName= M", "SystemName= L", "L is there twice"),
        ("Allele1= 9\nAllele2= 8\n", "Allele1= 9\n", "over and over, not SystemName"),
        ("Child= Missing person\n", "", "Parent, Child are expected over and over, not Parent"),
        ("Child= Missing male 1\n", "", "over and over, not Parent"),
        ('"L"\n0.001', '"L"\nnan', "a mutation rate is expected, not 'nan'"),
        ("0.002\n0\n3", "0.002\n0\ninf", "is expected, not 'inf'"),
        ("Parent= Missing person\nChild= C", "Parent= R2\nChild= C\nParent= F\nChild= C", "of one sex"),
    ],
)
def test_what_is_wrong_with_a_project_is_said(old: str, new: str, words: str) -> None:
    assert old in PROJECT
    with pytest.raises(CaseError, match=words):
        read_familias_disaster(PROJECT.replace(old, new), "x")


def test_a_project_that_ends_too_early_is_refused() -> None:
    with pytest.raises(CaseError, match="the file ends"):
        read_familias_disaster("\n".join([*HEAD, *PERSON]), "x")


def test_decimal_commas_are_read_as_points() -> None:
    commas = PROJECT.replace('"9"', '"9,3"').replace("= 9\n", "= 9,3\n").replace("\n0.8\n", "\n0,8\n")
    points = PROJECT.replace('"9"', '"9.3"').replace("= 9\n", "= 9.3\n")
    assert read_familias_disaster(commas, "x") == read_familias_disaster(points, "x")
