"""Bodies that lie in another state than the family that searches, with profiles that only DNA brings together."""

from functools import cache

import pytest
from tests.unit.cli.demo.network import NOW

from egnatia.cli.demo.members import MEMBERS
from egnatia.cli.demo.population.genes import frequencies
from egnatia.cli.demo.population.losses import Mourned
from egnatia.cli.demo.population.population import Population, population
from egnatia.model.record import Record


@cache
def network() -> Population:
    return population(MEMBERS, 5000, 3, NOW)


@cache
def truth() -> tuple[Mourned, ...]:
    return network().mourned


def alleles(profile: Record) -> dict[str, set[str]]:
    lines = (profile.first("profile") or "").splitlines()
    return {locus: set(pair.split(",")) for locus, pair in (line.split() for line in lines)}


def compatible(one: Record, other: Record) -> int:
    """Count the loci at which two profiles could not have an allele in common."""
    first, second = alleles(one), alleles(other)
    return sum(
        not first[locus] & second[locus]
        for locus in first.keys() & second.keys() & frequencies().keys()
        if "*" not in first[locus] | second[locus]
    )


@pytest.mark.slow
def test_families_and_bodies_are_in_different_registers() -> None:
    assert len(truth()) > 5
    assert all(found.report.issuer != found.remains.issuer for found in truth())


@pytest.mark.slow
def test_the_records_are_those_of_the_registers() -> None:
    loss, found = network().losses[0], truth()[0]
    assert found.report.id in {record.id for record in network().stream(loss.searching)}
    assert {found.remains.id, found.profile.id} <= {record.id for record in network().stream(loss.found)}


def test_a_body_names_its_profile_and_nobody() -> None:
    for found in truth():
        assert found.remains.first("dna") == found.profile.lineage
        assert "identified_as" not in found.remains.properties
        assert "family_name" not in found.remains.properties


def test_nobody_is_found_before_being_lost() -> None:
    for found in truth():
        seen = found.report.first("last_seen_date") or ""
        assert seen <= (found.remains.first("found_date") or "")[: len(seen)]


@pytest.mark.slow
def test_relatives_are_closer_to_their_dead_than_strangers_are() -> None:
    own = [compatible(relative, found.profile) for found in truth() for relative in found.relatives]
    others = [
        compatible(relative, body.profile)
        for found in truth()
        for body in truth()
        if body is not found
        for relative in found.relatives
    ]
    assert sum(own) / len(own) < 0.4 * sum(others) / len(others)
