import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ledger.cabinet import an_entry

from egnatia.ledger.entry import (
    LONGEST_ENTRY,
    MOST_DETAILS,
    MOST_SUBJECTS,
    Act,
    Entry,
    Ruling,
    Why,
    leaf_hash,
    parse_entry,
)
from egnatia.ledger.errors import EntryError
from egnatia.model.identity import AccountId, NodeId

hex128 = st.integers(0, 2**128 - 1).map("{:032x}".format)
hex256 = st.integers(0, 2**256 - 1).map("{:064x}".format)
ids = hex128 | hex256
nodes = st.from_regex(r"[A-Z][A-Z0-9]{1,15}", fullmatch=True).map(NodeId)
codes = st.from_regex(r"[A-Za-z0-9_.:/-]{1,128}", fullmatch=True)
keys = st.from_regex(r"[a-z][a-z0-9_]{0,31}", fullmatch=True)
entries = st.builds(
    Entry,
    act=st.sampled_from(Act),
    at=st.datetimes(min_value=datetime(1970, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds the zone
    node=nodes,
    by=hex128.map(AccountId) | nodes,
    nonce=hex128,
    why=st.builds(Why, purpose=st.none() | codes, case_file=st.none() | ids),
    decision=st.builds(Ruling, digest=st.none() | hex256, policy=st.none() | codes),
    to=st.none() | nodes,
    about=st.lists(ids, max_size=5).map(tuple),
    detail=st.dictionaries(keys, codes | st.just(""), max_size=5),
)


@pytest.mark.slow
@given(entries)
def test_an_entry_is_read_back_as_it_was_written(entry: Entry) -> None:
    assert parse_entry(entry.to_bytes()) == entry


@pytest.mark.slow
@given(entries, entries)
def test_two_entries_are_equal_only_if_their_bytes_are(one: Entry, other: Entry) -> None:
    assert (one == other) == (one.to_bytes() == other.to_bytes())
    assert one != other or hash(one) == hash(other)


@pytest.mark.slow
@given(entries, st.data())
def test_an_entry_with_one_other_byte_is_refused_or_another_entry(entry: Entry, data: st.DataObject) -> None:
    written = bytearray(entry.to_bytes())
    written[data.draw(st.integers(0, len(written) - 1))] ^= data.draw(st.integers(1, 255))
    with suppress(EntryError):
        assert parse_entry(bytes(written)).to_bytes() == bytes(written)


def test_the_bytes_are_canonical_json() -> None:
    assert an_entry(1).to_bytes() == (
        b'{"about":["%064x"],"act":"question","at":"2026-11-21T08:00:00.001Z","by":"%032x","case_file":"%032x",'
        b'"decision":"%064x","detail":{"kind":"person"},"node":"RS","nonce":"%032x","policy":"2026.1",'
        b'"purpose":"prosecution","to":"BG","v":1}' % (1, 7, 1, 1, 1)
    )


def test_the_leaf_hash_begins_with_a_zero_byte() -> None:
    assert leaf_hash(b"entry") == sha256(b"\x00entry").digest()


def test_times_are_kept_to_the_millisecond() -> None:
    entry = replace(an_entry(), at=datetime(2026, 1, 2, 3, 4, 5, 678_999, tzinfo=UTC))
    assert entry.at == datetime(2026, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)


def test_details_cannot_be_changed_from_outside() -> None:
    detail = {"kind": "person"}
    entry = replace(an_entry(), detail=detail)
    detail["kind"] = "vehicle"
    assert entry.detail == {"kind": "person"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("act", "gossip"),
        ("at", datetime(2026, 1, 1)),  # noqa: DTZ001 - that is the fault
        ("at", datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=1)))),
        ("at", "2026-01-01T00:00:00.000Z"),
        ("node", "rs"),
        ("by", "Ana Anić"),
        ("by", "ana@mup.example"),
        ("nonce", "0" * 31),
        ("nonce", "F" * 32),
        ("why", Why(purpose="for a friend")),
        ("why", Why(purpose="")),
        ("why", Why(case_file="KU 17/26")),
        ("decision", Ruling(digest="0" * 32)),
        ("decision", Ruling(policy="новo")),
        ("to", "Bulgaria"),
        ("about", ("Петар Петровић",)),
        ("about", ("0" * 64,) * (MOST_SUBJECTS + 1)),
        ("detail", {"name": "Petar Petrović"}),
        ("detail", {"Name": "x"}),
        ("detail", {"code": "x" * 129}),
        ("detail", {"code": "x\n"}),
        ("detail", {f"k{number}": "x" for number in range(MOST_DETAILS + 1)}),
        ("detail", ["x"]),
    ],
)
def test_what_could_say_who_somebody_is_is_refused(field: str, value: object) -> None:
    fields: dict[str, Any] = {name: getattr(an_entry(), name) for name in Entry.__dataclass_fields__}
    with pytest.raises(EntryError) as refused:
        Entry(**fields | {field: value})
    assert "Pet" not in str(refused.value)


def rewritten(**changes: object) -> bytes:
    fields: dict[str, Any] = json.loads(an_entry().to_bytes()) | changes
    kept = {key: value for key, value in fields.items() if value != "gone"}
    return json.dumps(kept, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b" " * (LONGEST_ENTRY + 1),
        an_entry().to_bytes() + b"\n",
        an_entry().to_bytes().replace(b'"act"', b'"\\u0061ct"'),
        rewritten(extra=1),
        rewritten(v=2),
        rewritten(v=True),
        rewritten(v="gone"),
        rewritten(about="gone"),
        rewritten(about="0" * 64),
        rewritten(about=[1]),
        rewritten(detail="gone"),
        rewritten(detail=[]),
        rewritten(detail={"kind": 1}),
        rewritten(purpose=None),
        rewritten(decision=7),
        rewritten(at="2026-11-21T08:00:00Z"),
        rewritten(to=None),
    ],
)
def test_any_other_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(EntryError):
        parse_entry(data)


def test_what_is_optional_may_be_absent() -> None:
    entry = parse_entry(rewritten(purpose="gone", case_file="gone", decision="gone", policy="gone", to="gone"))
    assert (entry.why, entry.decision, entry.to) == (Why(), Ruling(), None)
