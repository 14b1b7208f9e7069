"""Identifying from records: families compared with bodies, consent kept, everything that was read logged."""

from dataclasses import replace
from datetime import date
from math import exp

import pytest
from tests.twins.network import caveat
from tests.unit.casework.identify.searching import Morgue, lines

from egnatia.casework.errors import NotAllowedError, NotLawfulError
from egnatia.casework.identify.gather import Window
from egnatia.casework.identify.solve import Identified, Wanted, identify
from egnatia.casework.page import Trace
from egnatia.casework.rows import Role
from egnatia.ledger.entry import Act
from egnatia.match.dna.populations import Population
from egnatia.model.caveat import Purpose, SubjectRole

ILIR = "Ilir Doda"


@pytest.fixture
def morgue() -> Morgue:
    return Morgue()


def solved(morgue: Morgue, **window: object) -> Identified:
    return identify(morgue.office, morgue.expert, Wanted(case=morgue.case.id, window=Window(**window)))  # type: ignore[arg-type]


def ratio(found: Identified, body: str) -> float:
    return exp(found.solutions[0][1].pairwise[body, ILIR])


def test_the_body_of_the_family_is_found_and_the_stranger_is_not(morgue: Morgue) -> None:
    found = solved(morgue)
    [conclusion] = found.solutions[0][1].conclusions
    assert (conclusion.missing, conclusion.victim, conclusion.verdict) == (ILIR, "body-1", "Undisputed")
    assert ratio(found, "body-2") < 1e-6
    assert found.left_out == ()


def test_a_sample_without_consent_is_not_used_and_is_named(morgue: Morgue) -> None:
    before = ratio(solved(morgue), "body-1")
    morgue.relative("aunt", "aunt_or_uncle", "female", lines(9, 10), consent="")
    found = solved(morgue)
    assert ratio(found, "body-1") == pytest.approx(before, rel=1e-12)
    assert any("without consent" in why for _, why in found.left_out)
    assert found.material.families[0].typed.keys() == {"Mother Doda", "Sister Doda"}


@pytest.mark.parametrize(
    "purpose", [one for one in Purpose if one not in {Purpose.MISSING_PERSON, Purpose.IDENTIFY_REMAINS}]
)
def test_samples_of_relatives_serve_no_other_purpose(purpose: Purpose) -> None:
    with pytest.raises(NotLawfulError, match="nothing else"):
        solved(Morgue(purpose=purpose))


def test_who_does_not_work_in_the_case_file_sees_nothing(morgue: Morgue) -> None:
    stranger = morgue.net.person("RS", "forensic.two", Role.FORENSIC)
    with pytest.raises(NotAllowedError):
        identify(morgue.office, stranger, Wanted(case=morgue.case.id))


def test_all_that_was_read_is_logged(morgue: Morgue) -> None:
    solved(morgue)
    rows = morgue.office.store.read(
        lambda tx: tx.ledger.page(Trace(case=morgue.case.id, act=Act.CONSULTATION, limit=9))
    )
    logged = {about for row in rows.rows for about in row.entry.about}
    assert {record.id for record in morgue.records.values()} == logged


def test_the_least_favourable_population_is_there_beside_the_other(morgue: Morgue) -> None:
    common = {locus: {"9": 0.6, "10": 0.4} for locus in morgue.office.populations[0].frequencies}
    two = (*morgue.office.populations, Population(name="Common", source="invented", frequencies=common))
    office = replace(morgue.office, populations=two)
    found = identify(office, morgue.expert, Wanted(case=morgue.case.id))
    one, other = (solution.pairwise["body-1", ILIR] for _, solution in found.solutions)
    assert [name for name, _ in found.solutions] == ["Even", "Common"]
    assert one > other


def test_without_frequencies_or_bodies_it_says_why(morgue: Morgue) -> None:
    bare = identify(replace(morgue.office, populations=()), morgue.expert, Wanted(case=morgue.case.id))
    assert (bare.solutions, bare.unsolved) == ((), "this node has no frequencies of alleles")
    assert "nobody to compare" in solved(morgue, begins=date(2025, 1, 1)).unsolved
    assert "nobody to compare" in solved(morgue, country="ALB").unsolved


def test_an_own_sample_of_the_missing_person_counts_as_that_of_a_twin(morgue: Morgue) -> None:
    brush = morgue.put("brush", "dna", SubjectRole.MISSING, profile=lines(9, 10), category="missing_person")
    family = ratio(solved(morgue), "body-1")
    morgue.put("report", "missing_report", SubjectRole.MISSING, first_name="Ben", family_name="Own", sex="male",
               dna=brush.lineage)  # fmt: skip
    found = solved(morgue)
    direct = exp(found.solutions[0][1].pairwise["body-1", "Ben Own"])
    assert direct == pytest.approx((1 / (2 * 0.1 * 0.1)) ** 12, rel=1e-6)
    assert direct > family


def test_records_for_other_purposes_are_counted_and_not_used(morgue: Morgue) -> None:
    crime = caveat(SubjectRole.RELATIVE, purposes=frozenset({Purpose.CRIMINAL_INVESTIGATION}))
    morgue.put("uncle", "person", crime, first_name="Uncle", family_name="Doda", sex="male")
    morgue.put("kin", "kinship", SubjectRole.RELATIVE, person=morgue["ilir"], relative=morgue["uncle"],
               relation="aunt_or_uncle")  # fmt: skip
    found = solved(morgue)
    assert found.kept_back == 1
    assert "Uncle Doda" not in str(found.material)
