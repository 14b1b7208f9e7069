"""Case files: each layout, and each way to get it wrong."""

from copy import deepcopy
from math import exp
from typing import Any

import pytest

from egnatia.match.kinship.cases.comparison import read_comparison
from egnatia.match.kinship.cases.dvi import read_disaster
from egnatia.match.kinship.cases.single import read_single_case, read_single_cases
from egnatia.match.kinship.errors import CaseError, KinshipError
from egnatia.match.kinship.marker import Chromosome
from egnatia.match.kinship.mutation import Model, Transform

TRIO = [
    {"id": "1", "fid": None, "mid": "0", "sex": 1},
    {"id": 2, "fid": "", "mid": None, "sex": "F"},
    {"id": "3", "fid": "1", "mid": "2", "sex": "male"},
]
CASE: dict[str, Any] = {
    "id": "k1",
    "chrom": None,
    "pedigree": TRIO,
    "alleles": [8, 9.3, "10"],
    "afreq": [0.2, 0.3, 0.5],
    "mutation": None,
    "genotypes": {"1": "8/9.3", "2": None, "3": ["8", "8"]},
}
LR: dict[str, Any] = {
    "markers": [{"name": "L", "afreq": {"8": 0.2, "9": 0.8}}],
    "profiles": {"1": {"L": "8/8"}, "3": {"L": "8/9"}},
    "hypotheses": {"father": TRIO, "stranger": {"pedigree": [{"id": 1}, {"id": 3}]}},
}
DVI: dict[str, Any] = {
    "name": "invented",
    "markers": [{"name": "L", "alleles": ["8", "9"], "afreq": [0.2, 0.8], "mutation": {"female": None, "male": None}}],
    "pm": {"V1": {"id": "V1", "sex": 1, "typed": True, "geno": ["8/9"]}},
    "am": {"F": [{"id": "R", "sex": 1, "geno": ["8/8"]}, {"id": "M", "fid": "R", "mid": None, "sex": 1, "geno": None}]},
    "missing": ["M"],
    "pairings": {"V1": ["*", "M"]},
}


def changed(case: dict[str, Any], **fields: Any) -> Any:  # noqa: ANN401 - JSON
    return {**deepcopy(case), **fields}


def ratios_of(case: Any) -> Any:  # noqa: ANN401 - JSON
    read = read_comparison(case)
    return read.compare().log_ratios(read.reference)


def test_a_case_of_one_marker_is_read_as_people_write_it() -> None:
    read = read_single_case(CASE, "number 1")
    assert read.marker.alleles == ("8", "9.3", "10")
    assert read.genotypes == {"1": ("8", "9.3"), "3": ("8", "8")}
    assert read.likelihood() == pytest.approx(2 * 0.2 * 0.3 * 0.5 * 0.2, rel=1e-12)


def test_one_case_or_a_list_of_them_is_read_and_genotypes_may_be_a_list() -> None:
    listed = changed(CASE, genotypes=["8/9.3", "-/-", "8/8"])
    assert [case.genotypes for case in read_single_cases([CASE, listed])] == [read_single_case(CASE, "").genotypes] * 2
    assert len(read_single_cases(CASE)) == 1


@pytest.mark.parametrize(
    ("mutation", "model", "rate"),
    [
        ({"model": "equal", "rate": 0.01}, Model.EQUAL, 0.01),
        ({"model": "Equal", "rate": {"female": 0.02, "male": 0.3}}, Model.EQUAL, 0.02),
        ({"female": {"model": "proportional", "rate": 0.1}, "male": None}, Model.PROPORTIONAL, 0.1),
        ({"model": "stepwise", "rate": 0.1, "rate2": 0.01, "range": 0.1}, Model.STEPWISE, 0.1),
        ("trivial", Model.TRIVIAL, 0.0),
        ({"model": "custom", "matrix": [[1, 0, 0], [0, 1, 0], [0, 0, 1]]}, Model.CUSTOM, 0.0),
    ],
)
def test_mutation_is_read_in_each_way_in_which_it_is_written(mutation: object, model: Model, rate: float) -> None:
    female = read_single_case(changed(CASE, mutation=mutation), "").marker.female
    assert female is not None
    assert (female.model, female.rate) == (model, rate)


def test_a_matrix_alone_is_the_model() -> None:
    own = [[0.9, 0.1, 0], [0, 1, 0], [0, 0, 1]]
    marker = read_single_case(changed(CASE, mutmat_female=own, mutmat_male=own), "").marker
    assert marker.female is not None
    assert marker.female.model is Model.CUSTOM


def test_a_transform_is_read() -> None:
    mutation = {"model": "equal", "rate": 0.01, "transform": "PM"}
    female = read_single_case(changed(CASE, mutation=mutation), "").marker.female
    assert female is not None
    assert female.transform is Transform.PM


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"colour": "red"}, "field 'colour' is unknown"),
        ({"mutation": {"model": "sideways", "rate": 0.1}}, "'sideways' is none of trivial"),
        ({"mutation": {"model": "equal"}}, "needs 'rate'"),
        ({"mutation": {"model": "stepwise", "rate": 0.1}}, "needs 'range'"),
        ({"mutation": {"model": "equal", "rate": "much"}}, "a number is expected, not 'much'"),
        ({"mutation": {"model": "random"}}, "needs its matrix"),
        ({"mutation": {"model": "equal", "rate": 0.1, "transform": "XX"}}, "transform 'XX'"),
        ({"mutation": {"model": "equal", "rate": 0.1, "speed": 1}}, "'speed' is unknown"),
        (
            {"mutation": {"model": "equal", "rate": 0.1}, "mutmat_male": [[1, 0, 0]] * 3},
            "mutmat_male is not the matrix",
        ),
        ({"mutation": {"model": "equal", "rate": 0.1}, "mutmat_male": [[1]]}, "3 rows"),
        ({"chrom": "Z"}, "neither autosomal nor X"),
        ({"afreq": [0.2, 0.3, 0.4]}, "sum to 0.9"),
        ({"afreq": [True, 0, 0]}, "a number is expected"),
        ({"afreq": [float("nan"), 0.5, 0.5]}, "a number is expected, not nan"),
        ({"silent": 0.1, "alleles": ["8", "9.3", "silent"]}, "frequencies 0.1 and 0.5"),
        ({"genotypes": {"9": "8/8"}}, "9, who is not in the pedigree"),
        ({"genotypes": {"1": "8/"}}, "is no genotype"),
        ({"genotypes": {"1": "8/8/8"}}, "is no genotype"),
        ({"genotypes": ["8/8"]}, "1 genotypes for 3 people"),
        ({"genotypes": 3}, "an object is expected, not 3"),
        ({"pedigree": [{"id": "1", "sex": "boy"}]}, "sex 'boy'"),
        ({"pedigree": [{"sex": 1}]}, "'id' is missing"),
        ({"pedigree": None}, "a list is expected, not nothing"),
        ({"pedigree": [{"id": {}, "sex": 1}]}, "a text is expected"),
    ],
)
def test_what_is_wrong_with_a_case_is_said_with_its_place(fields: dict[str, Any], words: str) -> None:
    with pytest.raises(KinshipError, match=words) as raised:
        read_single_case(changed(CASE, **fields), "number 1")
    assert "k1" in str(raised.value)


def test_a_silent_allele_and_an_x_marker_are_read() -> None:
    marker = read_single_case(changed(CASE, afreq=[0.2, 0.3, 0.4], silent=0.1, chrom="X"), "").marker
    assert (marker.alleles[-1], marker.frequencies[-1], marker.chromosome) == ("silent", 0.1, Chromosome.X)


def test_hypotheses_are_compared_against_the_last_or_the_one_that_is_named() -> None:
    case = read_comparison(LR)
    found = case.compare()
    assert case.reference == "stranger"
    assert exp(found.log_ratios("stranger")[0]) == pytest.approx(1 / (2 * 0.2), rel=1e-12)
    assert found.posteriors() is None
    named = read_comparison(changed(LR, reference="father"))
    assert exp(named.compare().log_ratios(named.reference)[1]) == pytest.approx(2 * 0.2, rel=1e-12)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"hypotheses": {}}, "no hypothesis"),
        ({"hypotheses": [{"pedigree": TRIO}]}, "'name' is missing"),
        ({"links": [{"markers": ["L"], "recombination": 0.1}]}, "two markers"),
        ({"links": [{"markers": ["L", "M"], "recombination": 0.1}]}, "case, links: M is none of the markers"),
        ({"reference": "nobody"}, "no hypothesis 'nobody'"),
        ({"markers": []}, "no marker"),
        (
            {"markers": [{"name": one, "afreq": {"8": 0.2, "9": 0.8}} for one in ("Penta D", "PENTA_D")]},
            "PENTA_D is there twice, also as",
        ),
        ({"profiles": {}}, "case: nobody is typed"),
        ({"profiles": {"1": {"L": None}}}, "case, 1: no marker is typed; leave the profile out"),
        ({"profiles": {"1": {"M": "8/8"}}}, "case, 1: M is none of the markers"),
        ({"dropout": {"9": 0.1}}, "case, dropout: 9 has no profile"),
        ({"dropout": {"1": {"M": 0.1}}}, "case, dropout, 1: M is none of the markers"),
        ({"profiles": {"9": {"L": "8/8"}}}, "9, who is not in the pedigree"),
        ({"speed": 1}, "'speed' is unknown"),
        (
            {
                "hypotheses": {
                    "man": [{"id": "1", "sex": 1}, {"id": "3"}],
                    "woman": [{"id": "1", "sex": 2}, {"id": "3"}],
                }
            },
            "1 is male in 'man' and female in 'woman'",
        ),
    ],
)
def test_what_is_wrong_with_a_comparison_is_said(fields: dict[str, Any], words: str) -> None:
    with pytest.raises(KinshipError, match=words):
        ratios_of(changed(LR, **fields))


def test_priors_of_some_hypotheses_only_are_refused_as_they_would_count_for_nothing() -> None:
    case = read_comparison(changed(LR, hypotheses={**LR["hypotheses"], "father": {"pedigree": TRIO, "prior": 0.5}}))
    with pytest.raises(CaseError, match="'stranger' has no prior, and others have"):
        case.compare().posteriors()


def test_links_theta_and_dropout_are_read() -> None:
    more = {"links": [{"markers": ["L", "M"], "recombination": 0.1}], "theta": 0.02, "dropout": {"1": 0.1}}
    markers = [{"name": name, "afreq": {"8": 0.2, "9": 0.8}} for name in "LM"]
    conditions = read_comparison(changed(LR, markers=markers, **more)).conditions
    assert (conditions.links, conditions.theta, conditions.dropout) == ((("L", "M", 0.1),), 0.02, (("1", 0.1),))


COLUMNS: dict[str, Any] = {
    "ids": ["C", "F"], "dad": ["F", None], "mom": [None, None], "sex": ["male", "male"],
    "alleles": ["8", "9"], "freq": [0.2, 0.8], "typed": ["C", "F"], "geno": [["8", "9"], ["8", "8"]],
}  # fmt: skip


def test_columns_compare_a_father_with_a_stranger() -> None:
    found = read_comparison(COLUMNS).compare()
    assert exp(found.log_ratios("ref")[0]) == pytest.approx(1 / (2 * 0.2), rel=1e-12)


def test_columns_in_which_nobody_is_typed_have_no_ratio() -> None:
    with pytest.raises(CaseError, match="nobody is typed"):
        read_comparison(changed(COLUMNS, geno=[None, "-/-"])).compare()


@pytest.mark.parametrize("fields", [{"dad": []}, {"typed": ["C"]}, {"model": "Sideways", "rate": 0.1}, {"colour": 1}])
def test_columns_that_do_not_fit_are_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(CaseError):
        read_comparison(changed(COLUMNS, **fields))


def test_a_disaster_is_read_and_pairings_follow_the_sexes_if_none_are_given() -> None:
    read = read_disaster(DVI)
    assert read.pairings == {"V1": frozenset({"M"})}
    free = deepcopy(DVI)
    del free["pairings"]
    assert read_disaster(free).pairings == read.pairings
    listed = changed(DVI, pm=[{"id": "V1", "sex": 1, "geno": {"L": "8/9"}}])
    assert read_disaster(listed).victims == read.victims


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"missing": ["M", "N"]}, "missing person N is in no family"),
        ({"pm": {"V1": {"id": "V1", "sex": 1, "geno": None}}}, "no marker is typed"),
        ({"pm": {"V1": {"id": "V1", "sex": 1, "geno": ["8/9", "8/9"]}}}, "2 genotypes for 1 markers"),
        ({"pm": {"V1": {"id": "V1", "sex": 1, "geno": {"K": "8/9"}}}}, "'K' is unknown"),
        ({"pairings": {"V1": "M"}}, "a list is expected"),
        ({"pm": {"V1": {"id": "V1", "sex": 2, "geno": ["8/9"]}}}, "victim V1 is female, and missing person M is not"),
        ({"am": 3}, "a list is expected"),
        ({"markers": [{"alleles": ["8"], "afreq": [1]}]}, "'name' is missing"),
    ],
)
def test_what_is_wrong_with_a_disaster_is_said(fields: dict[str, Any], words: str) -> None:
    with pytest.raises(KinshipError, match=words):
        read_disaster(changed(DVI, **fields))
