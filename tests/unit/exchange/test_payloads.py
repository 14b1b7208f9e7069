"""Confirmation and release."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.model.samples import HIT, MORNING, PERSON, QUESTION, STATEMENT
from tests.unit.model.strategies import records, words

from egnatia.exchange.excerpt import Excerpt, excerpt_of, plain_excerpt
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
from egnatia.model.identity import AccountId, StatementId
from egnatia.model.statement import StatementAct, plain_statement

ABOUT = frozenset({HIT.reference, QUESTION.id})
JUDGED = excerpt_of(replace(STATEMENT, act=StatementAct.CONFIRM, about=ABOUT))
CONFIRMATION = Confirmation(reference=HIT.reference, question=QUESTION.id, excerpt=JUDGED)
APPROVED = Excerpt(
    act=StatementAct.RELEASE, by=AccountId("ac" * 16), at=MORNING, statement=StatementId("5e" * 32)
)  #: By another person than the one who judged.
RELEASE = Release(
    reference=HIT.reference,
    question=QUESTION.id,
    instrument="pcc-see",
    records=(PERSON,),
    confirmed=JUDGED,
    approvals=(APPROVED,),
)


@given(st.sampled_from(Verdict), words)
def test_a_confirmation_survives_the_journey_and_its_reason_does_not_set_out(verdict: Verdict, reason: str) -> None:
    judged = replace(STATEMENT, act=StatementAct(verdict), reason=f"Reason: {reason}")
    confirmation = replace(CONFIRMATION, excerpt=excerpt_of(judged))
    assert confirmation.verdict is verdict
    travelling = canonical.to_bytes(plain_confirmation(confirmation))
    assert parse_confirmation(canonical.from_bytes(travelling)) == confirmation
    assert canonical.to_bytes(judged.reason) not in travelling


@given(st.lists(records(), max_size=3), st.sampled_from([JUDGED, None]))
def test_a_release_survives_the_journey(given_records: list[Any], confirmed: Excerpt | None) -> None:
    release = replace(RELEASE, records=tuple(given_records), confirmed=confirmed)
    travelled = canonical.from_bytes(canonical.to_bytes(plain_release(release)))
    assert parse_release(travelled) == release


def test_an_excerpt_names_the_whole_statement_so_that_it_can_be_shown_later() -> None:
    assert JUDGED.statement == replace(STATEMENT, act=StatementAct.CONFIRM, about=ABOUT).id
    other = excerpt_of(replace(STATEMENT, act=StatementAct.CONFIRM, about=ABOUT, reason="another reason"))
    assert other.statement != JUDGED.statement


def test_a_release_goes_by_the_last_approval_and_names_all_who_stand_behind_it() -> None:
    second = replace(APPROVED, by=AccountId("bd" * 16), statement=StatementId("6f" * 32))
    release = replace(RELEASE, approvals=(APPROVED, second))
    assert release.statement == second.statement
    assert release.statements == (JUDGED.statement, APPROVED.statement, second.statement)


@pytest.mark.parametrize(
    ("field", "value", "path"),
    [
        ("approvals", (replace(APPROVED, act=StatementAct.CONFIRM),), r"approvals\[0\].act: not a release"),
        ("approvals", (), "approvals: empty"),
        ("confirmed", replace(JUDGED, act=StatementAct.REJECT), "confirmed.act: not a confirmation"),
    ],
)
def test_other_acts_release_nothing(field: str, value: Any, path: str) -> None:  # noqa: ANN401 - of the field's type
    with pytest.raises(ParseError, match=f"^{path}"):
        replace(RELEASE, **{field: value})


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"excerpt": plain_excerpt(replace(JUDGED, act=StatementAct.HOLD))}, r"excerpt\.act"),
        ({"excerpt": {**plain_excerpt(JUDGED), "reason": "an informant named him"}}, r"excerpt\.reason"),
        ({"statement": plain_statement(STATEMENT)}, "statement"),
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
        ({"approvals": [{}]}, r"approvals\[0\]"),
        ({"approvals": [{**plain_excerpt(APPROVED), "reason": "for the trial"}]}, r"approvals\[0\]\.reason"),
        ({"confirmed": None}, "confirmed"),
        ({"statement": plain_statement(STATEMENT)}, "statement"),
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
def test_no_other_act_corrects(act: StatementAct) -> None:
    with pytest.raises(ParseError, match=r"^act: not one that corrects what was given"):
        replace(CORRECTION, act=act)


def test_a_correction_that_supersedes_nothing_is_none() -> None:
    with pytest.raises(ParseError, match=r"^record.supersedes: empty"):
        replace(CORRECTION, record=PERSON)
