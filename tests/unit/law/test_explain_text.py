from dataclasses import replace

import pytest
from hypothesis import given
from tests.unit.law.lands import NETWORK, SELEC, STATES, answer, ask, forward, release, requests, search

from egnatia.law.decide import load_law
from egnatia.law.explain_text import write_explanation
from egnatia.law.facts import Request
from egnatia.law.naming import purpose_name

LAW = load_law()
SRB, XKX, TUR, ALB, AUT, HUN = (STATES[code] for code in ("SRB", "XKX", "TUR", "ALB", "AUT", "HUN"))


def lines(request: Request) -> list[str]:
    return write_explanation(LAW.explain(request, (SELEC,))).splitlines()


def test_what_is_lawful_is_said_first() -> None:
    assert lines(ask(SRB, ALB))[:2] == [
        "SRB (Serbia) asks ALB (Albania) about person, for criminal investigation of drug trafficking, on 2026-11-22.",
        "Lawful as it stands, under PCC SEE.",
    ]


def test_what_is_missing_is_listed() -> None:
    text = lines(ask(SRB, ALB, necessity=False, offence=None))
    assert text[1] == "Not lawful as it stands. What is missing:"
    assert "  - the reason why this partner is asked" in text
    assert any(line.startswith("     missing: the reason why this partner is asked; an offence: ") for line in text)


def test_that_there_is_no_channel_is_said_with_the_reasons() -> None:
    text = lines(ask(SRB, XKX, "remains"))
    assert "No channel is open between the two." in text
    assert (
        "  Framework Plan on missing persons: not for criminal investigation; for missing person, identify remains"
        in text
    )
    assert "  PCC SEE Prüm Agreement: Kosovo is no party" in text


def test_another_way_is_named() -> None:
    text = lines(ask(TUR, ALB))
    assert text[text.index("Open with others for the same:") + 1] == "  SELEC: selec"


def test_a_channel_is_described_with_how_sure_it_is() -> None:
    text = "\n".join(lines(ask(AUT, HUN, "dna")))
    assert (
        "1. Prüm Decisions, 2008/615/JHA Art. 3; 2008/616/JHA Art. 8 [M-low: not confirmed: check before relying on it]"
        in text
    )
    assert "asked by autosomal loci and alleles, one locus a line, complete values only" in text
    assert "the reply contains autosomal loci and alleles, one locus a line, category, profile number; " in text
    assert "; the asker's expert confirms a match, then a person" in text
    assert "releases the record; due within 0.25 hours" in text


def test_each_sort_of_reply_has_its_words() -> None:
    vehicle = "\n".join(lines(ask(AUT, HUN, "vehicle")))
    assert "; nothing follows" in vehicle
    assert "the reply is reference, quality class and instrument only" in vehicle
    assert "due within 168 hours, 8 if urgent" in vehicle
    assert "a person answers" in vehicle
    stolen = "\n".join(lines(ask(AUT, HUN, "document")))
    assert "the answerer's expert confirms a match before anybody acts on it" in stolen


def test_each_action_has_its_sentence() -> None:
    assert lines(answer(SRB, ALB))[0].startswith("ALB (Albania) answers SRB (Serbia) about person, by machine, for")
    assert lines(release(SRB, ALB))[0].startswith("ALB (Albania) releases person to SRB (Serbia), for")
    assert lines(forward(SRB, ALB, HUN))[0].startswith(
        "SRB (Serbia) forwards person of ALB (Albania) to HUN (Hungary), for"
    )
    assert lines(forward(SRB, ALB, HUN, onward=None))[0].startswith(
        "SRB (Serbia) forwards person of ALB (Albania) to nobody"
    )
    assert lines(search(SRB, XKX))[0].endswith("for missing person, on 2026-11-22.")


def test_an_explanation_without_facts_is_written_too() -> None:
    explanation = LAW.explain(ask(SRB, ALB))
    bare = replace(explanation, decision=replace(explanation.decision, request=None))
    assert write_explanation(bare).startswith("SRB (Serbia) asks ALB (Albania) about person.\n")


def test_an_error_is_shown() -> None:
    text = lines(release(SRB, ALB, approvals=2**80))
    assert "  - a law that can be evaluated: an error closes" in text
    assert any(line.startswith("     closed by an error: ") for line in text)


def test_it_is_never_legal_advice() -> None:
    assert lines(ask(SRB, ALB))[-1] == "The rules as this software states them; not legal advice."


@pytest.mark.slow
@given(requests())
def test_every_explanation_can_be_written(request: Request) -> None:
    text = write_explanation(LAW.explain(request, NETWORK))
    assert text.endswith("\n")
    assert purpose_name(request.purpose) in text
