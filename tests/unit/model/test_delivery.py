"""The plan of a controlled delivery: goods along a route, and never people."""

from dataclasses import replace

import pytest
from tests.unit.exchange.routes import CHN, DELIVERY, DETOUR, MK, MKD, SRB, TR, TUR

from egnatia.model.delivery import OF_PEOPLE, Delivery, GoodsSort, Movement, Stop, parse_delivery, plain_delivery
from egnatia.model.errors import ContradictionError, ParseError
from egnatia.model.identity import NodeId


@pytest.mark.parametrize("plan", [DELIVERY, DETOUR, replace(DELIVERY, observers=frozenset({NodeId("SELEC")}))])
def test_it_is_read_as_it_was_written(plan: Delivery) -> None:
    assert parse_delivery(plain_delivery(plan), "") == plan


@pytest.mark.parametrize("offence", sorted(OF_PEOPLE))
def test_people_are_never_delivered(offence: str) -> None:
    with pytest.raises(ContradictionError, match="people are never delivered"):
        replace(DELIVERY, offence=offence)


def test_there_is_no_word_for_people_among_goods() -> None:
    assert not {"people", "persons", "migrants", "victims"} & set(GoodsSort)
    plain = plain_delivery(DELIVERY)
    with pytest.raises(ParseError, match=r"goods\.sort"):
        parse_delivery({**plain, "goods": {**plain["goods"], "sort": "persons"}}, "")


def test_each_state_consents_by_its_place_on_the_way() -> None:
    assert DELIVERY.movements(CHN) == (Movement.EXIT,)
    assert DELIVERY.movements(TUR) == (Movement.ENTRY, Movement.TRANSIT, Movement.EXIT)
    assert DELIVERY.movements(MKD) == (Movement.ENTRY,)
    assert DELIVERY.movements(SRB) == ()
    assert DELIVERY.stop(SRB) is None
    assert DELIVERY.nodes == {MK, TR}


@pytest.mark.parametrize(
    "fields",
    [
        {"stops": DELIVERY.stops[:1], "hand_overs": ()},
        {"stops": (*DELIVERY.stops[:2], Stop(country=TUR))},
        {"hand_overs": DELIVERY.hand_overs[:1]},
        {"ends": DELIVERY.begins.replace(year=2020)},
    ],
)
def test_what_is_no_route_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ContradictionError):
        replace(DELIVERY, **fields)  # type: ignore[arg-type]


def test_an_unknown_field_is_named() -> None:
    with pytest.raises(ParseError, match="driver"):
        parse_delivery({**plain_delivery(DELIVERY), "driver": "Gradski"}, "")
