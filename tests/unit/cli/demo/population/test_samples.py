"""What laboratories read: of offenders by name, of stains without one."""

from collections.abc import Iterator
from random import Random

from tests.unit.cli.demo.network import everything

from egnatia.cli.demo.population.genes import Genes, loci
from egnatia.cli.demo.population.samples import Material, written
from egnatia.match.dna.loci import rule_set
from egnatia.match.dna.profile import Profile, read_profile
from egnatia.model.caveat import SubjectRole
from egnatia.model.record import Record

RULES = rule_set("prum-2008-ess-2009")


def read(record: Record) -> Profile:
    lines = (record.first("profile") or "").splitlines()
    values = {locus: pair.split(",") for locus, pair in (line.split() for line in lines)}
    return read_profile(record.id, values, RULES)


def profiles(category: str) -> Iterator[Record]:
    return (record for record in everything() if record.kind == "dna" and record.first("category") == category)


def test_every_profile_is_one_that_the_engine_reads() -> None:
    assert all(len(read(record).loci) > 6 for record in everything() if record.kind == "dna")


def test_offenders_profiles_are_complete_and_lead_to_a_person() -> None:
    samples = {str(record.lineage): record for record in everything() if record.kind == "sample"}
    people = {str(record.lineage) for record in everything() if record.kind == "person"}
    for record in profiles("person"):
        assert len(read(record).full_loci()) == len(loci())
        assert samples[record.first("sample") or ""].properties["source"][0] in people


def test_a_stain_leads_to_nobody() -> None:
    samples = {str(record.lineage): record for record in everything() if record.kind == "sample"}
    stains = list(profiles("stain"))
    assert stains
    assert not any(samples[stain.first("sample") or ""].first("source") for stain in stains)


def test_some_stain_is_that_of_a_person_on_record_elsewhere() -> None:
    known = {record.first("profile"): record.issuer for record in profiles("person")}
    hits = [stain for stain in profiles("stain") if stain.first("profile") in known]
    assert hits
    assert all(known[stain.first("profile")] != stain.issuer for stain in hits)


def test_only_offenders_and_those_who_search_gave_samples() -> None:
    roles = {record.caveat.role for record in everything() if record.kind == "dna"}
    assert roles <= {SubjectRole.SUSPECT, SubjectRole.CONVICTED, SubjectRole.RELATIVE, SubjectRole.DECEASED}


def test_what_could_not_be_read_is_a_wildcard_or_left_out() -> None:
    material = Material(genes=Genes("somebody"), female=True, category="stain", type="trace", lost=0.5)
    lines = dict(line.split() for line in written(Random(1), material).splitlines())  # noqa: S311
    assert lines["AMELOGENIN"] == "X,X"
    assert 0 < sum(pair.endswith(",*") for pair in lines.values()) < len(loci())
    assert len(lines) < len(loci()) + 1
