"""Planning a controlled delivery: the law is asked for every partner, and all are told."""

from dataclasses import replace

import pytest
from tests.unit.casework.operations.conftest import BGR, CHN, MKD, SRB, TUR, Watch

from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError, NotLawfulError
from egnatia.casework.operations.board import page_boards, show_board
from egnatia.casework.operations.planning import nodes_in, plan
from egnatia.casework.operations.running import Reporting, report
from egnatia.casework.rows import Role
from egnatia.exchange.states import DeliveryState
from egnatia.model.delivery import HandOver, Stop
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId
from egnatia.model.operation import Deed


def test_every_member_sees_the_plan_and_who_has_not_consented(watch: Watch) -> None:
    watch.plan()
    selec = watch.net.person("SELEC", "liaison", Role.OFFICER)
    for office, actor in ((watch.mk, watch.officer), (watch.tr, watch.turkish), (watch.net.offices["SELEC"], selec)):
        (line,) = page_boards(office, actor).rows
        assert line.state is DeliveryState.PLANNED
        assert [words.split(":")[0] for words in line.missing] == [CHN, TUR, MKD]


def test_a_state_with_one_node_consents_by_it_and_one_without_on_paper(watch: Watch) -> None:
    watch.plan()
    assert [stop.node for stop in watch.board().delivery.stops] == [None, "TR", "MK"]
    assert nodes_in(watch.mk.directory(), CHN) == ()


def test_without_an_authorisation_nothing_travels_under_watch(watch: Watch) -> None:
    with pytest.raises(NotLawfulError, match="TR: an authorisation"):
        watch.plan(authorisation=None)
    assert page_boards(watch.mk, watch.officer).rows == ()


def test_people_are_never_delivered(watch: Watch) -> None:
    case = watch.net.case("MK", watch.officer, offence="migrant_smuggling", reference="KT-18")
    with pytest.raises(ParseError, match="people are never delivered"):
        watch.plan(case=case.id, authorisation=None)


def test_a_trifle_is_not_let_go_on(watch: Watch) -> None:
    case = watch.net.case("MK", watch.officer, offence="counterfeiting_piracy", reference="KT-19")
    with pytest.raises(NotLawfulError, match="SRB: an offence of four years or more"):
        watch.plan(case=case.id, authorisation=None, stops=(Stop(country=SRB), Stop(country=TUR), Stop(country=MKD)))


def test_a_state_that_has_a_node_is_not_put_down_as_one_that_has_none(watch: Watch) -> None:
    with pytest.raises(ConflictError, match="CHN: its consent comes from its own node, it has none"):
        watch.plan(stops=(Stop(country=CHN, node=NodeId("TR")), Stop(country=TUR), Stop(country=MKD)))


def test_who_leads_lies_on_the_way_and_works_in_the_case_file(watch: Watch) -> None:
    with pytest.raises(ConflictError, match="lies on its way"):
        watch.plan(stops=(Stop(country=CHN), Stop(country=TUR), Stop(country=BGR)))
    with pytest.raises(NotAllowedError, match="does not work in the case file"):
        plan(watch.mk, watch.net.person("MK", "other", Role.OFFICER), watch.planning)


def test_a_plan_of_yesterday_or_without_all_borders_is_refused(watch: Watch) -> None:
    day = watch.planning.begins.replace(year=2020)
    with pytest.raises(ConflictError, match="is past"):
        watch.plan(begins=day, ends=day)
    with pytest.raises(ParseError, match="one for each border"):
        watch.plan(hand_overs=watch.planning.hand_overs[:1])


@pytest.mark.slow
def test_another_route_makes_a_new_plan_that_newcomers_see_whole(watch: Watch) -> None:
    watch.run()
    chief = watch.net.person("BG", "chief", Role.PROSECUTOR)
    with pytest.raises(NotFoundError):
        show_board(watch.net.offices["BG"], chief, watch.id)
    stops = (Stop(country=CHN), Stop(country=TUR), Stop(country=BGR), Stop(country=MKD))
    border = HandOver(place="Kapıkule", day=watch.planning.ends, contacts="duty desks")
    watch.plan(stops=stops, hand_overs=(*watch.planning.hand_overs, border))
    for office, actor in ((watch.mk, watch.officer), (watch.tr, watch.turkish), (watch.net.offices["BG"], chief)):
        board = show_board(office, actor, watch.id)
        assert (board.revision, board.line.state) == (2, DeliveryState.HALTED)
        assert [words.split(":")[0] for words in board.line.missing] == [CHN, TUR, BGR, MKD]


@pytest.mark.slow
def test_who_is_no_longer_on_the_way_hears_of_it(watch: Watch) -> None:
    watch.run()
    watch.plan(stops=(Stop(country=CHN), Stop(country=BGR), Stop(country=MKD)))
    assert show_board(watch.tr, watch.turkish, watch.id).line.state is DeliveryState.HALTED


def test_nobody_but_the_lead_plans_anew(watch: Watch) -> None:
    watch.plan()
    case = watch.net.case("TR", watch.turkish_officer)
    with pytest.raises(NotAllowedError, match="MK leads"):
        plan(watch.tr, watch.turkish_officer, replace(watch.planning, case=case.id, operation=watch.id))


def test_what_is_over_is_not_planned_anew(watch: Watch) -> None:
    watch.plan()

    report(watch.mk, watch.officer, Reporting(operation=watch.id, deed=Deed.ABANDON, reason="the ship sank"))
    with pytest.raises(ConflictError, match="over"):
        watch.plan()
