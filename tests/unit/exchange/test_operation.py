"""A controlled delivery runs while every consent stands, in whatever order anybody hears of anything."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.exchange.routes import (
    BG,
    CHN,
    DETOUR,
    MK,
    MKD,
    TODAY,
    TR,
    TUR,
    agree,
    consents,
    plan,
    say,
    start,
    told,
)

from egnatia.exchange.errors import IllegalStepError
from egnatia.exchange.operation import Course, follow, operation_of, step_of
from egnatia.exchange.states import DELIVERY, DeliveryState
from egnatia.model.delivery import Movement
from egnatia.model.operation import Deed
from egnatia.model.statement import Statement

PLAN = plan()
CONSENTS = consents(PLAN)
START = start(PLAN, CONSENTS)
NEW_PLAN = plan(DETOUR, 2)
NEW_CONSENTS = consents(NEW_PLAN)
WITHDRAWN = say(TR, None, undoes=CONSENTS[1].id)
#: Everything that could be said in it, in its right and without.
ALL = (
    PLAN,
    *CONSENTS,
    START,
    WITHDRAWN,
    NEW_PLAN,
    *NEW_CONSENTS,
    start(NEW_PLAN, NEW_CONSENTS),
    start(PLAN, CONSENTS[:2]),
    start(PLAN, CONSENTS, issuer=TR),
    agree(PLAN, TUR, MK),
    say(MK, None, undoes=CONSENTS[1].id),
    say(MK, None, undoes=NEW_CONSENTS[0].id),
    plan(DETOUR, 3, issuer=TR),
    told(PLAN, Deed.HAND_OVER, MK, country=CHN, border=0),
    told(PLAN, Deed.ARRIVE, TR),
)


def course(statements: Sequence[Statement], on: date = TODAY) -> Course:
    """Say where it stands."""
    found = follow(statements, on)
    assert found
    return found


def test_one_missing_consent_keeps_it_from_starting_and_is_named() -> None:
    found = course((PLAN, CONSENTS[0], CONSENTS[2], START))
    assert found.state is DeliveryState.PLANNED
    assert [(lack.country, lack.movements) for lack in found.lacks] == [(TUR, tuple(Movement))]


def test_a_part_of_a_consent_is_not_a_consent() -> None:
    part = agree(PLAN, TUR, TR, movements=frozenset({Movement.ENTRY, Movement.EXIT}))
    found = course((PLAN, CONSENTS[0], part, CONSENTS[2]))
    assert [lack.movements for lack in found.lacks] == [(Movement.TRANSIT,)]


def test_with_every_consent_it_may_start_and_starts() -> None:
    assert course((PLAN, *CONSENTS)).state is DeliveryState.CLEARED
    assert course((PLAN, *CONSENTS, START)).state is DeliveryState.UNDER_WAY


def test_a_consent_that_is_taken_back_halts_what_is_under_way() -> None:
    found = course((PLAN, *CONSENTS, START, WITHDRAWN))
    assert found.state is DeliveryState.HALTED
    assert found.lacks[0].withdrawn


def test_a_consent_whose_last_day_is_past_halts_it() -> None:
    brief = agree(PLAN, TUR, TR, until=TODAY)
    steps = (PLAN, CONSENTS[0], brief, CONSENTS[2], start(PLAN, (CONSENTS[0], brief, CONSENTS[2])))
    assert course(steps).state is DeliveryState.UNDER_WAY
    tomorrow = course(steps, date(2026, 3, 3))
    assert (tomorrow.state, tomorrow.lacks[0].expired) == (DeliveryState.HALTED, True)


def test_another_route_wants_every_consent_anew_and_halts_the_goods() -> None:
    found = course((PLAN, *CONSENTS, START, NEW_PLAN))
    assert found.state is DeliveryState.HALTED
    assert [lack.country for lack in found.lacks] == ["CHN", "TUR", "BGR", "MKD"]
    assert found.members == {MK, TR, BG}
    again = (PLAN, *CONSENTS, START, NEW_PLAN, *NEW_CONSENTS, start(NEW_PLAN, NEW_CONSENTS))
    assert course(again).state is DeliveryState.UNDER_WAY


def test_a_consent_that_came_back_does_not_start_it_by_itself() -> None:
    again = agree(PLAN, TUR, TR, by=2)
    steps = (PLAN, *CONSENTS, START, WITHDRAWN, again)
    assert course(steps).state is DeliveryState.HALTED
    assert course((*steps, start(PLAN, (CONSENTS[0], again, CONSENTS[2])))).state is DeliveryState.UNDER_WAY


def test_nobody_consents_for_a_state_that_has_a_node() -> None:
    assert TUR in {lack.country for lack in course((PLAN, CONSENTS[0], agree(PLAN, TUR, MK), CONSENTS[2])).lacks}


def test_an_authority_without_node_consents_by_a_signed_document_only() -> None:
    bare = agree(PLAN, CHN, MK, document=None)
    assert CHN in {lack.country for lack in course((PLAN, bare, *CONSENTS[1:])).lacks}


def test_who_recorded_a_consent_on_paper_does_not_start() -> None:
    assert course((PLAN, *CONSENTS, start(PLAN, CONSENTS, by=7))).state is DeliveryState.CLEARED


def test_only_the_lead_starts_and_plans() -> None:
    assert course((PLAN, *CONSENTS, start(PLAN, CONSENTS, issuer=TR))).state is DeliveryState.CLEARED
    assert course((PLAN, plan(DETOUR, 2, issuer=TR))).delivery == PLAN.operates.delivery  # type: ignore[union-attr]


def test_people_in_the_goods_leave_nothing_but_to_intervene() -> None:
    people = told(PLAN, Deed.PERSONS, TR, country=TUR)
    steps = (PLAN, *CONSENTS, START, people)
    assert course(steps).state is DeliveryState.ENDANGERED
    assert course((*steps, told(PLAN, Deed.ARRIVE, MK))).state is DeliveryState.ENDANGERED
    seized = told(PLAN, Deed.INTERVENE, TR, country=TUR)
    assert course((*steps, seized)).state is DeliveryState.INTERVENED


@pytest.mark.parametrize(
    ("deed", "issuer", "fields", "state"),
    [
        (Deed.LOSE, TR, {"country": TUR}, DeliveryState.LOST),
        (Deed.ARRIVE, MK, {}, DeliveryState.ARRIVED),
        (Deed.INTERVENE, MK, {"country": MKD}, DeliveryState.INTERVENED),
        (Deed.INTERVENE, MK, {"country": TUR}, DeliveryState.UNDER_WAY),
        (Deed.ARRIVE, TR, {}, DeliveryState.UNDER_WAY),
        (Deed.ABANDON, MK, {}, DeliveryState.UNDER_WAY),
        (Deed.LOSE, BG, {"country": TUR}, DeliveryState.UNDER_WAY),
    ],
)
def test_what_happens_is_said_by_who_sees_it(
    deed: Deed, issuer: str, fields: dict[str, str], state: DeliveryState
) -> None:
    assert course((PLAN, *CONSENTS, START, told(PLAN, deed, issuer, **fields))).state is state  # type: ignore[arg-type]


def test_the_watch_changed_hands_when_both_sides_say_so() -> None:
    giving = told(PLAN, Deed.HAND_OVER, MK, country=CHN, border=0)  # on paper: the lead says it
    taking = told(PLAN, Deed.HAND_OVER, TR, country=TUR, border=0)
    assert course((PLAN, giving)).handed_over == {(0, CHN)}
    assert course((PLAN, giving, taking)).handed_over == {(0, CHN), (0, TUR)}
    strange = told(PLAN, Deed.HAND_OVER, TR, country=TUR, border=7)
    assert course((PLAN, strange)).handed_over == frozenset()


def test_without_a_plan_there_is_nothing() -> None:
    assert follow((*CONSENTS, START), TODAY) is None


def test_only_a_step_of_an_operation_is_one() -> None:
    assert operation_of(PLAN) == step_of(PLAN).operation
    with pytest.raises(IllegalStepError):
        step_of(WITHDRAWN)


@given(st.permutations(ALL), st.integers(0, len(ALL)))
def test_no_order_of_statements_reaches_under_way_with_a_consent_missing_or_taken_back(
    order: list[Statement], heard: int
) -> None:
    for known in range(1, heard + 1):
        found = follow(order[:known], TODAY)
        if found and found.state is DeliveryState.UNDER_WAY:
            assert found.lacks == ()
            undone = {one.undoes for one in order[:known] if one.undoes and one.issuer == TR}
            assert not undone & {one.id for one in found.agreements}


@given(st.sets(st.sampled_from(range(len(ALL)))), st.randoms(use_true_random=False))
def test_nodes_that_heard_the_same_in_any_order_agree(chosen: set[int], random: "st.DataObject") -> None:
    said = [ALL[index] for index in sorted(chosen)]
    shuffled = said.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert follow(said, TODAY) == follow((*shuffled, *shuffled), TODAY)


def test_under_way_is_reached_from_cleared_only() -> None:
    into = {source for (source, _), target in DELIVERY.items() if target is DeliveryState.UNDER_WAY}
    assert into == {DeliveryState.CLEARED}


def test_a_withdrawal_wins_over_a_start_that_came_later() -> None:
    late = start(PLAN, CONSENTS, by=3)
    for first, second in pairwise((WITHDRAWN, late, WITHDRAWN)):
        assert course((PLAN, *CONSENTS, first, second)).state is DeliveryState.HALTED
