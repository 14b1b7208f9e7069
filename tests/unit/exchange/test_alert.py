"""The letter of an alert: what belongs together, and two people behind it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.twins.network import caveat

from egnatia.exchange.alert import Publication, alert_of, parse_publication, plain_publication
from egnatia.exchange.excerpt import Excerpt
from egnatia.model.alert import Alert
from egnatia.model.alert_sorts import AlertSort
from egnatia.model.errors import ParseError
from egnatia.model.identity import AccountId, LineageId, NodeId, StatementId
from egnatia.model.record import Record
from egnatia.model.statement import Statement, StatementAct, plain_statement

AT, RS, ID = datetime(2026, 11, 21, 12, tzinfo=UTC), NodeId("RS"), LineageId("a" * 32)
ALERT = Alert(id=ID, sort=AlertSort.WANTED, until=date(2030, 1, 1), offence="theft")


def _record(kind: str, lineage: str, **properties: tuple[str, ...]) -> Record:
    return Record(
        kind=kind,
        issuer=RS,
        lineage=LineageId(lineage),
        recorded_at=AT,
        properties=properties,
        caveat=caveat(),
        salt="1" * 32,
    )


MAN, NOTICE = _record("person", ID, sex=("male",)), _record("notice", "b" * 32, facts=("He shot.",))


def _said(act: StatementAct = StatementAct.ALERT, **fields: Any) -> Statement:  # noqa: ANN401 - as the value has them
    values: dict[str, Any] = {
        "act": act,
        "issuer": RS,
        "by": AccountId("2" * 32),
        "at": AT,
        "about": frozenset({ID, MAN.id, NOTICE.id}),
        "alerts": ALERT,
        "reason": "He may be there.",
        "salt": "3" * 32,
    }
    return Statement(**{**values, **fields})


def _given(**fields: Any) -> Publication:  # noqa: ANN401 - as the value has them
    proposed = Excerpt(act=StatementAct.PROPOSE, by=AccountId("4" * 32), at=AT, statement=StatementId("5" * 64))
    values: dict[str, Any] = {
        "record": MAN,
        "notice": NOTICE,
        "instrument": "pcc-see",
        "proposed": proposed,
        "statement": _said(),
    }
    return Publication(**{**values, **fields})


def test_what_is_written_is_read_back() -> None:
    assert parse_publication(plain_publication(_given())) == _given()
    assert _given().alert == ALERT


@pytest.mark.parametrize(
    "fields",
    [
        {"record": NOTICE},
        {"notice": MAN},
        {"record": replace(MAN, salt="9" * 32)},
        {"statement": _said(issuer=NodeId("AL"))},
        {"proposed": replace(_given().proposed, by=AccountId("2" * 32))},
        {"proposed": replace(_given().proposed, act=StatementAct.RELEASE)},
        {"statement": _said(alerts=replace(ALERT, until=date(2029, 1, 1)))},
    ],
    ids=["kind", "notice", "about", "issuer", "alone", "act", "until"],
)
def test_what_does_not_belong_together_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ParseError):
        _given(**fields)


def test_a_statement_that_publishes_nothing_is_refused() -> None:
    hold = _said(StatementAct.HOLD, alerts=None)
    with pytest.raises(ParseError, match="no alert"):
        alert_of(hold)
    body = {**plain_publication(_given()), "statement": plain_statement(hold)}
    with pytest.raises(ParseError, match="publishes nothing"):
        parse_publication(body)
