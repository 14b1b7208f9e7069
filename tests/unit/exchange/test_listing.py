"""Who joins, who is expelled, whose key is revoked: and what stays listed for ever."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.exchange.network import AL, ALWAYS, HR, RS, party
from tests.unit.model.samples import MORNING

from egnatia.exchange.errors import DirectoryError
from egnatia.exchange.listing import changes, enter, expel, revoke
from egnatia.exchange.member import Member, Use, Validity

LATER = MORNING + timedelta(days=1)
TWO: tuple[Member, ...] = (AL.member(), RS.member())


def find(members: tuple[Member, ...], node: str) -> Member:
    return next(member for member in members if member.node == node)


def revocations(member: Member) -> set[datetime | None]:
    keys = {key.validity.revoked for key in member.keys}
    return keys | {tls.validity.revoked for tls in member.tls}


def test_a_new_member_joins_beside_the_others() -> None:
    assert {member.node for member in enter(TWO, HR.member(), MORNING)} == {"AL", "RS", "HR"}


def test_entering_twice_is_entering_once() -> None:
    once = enter(TWO, HR.member(), MORNING)
    assert enter(once, HR.member(), MORNING) == once


def test_old_keys_stay_listed_beside_new_ones() -> None:
    new = party("RS new", "SRB")
    entry = replace(RS.member(), keys=(new.key(Use.SIGN), new.key(Use.SEAL)))
    listed = find(enter(TWO, entry, MORNING), "RS")
    assert {key.kid for key in listed.keys} == {key.kid for key in (*RS.member().keys, *entry.keys)}


def test_a_certificate_whose_time_is_over_is_dropped() -> None:
    over = replace(RS.member().tls[0], spki="ee" * 32, validity=Validity(begins=ALWAYS.begins, ends=MORNING))
    known = replace(RS.member(), tls=(over, *RS.member().tls))
    assert find(enter((known,), RS.member(), MORNING), "RS").tls == RS.member().tls


def test_an_expelled_member_is_left_out_and_nobody_else() -> None:
    assert expel(TWO, RS.node) == (AL.member(),)


def test_who_is_no_member_is_neither_expelled_nor_revoked() -> None:
    with pytest.raises(DirectoryError, match="lists no HR"):
        expel(TWO, HR.node)
    with pytest.raises(DirectoryError, match="lists no HR"):
        revoke(TWO, HR.node, MORNING)


def test_all_keys_of_a_member_are_revoked_and_those_of_no_other() -> None:
    found = revoke(TWO, RS.node, MORNING)
    assert revocations(find(found, "RS")) == {MORNING}
    assert find(found, "AL") == AL.member()


def test_one_key_is_revoked_by_its_first_digits() -> None:
    kid = RS.key(Use.SEAL).kid
    found = find(revoke(TWO, RS.node, MORNING, kid[:8]), "RS")
    assert [key.use for key in found.keys if key.validity.revoked] == [Use.SEAL]
    assert found.tls == RS.member().tls


def test_a_key_that_nobody_has_is_not_revoked() -> None:
    with pytest.raises(DirectoryError, match="RS has no key 0000"):
        revoke(TWO, RS.node, MORNING, "0000" * 8)


@pytest.mark.parametrize("digits", ["", "0", "0a1b2c3", "RS", "0A1B2C3D", "0a1b2c3g"])
def test_fewer_than_eight_digits_or_what_is_none_name_no_key(digits: str) -> None:
    with pytest.raises(DirectoryError, match="names no key: give the first 8 or more of its hex digits"):
        revoke(TWO, RS.node, MORNING, digits)


def test_digits_with_which_two_keys_begin_revoke_neither() -> None:
    one, other = RS.member().keys[:2]
    twins = (replace(one, kid="aaaaaaaa0" + one.kid[9:]), replace(other, kid="aaaaaaaa1" + other.kid[9:]))
    listed = (replace(RS.member(), keys=twins),)
    with pytest.raises(DirectoryError, match="2 keys of RS begin with aaaaaaaa: give more"):
        revoke(listed, RS.node, MORNING, "aaaaaaaa")
    assert [bool(key.validity.revoked) for key in find(revoke(listed, RS.node, MORNING, "aaaaaaaa1"), "RS").keys] == [
        False,
        True,
    ]


@given(st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_of_two_revocations_the_earlier_counts(one: int, other: int) -> None:
    found = TWO
    for hours in (one, other):
        found = revoke(found, RS.node, MORNING + timedelta(hours=hours))
    expected = MORNING + timedelta(hours=min(one, other))
    assert {key.validity.revoked for key in find(found, "RS").keys} == {expected}


def test_a_revoked_key_does_not_come_back_by_an_entry() -> None:
    found = enter(revoke(TWO, RS.node, MORNING), RS.member(), LATER)
    assert revocations(find(found, "RS")) == {MORNING}


def test_what_changes_is_said_in_sentences() -> None:
    moved = replace(AL.member(), endpoint="https://new.example")
    found = list(changes(TWO, (moved, HR.member())))
    assert found == [
        "AL changes its endpoint: https://al.example:8443 becomes https://new.example",
        "HR joins: Contact point of HR, at https://hr.example:8443",
        "RS is expelled: Contact point of RS",
    ]


def test_keys_that_are_added_or_revoked_are_said() -> None:
    new = party("RS new", "SRB").key(Use.SIGN)
    added = list(changes(TWO, enter(TWO, replace(RS.member(), keys=(new,)), MORNING)))
    assert added == [f"RS adds the key {new.kid} to sign"]
    revoked = list(changes(TWO, revoke(TWO, RS.node, MORNING)))
    assert len(revoked) == 4
    assert all("is revoked as of" in sentence for sentence in revoked)


def test_nothing_is_said_of_what_stays() -> None:
    assert list(changes(TWO, TWO)) == []
