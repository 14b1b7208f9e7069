"""Every policy can fire: one that never matches is a mistake, or a rule that nobody keeps."""

from dataclasses import replace
from typing import Any

import pytest
from tests.unit.law.lands import NETWORK, NGO, STATES, TODAY, altered, answer, ask, forward, record_of, release

from egnatia.law.context import Facts
from egnatia.law.decide import load_law
from egnatia.law.facts import Action, CaseFacts, Party, RecordFacts, Request
from egnatia.law.judge import Judge
from egnatia.law.policies import Permit
from egnatia.model.caveat import Handling, Purpose, SubjectRole
from egnatia.model.identity import CountryCode
from egnatia.model.peril import Danger
from egnatia.model.question import Subject

LAW = load_law()
JUDGE = Judge(LAW.book)
PERMITS = [permit for action in Action for permit in LAW.book.permits[action]]
FORBIDS = [forbid.id for action in Action for forbid in LAW.book.forbids[action]]
TUR, ALB, SRB, AUT, HUN, DEU, GRC = (STATES[code] for code in ("TUR", "ALB", "SRB", "AUT", "HUN", "DEU", "GRC"))
TURKISH = frozenset({CountryCode("TUR")})
MAKE = {Action.ASK: ask, Action.ANSWER: answer, Action.RELEASE: release}


def pair_of(instrument: str, kind: str) -> tuple[Party, Party]:
    """Return two parties whom the instrument connects, operational or not."""
    found = LAW.book.instruments[instrument]
    pairs = [(one, other) for one in NETWORK for other in NETWORK if found.connects(one, other)]
    return min(pairs, key=lambda pair: found.bar(pair[0], pair[1], kind, TODAY) is not None)


def supposed(permit: Permit, request: Request, purpose: Purpose) -> Facts:
    """Return facts in which the instrument is operational and everything suffices."""
    up = [permit.instrument]
    facts: Facts = {"operational": up, "sufficient": up, "releasing": up, "purpose": purpose}
    return {**JUDGE.facts(request), **facts, "europol_area": True, "serious": True}


@pytest.mark.slow
@pytest.mark.parametrize("permit", PERMITS, ids=lambda permit: permit.id)
def test_every_permit_can_fire(permit: Permit) -> None:
    action = Action(permit.id.partition(".")[0])
    one, other = pair_of(permit.instrument, permit.kind)
    request = MAKE[action](one, other, permit.kind) if action in MAKE else forward(other, other, one, permit.kind)
    verdicts = [JUDGE.permits(request, supposed(permit, request, purpose)) for purpose in Purpose]
    assert any(permit.id in verdict.fired for verdict in verdicts)


def test_every_channel_but_those_that_wait_is_operational_for_some_pair() -> None:
    waiting = {
        (name, kind)
        for name, found in LAW.book.instruments.items()
        for kind in found.entries
        if all(found.bar(one, other, kind, TODAY) for one in NETWORK for other in NETWORK)
    }
    assert {name for name, _ in waiting} == {"pcc-prum", "prum2", "tca-prum"}
    assert ("tca-prum", "vehicle") in waiting
    assert len(waiting) == 3 + 4 + 1


NOBODY = Subject(role=SubjectRole.NOBODY)
SEEKER = Subject(role=SubjectRole.SUSPECT, asylum_from=TURKISH)


def marked(code: Handling, kind: str = "person", issuer: Party = ALB) -> RecordFacts:
    return record_of(issuer, kind, handling=frozenset({code}))


CONTACT = Subject(role=SubjectRole.CONTACT)
YOUNG = Subject(role=SubjectRole.SUSPECT, minor=True)
STAYING = {Action.ASK: ask, Action.ANSWER: answer}

#: What brings the conditions of giving to fire, in a release and in a forwarding alike.
GIVING: dict[str, dict[str, Any]] = {
    "record": {"record": None},
    "record-role": {"record": record_of(ALB, role=SubjectRole.INFORMANT)},
    "torture": {"danger": Danger.TORTURE},
    "death-penalty": {"danger": Danger.DEATH_PENALTY},
    "kind": {"record": record_of(ALB, "vehicle")},
    "own": {"record": record_of(HUN), "consent": False},
    "purpose": {"record": record_of(ALB, purposes=frozenset({Purpose.BORDER_CHECK}))},
    "crime-only": {"record": marked(Handling.CRIME_ONLY), "purpose": Purpose.MISSING_PERSON},
    "not-in-court": {
        "record": marked(Handling.NOT_IN_COURT),
        "purpose": Purpose.JUDICIAL_PROCEEDINGS,
        "consent": False,
    },
    "victim": {"record": record_of(ALB, role=SubjectRole.VICTIM)},
    "relative": {"record": record_of(ALB, role=SubjectRole.RELATIVE)},
    "guarded": {"record": record_of(ALB, role=SubjectRole.WITNESS)},
    "approver": {"approvals": 0},
    "second-approver": {"record": record_of(ALB, minor=True)},
}
#: What of it concerns an answer too.
ANSWERING = (
    "record-role",
    "torture",
    "death-penalty",
    "kind",
    "own",
    "purpose",
    "crime-only",
    "not-in-court",
    "victim",
    "relative",
)

CASES = {
    **{f"release.{name}": release(SRB, ALB, **changes) for name, changes in GIVING.items()},
    **{f"forward.{name}": forward(SRB, ALB, HUN, **changes) for name, changes in GIVING.items() if name != "own"},
    **{f"answer.{name}": answer(SRB, ALB, **GIVING[name]) for name in ANSWERING},
    **{f"{action}.necessity": make(SRB, ALB, necessity=False) for action, make in MAKE.items()},
    **{f"{action}.offence": make(SRB, ALB, offence=None) for action, make in MAKE.items()},
    **{f"{action}.offence-known": make(SRB, ALB, offence="sorcery") for action, make in MAKE.items()},
    **{f"{action}.judicial": make(TUR, ALB, instrument="ets30") for action, make in MAKE.items()},
    **{f"{action}.authorisation": make(SRB, ALB, authorisation_void=True) for action, make in MAKE.items()},
    **{f"{action}.origin": make(TUR, ALB, subject=SEEKER) for action, make in MAKE.items()},
    **{f"{action}.watch": make(ALB, GRC, stays=True) for action, make in STAYING.items()},
    **{f"{action}.watch-role": make(SRB, ALB, stays=True, subject=CONTACT) for action, make in STAYING.items()},
    **{f"{action}.watch-minor": make(SRB, ALB, stays=True, subject=YOUNG) for action, make in STAYING.items()},
    "ask.torture": ask(SRB, ALB, danger=Danger.TORTURE),
    "ask.death-penalty": ask(SRB, ALB, danger=Danger.DEATH_PENALTY),
    "ask.role-purpose": ask(SRB, ALB, subject=Subject(role=SubjectRole.INFORMANT)),
    "answer.role-purpose": answer(SRB, ALB, subject=Subject(role=SubjectRole.INFORMANT)),
    "forward.private": forward(ALB, SRB, NGO, purpose=Purpose.VICTIM_PROTECTION),
    "forward.speciality": forward(SRB, ALB, HUN, record=record_of(ALB, received_for=Purpose.MISSING_PERSON)),
    "ask.role": ask(SRB, ALB, subject=Subject()),
    "answer.role": answer(SRB, ALB, subject=Subject()),
    **{
        f"{action}.threshold": make(AUT, DEU, offence="minor_injury", instrument="2023-977")
        for action, make in MAKE.items()
    },
    "ask.transfer": ask(DEU, TUR, instrument="interpol"),
    "answer.transfer": answer(TUR, DEU, instrument="interpol"),
    "release.transfer": release(TUR, DEU, instrument="interpol"),
    "forward.transfer": forward(DEU, AUT, TUR, instrument="interpol"),
    "forward.necessity": forward(SRB, ALB, HUN, necessity=False),
    "forward.offence": forward(SRB, ALB, HUN, offence=None),
    "forward.offence-known": forward(SRB, ALB, HUN, offence="sorcery"),
    "forward.threshold": forward(AUT, HUN, DEU, offence="minor_injury", instrument="2023-977"),
    "forward.judicial": forward(SRB, ALB, TUR, instrument="ets30"),
    "forward.origin": forward(SRB, ALB, TUR, subject=SEEKER),
    "forward.consent": forward(SRB, ALB, HUN, consent=False),
    "release.confirmed": release(SRB, ALB, confirmed=False),
    "ask.case-open": ask(SRB, ALB, case_file=CaseFacts()),
    "ask.case-supervised": ask(SRB, ALB, case_file=CaseFacts()),
    "ask.case-purpose": ask(SRB, ALB, case_file=CaseFacts()),
    "answer.status": answer(TUR, ALB, "document", subject=NOBODY, record=record_of(ALB, "document")),
    "answer.restricted": answer(AUT, HUN, "dna", record=marked(Handling.RESTRICTED, "dna", HUN)),
    "answer.contested": answer(AUT, HUN, "dna", record=record_of(HUN, "dna", contested=True)),
    "answer.minor": answer(AUT, HUN, "dna", record=record_of(HUN, "dna", minor=True)),
    "ask.minor": ask(AUT, HUN, "dna", subject=YOUNG, instrument="prum"),
    "answer.asked-minor": answer(AUT, HUN, "dna", subject=YOUNG),
    "answer.witness": answer(SRB, ALB, record=record_of(ALB, role=SubjectRole.WITNESS)),
    "answer.informant": answer(SRB, ALB, record=record_of(ALB, role=SubjectRole.INFORMANT)),
}


#: What waits for a day of Prüm II: judged as if the directive asked for no more than it.
TWINS = {name: CASES[name.removesuffix("-one-year")] for name in FORBIDS if name.endswith(".threshold-one-year")}
MILDER = load_law(texts=altered("instruments.yaml", "threshold: more_than_one_year", "threshold: at_least_one_year"))


def test_no_condition_is_lost() -> None:
    assert set(FORBIDS) == CASES.keys() | TWINS.keys()


@pytest.mark.parametrize("name", sorted(CASES))
def test_every_forbid_can_fire(name: str) -> None:
    assert name in {found.policy for found in LAW.decide(CASES[name]).missing}


@pytest.mark.parametrize("name", sorted(TWINS))
def test_one_year_is_enough_where_no_more_is_asked_and_less_is_not(name: str) -> None:
    trifle = replace(TWINS[name], offence="traffic_offence")
    assert [found.policy for found in MILDER.decide(trifle).missing] == [name]
    assert MILDER.decide(replace(trifle, offence="minor_injury")).open


@pytest.mark.parametrize("action", Action)
def test_where_nothing_is_missing_no_forbid_fires(action: Action) -> None:
    request = MAKE[action](SRB, ALB) if action in MAKE else forward(SRB, ALB, HUN)
    assert LAW.decide(request).open
