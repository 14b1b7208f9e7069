"""Each event of a joint action day counts once, in whatever order and however often anybody hears of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.exchange.jointdays import (
    ACTION,
    AL,
    ALB,
    ARMS,
    BA,
    BIH,
    DRUGS,
    PLAN,
    RS,
    XX,
    joins,
    planned,
    result,
    said,
    same,
    stepped,
)
from tests.unit.exchange.routes import TODAY
from tests.unit.exchange.routes import plan as delivery_plan

from egnatia.exchange.actionday import Tally, action_of, lead_of, may_tell, result_of, tally
from egnatia.exchange.errors import IllegalStepError
from egnatia.exchange.states import ActionState
from egnatia.model.actionday import Measured, ResultKind
from egnatia.model.delivery import GoodsSort
from egnatia.model.operation import Deed
from egnatia.model.statement import Statement

JOINED = (PLAN, joins(BA), joins(AL))
REFERENCE = "BA:GP-2026-118"
ARREST = result(BA, reference=REFERENCE)
HEARD = result(AL, reference=REFERENCE)
UNNAMED = result(AL, day=TODAY + timedelta(days=1))
CHECKS = result(BA, ResultKind.CHECK, count=1240)
DRUG = result(AL, ResultKind.SEIZURE, priority=DRUGS, goods=GoodsSort.DRUGS, amount=900, measured=Measured.GRAMS)
LESS = result(RS, ResultKind.SEIZURE, priority=DRUGS, goods=GoodsSort.DRUGS, amount=800, measured=Measured.GRAMS)
PLAN_2 = planned(replace(ACTION, title="Once more"), 2)
#: Everything that could be said in it, in its right and without.
ALL = (
    *JOINED,
    PLAN_2,
    ARREST,
    HEARD,
    UNNAMED,
    CHECKS,
    DRUG,
    LESS,
    same(AL, DRUG, LESS),
    same(AL, UNNAMED, ARREST),
    same(BA, DRUG, LESS),
    same(RS, DRUG, ARREST),
    said(AL, None, undoes=HEARD.id),
    said(BA, None, undoes=HEARD.id),
    said(AL, None, undoes=same(AL, DRUG, LESS).id),
    result(XX, count=9),
    stepped(RS, Deed.CLOSE),
    planned(revision=9, issuer=BA),
)


def board(statements: Sequence[Statement], on: date = TODAY) -> Tally:
    """Return what it came to; there is a plan."""
    found = tally(statements, on)
    assert found
    return found


def test_one_event_that_two_nodes_tell_by_one_reference_counts_once() -> None:
    found = board((*JOINED, ARREST, HEARD))
    assert found.figures[ResultKind.ARREST] == 1
    assert [len(event.told) for event in found.events] == [2]


def test_a_hit_and_an_arrest_with_one_reference_are_two() -> None:
    found = board((*JOINED, ARREST, result(AL, ResultKind.HIT, reference=REFERENCE)))
    assert (found.figures[ResultKind.HIT], found.figures[ResultKind.ARREST]) == (1, 1)


def test_without_a_reference_somebody_compares_and_can_take_it_back() -> None:
    other = result(BA, day=UNNAMED.operates.result.day)  # type: ignore[union-attr]
    apart = (*JOINED, UNNAMED, other)
    one = same(AL, UNNAMED, other)
    assert board(apart).figures[ResultKind.ARREST] == 2
    assert [{e.told[0].issuer for e in pair} for pair in board(apart).perhaps_same] == [{AL, BA}]
    assert board((*apart, one)).figures[ResultKind.ARREST] == 1
    assert board((*apart, one, said(AL, None, undoes=one.id, reason="other"))).figures[ResultKind.ARREST] == 2


def test_two_that_have_references_are_known_apart_and_are_not_proposed() -> None:
    numbered = (result(AL, reference="AL:1"), result(BA, reference="BA:1"))
    assert board((*JOINED, *numbered)).perhaps_same == ()
    assert len(board((*JOINED, numbered[0], result(BA))).perhaps_same) == 1


def test_what_is_alike_a_hundred_times_is_not_proposed_in_pairs() -> None:
    many = [
        result((BA, AL)[number % 2], country=(BIH, ALB)[number % 2], reference=f"AL:{number}") for number in range(100)
    ]
    assert board((*JOINED, *many, result(RS))).perhaps_same == ()


def test_what_two_nodes_do_not_say_alike_counts_by_the_least_and_shows_as_disputed() -> None:
    found = board((*JOINED, DRUG, LESS, same(RS, DRUG, LESS)))
    assert [(event.amount, event.disputed) for event in found.events] == [(800, True)]
    more = result(AL, reference=REFERENCE, count=3, priority=DRUGS)
    [event] = board((*JOINED, ARREST, more)).events
    assert (event.count, event.priority, event.disputed) == (1, ARMS, True)


def test_amounts_in_different_measures_are_not_mixed() -> None:
    pieces = result(RS, ResultKind.SEIZURE, priority=DRUGS, goods=GoodsSort.DRUGS, amount=3, measured=Measured.PIECES)
    [event] = board((*JOINED, DRUG, pieces, same(RS, DRUG, pieces))).events
    assert (event.amount, event.measured, event.disputed) == (None, None, True)


@pytest.mark.parametrize(
    "unheard",
    [
        result(XX),
        result(BA, priority="cybercrime"),
        result(BA, day=TODAY + timedelta(days=30)),
        stepped(BA, Deed.RESULT, result=ARREST.operates.result, reason="Mensur H., born 1987"),  # type: ignore[union-attr]
        stepped(XX, Deed.SAME, same=frozenset({ARREST.id, UNNAMED.id})),
        stepped(BA, Deed.CLOSE),
        stepped(RS, Deed.START, basis=frozenset({ARREST.id})),
    ],
)
def test_who_has_no_say_changes_nothing(unheard: Statement) -> None:
    known = (*JOINED, ARREST, UNNAMED)
    assert not may_tell(unheard, PLAN)
    assert board((*known, unheard)) == board(known)


def test_a_node_counts_once_it_said_that_it_takes_part_and_the_lead_always_does() -> None:
    assert board((PLAN, ARREST)).figures[ResultKind.ARREST] == 0
    left = said(BA, None, undoes=joins(BA).id, reason="other")
    assert board((PLAN, joins(BA), left, ARREST)).figures[ResultKind.ARREST] == 1
    assert board((PLAN, result(RS))).figures[ResultKind.ARREST] == 1


def test_nobody_makes_one_event_of_what_others_told() -> None:
    first, second = result(BA), result(AL)
    by_third = same(AL, ARREST, first)
    assert board((*JOINED, ARREST, first, second, by_third)).figures[ResultKind.ARREST] == 3


@pytest.mark.parametrize(
    ("days", "more", "state"),
    [
        (-1, (), ActionState.PLANNED),
        (0, (), ActionState.RUNNING),
        (3, (), ActionState.COUNTING),
        (0, (stepped(RS, Deed.CLOSE),), ActionState.CLOSED),
        (0, (stepped(RS, Deed.ABANDON, reason="flood"),), ActionState.CALLED_OFF),
    ],
)
def test_it_begins_and_ends_by_its_days_and_by_the_word_of_the_lead(
    days: int, more: tuple[Statement, ...], state: ActionState
) -> None:
    assert board((PLAN, *more), TODAY + timedelta(days=days)).state is state


def test_a_new_plan_keeps_what_was_told() -> None:
    fewer = planned(replace(ACTION, participants=frozenset({AL}), priorities=(DRUGS,)), 2)
    found = board((*JOINED, ARREST, fewer))
    assert (found.plan, found.figures[ResultKind.ARREST], found.members) == (fewer, 1, frozenset({RS, BA, AL}))


def test_a_plan_of_a_delivery_is_none_of_an_action_day() -> None:
    assert tally((delivery_plan(),), TODAY) is None
    for read in (action_of, result_of):
        with pytest.raises(IllegalStepError):
            read(delivery_plan())
    with pytest.raises(IllegalStepError):
        lead_of(ARREST)


@pytest.mark.slow
@given(st.sets(st.sampled_from(range(len(ALL)))), st.randoms(use_true_random=False))
def test_any_order_and_any_repetition_come_to_the_same(chosen: set[int], random: "st.DataObject") -> None:
    heard = [ALL[index] for index in sorted(chosen)]
    shuffled = [*heard, *heard]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert tally(heard, TODAY) == tally(shuffled, TODAY)


@given(st.lists(st.tuples(st.sampled_from([RS, BA, AL]), st.integers(1, 6), st.integers(1, 4)), max_size=25))
def test_as_many_are_counted_as_there_are_events_however_many_nodes_tell_of_them(
    told: list[tuple[str, int, int]],
) -> None:
    results = [
        result(node, count=event, country=ALB, reference=f"AL:{event}", day=TODAY + timedelta(days=copy % 3))  # type: ignore[arg-type]
        for node, event, copy in told
    ]
    found = board((*JOINED, *results))
    assert found.figures[ResultKind.ARREST] == sum({event for _, event, _ in told})


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_judgements_make_the_same_groups_as_walking_from_one_to_the_next(pairs: list[tuple[int, int]]) -> None:
    results = [result((RS, BA, AL)[number % 3], count=number + 1) for number in range(10)]
    judged = [same(RS, results[one], results[other]) for one, other in pairs if one != other]
    reached = {number: {number} for number in range(10)}
    for _ in range(10):
        for one, other in pairs:
            reached[one] = reached[other] = reached[one] | reached[other]
    groups = {frozenset(group) for group in reached.values()}
    found = board((*JOINED, *results, *judged))
    assert {frozenset(one.operates.result.count - 1 for one in e.told) for e in found.events} == groups  # type: ignore[union-attr]
