"""A small population, made once for all tests that look at it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

from egnatia.cli.demo.members import BY_NODE, MEMBERS
from egnatia.cli.demo.population.population import Population, population
from egnatia.model.identity import NodeId
from egnatia.model.record import Record

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
PERSONS = 600
PAIR = (BY_NODE[NodeId("RS")], BY_NODE[NodeId("AL")])


@cache
def small() -> Population:
    return population(MEMBERS, PERSONS, 7, NOW)


@cache
def held(node: str) -> tuple[Record, ...]:
    return small().records(NodeId(node))


def everything() -> Iterator[Record]:
    for member in MEMBERS:
        yield from held(member.node)


def of_kind(kind: str) -> list[Record]:
    return [record for record in everything() if record.kind == kind]
