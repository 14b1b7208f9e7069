"""The matrix of a disaster: words of the scale, the least of several populations, filters that count what they hide."""

from math import inf, log, nan

import pytest

from egnatia.match.kinship.cases.dvi import read_disaster
from egnatia.match.kinship.cases.fields import Json
from egnatia.match.kinship.dvi.solution import Solution, solve
from egnatia.web.matrix import BANDS, Cell, Show, conclude_least, make_matrix, posterior_in_words, ratio_in_words


def cell(ratio: float) -> Cell:
    return Cell(
        victim="V", missing="M", log_ratio=log(ratio) if ratio else -inf, posterior=0.5, contradicting=0, verdict="",
        undisputed=False,
    )  # fmt: skip


def solved(common: float) -> Solution:
    mum: Json = {"id": "mum", "sex": 2, "geno": {"L": "6/6"}}
    return solve(
        read_disaster(
            {
                "markers": [{"name": "L", "alleles": ["6", "9"], "afreq": [common, 1 - common]}],
                "pm": [{"id": "V1", "sex": 1, "geno": {"L": "6/6"}}, {"id": "V2", "sex": 1, "geno": {"L": "9/9"}}],
                "am": {"F1": [mum, {"id": "M1", "mid": "mum", "sex": 1, "geno": None}]},
                "missing": ["M1"],
            }
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (0, "excluded"),
        (0.1, "speaks against"),
        (1, "neither for nor against"),
        (2, "weak support"),
        (10, "moderate support"),
        (100, "moderately strong support"),
        (1000, "strong support"),
        (10_000, "very strong support"),
        (1e6, "extremely strong support"),
    ],
)
def test_each_ratio_has_its_word(ratio: float, words: str) -> None:
    assert cell(ratio * (1 + 1e-12)).band.words == words


def test_shades_grow_with_support() -> None:
    shades = [band.shade for band in BANDS]
    assert shades == sorted(shades, reverse=True)


@pytest.mark.parametrize(
    ("value", "words"),
    [(log(1.25), "1.25"), (log(12345.4), "12,345"), (log(2e9), "2e+09"), (5000.0, "1e+2171"), (-inf, "0"), (nan, "–")],
)
def test_ratios_are_written_as_people_do(value: float, words: str) -> None:
    assert ratio_in_words(value) == words


def test_of_several_populations_the_least_ratio_and_posterior_are_shown() -> None:
    rare, common = solved(0.1), solved(0.5)
    [(_, cells)] = [row for row in make_matrix([rare, common]).rows if row[0] == "V1"]
    assert cells[0] is not None
    assert cells[0].log_ratio == common.pairwise["V1", "M1"] < rare.pairwise["V1", "M1"]
    assert cells[0].posterior == common.joint.support["V1", "M1"].posterior
    assert conclude_least([rare, common]) == common.conclusions


def test_what_the_filter_hides_is_counted() -> None:
    solution = solved(0.1)
    everything, possible = make_matrix([solution]), make_matrix([solution], Show.POSSIBLE)
    assert (len(everything.rows), everything.hidden) == (2, 0)
    assert ([row[0] for row in possible.rows], possible.hidden) == (["V1"], 1)
    assert make_matrix([solution], Show.FOUND).hidden == 2
    assert [row[0] for row in make_matrix([solution], Show.ALL, "v2").rows] == ["V2"]


def test_no_posterior_is_written_as_certainty() -> None:
    assert [posterior_in_words(number) for number in (0.5, 1 - 1e-9, 1.0)] == ["0.500000", "> 0.999999", "> 0.999999"]
