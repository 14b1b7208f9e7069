"""Two profiles by the rules of the decision."""

import pytest
from tests.unit.match.dna.test_search import LOCI, RULES, profile

from egnatia.match.dna.comparison import Agreement, Quality, agreement
from egnatia.match.dna.profile import Profile
from egnatia.match.dna.search import make_register, search


def typed(name: str, **changed: str) -> Profile:
    return profile(name, **{**dict.fromkeys(LOCI, "10/12"), **changed})


@pytest.mark.parametrize(
    ("changed", "quality"),
    [
        ({}, Quality.EQUAL),
        ({"TH01": "10/*"}, Quality.WILDCARD),
        ({"TH01": "10/12.1"}, Quality.DEVIATION),
        ({"TH01": "10/11.3"}, Quality.DEVIATION),
        ({"TH01": "10/13"}, Quality.MISMATCH),
        ({"TH01": "12/12"}, Quality.MISMATCH),
        ({"TH01": "9/13"}, None),
        ({"TH01": "10/13", "FGA": "10/13"}, None),
        ({"TH01": "10/*", "FGA": "10/*"}, None),
    ],
)
def test_one_value_may_differ_and_six_loci_must_match(changed: dict[str, str], quality: Quality | None) -> None:
    hits = search(make_register([typed("found", **changed)], RULES), typed("asked"))
    assert [hit.quality for hit in hits] == ([] if quality is None else [quality])


def test_a_locus_that_differs_does_not_count_among_the_six() -> None:
    asked = profile("asked", **dict.fromkeys(LOCI[:6], "10/12"))
    found = profile("found", **{**dict.fromkeys(LOCI[:5], "10/12"), LOCI[5]: "10/13"})
    assert search(make_register([found], RULES), asked) == []


def test_amelogenin_does_not_count_among_the_six() -> None:
    pair = [profile(name, AMEL="X/Y", **dict.fromkeys(LOCI[:5], "10/12")) for name in ("asked", "found")]
    assert search(make_register(pair[1:], RULES), pair[0]) == []


@pytest.mark.parametrize(
    ("one", "other", "locus", "how"),
    [
        (("9", "9"), ("9", "9"), "TH01", Agreement.FULL),
        (("9", "*"), ("8", "9"), "TH01", Agreement.WILDCARD),
        (("9", "*"), ("8", "10"), "TH01", Agreement.MISMATCH),
        (("9", "9.3"), ("9", "10"), "TH01", Agreement.DEVIATION),
        (("9", "9.4"), ("9", "10"), "PENTA_D", Agreement.DEVIATION),
        (("9", "9.2"), ("9", "10"), "TH01", Agreement.MISMATCH),
        (("9", "10"), ("9", "11"), "TH01", Agreement.MISMATCH),
        (("X", "X"), ("X", "Y"), "AMELOGENIN", Agreement.MISMATCH),
        (("8", "9"), ("10", "11"), "TH01", Agreement.CONTRADICTION),
    ],
)
def test_loci_agree_as_the_annex_says(one: tuple[str, str], other: tuple[str, str], locus: str, how: Agreement) -> None:
    assert agreement(one, other, locus) is how is agreement(other, one, locus)
