"""The life of questions, hits and messages from desk to desk."""

from itertools import product

import pytest

from egnatia.exchange.errors import IllegalStepError
from egnatia.exchange.states import (
    ACTION_DAY,
    DELIVERY,
    DISPATCH,
    HIT,
    QUESTION,
    ActionEvent,
    ActionState,
    DeliveryEvent,
    DeliveryState,
    DispatchEvent,
    DispatchState,
    HitEvent,
    HitState,
    QuestionEvent,
    QuestionState,
    advance,
    draw,
    ended,
)


@pytest.mark.parametrize(("state", "event"), list(product(QuestionState, QuestionEvent)))
def test_a_question_moves_on_by_the_table_only(state: QuestionState, event: QuestionEvent) -> None:
    if (state, event) in QUESTION:
        assert advance(state, event) is QUESTION[state, event]
    else:
        with pytest.raises(IllegalStepError, match=f"{event} cannot follow {state}"):
            advance(state, event)


@pytest.mark.parametrize(("state", "event"), list(product(DeliveryState, DeliveryEvent)))
def test_a_delivery_moves_on_by_the_table_only(state: DeliveryState, event: DeliveryEvent) -> None:
    if (state, event) in DELIVERY:
        assert advance(state, event) is DELIVERY[state, event]
    else:
        with pytest.raises(IllegalStepError, match=f"{event} cannot follow {state}"):
            advance(state, event)


@pytest.mark.parametrize(("state", "event"), list(product(ActionState, ActionEvent)))
def test_an_action_day_moves_on_by_the_table_only(state: ActionState, event: ActionEvent) -> None:
    if (state, event) in ACTION_DAY:
        assert advance(state, event) is ACTION_DAY[state, event]
    else:
        with pytest.raises(IllegalStepError, match=f"{event} cannot follow {state}"):
            advance(state, event)


@pytest.mark.parametrize(("state", "event"), list(product(HitState, HitEvent)))
def test_a_hit_moves_on_by_the_table_only(state: HitState, event: HitEvent) -> None:
    if (state, event) in HIT:
        assert advance(state, event) is HIT[state, event]
    else:
        with pytest.raises(IllegalStepError, match=f"{event} cannot follow {state}"):
            advance(state, event)


@pytest.mark.parametrize(("state", "event"), list(product(DispatchState, DispatchEvent)))
def test_a_message_moves_on_by_the_table_only(state: DispatchState, event: DispatchEvent) -> None:
    if (state, event) in DISPATCH:
        assert advance(state, event) is DISPATCH[state, event]
    else:
        with pytest.raises(IllegalStepError, match=f"{event} cannot follow {state}"):
            advance(state, event)


def test_nothing_of_a_message_leaves_unless_somebody_sends_it() -> None:
    at_home = {DispatchState.DRAFT, DispatchState.PENDING, DispatchState.BY_HAND}
    leaving = {event for (state, event), end in DISPATCH.items() if state in at_home and end not in at_home}
    assert leaving == {DispatchEvent.SEND}


def test_what_was_sent_is_no_draft_again() -> None:
    at_home = {DispatchState.DRAFT, DispatchState.PENDING, DispatchState.BY_HAND}
    assert not [state for (state, _), end in DISPATCH.items() if state not in at_home and end in at_home]


def test_an_answer_ends_a_question_unless_it_stays() -> None:
    later = {state for (state, event), _ in QUESTION.items() if event is not QuestionEvent.WATCH_HIT}
    assert later == {QuestionState.ASKED, QuestionState.WAITING}
    assert {state for state in QuestionState if ended(state)} == {QuestionState.REFUSED, QuestionState.EXPIRED}


def test_what_stays_brings_hits_only() -> None:
    assert {end for (_, event), end in QUESTION.items() if event is QuestionEvent.WATCH_HIT} == {QuestionState.HIT}


def test_nothing_is_released_unconfirmed() -> None:
    before = {state for (state, event), _ in HIT.items() if event is HitEvent.RELEASE}
    assert before == {HitState.CONFIRMED}


def test_a_release_is_taken_back_only_if_it_never_arrived() -> None:
    after = {event: end for (state, event), end in HIT.items() if state is HitState.RELEASED}
    assert after == {HitEvent.UNDELIVERED: HitState.CONFIRMED}


def test_every_state_can_be_reached_and_nothing_begins_anew() -> None:
    for table, first in ((QUESTION, QuestionState.ASKED), (HIT, HitState.OPEN)):
        reached = {first, *table.values()}
        assert reached == set(type(first))
        assert first not in table.values()


def test_a_table_is_drawn_with_its_first_state_and_its_ends() -> None:
    drawn = draw(HIT).splitlines()
    assert drawn[:3] == ["stateDiagram-v2", "    [*] --> open", "    open --> confirmed: confirm"]
    assert drawn[-3:] == ["    rejected --> [*]", "    released --> [*]", "    withheld --> [*]"]
