"""The engine of DNA profiles, as questions and records hold them."""

import pytest

from egnatia.match.dna.engine import RULES, DnaEngine, fault_of, profile_in
from egnatia.match.dna.errors import ProfileError
from egnatia.model.answer import Quality
from egnatia.model.kinds import KINDS

DNA = KINDS["dna"]
ENGINE = DnaEngine()
LOCI = ("VWA", "TH01", "D21S11", "FGA", "D8S1179", "D3S1358", "D18S51", "D12S391")
BASE = {"VWA": "16,17", "TH01": "6,9.3", "D21S11": "28,30", "FGA": "21,22", "D8S1179": "13,13", "D3S1358": "15,17"}


def said(profile: dict[str, str], **more: str) -> dict[str, tuple[str, ...]]:
    lines = "\n".join(f"{locus} {values}" for locus, values in profile.items())
    return {"profile": (lines,), **{name: (value,) for name, value in more.items()}}


@pytest.mark.parametrize(
    ("change", "quality"),
    [
        ({}, Quality.FULL),
        ({"D18S51": "12,*"}, Quality.CLOSE),
        ({"D18S51": "12,14.1"}, Quality.POSSIBLE),
        ({"D18S51": "12,15"}, Quality.POSSIBLE),
        ({"D18S51": "13,15"}, None),
        ({"D18S51": "12,15", "VWA": "16,18"}, None),
    ],
)
def test_a_hit_is_one_by_the_rules_of_the_decision(change: dict[str, str], quality: Quality | None) -> None:
    asked = said({**BASE, "D18S51": "12,14"})
    found = said({**BASE, "D18S51": "12,14", "D12S391": "18,18.3", **change})
    assert ENGINE.score(DNA, asked, found, exact=True).quality is quality


def test_the_evidence_names_each_locus_and_the_quality_of_the_decision() -> None:
    asked, found = said({**BASE, "D18S51": "12,14"}), said({**BASE, "D18S51": "12,*"})
    evidence = ENGINE.score(DNA, asked, found, exact=True).evidence
    assert evidence[0].found == "quality 2"
    assert ("D18S51 12,14", "D18S51 12,*") in {(item.asked, item.found) for item in evidence}


def test_a_rule_set_says_which_loci_count_and_the_evidence_names_it() -> None:
    """The five loci of 2009 count among the six that must match by the later rule set only."""
    five = {locus: values for locus, values in BASE.items() if locus != "FGA"}
    profile = said({**five, "D12S391": "18,18.3"})
    later, first = (DnaEngine(rules).score(DNA, profile, profile, exact=True) for rules in (RULES, "prum-2008"))
    assert (later.quality, first.quality) == (Quality.FULL, None)
    assert later.evidence[0].why.endswith(RULES)
    whole = said(BASE)
    assert DnaEngine("prum-2008").score(DNA, whole, whole, exact=True).evidence[0].why.endswith("prum-2008")


def test_a_rule_set_that_nobody_wrote_is_refused() -> None:
    with pytest.raises(ProfileError, match="'prum-1900' is none of"):
        DnaEngine("prum-1900")


def test_whoever_hits_shares_six_keys_at_least() -> None:
    asked, found = said({**BASE, "D18S51": "12,14"}), said({**BASE, "D18S51": "12,15"})
    assert len(ENGINE.terms(DNA, found) & ENGINE.probes(DNA, asked, exact=True)) == len(BASE)


def test_a_question_that_comes_near_is_one_whose_altered_wordings_are_counted() -> None:
    five = {locus: values for locus, values in BASE.items() if locus != "FGA"}
    assert ENGINE.score(DNA, said({**five, "FGA": "18,19"}), said(BASE), exact=True).near
    strange = dict.fromkeys(BASE, "10,11")
    assert not ENGINE.score(DNA, said(strange), said(BASE), exact=True).near


@pytest.mark.parametrize(
    ("profile", "more", "fault"),
    [
        (BASE, {}, ""),
        ({**BASE, "FGA": "21,*"}, {}, "5 fully designated loci"),
        ({**BASE, "FGA": "21,22,23,24"}, {}, "mixtures are not compared"),
        ({**BASE, "FGA": "21,abc"}, {}, "FGA: value 'abc'"),
        ({**BASE, "D99S9": "1,2"}, {}, "line 7: locus 'D99S9' is not known"),
        ({**BASE, "vWA ": "16,17"}, {}, "VWA is there twice"),
        ({**BASE, "D12S391": ""}, {}, "D12S391 has no values"),
        ({}, {}, "nothing was typed"),
    ],
)
def test_what_may_not_be_asked_is_said(profile: dict[str, str], more: dict[str, str], fault: str) -> None:
    assert fault in fault_of(said(profile, **more))


def test_a_known_person_needs_the_standard_set() -> None:
    rare = {"TPOX": "8,8", "CSF1PO": "10,11", "D13S317": "11,12", "D7S820": "9,10", "D5S818": "11,12", "VWA": "16,17"}
    assert fault_of(said(rare)) == ""
    assert "known person" in fault_of(said(rare, category="person"))


def test_a_record_that_cannot_be_read_has_no_keys_and_no_hit() -> None:
    mixture = said({**BASE, "FGA": "21,22,23,24"})
    assert profile_in(mixture) is None
    assert ENGINE.terms(DNA, mixture) == frozenset()
    assert ENGINE.score(DNA, said(BASE), mixture, exact=True).quality is None
