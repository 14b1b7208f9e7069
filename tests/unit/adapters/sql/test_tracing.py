"""Entries are found by who acted, in which case file, about what, by which act and when."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from tests.unit.adapters.sql.samples import an_entry, hex128
from tests.unit.adapters.sql.test_schema import empty, migrated, migrated_to
from tests.unit.model.samples import MORNING

from egnatia.adapters.sql.dialect import transaction
from egnatia.adapters.sql.opening import open_store
from egnatia.adapters.sql.store import SqlStore
from egnatia.adapters.sql.tables import ENTRY
from egnatia.casework.page import Trace
from egnatia.ledger.entry import Act, Entry, Why, leaf_hash
from egnatia.model.identity import AccountId, CaseId

__all__ = ["empty"]
_PEOPLE = [AccountId(hex128(number)) for number in (101, 102)]
_FILES = [CaseId(hex128(number)) for number in (201, 202)]
_THINGS = ["a7" * 32, "b8" * 32]
_ACTS = [Act.CONSULTATION, Act.QUESTION]

_choice = st.sampled_from([0, 1])
_optional = st.none() | _choice


def _entry(step: int, person: int, file: int | None, thing: int, act: int) -> Entry:
    return replace(
        an_entry(step, _THINGS[thing]),
        by=_PEOPLE[person],
        why=Why(case_file=None if file is None else _FILES[file]),
        act=_ACTS[act],
        at=MORNING + timedelta(hours=step),
    )


def _fits(entry: Entry, trace: Trace) -> bool:
    wanted = ((trace.by, entry.by), (trace.case, entry.why.case_file), (trace.act, entry.act))
    there = all(one is None or one == other for one, other in wanted)
    return there and (trace.about is None or trace.about in entry.about) and _is_within(entry, trace)


def _is_within(entry: Entry, trace: Trace) -> bool:
    return (trace.begins is None or entry.at >= trace.begins) and (trace.ends is None or entry.at < trace.ends)


_traces = st.builds(
    lambda person, file, thing, act, hours: Trace(
        by=None if person is None else _PEOPLE[person],
        case=None if file is None else _FILES[file],
        about=None if thing is None else _THINGS[thing],
        act=None if act is None else _ACTS[act],
        begins=None if hours[0] is None else MORNING + timedelta(hours=hours[0]),
        ends=None if hours[1] is None else MORNING + timedelta(hours=hours[1]),
    ),
    *[_optional] * 4,
    st.tuples(st.none() | st.integers(-1, 9), st.none() | st.integers(-1, 9)),
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_choice, _optional, _choice, _choice), max_size=8), _traces, st.integers(1, 4))
def test_pages_together_hold_what_a_look_at_every_entry_would_find(
    rows: list[tuple[int, int | None, int, int]], trace: Trace, limit: int
) -> None:
    store = open_store("sqlite://")
    entries = [_entry(step, *row) for step, row in enumerate(rows)]
    store.write(lambda tx: tx.ledger.append(entries))
    found, beyond = list[Entry](), None
    while True:
        page = store.read(lambda tx, beyond=beyond: tx.ledger.page(replace(trace, beyond=beyond, limit=limit)))  # type: ignore[misc]
        assert len(page.rows) == limit or page.next is None
        found += [lodged.entry for lodged in page.rows]
        beyond = page.next
        if beyond is None:
            break
    store.close()
    assert found == [entry for entry in reversed(entries) if _fits(entry, trace)]


def test_an_entry_without_a_case_file_is_found_by_its_actor(store: SqlStore) -> None:
    store.write(lambda tx: tx.ledger.append([_entry(1, 0, None, 0, 0)]))
    assert len(store.read(lambda tx: tx.ledger.page(Trace(by=_PEOPLE[0]))).rows) == 1


@pytest.mark.slow
def test_entries_of_an_older_database_are_found_after_it_was_brought_up(request: pytest.FixtureRequest) -> None:
    old = migrated_to(request.getfixturevalue("empty"), "0007")
    body = _entry(1, 0, 0, 0, 0).to_bytes()
    with transaction(old):
        row = {"act": "consultation", "at": MORNING, "leaf_hash": leaf_hash(body), "place": None}
        old.execute(ENTRY.insert().values(body=body, **row))
        old.execute(ENTRY.insert().values(body=b"damaged", **row))
    found = migrated(old).execute(text("SELECT sort, key, no FROM term ORDER BY sort")).all()
    assert [tuple(row) for row in found] == [("entry by", _PEOPLE[0], 1), ("entry in", _FILES[0], 1)]
