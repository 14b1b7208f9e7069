from dataclasses import replace

import pytest
from tests.unit.law.lands import STATES, ask, forward

from egnatia.law.between import open_between, tell
from egnatia.law.decide import load_law
from egnatia.law.decision import Between
from egnatia.law.facts import Party
from egnatia.law.judge import Judge
from egnatia.law.overlay import Clause, Overlay
from egnatia.model.caveat import Purpose

JUDGE = Judge(load_law().book)
SRB, XKX, TUR, ALB, AUT, HUN = (STATES[code] for code in ("SRB", "XKX", "TUR", "ALB", "AUT", "HUN"))
SEARCH = (Purpose.MISSING_PERSON, Purpose.IDENTIFY_REMAINS)


def test_serbia_and_kosovo_look_for_the_missing_together_and_for_nobody_else() -> None:
    [found] = open_between(JUDGE, ask(SRB, XKX, "dna"))
    assert (found.instrument, found.kinds) == ("icmp", ("missing_report", "remains"))
    assert set(found.purposes) == set(SEARCH)


@pytest.mark.parametrize("kind", ["dna", "person", "vehicle"])
def test_tuerkiye_and_kosovo_have_nothing_at_all(kind: str) -> None:
    assert open_between(JUDGE, ask(TUR, XKX, kind)) == ()


def test_an_offence_that_fits_is_supposed() -> None:
    trifle = ask(TUR, ALB, "dna", offence="traffic_offence")
    assert "untoc" in {found.instrument for found in open_between(JUDGE, trifle)}


def test_what_the_node_withdrew_is_not_there() -> None:
    gone = Overlay(
        name="srb", withdrawn=tuple(Clause(about=f"ask.icmp.{kind}") for kind in ("missing_report", "remains"))
    )
    own = Judge(load_law([gone]).book)
    assert open_between(own, ask(SRB, XKX, "dna")) == ()


def test_a_named_instrument_does_not_count_and_without_a_recipient_there_is_nobody() -> None:
    asked = ask(SRB, XKX, "dna")
    assert open_between(JUDGE, replace(asked, instrument="prum")) == open_between(JUDGE, asked)
    assert open_between(JUDGE, forward(SRB, ALB, HUN, onward=None)) == ()


def way(name: str) -> Between:
    return Between(instrument=name, name=name, kinds=("dna", "person", "print"), purposes=(Purpose.MISSING_PERSON,))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ((), "with XKX there is no channel for any other question either"),
        ((way("A"),), "with XKX there is: A, about DNA profile, person and print, for missing person"),
        ((way("A"), way("B"), way("C")), "for other kinds or purposes there is with XKX: A, B, C"),
    ],
)
def test_it_is_told_in_one_line(found: tuple[Between, ...], words: str) -> None:
    assert tell(found, "XKX") == words


@pytest.mark.parametrize(("one", "other"), [(SRB, XKX), (AUT, HUN)])
def test_an_explanation_names_it_only_where_no_channel_is_open(one: Party, other: Party) -> None:
    law = load_law()
    for kind in ("dna", "missing_report"):
        explained = law.explain(ask(one, other, kind, purpose=Purpose.CRIMINAL_INVESTIGATION))
        assert bool(explained.between) != bool(explained.channels)
