"""Disasters from records: clear names, loci read in full only, frequencies that leave nothing out."""

import pytest
from tests.unit.casework.identify.searching import EVEN, LOCI, Morgue

from egnatia.casework.errors import ConflictError
from egnatia.casework.identify.disaster import Material, make_disaster, name_all
from egnatia.casework.identify.gather import Found
from egnatia.casework.identify.solve import Wanted, identify
from egnatia.casework.standard import Standard
from egnatia.match.dna.populations import Population
from egnatia.match.dna.profile import Profile
from egnatia.match.kinship.pedigree import Sex
from egnatia.model.identity import LineageId


@pytest.fixture(scope="module")
def material() -> Material:
    morgue = Morgue()
    return identify(morgue.office, morgue.expert, Wanted(case=morgue.case.id)).material


def test_two_who_are_called_the_same_have_clear_names(material: Material) -> None:
    body = material.bodies["body-1"]
    other = Found(lineage=LineageId("f" * 32), record=body.record, sex=Sex.MALE, profile=None)
    assert set(name_all([body, other]).values()) == {f"body-1 [{body.lineage[:6]}]", "body-1 [ffffff]"}


def test_a_locus_that_was_read_in_part_does_not_count(material: Material) -> None:
    body = material.bodies["body-1"]
    read = Profile(id="x", loci={"VWA": ("9", "*"), "TH01": ("9", "10"), "AMELOGENIN": ("X", "Y")})
    part = Found(lineage=body.lineage, record=body.record, sex=body.sex, profile=read)
    made = make_disaster(Material(bodies={"b": part}, families=material.families), EVEN, Standard(), "case")
    assert set(made.victims[0].profile) == {"TH01"}


def test_an_allele_that_the_table_does_not_know_has_the_floor(material: Material) -> None:
    few = Population(name="Few", source="invented", people=100, frequencies={"VWA": {"8": 0.5, "9": 0.5}})
    [marker] = make_disaster(material, few, Standard(), "case").markers
    frequencies = dict(zip(marker.alleles, marker.frequencies, strict=True))
    assert frequencies["13"] / frequencies["8"] == pytest.approx(5 / 200 / 0.5)
    assert sum(marker.frequencies) == pytest.approx(1)


def test_without_a_common_locus_it_says_so(material: Material) -> None:
    other = Population(name="Other", source="invented", frequencies={"SE33": {"20": 1.0}})
    with pytest.raises(ConflictError, match="no locus that was read"):
        make_disaster(material, other, Standard(), "case")
    assert len(make_disaster(material, EVEN, Standard(), "case").markers) == len(LOCI)
