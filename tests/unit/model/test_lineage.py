from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.model.samples import PERSON

from egnatia.model.identity import LineageId, NodeId
from egnatia.model.lineage import LineageError, assemble
from egnatia.model.record import Record


def edit(*earlier: Record, minutes: int = 1, salt: str = "11") -> Record:
    """Write a later version that supersedes the earlier ones."""
    at = max(record.recorded_at for record in earlier) + timedelta(minutes=minutes)
    return replace(earlier[0], supersedes=frozenset(record.id for record in earlier), recorded_at=at, salt=salt * 16)


SECOND = edit(PERSON)
THIRD = edit(SECOND)
RIVAL = edit(PERSON, minutes=5, salt="22")
SETTLED = edit(THIRD, RIVAL, salt="33")


def test_the_newest_version_stands() -> None:
    lineage = assemble([THIRD, PERSON, SECOND])
    assert lineage.records == (PERSON, SECOND, THIRD)
    assert lineage.heads == (THIRD,)


def test_two_edits_of_one_version_fork() -> None:
    lineage = assemble([PERSON, SECOND, RIVAL])
    assert lineage.heads == (SECOND, RIVAL)


def test_an_edit_of_both_heads_settles_a_fork() -> None:
    lineage = assemble([PERSON, SECOND, THIRD, RIVAL, SETTLED])
    assert lineage.heads == (SETTLED,)


def test_a_version_stands_though_the_one_before_it_is_not_known_here() -> None:
    assert assemble([THIRD, PERSON]).heads == (PERSON, THIRD)


@given(st.permutations([PERSON, SECOND, THIRD, RIVAL, SETTLED, SECOND]))
def test_the_order_and_the_number_of_arrivals_do_not_matter(arrived: list[Record]) -> None:
    assert assemble(arrived) == assemble([PERSON, SECOND, THIRD, RIVAL, SETTLED])


def test_versions_of_the_same_moment_stand_in_the_order_of_their_ids() -> None:
    twins = [replace(PERSON, salt=f"{number:02d}" * 16) for number in range(3)]
    expected = sorted(twin.id for twin in twins)
    for order in permutations(twins):
        assert [record.id for record in assemble(order).records] == expected


@pytest.mark.parametrize(
    "stranger",
    [
        replace(SECOND, issuer=NodeId("AL")),
        replace(SECOND, lineage=LineageId("ff" * 16)),
        replace(SECOND, kind="missing_report"),
    ],
    ids=["issuer", "lineage", "kind"],
)
def test_only_the_issuer_supersedes_and_only_its_like(stranger: Record) -> None:
    with pytest.raises(LineageError, match="is not a version of"):
        assemble([PERSON, stranger])


def test_a_lineage_has_at_least_one_record() -> None:
    with pytest.raises(LineageError, match="without a record"):
        assemble([])
