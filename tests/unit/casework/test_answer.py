"""Instruments that take complete values only refuse parts: before sending, and again where they arrive."""

from dataclasses import replace

import pytest
from tests.twins.network import Network, network
from tests.unit.casework.conftest import WHY

from egnatia.casework.answer import draw_up
from egnatia.casework.ask import Enquiry, Prospect, preview
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.model.answer import Result
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import NodeId
from egnatia.model.question import Subject


@pytest.fixture
def net() -> Network:
    """Connect two states that exchange vehicle data under Prüm."""
    return network("AT", "HU")


def prospect(net: Network, plate: str, instrument: str = "prum") -> Prospect:
    """Preview a question of Vienna to Budapest about a Hungarian plate."""
    officer: Account = net.person("AT", "officer", Role.OFFICER)
    case: CaseFile = net.case("AT", officer)
    enquiry = Enquiry(
        kind="vehicle",
        properties={"plate": (plate,), "registration_country": ("HUN",)},
        case=case.id,
        subject=Subject(role=SubjectRole.NOBODY),
        partners={NodeId("HU"): WHY},
        instrument=instrument,
    )
    [found] = preview(net.offices["AT"], officer, enquiry)
    return found


def test_a_whole_plate_is_asked(net: Network) -> None:
    assert prospect(net, "ABC-123").question


@pytest.mark.parametrize("plate", ["ABC-12", "BC-123", "ABC-12*"])
def test_a_part_is_not_sent(net: Network, plate: str) -> None:
    found = prospect(net, plate)
    assert found.question is None
    assert "takes complete values only" in found.decision.words[0]


def test_without_an_instrument_named_one_that_takes_parts_is_chosen(net: Network) -> None:
    assert prospect(net, "ABC-123", "").decision.instrument == "prum"
    assert prospect(network("AT", "HU"), "ABC-12", "").decision.instrument not in {None, "prum"}


def test_a_part_that_comes_all_the_same_is_refused_where_it_arrives(net: Network) -> None:
    question = prospect(net, "ABC-123").question
    assert question
    part = replace(question, properties={**question.properties, "plate": ("ABC-12",)})
    answer = draw_up(net.offices["HU"], part).answer
    assert answer.result is Result.REFUSED
    assert "takes complete values only" in answer.reasons[0]
