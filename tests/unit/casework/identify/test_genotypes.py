"""The genotypes behind a report: read from the versions that it names, logged, and gone with an erasure."""

import json

import pytest
from tests.unit.casework.identify.searching import LOCI, Morgue

from egnatia.casework.errors import NotAllowedError
from egnatia.casework.identify.board import Proposal, Proposing, list_proposals, propose
from egnatia.casework.identify.genotypes import Typed, read_genotypes
from egnatia.casework.page import Trace
from egnatia.casework.rows import Role
from egnatia.ledger.entry import Act


@pytest.fixture
def morgue() -> Morgue:
    return Morgue()


def proposed(morgue: Morgue) -> Proposal:
    said = Proposing(case=morgue.case.id, victim="body-1", missing="Ilir Doda", reason="DNA.")
    propose(morgue.office, morgue.expert, said)
    return list_proposals(morgue.office, morgue.expert, morgue.case.id)[-1]


def read(morgue: Morgue, proposal: Proposal) -> dict[str, Typed]:
    return {one.name: one for one in read_genotypes(morgue.office, morgue.expert, morgue.case.id, proposal)}


def test_the_victim_comes_first_and_each_relative_says_how_related(morgue: Morgue) -> None:
    found = read(morgue, proposed(morgue))
    assert [(one.name, one.relation) for one in found.values()] == [
        ("body-1", "remains"), ("Mother Doda", "parent"), ("Sister Doda", "sibling")
    ]  # fmt: skip
    assert {found["Mother Doda"].loci[locus] for locus in LOCI} == {("8", "9")}


def test_what_is_signed_has_no_genotypes(morgue: Morgue) -> None:
    report = proposed(morgue).report
    assert "genotypes" not in report
    assert report["profiles"][0]["records"] == [morgue.records["body-1's profile"].id]
    assert '"8"' not in json.dumps(report["profiles"])


def test_an_erased_profile_is_gone_from_the_report_and_counted(morgue: Morgue) -> None:
    proposal = proposed(morgue)
    key, now = morgue.records["mother's profile"].id, morgue.office.clock.now()
    morgue.office.store.write(lambda tx: tx.records.erase(key, now))
    found = read(morgue, proposal)
    assert (found["Mother Doda"].loci, found["Mother Doda"].gone) == ({}, 1)
    assert found["Sister Doda"].gone == 0


def test_reading_them_is_logged(morgue: Morgue) -> None:
    read(morgue, proposed(morgue))
    trace = Trace(case=morgue.case.id, act=Act.CONSULTATION, limit=99)
    rows = morgue.office.store.read(lambda tx: tx.ledger.page(trace)).rows
    names = ("body-1", "mother", "sister")
    assert {morgue.records[f"{name}'s profile"].id for name in names} in [set(row.entry.about) for row in rows]


def test_who_does_not_work_in_the_case_file_sees_none(morgue: Morgue) -> None:
    proposal = proposed(morgue)
    stranger = morgue.net.person("RS", "forensic.two", Role.FORENSIC)
    with pytest.raises(NotAllowedError):
        read_genotypes(morgue.office, stranger, morgue.case.id, proposal)
