"""What must hold, one sentence a test."""

from dataclasses import replace
from typing import Any

import pytest
from tests.unit.law.lands import (
    EUROPOL,
    ICMP,
    KEYS,
    NGO,
    SELEC,
    STATES,
    answer,
    ask,
    forward,
    record_of,
    release,
    search,
)

from egnatia.law.channels import Transport
from egnatia.law.decide import load_law
from egnatia.law.decision import Decision
from egnatia.law.facts import Party, Request
from egnatia.model.caveat import Handling, Purpose, SubjectRole
from egnatia.model.identity import CountryCode
from egnatia.model.question import Subject

LAW = load_law()
SRB, XKX, TUR, ALB, HUN, AUT, DEU, GBR, MKD = (
    STATES[code] for code in ("SRB", "XKX", "TUR", "ALB", "HUN", "AUT", "DEU", "GBR", "MKD")
)
CRIME = Purpose.CRIMINAL_INVESTIGATION
PROTECTION = Purpose.VICTIM_PROTECTION


def missing(request: Request) -> set[str]:
    return {found.policy.partition(".")[2] for found in LAW.decide(request).missing}


def instruments(request: Request) -> list[str]:
    return [found.channel.instrument for found in LAW.explain(request).channels]


def decide(request: Request) -> Decision:
    return LAW.decide(request)


# ---- which channel there is --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["dna", "print", "vehicle"])
@pytest.mark.parametrize("pair", [(SRB, XKX), (XKX, SRB), (TUR, ALB), (ALB, TUR)])
def test_serbia_and_kosovo_and_tuerkiye_and_albania_have_no_pruem_channel(kind: str, pair: tuple[Party, Party]) -> None:
    assert not [name for name in instruments(ask(*pair, kind)) if "prum" in name]
    for name in ("prum", "pcc-prum", "prum2"):
        assert not decide(ask(*pair, kind, instrument=name)).open


@pytest.mark.parametrize("pair", [(SRB, XKX), (XKX, SRB)])
def test_serbia_and_kosovo_have_the_missing_persons_channels_and_no_other(pair: tuple[Party, Party]) -> None:
    for kind in KEYS:
        assert instruments(ask(*pair, kind, authorisation=True)) == []
    for kind in ("missing_report", "remains"):
        assert instruments(search(*pair, kind)) == ["icmp"]
    for kind in ("person", "dna"):  # by the laboratory of ICMP, by no register of people
        assert instruments(search(*pair, kind)) == []


def test_kosovo_is_not_in_interpol() -> None:
    assert "interpol" not in instruments(ask(XKX, ALB, "document"))


@pytest.mark.parametrize("pair", [(TUR, ALB), (ALB, TUR)])
def test_tuerkiye_and_albania_have_interpol_and_judicial_assistance(pair: tuple[Party, Party]) -> None:
    assert instruments(ask(*pair, "person")) == ["interpol", "ets30", "untoc"]
    stolen = decide(ask(*pair, "document", subject=Subject(role=SubjectRole.NOBODY)))
    assert (stolen.open, stolen.instrument) == (True, "interpol")


def test_what_tuerkiye_may_not_ask_albania_it_may_ask_selec() -> None:
    explanation = LAW.explain(ask(TUR, ALB), (SELEC, EUROPOL))
    assert [(found.party.node, found.instruments) for found in explanation.elsewhere] == [("SELEC", ("selec",))]


@pytest.mark.parametrize("pair", [(TUR, SELEC), (SELEC, ALB)])
def test_a_member_asks_selec_and_selec_asks_a_member(pair: tuple[Party, Party]) -> None:
    assert decide(ask(*pair)).instrument == "selec"


@pytest.mark.parametrize("pair", [(SRB, DEU), (DEU, AUT), (SRB, ALB), (TUR, DEU), (GBR, DEU)])
def test_europol_agreements_open_nothing_between_two_states(pair: tuple[Party, Party]) -> None:
    for kind in KEYS:
        assert not {"europol", "europol-agreements"} & set(instruments(ask(*pair, kind)))


def test_a_state_with_an_agreement_asks_europol_within_its_crime_areas() -> None:
    assert decide(ask(SRB, EUROPOL)).instrument == "europol-agreements"
    assert decide(ask(DEU, EUROPOL)).instrument == "europol"
    assert decide(ask(SRB, EUROPOL, offence="theft")).channel is None


@pytest.mark.parametrize("country", ["TUR", "XKX"])
def test_tuerkiye_and_kosovo_have_no_channel_to_europol_for_personal_data(country: str) -> None:
    assert instruments(ask(STATES[country], EUROPOL, "person")) == []


def test_vehicles_are_answered_with_data_at_once_by_complete_plate_or_vin() -> None:
    decision = decide(ask(AUT, HUN, "vehicle", instrument="prum"))
    assert decision.open
    assert decision.channel
    assert "holder_name" in decision.channel.reply
    assert not decide(ask(AUT, HUN, "vehicle", keys=frozenset({"plate"}), instrument="prum")).open
    assert not decide(ask(AUT, HUN, "vehicle", exact=False, instrument="prum")).open


@pytest.mark.parametrize("keys", [{"first_name"}, {"family_name", "sex"}, {"full_name"}])
def test_a_name_question_with_one_of_three_opens_nothing(keys: set[str]) -> None:
    assert decide(ask(SRB, ALB, keys=frozenset(keys))).channel is None


def test_judicial_assistance_is_for_judicial_authorities() -> None:
    assert missing(ask(TUR, ALB, instrument="untoc")) == {"judicial"}
    assert decide(ask(TUR, ALB, instrument="untoc", authorisation=True)).open
    assert decide(ask(TUR, ALB, instrument="untoc", offence="document_forgery")).channel is None


def test_the_directive_is_not_for_offences_of_a_year_or_less() -> None:
    assert missing(ask(AUT, DEU, instrument="2023-977", offence="minor_injury")) == {"threshold"}


def test_an_ngo_takes_part_in_protection_and_in_the_search_of_icmp_only() -> None:
    assert instruments(search(NGO, SRB)) == []
    assert instruments(search(NGO, ICMP)) == ["icmp-public"]
    assert instruments(search(NGO, SRB, purpose=PROTECTION)) == ["cets197"]
    for kind in KEYS:
        assert instruments(ask(NGO, SRB, kind)) == []
        assert instruments(ask(SRB, NGO, kind)) == []


def test_manual_means_that_a_person_answers() -> None:
    decision = decide(ask(TUR, ALB))
    assert decision.channel
    assert decision.channel.transport is Transport.MANUAL


# ---- grounds -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("purpose", [Purpose.MISSING_PERSON, Purpose.IDENTIFY_REMAINS, PROTECTION])
def test_a_humanitarian_search_needs_no_offence(purpose: Purpose) -> None:
    assert decide(search(SRB, STATES["HRV"], purpose=purpose)).open


@pytest.mark.parametrize("purpose", [CRIME, Purpose.JUDICIAL_PROCEEDINGS])
def test_criminal_justice_needs_an_offence_of_the_list(purpose: Purpose) -> None:
    assert missing(ask(TUR, ALB, purpose=purpose, offence=None, authorisation=True)) == {"offence"}
    assert "offence-known" in missing(ask(TUR, ALB, purpose=purpose, offence="sorcery"))


# ---- asylum ------------------------------------------------------------------------------------------------------

SEEKER = Subject(role=SubjectRole.SUSPECT, asylum_from=frozenset({CountryCode("TUR")}))


def test_an_asylum_seeker_is_not_asked_about_in_the_country_of_origin() -> None:
    assert missing(ask(DEU, TUR, authorisation=True, subject=SEEKER)) == {"origin"}
    assert decide(ask(DEU, AUT, subject=SEEKER)).open


def test_the_country_of_origin_is_not_answered() -> None:
    record = record_of(ALB, asylum_from=frozenset({CountryCode("TUR")}))
    assert "origin" in missing(answer(TUR, ALB, record=record))
    assert "origin" in missing(release(TUR, ALB, record=record))
    assert "origin" in missing(answer(TUR, ALB, subject=SEEKER))


def test_nothing_about_an_asylum_seeker_goes_to_a_body_in_which_the_origin_sits() -> None:
    assert missing(ask(ALB, SELEC, subject=SEEKER)) == {"origin"}
    assert decide(ask(ALB, EUROPOL, subject=SEEKER)).open


def test_a_record_of_an_asylum_seeker_is_not_forwarded_to_the_origin() -> None:
    record = record_of(ALB, asylum_from=frozenset({CountryCode("MKD")}))
    assert "origin" in missing(forward(SRB, ALB, MKD, record=record))
    assert decide(forward(SRB, ALB, HUN, record=record)).open


def test_a_search_for_a_missing_asylum_seeker_is_no_exception() -> None:
    subject = Subject(role=SubjectRole.MISSING, asylum_from=frozenset({CountryCode("XKX")}))
    assert missing(search(SRB, XKX, subject=subject)) == {"origin"}


# ---- people ------------------------------------------------------------------------------------------------------


def test_a_victims_data_are_released_only_to_protect() -> None:
    victim = record_of(ALB, role=SubjectRole.VICTIM)
    assert "victim" in missing(release(SRB, ALB, record=victim, authorisation=True, approvals=2))
    assert "victim" in missing(answer(SRB, ALB, record=victim, authorisation=True))
    protect: dict[str, Any] = {"purpose": PROTECTION, "offence": None, "instrument": "cets197"}
    assert decide(release(SRB, ALB, record=victim, **protect)).open


def test_who_is_asked_about_as_a_victim_is_protected_like_one() -> None:
    assert "victim" in missing(release(SRB, ALB, subject=Subject(role=SubjectRole.VICTIM)))
    assert missing(ask(SRB, ALB, subject=Subject(role=SubjectRole.VICTIM))) == {"role"}
    assert decide(ask(SRB, ALB, subject=Subject(role=SubjectRole.VICTIM), authorisation=True)).open


def test_a_minor_needs_a_second_approver() -> None:
    minor = record_of(ALB, minor=True)
    assert missing(release(SRB, ALB, record=minor)) == {"second-approver"}
    assert decide(release(SRB, ALB, record=minor, approvals=2)).open
    asked = Subject(role=SubjectRole.SUSPECT, minor=True)
    assert missing(release(SRB, ALB, subject=asked)) == {"second-approver"}
    assert missing(forward(SRB, ALB, MKD, record=minor)) == {"second-approver"}


def test_no_machine_gives_data_of_a_minor() -> None:
    young = record_of(HUN, "dna", minor=True)
    assert missing(answer(AUT, HUN, "dna", record=young)) == {"minor"}
    assert decide(answer(SRB, ALB, record=record_of(ALB, minor=True))).open


YOUNG = Subject(role=SubjectRole.SUSPECT, minor=True)


@pytest.mark.parametrize("kind", ["dna", "print", "vehicle"])
def test_nobody_asks_a_machine_for_data_of_a_stated_minor(kind: str) -> None:
    assert missing(ask(AUT, HUN, kind, subject=YOUNG, instrument="prum")) == {"minor"}
    assert missing(answer(AUT, HUN, kind, subject=YOUNG, instrument="prum")) == {"asked-minor"}
    assert missing(answer(AUT, HUN, kind, subject=YOUNG, instrument="prum", minor_supposed=True)) == set()


@pytest.mark.parametrize("kind", ["dna", "print", "vehicle"])
def test_about_a_minor_a_channel_is_chosen_that_gives_no_data_by_itself(kind: str) -> None:
    decision = decide(ask(AUT, HUN, kind, subject=YOUNG, instrument=None))
    assert decision.open
    assert decision.channel is not None
    assert not decision.channel.reply


def test_whether_the_document_of_a_child_is_stolen_is_said_at_once() -> None:
    assert decide(ask(TUR, ALB, "document", subject=YOUNG, instrument="interpol")).open
    assert decide(answer(TUR, ALB, "document", subject=YOUNG, instrument="interpol")).open


def test_an_unknown_role_is_neither_asked_about_nor_told_of_nor_released_like_a_suspect() -> None:
    assert missing(ask(SRB, ALB, subject=Subject())) == {"role"}
    unknown = record_of(ALB, role=SubjectRole.UNKNOWN)
    assert missing(answer(SRB, ALB, record=unknown)) == {"victim", "relative", "witness", "informant"}
    assert missing(release(SRB, ALB, record=unknown)) == {"victim", "relative", "guarded", "second-approver"}


def test_a_machine_never_tells_of_an_informant() -> None:
    hidden = record_of(ALB, role=SubjectRole.INFORMANT)
    for purpose in (CRIME, Purpose.THREAT_PREVENTION):
        assert "informant" in missing(answer(SRB, ALB, record=hidden, purpose=purpose, authorisation=True))


def test_relatives_give_data_for_the_search_only() -> None:
    kin = record_of(ICMP, "dna", role=SubjectRole.RELATIVE)
    assert decide(release(SRB, ICMP, "dna", record=kin, purpose=Purpose.IDENTIFY_REMAINS, offence=None)).open
    kin = record_of(HUN, "dna", role=SubjectRole.RELATIVE)
    assert "relative" in missing(answer(AUT, HUN, "dna", record=kin, authorisation=True))


# ---- records -----------------------------------------------------------------------------------------------------


def test_a_record_is_used_only_for_its_purposes() -> None:
    humanitarian = record_of(ALB, purposes=frozenset({Purpose.MISSING_PERSON}))
    assert missing(answer(SRB, ALB, record=humanitarian)) == {"purpose"}


def test_handling_codes_bind_the_machine() -> None:
    def marked(code: Handling, kind: str = "person", issuer: Party = ALB) -> dict[str, Any]:
        return {"record": record_of(issuer, kind, handling=frozenset({code}))}

    missing_person: dict[str, Any] = {"purpose": Purpose.MISSING_PERSON, "offence": None, "instrument": "interpol"}
    assert missing(answer(SRB, ALB, **missing_person, **marked(Handling.CRIME_ONLY))) == {"crime-only"}
    court: dict[str, Any] = {"purpose": Purpose.JUDICIAL_PROCEEDINGS, "authorisation": True, "instrument": "ets30"}
    assert missing(release(SRB, ALB, **court, **marked(Handling.NOT_IN_COURT))) == {"not-in-court"}
    assert missing(answer(AUT, HUN, "dna", **marked(Handling.RESTRICTED, "dna", HUN))) == {"restricted"}


def test_a_record_of_another_agency_is_not_answered_with() -> None:
    assert missing(answer(SRB, ALB, record=record_of(HUN))) == {"own"}
    assert decide(answer(SRB, ALB, record=record_of(HUN), consent=True)).open


def test_a_contested_record_is_given_by_people_only() -> None:
    assert missing(answer(AUT, HUN, "dna", record=record_of(HUN, "dna", contested=True))) == {"contested"}
    assert missing(release(SRB, ALB, record=record_of(ALB, contested=True))) == {"second-approver"}


def test_interpol_tells_of_what_was_reported_stolen_only() -> None:
    registered = record_of(ALB, "vehicle", role=SubjectRole.NOBODY, statuses=frozenset({"registered"}))
    stolen = record_of(ALB, "vehicle", role=SubjectRole.NOBODY, statuses=frozenset({"stolen"}))
    question = {"subject": Subject(role=SubjectRole.NOBODY), "instrument": "interpol", "keys": frozenset({"vin"})}
    assert missing(answer(TUR, ALB, "vehicle", record=registered, **question)) == {"status"}
    assert decide(answer(TUR, ALB, "vehicle", record=stolen, **question)).open


def test_a_release_needs_a_confirmed_match_and_a_person_who_decides() -> None:
    assert missing(release(SRB, ALB, confirmed=False, approvals=0)) == {"confirmed", "approver"}
    assert missing(release(SRB, ALB, record=None)) == {"record"}
    assert missing(release(SRB, ALB, record=record_of(ALB, "vehicle"))) == {"kind"}


def test_the_originator_agrees_to_every_forwarding() -> None:
    assert missing(forward(SRB, ALB, MKD, consent=False)) == {"consent"}
    assert decide(forward(SRB, ALB, MKD)).open
    assert missing(forward(SRB, ALB, MKD, onward=None)) == {"channel"}
    assert decide(forward(SRB, ALB, XKX)).channel is None


def test_icmp_and_kosovo_search_together() -> None:
    assert decide(search(ICMP, XKX, "remains")).instrument == "icmp"


def test_a_guarded_record_is_released_on_the_giving_sides_authorisation_only() -> None:
    witness = record_of(ALB, role=SubjectRole.WITNESS)
    asked = release(SRB, ALB, record=witness, authorisation=True, approvals=2)
    assert missing(asked) == {"guarded"}
    assert missing(replace(asked, authorisation=False, authorised_here=True)) == set()


def test_an_authorisation_that_does_not_hold_is_missing_wherever_it_is_named() -> None:
    for request in (ask(SRB, ALB), answer(SRB, ALB), release(SRB, ALB)):
        assert missing(replace(request, authorisation_void=True)) == {"authorisation"}


def test_where_nobody_of_the_giving_side_compared_two_of_it_decide() -> None:
    profile = release(AUT, HUN, "dna", record=record_of(HUN, "dna"), instrument="prum")
    assert missing(profile) == {"second-approver"}
    assert missing(replace(profile, approvals=2)) == set()
    assert missing(release(SRB, ALB)) == set()
