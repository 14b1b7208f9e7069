from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.unit.model.samples import CAVEAT
from tests.unit.model.strategies import caveats

from egnatia.model.caveat import (
    Caveat,
    Handling,
    Nature,
    Purpose,
    SubjectRole,
    combine,
    parse_caveat,
    plain_caveat,
)
from egnatia.model.errors import ContradictionError, ParseError

#: Restrictions of several lines too, in any order, as people type them.
typed = st.lists(st.sampled_from(["ask first", "not by phone", "no press"]), min_size=1).map("\n".join)
some_caveats = caveats(restrictions=typed)


@given(caveats())
def test_a_caveat_written_is_read_back(caveat: Caveat) -> None:
    assert parse_caveat(plain_caveat(caveat), "") == caveat


@given(some_caveats, some_caveats)
def test_the_order_of_combining_does_not_matter(one: Caveat, other: Caveat) -> None:
    assume(one.purposes & other.purposes)
    assert combine([one, other]) == combine([other, one])


@given(some_caveats, some_caveats, some_caveats)
def test_the_grouping_of_combining_does_not_matter(one: Caveat, two: Caveat, three: Caveat) -> None:
    assume(one.purposes & two.purposes & three.purposes)
    assert combine([combine([one, two]), three]) == combine([one, combine([two, three])])


@given(some_caveats)
def test_combining_a_caveat_with_itself_changes_nothing(caveat: Caveat) -> None:
    assert combine([caveat]) == combine([caveat, caveat]) == caveat


@given(some_caveats, some_caveats)
def test_what_is_combined_may_be_used_for_no_more_than_each_part(one: Caveat, other: Caveat) -> None:
    assume(one.purposes & other.purposes)
    both = combine([one, other])
    for part in (one, other):
        assert both.purposes <= part.purposes
        assert both.handling >= part.handling
        assert both.asylum_from >= part.asylum_from
        assert both.retain_until <= part.retain_until
        assert set(part.restriction.split("\n")) - {""} <= set(both.restriction.split("\n"))
        assert both.contested >= part.contested


def test_restrictions_are_put_together_line_by_line() -> None:
    one, other = (
        replace(CAVEAT, handling=frozenset({Handling.RESTRICTED}), restriction=words) for words in ("d\n\nb\na", "c\nb")
    )
    assert combine([one, other]).restriction == "a\nb\nc\nd"


def test_the_worst_evaluation_and_the_strictest_role_survive() -> None:
    other = parse_caveat({**plain_caveat(CAVEAT), "source": "X", "information": "1", "role": "victim"}, "")
    both = combine([CAVEAT, replace(other, nature=Nature.ASSESSMENT)])
    assert (both.source, both.information, both.role, both.nature) == ("X", "2", "victim", "assessment")


@given(st.sampled_from(SubjectRole))
def test_no_role_is_stricter_than_the_unknown(role: SubjectRole) -> None:
    unknown = replace(CAVEAT, role=SubjectRole.UNKNOWN)
    assert combine([replace(CAVEAT, role=role), unknown]).role is SubjectRole.UNKNOWN


def test_records_without_a_common_purpose_may_not_be_combined() -> None:
    humanitarian = replace(CAVEAT, purposes=frozenset({Purpose.MISSING_PERSON}))
    with pytest.raises(ContradictionError, match="without a purpose"):
        combine([CAVEAT, humanitarian])


@pytest.mark.parametrize("words", ["", " ", "\n"])
def test_the_code_for_other_restrictions_says_which(words: str) -> None:
    with pytest.raises(ContradictionError, match="H3 and its words"):
        replace(CAVEAT, handling=frozenset({Handling.RESTRICTED}), restriction=words)


def test_words_of_a_restriction_need_its_code() -> None:
    with pytest.raises(ContradictionError, match="H3 and its words"):
        replace(CAVEAT, restriction="ask first")


def test_a_caveat_is_written_in_full() -> None:
    assert plain_caveat(CAVEAT) == {
        "source": "B",
        "information": "2",
        "handling": ["H2"],
        "restriction": "",
        "purposes": ["border_check", "criminal_investigation"],
        "role": "suspect",
        "nature": "fact",
        "contested": False,
        "asylum_from": [],
        "retain_until": "2029-11-21",
    }


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"source": "D"}, "record.caveat.source"),
        ({"information": 2}, "record.caveat.information"),
        ({"handling": ["H2", "H1"]}, "record.caveat.handling"),
        ({"handling": ["H9"]}, "record.caveat.handling[0]"),
        ({"handling": ["H3"]}, "record.caveat.restriction"),
        ({"purposes": []}, "record.caveat.purposes"),
        ({"purposes": ["curiosity"]}, "record.caveat.purposes[0]"),
        ({"role": "enemy"}, "record.caveat.role"),
        ({"contested": "no"}, "record.caveat.contested"),
        ({"asylum_from": ["AF"]}, "record.caveat.asylum_from[0]"),
        ({"retain_until": "2029"}, "record.caveat.retain_until"),
        ({"secret": True}, "record.caveat.secret"),
    ],
)
def test_a_fault_is_told_with_its_path(changed: dict[str, Any], path: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse_caveat({**plain_caveat(CAVEAT), **changed}, "record.caveat")
    assert caught.value.path == path


@pytest.mark.parametrize("field", sorted(plain_caveat(CAVEAT)))
def test_no_field_may_be_left_out(field: str) -> None:
    plain = plain_caveat(CAVEAT)
    del plain[field]
    with pytest.raises(ParseError, match=f"c.{field}: missing"):
        parse_caveat(plain, "c")


def test_a_record_is_kept_no_longer_than_its_shortest_part() -> None:
    assert combine([CAVEAT, replace(CAVEAT, retain_until=date(2027, 1, 1))]).retain_until == date(2027, 1, 1)
