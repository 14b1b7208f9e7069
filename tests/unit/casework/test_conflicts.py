"""Judgements that do not go together are found, whoever made them, and nothing is solved."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from egnatia.casework.conflicts import find_conflicts, joined
from egnatia.model.identity import AccountId, LineageId, NodeId
from egnatia.model.statement import Statement, StatementAct

SAME, DIFFERENT = StatementAct.SAME, StatementAct.DIFFERENT
THINGS = [LineageId(f"{number:032x}") for number in range(6)]
A, B, C, D = THINGS[:4]


def said(act: StatementAct, one: str, other: str, node: str = "RS") -> Statement:
    return Statement(
        act=act,
        issuer=NodeId(node),
        by=AccountId("a" * 32),
        at=datetime(2026, 11, 22, tzinfo=UTC),
        about=frozenset({one, other}),
        reason="Seen.",
        salt="0" * 32,
    )


def test_what_follows_from_two_judgements_and_is_denied_by_a_third_is_a_conflict() -> None:
    [found] = find_conflicts([said(SAME, A, B), said(SAME, B, C), said(DIFFERENT, A, C)])
    assert (found.apart.about, found.chain) == (frozenset({A, C}), (A, B, C))


def test_agencies_that_disagree_about_one_pair_are_a_conflict() -> None:
    [found] = find_conflicts([said(SAME, A, B), said(DIFFERENT, A, B, "AL")])
    assert (found.apart.issuer, found.chain) == ("AL", (A, B))


def test_things_that_nothing_joins_are_none() -> None:
    assert find_conflicts([said(SAME, A, B), said(DIFFERENT, B, C), said(SAME, C, D)]) == ()


def test_the_shortest_chain_is_told() -> None:
    made = [said(SAME, A, B), said(SAME, B, C), said(SAME, C, D), said(SAME, A, D), said(DIFFERENT, A, D)]
    assert find_conflicts(made)[0].chain == (A, D)


def test_what_was_judged_the_same_has_one_that_stands_for_all() -> None:
    found = joined([said(SAME, A, B), said(SAME, B, C), said(DIFFERENT, C, D)])
    assert found[A] == found[B] == found[C]
    assert D not in found


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(THINGS), st.sampled_from(THINGS)), max_size=12))
def test_a_conflict_is_what_the_closure_of_sameness_contradicts(drawn: list[tuple[bool, str, str]]) -> None:
    made = [said(SAME if same else DIFFERENT, one, other) for same, one, other in drawn if one != other]
    groups = {thing: {thing} for thing in THINGS}
    for one, other in [sorted(one.about) for one in made if one.act is SAME]:
        merged = groups[LineageId(one)] | groups[LineageId(other)]
        groups |= dict.fromkeys(merged, merged)
    expected = [one for one in made if one.act is DIFFERENT and one.about <= groups[LineageId(min(one.about))]]
    found = find_conflicts(made)
    assert [one.apart for one in found] == expected
    assert all({one.chain[0], one.chain[-1]} == one.apart.about for one in found)
