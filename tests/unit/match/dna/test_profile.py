"""Profiles and their tables, read strictly."""

import pytest

from egnatia.match.dna.coding import code_of, lay_out
from egnatia.match.dna.errors import ProfileError
from egnatia.match.dna.loci import locus_named, rule_set, rule_sets
from egnatia.match.dna.profile import read_locus, read_profile, read_value, value_order, why_not_exchanged
from egnatia.match.dna.tables import read_profiles

RULES = rule_set("prum-2008")
SEVEN = ("VWA", "TH01", "D21S11", "FGA", "D8S1179", "D3S1358", "D18S51")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("9", "9"),
        ("09.0", "9"),
        (" 9.3 ", "9.3"),
        ("*", "*"),
        ("o", "*"),
        ("NR", "*"),
        ("0", "*"),
        ("1", "*"),
        ("99", "*"),
    ],
)
def test_values_have_one_spelling_and_the_wildcards_of_the_annex(written: str, read: str) -> None:
    assert read_value(written, "TH01", RULES) == read


@pytest.mark.parametrize("written", ["9.4", "9.33", "9,3", "63", "x", "-9", "²"])
def test_what_is_no_value_is_refused_with_its_locus(written: str) -> None:
    with pytest.raises(ProfileError, match="TH01"):
        read_value(written, "TH01", RULES)


def test_a_repeat_of_five_bases_has_four_micro_variants() -> None:
    assert read_value("9.4", "PENTA_E", RULES) == "9.4"
    assert read_value("10.4", "DYS438", RULES) == "10.4"
    assert read_value("19.5", "DYS448", RULES) == "19.5"
    with pytest.raises(ProfileError):
        read_value("9.3", "D22S1045", RULES)


@pytest.mark.parametrize(
    ("values", "pair"),
    [
        (["10", "9"], ("9", "10")),
        (["9"], ("9", "9")),
        (["9", "*"], ("9", "*")),
        (["10", "9", "8"], ("10", "*")),
        (["", ""], None),
        (["*", "*"], None),
    ],
)
def test_one_two_and_three_values_are_read_as_the_annex_says(values: list[str], pair: tuple[str, str] | None) -> None:
    assert read_locus(values, "TH01", RULES) == pair


def test_four_values_are_a_mixture() -> None:
    with pytest.raises(ProfileError, match="mixtures"):
        read_locus(["8", "9", "10", "11"], "TH01", RULES)


def test_amelogenin_is_x_or_y() -> None:
    assert read_locus(["y", "X"], "AMELOGENIN", RULES) == ("X", "Y")
    with pytest.raises(ProfileError, match="neither X nor Y"):
        read_value("9", "AMELOGENIN", RULES)


@pytest.mark.parametrize(("written", "locus"), [("D6S1043", "D6S1043"), ("Penta C", "PENTA_C"), ("THO1", "TH01")])
def test_loci_of_further_kits_are_read_and_belong_to_no_rule_set(written: str, locus: str) -> None:
    (profile,) = read_profiles(f"id,{written},F13A01\na,9/11,5/7\n", RULES)
    assert profile.loci == {locus: ("9", "11"), "F13A1": ("5", "7")}
    assert all("D6S1043" not in rules.exchanged and "PENTA_C" not in rules.exchanged for rules in rule_sets())


def test_laboratories_names_of_loci_are_understood() -> None:
    names = ("vWA", "Penta D", "penta_e", "AMEL", "FES/FPS", "D10S1248", "Y-GATA-H4")
    wanted = ["VWA", "PENTA_D", "PENTA_E", "AMELOGENIN", "FES", "D10S1248", "YGATAH4"]
    assert [locus_named(name) for name in names] == wanted
    with pytest.raises(ProfileError, match="D99"):
        locus_named("D99")


def test_values_sort_as_on_a_ladder() -> None:
    assert sorted(["*", "10", "9.3", "9", "Y", "X"], key=value_order) == ["X", "Y", "9", "9.3", "10", "*"]


def test_a_locus_twice_under_two_names_is_refused() -> None:
    with pytest.raises(ProfileError, match="a: VWA is there twice"):
        read_profile("a", {"vWA": ["9"], "VWF": ["9"]}, RULES)


def test_only_profiles_with_enough_loci_are_exchanged() -> None:
    six = read_profile("a", {locus: ["10", "12"] for locus in SEVEN[:6]}, RULES)
    five = read_profile("a", {**{locus: ["10", "12"] for locus in SEVEN[:5]}, "AMEL": ["X", "X"]}, RULES)
    other = read_profile("a", {locus: ["10", "12"] for locus in (*SEVEN[:5], "TPOX")}, RULES)
    assert why_not_exchanged(six, RULES, known_person=True) is None
    assert "5 fully designated loci" in str(why_not_exchanged(five, RULES, known_person=False))
    assert why_not_exchanged(other, RULES, known_person=False) is None
    assert "5 loci of the standard set" in str(why_not_exchanged(other, RULES, known_person=True))


def test_tables_have_a_locus_in_one_column_or_in_two() -> None:
    text = "id,pop,vWA,TH01_1,TH01_2\na,x,14/16,9,9.3\nb,x,,8,\n"
    found = list(read_profiles(text, RULES))
    assert [dict(profile.loci) for profile in found] == [
        {"VWA": ("14", "16"), "TH01": ("9", "9.3")},
        {"TH01": ("8", "8")},
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1"),
        ("name,vWA\n", "line 1: the first column"),
        ("id,D99\n", "line 1: locus 'D99'"),
        ("id,D99_1\n", "line 1: locus 'D99'"),
        ("id,vWA,TH01,vWA\na,9/10,9,9/10\n", "line 1: VWA is there twice, as 'vWA' and as 'vWA'"),
        ("id,vWA_1,vWA_2,vWA_1\na,9,10,9\n", "line 1: VWA is there twice, as 'vWA_1' and as 'vWA_1'"),
        ("id,vWA,vWA_1\na,9,10\n", "line 1: VWA is there twice, as 'vWA' and as 'vWA_1'"),
        ("id,vWA_1,vWA_2,vWA\na,9,10,9\n", "line 1: VWA is there twice, as 'vWA_1' and as 'vWA'"),
        ("id,vWA_1,vWF_2\na,9,10\n", "line 1: VWA is there twice, as 'vWA_1' and as 'vWF_2'"),
        ("id,vWA\na,9,9\n", "line 2: 3 fields"),
        ("id,vWA\na,9\na,9\n", "line 3: id 'a'"),
        ("id,vWA\na,9\nb,9.7\n", "line 3: b: VWA: value '9.7'"),
        ("id,vWA\na,9\nb,\n", "line 3: b: nothing was typed"),
        ("id,vWA\na,9\nb,*/OL\n", "line 3: b: nothing was typed"),
    ],
)
def test_a_table_that_is_wrong_says_where(text: str, words: str) -> None:
    with pytest.raises(ProfileError, match=words.replace("(", "\\(")):
        list(read_profiles(text, RULES))


def test_a_rule_set_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ProfileError, match="prum-2008"):
        rule_set("prum-1999")


def test_a_value_that_fits_no_byte_is_refused() -> None:
    with pytest.raises(ProfileError, match="PENTA_E"):
        code_of("60", "PENTA_E")
    assert lay_out([], RULES.exchanged).shape[1] == 0
