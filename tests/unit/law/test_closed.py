import pytest
from tests.unit.law.lands import EUROPOL, NGO, SELEC, STATES, ask, forward, record_of, release

from egnatia.law.closed import nothing_open, why_closed
from egnatia.law.decide import load_law
from egnatia.law.decision import Bar
from egnatia.law.facts import Party, Request
from egnatia.law.judge import Judge
from egnatia.law.overlay import Clause, Overlay
from egnatia.model.caveat import Purpose

JUDGE = Judge(load_law().book)
SRB, XKX, TUR, ALB, HRV, AUT, DEU, HUN, GBR = (
    STATES[code] for code in ("SRB", "XKX", "TUR", "ALB", "HRV", "AUT", "DEU", "HUN", "GBR")
)


def why(request: Request, instrument: str) -> tuple[Bar, str]:
    found = why_closed(JUDGE, request, instrument)
    assert found.words.startswith(f"{found.name}: ")
    return found.bar, found.words.removeprefix(f"{found.name}: ")


NEVER_RATIFIED = "signed, but not known to be in force for Croatia on 2026-11-22 (signed and never ratified)"
HUB_ONLY = "opens only what lies between SELEC and another party, nothing between two others"
STATES_ONLY = "connects different states, not bodies, NGOs or two services of one state"


@pytest.mark.parametrize(
    ("pair", "kind", "instrument", "bar", "words"),
    [
        ((SRB, XKX), "dna", "prum", Bar.NOT_PARTY, "Serbia and Kosovo are no parties"),
        ((SRB, XKX), "dna", "pcc-prum", Bar.NOT_PARTY, "Kosovo is no party"),
        ((HRV, SELEC), "person", "selec", Bar.NOT_IN_FORCE, NEVER_RATIFIED),
        ((TUR, ALB), "person", "selec", Bar.NOT_BETWEEN, HUB_ONLY),
        ((SRB, NGO), "person", "pcc-see", Bar.NOT_BETWEEN, STATES_ONLY),
        ((TUR, SELEC), "dna", "selec", Bar.KIND, "does not cover DNA profile"),
    ],
)
def test_why_nothing_lies_between_two_is_said(
    pair: tuple[Party, Party], kind: str, instrument: str, bar: Bar, words: str
) -> None:
    assert why(ask(*pair, kind), instrument) == (bar, words)


def test_union_law_goes_before_a_treaty_between_two_member_states() -> None:
    assert why(ask(AUT, HUN), "ets30") == (Bar.SUPERSEDED, "between two member states Union law goes before it")


def test_who_may_ask_under_an_instrument_with_a_hub_is_told() -> None:
    assert (
        "EUROPOL and another party, in questions of EUROPOL, nothing" in why(ask(DEU, EUROPOL), "europol-requests")[1]
    )
    assert "EUROPOL and another party, in questions to EUROPOL, nothing" in why(ask(EUROPOL, DEU), "europol")[1]


def test_what_is_in_force_and_not_operational_says_why() -> None:
    bar, words = why(ask(TUR, EUROPOL), "europol-agreements")
    assert bar is Bar.NOT_OPERATIONAL
    assert words.startswith(
        "in force, but not operational for person between EUROPOL and Türkiye (Türkiye's agreement is strategic"
    )


def test_keys_that_do_not_suffice_are_told_what_would() -> None:
    assert why(ask(AUT, HUN, "vehicle", keys=frozenset({"plate"})), "prum") == (
        Bar.KEYS,
        "is asked by (vehicle identification number) or (country of registration and registration number)",
    )
    assert why(ask(AUT, HUN, "dna", keys=frozenset()), "prum") == (
        Bar.KEYS,
        "is asked by autosomal loci and alleles, one locus a line",
    )


def test_keys_that_are_too_many_are_told_so() -> None:
    keys = frozenset({"vin", "engine_number"})
    bar, words = why(ask(AUT, HUN, "vehicle", keys=keys), "prum")
    assert (bar, words.endswith("and by nothing besides")) == (Bar.KEYS, True)


def test_incomplete_values_are_told_so() -> None:
    assert why(ask(AUT, HUN, "vehicle", exact=False), "prum") == (Bar.KEYS, "takes complete values only")


def test_another_purpose_is_told_which_would_do() -> None:
    request = ask(AUT, HUN, "dna", purpose=Purpose.BORDER_CHECK)
    assert why(request, "prum") == (Bar.PURPOSE, "not for border check; for criminal investigation")


def test_another_offence_is_told_so() -> None:
    assert why(ask(SRB, EUROPOL, offence="theft"), "europol-agreements") == (Bar.OFFENCE, "does not cover simple theft")
    none = ask(SRB, EUROPOL, offence=None, purpose=Purpose.THREAT_PREVENTION)
    assert why(none, "europol-agreements") == (Bar.OFFENCE, "only for certain offences, and none is named")


def test_nothing_is_released_where_the_reply_holds_the_data() -> None:
    bar, _ = why(release(AUT, HUN, "vehicle", record=record_of(HUN, "vehicle")), "prum")
    assert bar is Bar.NO_RELEASE


def test_a_withdrawn_permit_is_told_so() -> None:
    law = load_law([Overlay(name="srb", withdrawn=(Clause(about="ask.pcc-see.person"),))])
    found = why_closed(Judge(law.book), ask(SRB, ALB), "pcc-see")
    assert (found.bar, found.words) == (Bar.WITHDRAWN, "PCC SEE: the rules of this node withdraw it")


def test_without_a_recipient_nothing_can_be_forwarded() -> None:
    request = forward(SRB, ALB, HUN, onward=None)
    assert why(request, "pcc-see") == (Bar.NOT_BETWEEN, "no recipient is named")
    assert nothing_open(JUDGE, request) == "no recipient is named"


def test_keys_may_be_left_aside() -> None:
    request = ask(SRB, ALB, keys=frozenset(), purpose=Purpose.BORDER_CHECK)
    assert why(request, "pcc-see")[0] is Bar.KEYS
    assert why_closed(JUDGE, request, "pcc-see", any_keys=True).bar is Bar.PURPOSE


def test_which_keys_would_open_a_channel_is_said_and_only_where_some_would() -> None:
    short = nothing_open(JUDGE, ask(SRB, ALB, keys=frozenset({"first_name"})))
    assert "asked like this; PCC SEE is asked by (2 of date of birth, family name, first name) or" in short
    hopeless = nothing_open(JUDGE, ask(SRB, XKX))
    assert "is asked by" not in hopeless
    assert "asked like this" not in hopeless
    assert "with Kosovo there is: Framework Plan on missing persons, about missing report" in hopeless
    assert "is asked by" not in nothing_open(JUDGE, release(SRB, XKX))
