"""Seals: what they are made of, and how they travel in the entries of the log."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.twins.clock import NOON

from egnatia.casework.seals import GONE, Seal, digest_of, key_of, ride, sealed_in
from egnatia.ledger.entry import MOST_DETAILS, Act, Entry
from egnatia.model.identity import NodeId

ENTRY = Entry(
    act=Act.ACCOUNT, at=NOON, node=NodeId("RS"), by=NodeId("RS"), nonce="0" * 32, detail={"what": "opened", "x": "y"}
)


def seals(count: int) -> list[Seal]:
    return [Seal(table="account", key=f"{number:032x}", digest=f"{number:032x}") for number in range(count)]


def test_seals_ride_on_the_last_entries_and_come_back() -> None:
    carrying, left = ride([ENTRY, ENTRY], seals(40))
    assert left == []
    assert len(carrying[1].detail) == MOST_DETAILS
    found = [seal for entry in reversed(carrying) for seal in sealed_in(entry)]
    assert found == seals(40)


def test_what_finds_no_room_is_left() -> None:
    carrying, left = ride([ENTRY], seals(40))
    assert len(left) == 40 - (MOST_DETAILS - 2)
    assert ride([], seals(1)) == ([], seals(1))
    assert carrying[0].detail["what"] == "opened"


def test_entries_without_seals_stay_as_they_are() -> None:
    assert ride([ENTRY], []) == ([ENTRY], [])
    assert list(sealed_in(ENTRY)) == []


def test_a_row_that_an_act_took_away_is_gone() -> None:
    gone = Seal(table="holding", key="a/AL/b", digest=None)
    assert gone.to_code() == f"holding:a/AL/b:{GONE}"
    assert list(sealed_in(ride([ENTRY], [gone])[0][0])) == [gone]


@pytest.mark.parametrize("parts", [("Ana",), ("a b",), ("",), ("x" * 101,), ("ž",), ("a:b",)])
def test_a_key_is_a_code_that_the_log_takes(parts: tuple[str, ...]) -> None:
    code = Seal(table="account", key=key_of(*parts), digest="0" * 32).to_code()
    assert list(sealed_in(ride([ENTRY], [Seal(table="account", key=key_of(*parts), digest="0" * 32)])[0][0]))
    assert len(code) <= 128


_VALUES = st.lists(st.none() | st.text(max_size=3) | st.integers(-3, 3), max_size=3)


@given(_VALUES, _VALUES)
def test_rows_with_different_values_have_different_digests(one: list[object], other: list[object]) -> None:
    assert (digest_of("t", one) == digest_of("t", other)) == (one == other)


def test_a_flag_is_the_same_in_every_database() -> None:
    assert digest_of("account", [True, None]) == digest_of("account", [1, None]) != digest_of("account", ["1", None])
    assert digest_of("account", ["a"]) != digest_of("question", ["a"])
    assert digest_of("account", [b"a"]) != digest_of("account", ["a"])
