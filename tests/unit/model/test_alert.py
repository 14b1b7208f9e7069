"""An alert and its proposal as values."""

from datetime import date
from typing import Any

import pytest

from egnatia.model.alert import Alert, Proposal, parse_alert, parse_proposal, plain_alert, plain_proposal
from egnatia.model.alert_sorts import ALERTS, AlertSort
from egnatia.model.errors import ContradictionError, ParseError
from egnatia.model.identity import CaseId, LineageId, NodeId, RecordId

ALERT = Alert(id=LineageId("a" * 32), sort=AlertSort.WANTED, until=date(2027, 1, 1), offence="theft")


def _proposal(**fields: Any) -> Proposal:  # noqa: ANN401 - as the value has them
    values: dict[str, Any] = {
        "alert": ALERT,
        "record": RecordId("b" * 64),
        "notice": RecordId("c" * 64),
        "case_file": CaseId("d" * 32),
        "properties": frozenset({"sex"}),
        "because": {NodeId("AL"): "He may be there."},
    }
    return Proposal(**{**values, **fields})


def test_what_is_written_is_read_back() -> None:
    assert parse_alert(plain_alert(ALERT), "") == ALERT
    assert parse_proposal(plain_proposal(_proposal()), "") == _proposal()
    assert ALERT.form is ALERTS[AlertSort.WANTED]


@pytest.mark.parametrize("fields", [{"because": {}}, {"properties": frozenset()}])
def test_an_alert_to_nobody_or_of_nothing_is_none(fields: dict[str, object]) -> None:
    with pytest.raises(ContradictionError):
        _proposal(**fields)


@pytest.mark.parametrize(
    "fault", [{"sort": "party"}, {"until": "soon"}, {"id": "1"}, {"more": "x"}, {"offence": ""}], ids=str
)
def test_rubbish_is_refused(fault: dict[str, object]) -> None:
    with pytest.raises(ParseError):
        parse_alert({**plain_alert(ALERT), **fault}, "")


@pytest.mark.parametrize("because", [[], {"al": "x"}, {"AL": ""}, {}], ids=str)
def test_each_partner_is_a_node_with_a_reason(because: object) -> None:
    with pytest.raises(ParseError):
        parse_proposal({**plain_proposal(_proposal()), "because": because}, "")
