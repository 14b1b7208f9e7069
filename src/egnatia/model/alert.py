"""An alert: a record that partners are given until a day, so that they find who or what is sought.

Its id is the lineage of the view that is given, so that whatever is said of it, here and there, is found by it. What is
said beside the record is a record too, a notice: so recall, retention and correction reach all of it, and no statement
holds anything that has to be forgotten.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from egnatia.model.alert_sorts import ALERTS, AlertForm, AlertSort
from egnatia.model.errors import ContradictionError, ParseError
from egnatia.model.identity import (
    CaseId,
    LineageId,
    NodeId,
    RecordId,
    parse_case,
    parse_lineage,
    parse_node,
    parse_record_id,
)
from egnatia.model.reading import Fields, below, contradictions, distinct, member, text
from egnatia.model.values import parse_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What for something is sought, and until when."""

    id: LineageId
    sort: AlertSort
    until: date  #: The last day.
    offence: str | None = None  #: A code of the list, where the purpose has one.

    @property
    def form(self) -> AlertForm:
        """What the sort wants."""
        return ALERTS[self.sort]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An alert that somebody wants published; it stays at home."""

    alert: Alert
    record: RecordId
    notice: RecordId
    case_file: CaseId
    properties: frozenset[str]  #: What of the record would be given.
    because: Mapping[NodeId, str]  #: Which partners, and why each; the partner reads it.

    def __post_init__(self) -> None:
        """Refuse an alert to nobody, or of nothing."""
        if not self.because or not self.properties:
            raise ContradictionError("because", "an alert gives something to somebody")


def plain_alert(alert: Alert) -> dict[str, Any]:
    """Write an alert as plain values for canonical JSON."""
    return {
        "id": alert.id,
        "sort": alert.sort,
        "until": alert.until.isoformat(),
        **({"offence": alert.offence} if alert.offence else {}),
    }


def parse_alert(value: object, path: str) -> Alert:
    """Read an alert strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    alert = Alert(
        id=fields.take("id", parse_lineage),
        sort=fields.take("sort", member(AlertSort)),
        until=fields.take("until", parse_day),
        offence=fields.take_optional("offence", text(60)),
    )
    fields.finish()
    return alert


def plain_proposal(proposal: Proposal) -> dict[str, Any]:
    """Write a proposal as plain values for canonical JSON."""
    return {
        "alert": plain_alert(proposal.alert),
        "record": proposal.record,
        "notice": proposal.notice,
        "case_file": proposal.case_file,
        "properties": sorted(proposal.properties),
        "because": dict(proposal.because),
    }


def parse_proposal(value: object, path: str) -> Proposal:
    """Read a proposal strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    with contradictions(path):
        proposal = Proposal(
            alert=fields.take("alert", parse_alert),
            record=fields.take("record", parse_record_id),
            notice=fields.take("notice", parse_record_id),
            case_file=fields.take("case_file", parse_case),
            properties=fields.take("properties", distinct(text(60))),
            because=fields.take("because", _parse_because),
        )
    fields.finish()
    return proposal


def _parse_because(value: object, path: str) -> Mapping[NodeId, str]:
    if not isinstance(value, dict):
        raise ParseError(path, "not an object")
    read = text(2000)
    return MappingProxyType({parse_node(node, path): read(why, below(path, str(node))) for node, why in value.items()})
