"""Instruments that take complete values only refuse parts: before sending, and again where they arrive."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.twins.clock import NOON
from tests.twins.network import Network, network
from tests.unit.casework.conftest import WHY
from tests.unit.model.samples import PERSON

from egnatia.casework.answer import draw_up
from egnatia.casework.ask import Enquiry, Prospect, preview
from egnatia.casework.atonce import Drawn, letter_full
from egnatia.casework.rows import Account, AnswerRow, CaseFile, Role
from egnatia.exchange.states import HitState
from egnatia.model.answer import Quality, Result
from egnatia.model.caveat import SubjectRole
from egnatia.model.extent import LARGEST
from egnatia.model.identity import NodeId, QuestionId, Reference
from egnatia.model.question import Subject
from egnatia.model.record import canonical_form


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


@given(st.lists(st.integers(1, 40_000), min_size=1, max_size=10))
def test_an_answer_names_the_best_hits_that_one_letter_holds(lengths: list[int]) -> None:
    hits = [full_hit(number, length) for number, length in enumerate(lengths)]
    kept = letter_full(hits)
    assert list(kept) == hits[: len(kept)]
    assert kept
    sizes = [len(canonical_form(one.view)) for one in hits if one.view]
    assert sum(sizes[: len(kept)]) <= LARGEST or len(kept) == 1
    assert len(kept) == len(hits) or sum(sizes[: len(kept) + 1]) > LARGEST


def full_hit(number: int, length: int) -> Drawn:
    """Return a hit whose automatic reply has so many characters."""
    view = replace(PERSON, kind="vehicle", properties={"colour": ("x" * length,)})
    row = AnswerRow(
        question=QuestionId("1" * 32),
        reference=Reference(f"{number:032x}"),
        partner=NodeId("RS"),
        quality=Quality.FULL,
        kind="vehicle",
        instrument="prum",
        view=view.id,
        state=HitState.OPEN,
        at=NOON,
    )
    return Drawn(row=row, view=view)
