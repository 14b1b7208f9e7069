"""Confirmation and release."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.model.samples import HIT, MORNING, PERSON, QUESTION, STATEMENT
from tests.unit.model.strategies import records, words

from egnatia.exchange.ground import Ground, as_told
from egnatia.exchange.payloads import (
    CORRECTING,
    Confirmation,
    Correction,
    Release,
    Verdict,
    Withholding,
    parse_confirmation,
    parse_correction,
    parse_release,
    parse_withholding,
    plain_confirmation,
    plain_correction,
    plain_release,
    plain_withholding,
)
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.identity import LineageId
from egnatia.model.record import partial_view
from egnatia.model.statement import StatementAct, plain_statement

JUDGED = replace(STATEMENT, act=StatementAct.CONFIRM, about=frozenset({HIT.reference, QUESTION.id}))
CONFIRMATION = Confirmation(reference=HIT.reference, question=QUESTION.id, statement=JUDGED)
STATED = replace(STATEMENT, act=StatementAct.RELEASE, about=frozenset({PERSON.id}))
RELEASE = Release(
    reference=HIT.reference, question=QUESTION.id, instrument="pcc-see", records=(PERSON,), statement=STATED
)


@given(st.sampled_from(Verdict), words)
def test_a_confirmation_survives_the_journey(verdict: Verdict, reason: str) -> None:
    judged = replace(JUDGED, act=StatementAct(verdict), reason=reason)
    confirmation = replace(CONFIRMATION, statement=judged)
    assert confirmation.verdict is verdict
    travelled = canonical.from_bytes(canonical.to_bytes(plain_confirmation(confirmation)))
    assert parse_confirmation(travelled) == confirmation


@given(st.lists(records(), max_size=3))
def test_a_release_survives_the_journey(given_records: list[Any]) -> None:
    about = frozenset({record.id for record in given_records} or {HIT.reference})
    release = replace(RELEASE, records=tuple(given_records), statement=replace(STATED, about=about))
    travelled = canonical.from_bytes(canonical.to_bytes(plain_release(release)))
    assert parse_release(travelled) == release


def test_a_partial_view_travels_under_the_statement_about_its_original() -> None:
    view = partial_view(
        PERSON, frozenset({"family_name"}), lineage=LineageId("ab" * 16), recorded_at=MORNING, salt="cd" * 16
    )
    assert replace(RELEASE, records=(view,)).records == (view,)


def test_a_statement_about_the_hit_covers_all_its_records() -> None:
    stated = replace(STATED, about=frozenset({HIT.reference}))
    assert replace(RELEASE, statement=stated).records == (PERSON,)


def test_a_record_that_nobody_released_is_refused() -> None:
    with pytest.raises(ParseError, match=r"^records\[0\]: the statement does not release it"):
        replace(RELEASE, statement=replace(STATED, about=frozenset({"00" * 32})))


def test_another_act_releases_nothing() -> None:
    with pytest.raises(ParseError, match=r"^statement.act: not a release"):
        replace(RELEASE, statement=replace(STATED, act=StatementAct.CONFIRM))


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"statement": plain_statement(replace(JUDGED, act=StatementAct.HOLD))}, r"statement\.act"),
        ({"statement": plain_statement(replace(JUDGED, about=frozenset({HIT.reference})))}, r"statement\.about"),
        ({"statement": {**plain_statement(JUDGED), "reason": ""}}, r"statement\.reason"),
        ({"verdict": "confirm"}, "verdict"),
        ({"more": 1}, "more"),
        ({"question": 1}, "question"),
    ],
)
def test_a_faulty_confirmation_names_the_path(change: dict[str, object], path: str) -> None:
    with pytest.raises(ParseError, match=f"^{path}: "):
        parse_confirmation(plain_confirmation(CONFIRMATION) | change)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"records": [1]}, r"records\[0\]"),
        ({"statement": {}}, "statement"),
        ({"instrument": 1}, "instrument"),
        ({"more": 1}, "more"),
    ],
)
def test_a_faulty_release_names_the_path(change: dict[str, object], path: str) -> None:
    with pytest.raises(ParseError, match=f"^{path}"):
        parse_release(plain_release(RELEASE) | change)


WITHHOLDING = Withholding(
    reference=CONFIRMATION.reference,
    question=CONFIRMATION.question,
    instrument="2023-977",
    ground=Ground.INACCURATE,
)


def test_a_withholding_comes_back_as_it_was() -> None:
    assert parse_withholding(plain_withholding(WITHHOLDING)) == WITHHOLDING


@pytest.mark.parametrize("ground", ["because", "investigation", "safety", "national_security"])
def test_a_ground_that_is_none_or_gives_something_away_does_not_travel(ground: str) -> None:
    with pytest.raises(ParseError, match=r"^ground: not one"):
        parse_withholding(plain_withholding(WITHHOLDING) | {"ground": ground})


def test_every_ground_is_told_as_one_that_may_travel() -> None:
    for ground in Ground:
        assert replace(WITHHOLDING, ground=as_told(ground))


CORRECTION = Correction(record=replace(PERSON, supersedes=frozenset({PERSON.id})), act=StatementAct.RESTRICT)


def test_a_correction_comes_back_as_it_was() -> None:
    assert parse_correction(plain_correction(CORRECTION)) == CORRECTION


@pytest.mark.parametrize("act", sorted({*StatementAct} - CORRECTING))
def test_no_other_act_changes_a_caveat(act: StatementAct) -> None:
    with pytest.raises(ParseError, match=r"^act: not one that changes a caveat"):
        replace(CORRECTION, act=act)


def test_a_correction_that_supersedes_nothing_is_none() -> None:
    with pytest.raises(ParseError, match=r"^record.supersedes: empty"):
        replace(CORRECTION, record=PERSON)
