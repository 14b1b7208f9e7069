"""The oracle says one thing, and only one, of everything, and cites it."""

import re
from itertools import product

import pytest
from tests.oracle.law.cells import Cell, bound_pairs
from tests.oracle.law.closures import closures
from tests.oracle.law.conftest import Where
from tests.oracle.law.reading import key_rules, kinds, members, nodes, pairs, purposes, states, table

from egnatia.cli.demo.members import BY_NODE
from egnatia.model.caveat import Purpose
from egnatia.model.identity import NodeId
from egnatia.model.kinds import KINDS

MARK = re.compile(r"(S|M-high|M-med-high|M-med|M-low)( by omission)?(: .+)?")


def test_there_is_exactly_one_cell_for_every_pair_kind_and_purpose(
    all_cells: tuple[Cell, ...], by_place: dict[Where, Cell]
) -> None:
    everywhere = {(*pair, kind, purpose) for pair, kind, purpose in product(pairs(), kinds(), purposes())}
    assert set(by_place) == everywhere
    assert len(all_cells) == len(everywhere) == 22 * 21 * 13 * 7


def test_the_nodes_are_those_of_the_demo() -> None:
    assert sorted(nodes()) == sorted(BY_NODE)
    assert states() == {node: BY_NODE[NodeId(node)].country for node in states()}


def test_the_kinds_and_purposes_are_those_that_one_may_ask() -> None:
    assert set(kinds()) == {name for name, kind in KINDS.items() if kind.askable}
    assert list(purposes()) == list(Purpose)


def test_every_cell_cites_an_article_a_source_and_says_why_in_words(all_cells: tuple[Cell, ...]) -> None:
    assert [cell for cell in all_cells if not (cell.article and cell.source and cell.note)] == []
    offers = {offer for cell in all_cells for offer in (*cell.offers, *cell.not_yet)}
    assert [offer for offer in offers if not (offer.article and offer.source and offer.note and offer.in_force)] == []


def test_every_mark_is_one_of_the_reference(all_cells: tuple[Cell, ...]) -> None:
    marks = {mark for cell in all_cells for mark in cell.marks}
    marks |= {mark for cell in all_cells for offer in (*cell.offers, *cell.not_yet) for mark in offer.marks}
    assert [mark for mark in marks if not MARK.fullmatch(mark)] == []


def test_every_instrument_speaks_somewhere(all_cells: tuple[Cell, ...]) -> None:
    heard = {offer.instrument for cell in all_cells for offer in (*cell.offers, *cell.not_yet)}
    assert heard == set(table("instruments"))


def test_every_instrument_binds_somebody_it_names() -> None:
    assert [name for name in table("instruments") if not bound_pairs(name)] == []


def test_every_reason_for_a_closed_cell_is_needed(all_cells: tuple[Cell, ...]) -> None:
    given = {(cell.article, cell.note) for cell in all_cells if cell.state == "closed" and not cell.not_yet}
    assert given == {(rule.article, rule.note) for rule in closures()}


def test_every_key_rule_is_used(all_cells: tuple[Cell, ...]) -> None:
    used = {offer.keys.name for cell in all_cells for offer in (*cell.offers, *cell.not_yet)}
    assert used == set(key_rules())


def test_every_group_of_parties_is_used_and_holds_nodes_only() -> None:
    groups = table("parties")["groups"]
    assert all(set(group["members"]) <= set(nodes()) for group in groups.values())
    tables = [f"{table(name)}" for name in ("instruments", "closures", "transfers")]
    assert [name for name in groups if not any(f"'{name}'" in text for text in tables)] == []


@pytest.mark.parametrize("name", sorted(table("instruments")))
def test_an_instrument_that_binds_one_way_binds_the_other_way_or_a_body(name: str) -> None:
    bound = bound_pairs(name)
    one_way = {pair for pair in bound if pair[::-1] not in bound}
    assert all(set(pair) & members(table("parties")["bodies"]) for pair in one_way)
