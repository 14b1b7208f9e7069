"""The overseer of nodes that were apart: reads all their databases as tables, and says what should not be.

It knows nothing of the use cases: not how they decide, nor what they call their states; only what must hold whatever
they do. Each fault is one sentence.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from tests.unit.casework.apart import World

from egnatia.adapters.sql.store import SqlStore

Row = dict[str, Any]
#: Queries that read the whole state of a node.
_TABLES = ("record", "holding", "statement", "dispatch", "outbox")
#: What a holder says of what it was to take back, when nobody can read it there any more.
_GONE = {"erased", "absent"}


@dataclass(frozen=True)
class State:
    """Everything that the nodes keep, as rows."""

    nodes: dict[str, dict[str, list[Row]]]

    def rows(self, node: str, table: str) -> list[Row]:
        """Return the rows of one table of one node, in the order in which they came."""
        return self.nodes[node][table]

    def record(self, node: str, record: str) -> Row | None:
        """Return the row of a record at a node."""
        return next((row for row in self.rows(node, "record") if row["id"] == record), None)

    def origin(self, record: str) -> str:
        """Return whose record it is."""
        return next(str(row["issuer"]) for node in self.nodes if (row := self.record(node, record)))


def look(world: World) -> State:
    """Read all databases."""
    return State({name: _read(world, name) for name in world.net.offices})


def _read(world: World, name: str) -> dict[str, list[Row]]:
    store = world.net.offices[name].store
    assert isinstance(store, SqlStore)
    # A database in memory has but one connection; a server gives another.
    with ExitStack() as stack:
        connection = getattr(store._readers, "_connection", None) or stack.enter_context(store._engine.connect())
        texts = {table: f"SELECT * FROM {table} ORDER BY no" for table in _TABLES}  # noqa: S608 - our own names
        rows = {table: connection.exec_driver_sql(text).mappings().all() for table, text in texts.items()}
        connection.rollback()
        return {table: [dict(row) for row in found] for table, found in rows.items()}


def faults(world: World) -> list[str]:
    """Say what is wrong when all have been together again for long enough."""
    state = look(world)
    return [
        *_unsettled(state),
        *_threads(state),
        *_strangers(state),
        *_recalls(world, state),
        *_forwarded(world, state),
        *_weakened(state),
        *_files(world, state),
        *_restrictions(world, state),
    ]


def _unsettled(state: State) -> Iterator[str]:
    """No letter waits for ever."""
    for node in state.nodes:
        for row in state.rows(node, "outbox"):
            if row["open"] and not _is_about_nothing_there(state, row):
                yield f"{node} still has a letter for {row['recipient']}: {row['type']} ({row['error']})"


def _is_about_nothing_there(state: State, letter: Row) -> bool:
    """Tell whether a letter corrects what its recipient never got: it waits until its time has run out."""
    if letter["type"] != "correction":
        return False
    lineage = json.loads(letter["body"])["record"]["lineage"]
    return all(row["lineage"] != lineage for row in state.rows(letter["recipient"], "record"))


def _said(row: Row) -> Row:
    """Return what a message says; nothing of a draft, or of what was erased.

    Sent again after it had come unnoticed, its number and who stands behind it may be others at its sender.
    """
    said: Row = json.loads(row["body"]).get("dispatch", {}) if row["body"] else {}
    return {name: value for name, value in said.items() if name not in ("number", "approvals", "policy")}


def _threads(state: State) -> Iterator[str]:
    """Both sides of a thread have the same messages, in the order of who wrote them."""
    for node in state.nodes:
        for row in state.rows(node, "dispatch"):
            yield from _other_side(state, node, row)
        yield from _out_of_order(state, node)


def _other_side(state: State, node: str, row: Row) -> Iterator[str]:
    if row["state"] in ("draft", "pending"):
        return
    there = [found for found in state.rows(row["partner"], "dispatch") if found["id"] == row["id"]]
    if not there:
        yield f"{node} has the message {row['id']} ({row['state']}), and {row['partner']} has not"
        return
    [other] = there
    if bool(other["received"]) == bool(row["received"]) or other["partner"] != node:
        yield f"{node} and {row['partner']} disagree on who wrote {row['id']}"
    if _said(other) != _said(row) or other["thread"] != row["thread"]:
        yield f"{row['id']} says something else at {node} than at {row['partner']}"
    if other["state"] != row["state"]:
        yield f"{row['id']} is {row['state']} at {node}, and {other['state']} at {row['partner']}"


def _out_of_order(state: State, node: str) -> Iterator[str]:
    came: dict[str, list[int]] = defaultdict(list)
    known: dict[str, set[str]] = defaultdict(set)
    for row in state.rows(node, "dispatch"):
        if row["received"]:
            came[row["thread"]].append(row["number"])
            before = _said(row).get("replies_to")
            if before and before not in known[row["thread"]]:
                yield f"{node} took {row['id']} before what it replies to"
        known[row["thread"]].add(row["id"])
    for thread, numbers in came.items():
        # Twice the same: one was believed to be lost when the other was written.
        first = list(dict.fromkeys(numbers))
        if first != sorted(first) or any(number > place for place, number in enumerate(numbers, 1)):
            yield f"{node} took the messages of {thread} in the order {numbers}"


def _strangers(state: State) -> Iterator[str]:
    """Nobody has a message but the two between whom it is."""
    sides: dict[str, set[str]] = defaultdict(set)
    for node in state.nodes:
        for row in state.rows(node, "dispatch"):
            sides[row["thread"]] |= {node, row["partner"]}
    for thread, nodes in sides.items():
        if len(nodes) > 2:
            yield f"the thread {thread} is known to {', '.join(sorted(nodes))}"


def _recalls(world: World, state: State) -> Iterator[str]:
    """Whoever ever had what was taken back can read nothing of it, and its originator has that under signature."""
    for issuer, views in world.recalled.items():
        told = {(row["record"], row["holder"]): row["state"] for row in state.rows(issuer, "holding") if row["recall"]}
        for node in state.nodes.keys() - {issuer}:
            for row in state.rows(node, "record"):
                if row["id"] not in views:
                    continue
                if row["properties"] is not None:
                    yield f"{node} can read {row['id']}, which {issuer} took back"
                if told.get((row["id"], node)) not in _GONE:
                    yield f"{issuer} does not know what became of {row['id']} at {node}"


def _forwarded(world: World, state: State) -> Iterator[str]:
    """Nobody has a record but who asked its originator, and whom the originator consented to."""
    for node in state.nodes:
        for row in state.rows(node, "record"):
            issuer, record = row["issuer"], row["id"]
            if issuer == node or (node, issuer) in world.asked:
                continue
            if node not in _consented(state, issuer, record):
                yield f"{node} holds {record} of {issuer}, which never consented"


def _consented(state: State, issuer: str, record: str) -> set[str]:
    """Return to whom the originator let a record go, or a version of the same thing that it was given as."""
    lineage = {row["id"]: row["lineage"] for row in state.rows(issuer, "record")}
    found = set()
    for row in state.rows(issuer, "statement"):
        said = json.loads(row["body"])
        passes = said.get("passes") or {}
        theirs = said["act"] == "consent" and said["issuer"] == issuer
        if theirs and lineage.get(passes["record"]) == lineage.get(record):
            found.add(passes["recipient"])
    return found


def _codes(row: Row) -> set[str]:
    return set(json.loads(row["caveat"])["handling"]) if row["caveat"] else set()


def _weakened(state: State) -> Iterator[str]:
    """A view has every handling code of what it was made of, and the same everywhere."""
    for issuer in state.nodes:
        for row in state.rows(issuer, "record"):
            for source in row["derived_from"].split() if row["issuer"] == issuer else ():
                original = state.record(issuer, source)
                if original and row["caveat"] and not _codes(original) <= _codes(row):
                    yield f"{row['id']} lacks codes of {source}"
            for node in state.nodes.keys() - {issuer}:
                other = state.record(node, row["id"]) if row["issuer"] == issuer else None
                if other and other["caveat"] and row["caveat"] and _codes(other) != _codes(row):
                    yield f"{row['id']} has other codes at {node}"


def _files(world: World, state: State) -> Iterator[str]:
    """No file holds what its codes keep in the house, or from a court."""
    for taken in world.files:
        for record in taken.records:
            rows = [found for node in state.nodes if (found := state.record(node, record)) and found["caveat"]]
            codes = _codes(rows[0]) if rows else set()
            foreign = bool(rows) and rows[0]["issuer"] != taken.node
            to_court = taken.purpose == "judicial_proceedings" and "H1" in codes
            if "H3" in codes or (foreign and "H2" in codes) or to_court:
                yield f"{taken.node} took {record} out in a file for {taken.purpose}, marked {sorted(codes)}"


def _restrictions(world: World, state: State) -> Iterator[str]:
    """Whoever can read a car that was restricted reads the restriction."""
    for issuer in world.restricted:
        for node in state.nodes.keys() - {issuer}:
            for row in state.rows(node, "record"):
                seen = row["properties"] and not row["superseded"] and not row["hidden_at"]
                if row["issuer"] == issuer and seen and "H3" not in _codes(row):
                    yield f"{node} reads {row['id']} of {issuer} without its restriction"
