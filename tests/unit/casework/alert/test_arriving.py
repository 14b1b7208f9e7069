"""Taking in a partner's alert: the law here and the form are asked again."""

from dataclasses import replace
from typing import Any

import pytest
from tests.unit.casework.alert.conftest import Search

from egnatia.casework.alert.arriving import take_alert
from egnatia.casework.letters import Content, write
from egnatia.exchange.alert import Publication, parse_publication, plain_publication
from egnatia.exchange.errors import Refused
from egnatia.ledger.entry import Act
from egnatia.model.errors import ParseError
from egnatia.model.identity import CountryCode, NodeId
from egnatia.model.message import Message, MessageType


def _letter(search: Search) -> Message:
    """Publish the alert while Tirana is away, and return the letter to it."""
    search.net.line.away.add("AL")
    search.publish()
    [row] = search.rs.store.read(lambda tx: tx.outbox.open())
    return row.message


def _forged(search: Search, **fields: Any) -> Message:  # noqa: ANN401 - as the value has them
    """Return the letter with other things in it, their ids made to fit."""
    letter = _letter(search)
    given = parse_publication(dict(letter.body))
    change = fields.pop("record", {})
    record, notice = replace(given.record, **change), given.notice
    alerts = replace(given.alert, **fields)
    said = replace(given.statement, about=frozenset({alerts.id, record.id, notice.id}), alerts=alerts)
    forged = Publication(
        record=record, notice=notice, instrument=given.instrument, proposed=given.proposed, statement=said
    )
    return replace(letter, body=plain_publication(forged))


def test_an_alert_is_on_record_and_in_the_log(search: Search) -> None:
    letter = _letter(search)
    effect = take_alert(search.al, letter)
    search.al.store.write(effect.write)
    assert len(search.seen()) == 1
    alert = parse_publication(dict(letter.body)).alert.id
    [entry] = [one.entry for one in search.al.store.read(lambda tx: tx.ledger.trail(alert, 9)) if one.entry.by == "RS"]
    assert (entry.act, entry.detail["sort"]) == (Act.COLLECTION, "wanted")


def test_an_alert_of_another_node_is_refused(search: Search) -> None:
    with pytest.raises(Refused, match="whoever issued"):
        take_alert(search.al, replace(_letter(search), sender=NodeId("MK")))


def test_an_alert_without_the_minimum_is_refused_whatever_its_issuer_thinks(search: Search) -> None:
    with pytest.raises(Refused, match="birth_date"):
        take_alert(search.al, _forged(search, record={"properties": {"first_name": ("Vukašin",)}}))


def test_an_alert_on_a_refugee_is_refused_where_he_fled_from(search: Search) -> None:
    until = search.proposing.until
    fled = replace(search.record.caveat, asylum_from=frozenset({CountryCode("ALB")}), retain_until=until)
    with pytest.raises(Refused, match=r"message\.origin"):
        take_alert(search.al, _forged(search, record={"caveat": fled}))


def test_an_alert_under_another_law_or_for_no_known_offence_is_refused(search: Search) -> None:
    letter = _forged(search, offence="heresy")
    with pytest.raises(Refused, match=r"message\.offence-known"):
        take_alert(search.al, letter)
    with pytest.raises(Refused, match=r"message\.channel"):
        take_alert(search.al, replace(letter, body={**letter.body, "instrument": "prum"}))


def test_an_alert_that_is_over_or_never_ends_is_refused(search: Search) -> None:
    until = search.net.clock.now().date().replace(year=2040)
    with pytest.raises(Refused, match="a last day"):
        take_alert(search.al, _forged(search, until=until))


def test_one_person_alone_alerts_nobody(search: Search) -> None:
    letter = _letter(search)
    given = parse_publication(dict(letter.body))
    alone = {**letter.body, "proposed": {**letter.body["proposed"], "by": given.statement.by}}
    with pytest.raises(ParseError, match="two people"):
        take_alert(search.al, replace(letter, body=alone))


def test_a_body_that_is_no_alert_is_refused(search: Search) -> None:
    letter = write(search.rs, Content(type=MessageType.ALERT, recipient=NodeId("AL"), body={}))
    with pytest.raises(ParseError):
        take_alert(search.al, letter)
