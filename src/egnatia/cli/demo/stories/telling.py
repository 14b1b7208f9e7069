"""Turning the records of a story, as its file tells them, into records of the model."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from types import MappingProxyType
from typing import Any

from egnatia.model.caveat import Caveat, plain_caveat
from egnatia.model.errors import ParseError
from egnatia.model.identity import LineageId, NodeId, parse_node
from egnatia.model.instant import format_instant
from egnatia.model.kinds import KINDS, Kind
from egnatia.model.record import Record, parse_record
from egnatia.model.values import ValueType, parse_day

#: Records are made at nine in the morning, UTC.
_NINE = time(9, tzinfo=UTC)
#: What a row about an arrested person says, in this order.
ARREST_COLUMNS = ("family_name", "first_name", "birth_date", "nationality", "sex")


class Telling:
    """The records of one story while they are read, by node and label."""

    def __init__(self, story: str, caveats: Mapping[str, Caveat]) -> None:
        """Begin with no records; caveats are known by name."""
        self._story, self._caveats = story, caveats
        self._told: dict[NodeId, dict[str, tuple[str, dict[str, Any], str]]] = {}

    def take_nodes(self, value: object, path: str) -> None:
        """Take what the nodes hold: node, kind, label, record.

        Raises:
            ParseError: not of this form, or a label stands twice.
        """
        for node, kinds in _items(value, path):
            for kind, records in _items(kinds, f"{path}.{node}"):
                for label, record in _items(records, f"{path}.{node}.{kind}"):
                    self._add((node, label), kind, record, f"{path}.{node}.{kind}.{label}")

    def take_arrests(self, value: object, path: str) -> None:
        """Take lists of arrested people: an involvement each, and a person's record unless the row is its label.

        Raises:
            ParseError: a row has not the right columns.
        """
        for event, group in _items(value, path):
            where = f"{path}.{event}"
            node, caveat, at = (group.get(key) for key in ("node", "caveat", "at"))
            frame = {"caveat": caveat, "at": at}
            for number, row in enumerate(group.get("people", ()), 1):
                label = row if isinstance(row, str) else f"{event}_{number}"
                if label != row:
                    self._add((node, label), "person", {**frame, **_columns(row, f"{where}[{number}]")}, where)
                ends = {"involved": label, "matter": event, "part": "arrested"}
                self._add((node, f"{event}_{number}_arrest"), "involvement", {**frame, **ends}, where)

    def _add(self, place: tuple[str, str], kind: str, record: Any, path: str) -> None:  # noqa: ANN401 - YAML
        node, label = parse_node(place[0], path), place[1]
        held = self._told.setdefault(node, {})
        if kind not in KINDS:
            raise ParseError(path, f"no kind {kind}")
        if label in held:
            raise ParseError(path, f"the label {label} stands twice at {node}")
        held[label] = (kind, dict(_items(record, path)), path)

    def records(self) -> Mapping[NodeId, Mapping[str, Record]]:
        """Return the records, by node and label.

        Raises:
            ParseError: a record is none of its kind, or refers to a label that is not there or of a wrong kind.
        """
        return MappingProxyType({
            node: MappingProxyType({label: self._record(node, label) for label in held})
            for node, held in self._told.items()
        })  # fmt: skip

    def _record(self, node: NodeId, label: str) -> Record:
        kind, content, path = self._told[node][label]
        caveat = self._caveats.get(content.get("caveat", ""))
        if caveat is None:
            raise ParseError(f"{path}.caveat", f"no caveat {content.get('caveat')}")
        made = datetime.combine(parse_day(content.get("at"), f"{path}.at"), _NINE)
        properties = {name: value for name, value in content.items() if name not in {"caveat", "at"}}
        return parse_record(
            {
                "kind": kind,
                "issuer": node,
                "lineage": self._lineage(node, label),
                "supersedes": [],
                "derived_from": [],
                "recorded_at": format_instant(made),
                "properties": dict(self._properties(KINDS[kind], node, properties, path)),
                "caveat": plain_caveat(caveat),
                "salt": self._hex(node, label, "salt"),
            },
            path,
        )

    def _properties(
        self, kind: Kind, node: NodeId, properties: Mapping[str, Any], path: str
    ) -> Iterator[tuple[str, list[str]]]:
        for name, value in properties.items():
            values = value if isinstance(value, list) else [value]
            definition = kind.properties.get(name)
            if definition and definition.type is ValueType.RECORD:
                values = [self._refer(node, found, definition.refers, f"{path}.{name}") for found in values]
            yield name, values

    def _refer(self, node: NodeId, label: str, kinds: frozenset[str], path: str) -> LineageId:
        told = self._told[node].get(label)
        if told is None:
            raise ParseError(path, f"{node} has no record {label}")
        if told[0] not in kinds:
            raise ParseError(path, f"{label} is a {told[0]}, not {' or '.join(sorted(kinds))}")
        return self._lineage(node, label)

    def _lineage(self, node: NodeId, label: str) -> LineageId:
        return LineageId(self._hex(node, label, "lineage"))

    def _hex(self, *parts: str) -> str:
        """Return 128 bits that follow from the story's text, so that a story is the same wherever it is told."""
        return hashlib.sha256("/".join((self._story, *parts)).encode()).hexdigest()[:32]


def _columns(row: list[str], path: str) -> dict[str, str]:
    if len(row) != len(ARREST_COLUMNS):
        raise ParseError(path, f"not {', '.join(ARREST_COLUMNS)}")
    return dict(zip(ARREST_COLUMNS, row, strict=True))


def _items(value: object, path: str) -> Iterator[tuple[str, Any]]:
    if not isinstance(value, dict):
        raise ParseError(path, "not a mapping")
    yield from value.items()
