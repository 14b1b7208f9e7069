"""What a node's own law says of states in which torture or the death penalty threatens."""

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.law.lands import SELEC, STATES, TODAY, answer, ask, forward, release
from tests.unit.law.test_overlay import TITLE, law

from egnatia.law.errors import LawError
from egnatia.law.facts import Request
from egnatia.model.peril import Danger

ALB, SRB, HUN = (STATES[code] for code in ("ALB", "SRB", "HUN"))
DEADLY = (
    TITLE
    + "dangers:\n"
    + "  - {country: SRB, danger: death_penalty, offences: [drug_trafficking], from: 2026-01-01, because: Act 7}\n"
)
CRUEL = TITLE + "dangers:\n  - {country: SRB, danger: torture, because: Report 3/2026}\n"


def missing(request: Request, head: str = DEADLY) -> set[str]:
    """Return what the law finds missing."""
    return {found.policy.partition(".")[2] for found in law(head).decide(request).missing}


@pytest.mark.parametrize("request_", [ask(ALB, SRB), release(SRB, ALB), answer(SRB, ALB), forward(ALB, HUN, SRB)])
def test_it_stands_in_the_way_of_whatever_would_reach_the_state(request_: Request) -> None:
    assert missing(request_) == {"death-penalty"}
    assert missing(request_, CRUEL) == {"torture"}


@pytest.mark.parametrize("request_", [ask(SRB, ALB), release(ALB, SRB), answer(ALB, SRB), release(HUN, ALB)])
def test_it_does_not_concern_what_comes_from_the_state_or_goes_elsewhere(request_: Request) -> None:
    assert law(CRUEL).decide(request_).open


def test_it_reaches_a_body_in_which_the_state_reads() -> None:
    assert missing(ask(ALB, SELEC), CRUEL) == {"torture"}


def test_it_threatens_for_the_offences_and_days_that_are_named_only() -> None:
    own = law(DEADLY)
    assert own.decide(release(SRB, ALB, offence="money_laundering")).open
    assert own.decide(release(SRB, ALB, on=date(2025, 12, 31))).open
    assert not own.decide(release(SRB, ALB, on=TODAY)).open


@pytest.mark.slow
def test_an_assurance_is_weighed_by_a_person_and_never_against_torture() -> None:
    assert law(DEADLY).decide(release(SRB, ALB, assurance=True)).open
    assert missing(answer(SRB, ALB, assurance=True)) == {"death-penalty"}
    by_hand = answer(SRB, ALB, instrument="interpol")
    assert missing(by_hand) == {"death-penalty"}
    assert law(DEADLY).decide(replace(by_hand, assurance=True)).open
    assert not law(CRUEL).decide(release(SRB, ALB, assurance=True)).open


def test_the_worse_of_what_is_stated_and_what_stands_counts() -> None:
    assert missing(release(SRB, ALB, danger=Danger.TORTURE)) == {"torture"}
    assert missing(release(SRB, ALB, danger=Danger.DEATH_PENALTY), CRUEL) == {"torture"}


@pytest.mark.slow
def test_it_is_part_of_the_version_of_the_law() -> None:
    assert law(DEADLY).version != law(CRUEL).version


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{country: XX, danger: torture, because: x}", "country"),
        ("{country: SRB, danger: none, because: x}", "none is no danger"),
        ("{country: SRB, danger: prison, because: x}", "danger"),
        ("{country: SRB, danger: torture}", "because"),
        ("{country: SRB, danger: torture, offences: [jaywalking], because: x}", "jaywalking"),
        ("{country: SRB, danger: torture, from: 2026-02-01, until: 2026-01-01, because: x}", "ends before"),
    ],
)
def test_a_danger_that_says_nothing_lawful_keeps_the_node_from_starting(line: str, problem: str) -> None:
    with pytest.raises(LawError, match=problem):
        law(f"{TITLE}dangers:\n  - {line}\n")


def test_the_same_danger_is_not_stated_twice_for_the_same_days() -> None:
    twice = CRUEL + "  - {country: SRB, danger: torture, offences: [drug_trafficking], because: again}\n"
    with pytest.raises(LawError, match="twice"):
        law(twice)
