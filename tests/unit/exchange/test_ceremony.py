"""Governors sign together: in any order, on one copy or on many, and never with too few."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.exchange.network import AL, GOVERNORS, RS
from tests.unit.model.samples import MORNING

from egnatia.exchange.ceremony import (
    Draft,
    draft_change,
    draft_network,
    governors_of,
    join_drafts,
    list_members,
    read_complete,
    sign_draft,
    standings,
)
from egnatia.exchange.directory import parse_directory, trust_root
from egnatia.exchange.errors import DirectoryError
from egnatia.exchange.founding import Governors

LATER = MORNING + timedelta(hours=1)


def board(*numbers: int, threshold: int = 2) -> Governors:
    return Governors(keys=tuple(GOVERNORS[number].public_key for number in numbers), threshold=threshold)


def signed(draft: Draft, numbers: Sequence[int]) -> Draft:
    for number in numbers:
        draft = sign_draft(draft, GOVERNORS[number])
    return draft


FIRST = draft_network(board(0, 1, 2), [AL.member(), RS.member()], MORNING)
FOUNDED = signed(FIRST, (0, 1))


def missing(draft: Draft) -> list[int]:
    return [standing.missing for standing in standings(draft)]


def test_a_fresh_draft_is_signed_by_nobody() -> None:
    assert missing(FIRST) == [2, 2]
    with pytest.raises(DirectoryError, match="signed by 0 of the 2"):
        read_complete(FIRST)


@pytest.mark.slow
@given(st.permutations(range(3)), st.integers(2, 3))
def test_any_two_in_any_order_found_the_network(order: list[int], count: int) -> None:
    found = read_complete(signed(FIRST, order[:count]))
    assert set(found.members) == {"AL", "RS"}


def test_one_who_signs_twice_counts_once() -> None:
    assert missing(signed(FIRST, (0, 0, 0))) == [1, 1]
    assert signed(FIRST, (0, 0)) == signed(FIRST, (0,))


def test_a_stranger_signs_nothing() -> None:
    with pytest.raises(DirectoryError, match="none of the governors"):
        sign_draft(FIRST, GOVERNORS[4])


@pytest.mark.slow
@given(st.permutations(range(3)))
def test_copies_that_were_signed_apart_are_joined(order: list[int]) -> None:
    joined = join_drafts([signed(FIRST, (number,)) for number in order[:2]])
    assert missing(joined) == [0, 0]
    assert read_complete(joined).version == 1


def test_joining_one_copy_changes_nothing() -> None:
    assert join_drafts([FOUNDED]) == FOUNDED


def test_different_drafts_are_not_joined() -> None:
    other = draft_network(board(0, 1, 2), [AL.member()], MORNING)
    with pytest.raises(DirectoryError, match="not copies of one draft"):
        join_drafts([FIRST, other])


def test_a_later_list_leaves_the_root_as_it_is() -> None:
    changed = signed(draft_change(FOUNDED, [AL.member()], None, LATER), (1, 2))
    assert changed.roots == FOUNDED.roots
    found = parse_directory(changed.roots, changed.targets, trust_root(FOUNDED.roots[0]))
    assert (found.version, set(found.members), found.issued_at) == (2, {"AL"}, LATER)


def test_nothing_is_changed_in_what_lacks_signatures() -> None:
    with pytest.raises(DirectoryError, match="signed by 0"):
        draft_change(FIRST, [], None, LATER)


def test_who_lost_a_key_is_replaced_without_it() -> None:
    draft = draft_change(FOUNDED, [AL.member()], board(0, 1, 3), LATER)
    assert [standing.part for standing in standings(draft)] == [
        "root 2",
        "root 2, by the governors before it",
        "list of members 2",
    ]
    found = read_complete(signed(draft, (0, 1)))
    assert found.known.root_version == 2


def test_the_new_governors_need_enough_of_the_old() -> None:
    draft = signed(draft_change(FOUNDED, [AL.member()], board(2, 3, 4), LATER), (2, 3, 4))
    assert missing(draft) == [0, 1, 0]
    with pytest.raises(DirectoryError, match="by the governors before it"):
        read_complete(draft)


def test_who_left_may_sign_the_change_and_nothing_after_it() -> None:
    changed = signed(draft_change(FOUNDED, [AL.member()], board(0, 3), LATER), (1, 0, 3))
    assert missing(changed) == [0, 0, 0]
    with pytest.raises(DirectoryError, match="none of the governors"):
        sign_draft(draft_change(changed, [], None, LATER), GOVERNORS[1])


def test_signatures_tell_who_has_signed_and_who_may() -> None:
    publics = [key.public_key.keyval["public"] for key in GOVERNORS]
    root = standings(signed(FIRST, (2,)))[0]
    assert root.signed == {publics[2]}
    assert root.open == {publics[0], publics[1]}


BAD = {
    "stands twice": board(0, 0, 1),
    "lets one governor alone": board(0, 1, threshold=1),
    "2 governors cannot reach a threshold of 3": board(0, 1, threshold=3),
}


@pytest.mark.parametrize("words", BAD)
def test_governors_who_could_not_govern_are_refused(words: str) -> None:
    with pytest.raises(DirectoryError, match=words):
        draft_network(BAD[words], [], MORNING)
    with pytest.raises(DirectoryError, match=words):
        draft_change(FOUNDED, [], BAD[words], LATER)


def test_a_draft_can_be_looked_at_before_anybody_signed() -> None:
    assert {member.node for member in list_members(FIRST)} == {"AL", "RS"}
    assert governors_of(FIRST).threshold == 2


def test_a_draft_without_a_root_is_none() -> None:
    with pytest.raises(DirectoryError, match="holds no root"):
        standings(Draft(roots=(), targets=FIRST.targets))
    with pytest.raises(DirectoryError, match="holds no root"):
        read_complete(Draft(roots=(), targets=FIRST.targets))
