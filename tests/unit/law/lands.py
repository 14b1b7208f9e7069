"""Parties, requests and altered texts that the tests of the law share."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, TypeAlias

from hypothesis import strategies as st

from egnatia.law.facts import Action, CaseFacts, Onward, Party, PartySort, RecordFacts, Request
from egnatia.law.offences import OFFENCES
from egnatia.law.texts import SHIPPED, Texts
from egnatia.model.caveat import Handling, Purpose, SubjectRole
from egnatia.model.identity import CountryCode, NodeId
from egnatia.model.kinds import KINDS
from egnatia.model.question import Subject

#: A value for any field of a request or record.
Anything: TypeAlias = Any

TODAY = date(2026, 11, 22)


def state(code: str) -> Party:
    """Return the node of a state, named like its country."""
    return Party(node=NodeId(code), country=CountryCode(code), sort=PartySort.STATE)


def body(name: str) -> Party:
    return Party(node=NodeId(name), country=None, sort=PartySort.BODY)


CODES = (
    "ALB", "AUT", "BGR", "BIH", "DEU", "GBR", "GRC", "HRV", "HUN",
    "ITA", "MDA", "MKD", "MNE", "ROU", "SRB", "SVN", "TUR", "XKX",
)  # fmt: skip
STATES = {code: state(code) for code in CODES}
SELEC, EUROPOL, ICMP = body("SELEC"), body("EUROPOL"), body("ICMP")
NGO = Party(node=NodeId("SHELTER"), country=CountryCode("SRB"), sort=PartySort.NGO)
NETWORK = (*STATES.values(), SELEC, EUROPOL, ICMP, NGO)

#: Keys of each kind that suffice wherever keys are what decides.
KEYS = {
    "person": {"first_name", "family_name"},
    "document": {"number", "type", "issuing_country"},
    "vehicle": {"plate", "registration_country"},
    "vessel": {"imo_number"},
    "firearm": {"serial"},
    "account": {"iban"},
    "device": {"imei"},
    "organisation": {"registration_number"},
    "object": {"title"},
    "dna": {"profile"},
    "print": {"file"},
    "missing_report": {"first_name", "family_name"},
    "remains": {"sex", "found_country"},
}

SUSPECT = Subject(role=SubjectRole.SUSPECT)
#: Handling codes as the tables of the oracle write them.
HANDLED = {"none": frozenset[Handling](), "H1": frozenset({Handling("H1")}), "H2": frozenset({Handling("H2")})}
IN_ORDER = CaseFacts(open=True, supervised=True, matches_purpose=True)


def ask(asker: Party, answerer: Party, kind: str = "person", **changes: Anything) -> Request:
    """Return a question in which nothing is missing but perhaps a channel."""
    request = Request(
        action=Action.ASK,
        asker=asker,
        answerer=answerer,
        kind=kind,
        keys=frozenset(KEYS.get(kind, ())),
        purpose=Purpose.CRIMINAL_INVESTIGATION,
        offence="drug_trafficking",
        subject=SUSPECT,
        case_file=IN_ORDER,
        necessity=True,
        on=TODAY,
    )
    return replace(request, **changes)


def search(asker: Party, answerer: Party, kind: str = "missing_report", **changes: Anything) -> Request:
    """Return a humanitarian question: no offence."""
    missing = {"purpose": Purpose.MISSING_PERSON, "offence": None, "subject": Subject(role=SubjectRole.MISSING)}
    return ask(asker, answerer, kind, **{**missing, **changes})


def answer(asker: Party, answerer: Party, kind: str = "person", **changes: Anything) -> Request:
    """Return the same question as the partner's machine judges it."""
    return ask(asker, answerer, kind, **{"action": Action.ANSWER, "case_file": CaseFacts(), **changes})


def record_of(issuer: Party, kind: str = "person", **changes: Anything) -> RecordFacts:
    """Return a suspect's record, for every purpose, without caveats."""
    record = RecordFacts(issuer=issuer.node, kind=kind, purposes=frozenset(Purpose), role=SubjectRole.SUSPECT)
    return replace(record, **changes)


def release(asker: Party, answerer: Party, kind: str = "person", **changes: Anything) -> Request:
    """Return a release in which nothing is missing."""
    given = {"action": Action.RELEASE, "record": record_of(answerer, kind), "approvals": 1, "confirmed": True}
    return answer(asker, answerer, kind, **{**given, **changes})


def forward(holder: Party, originator: Party, recipient: Party, kind: str = "person", **changes: Anything) -> Request:
    """Return a forwarding in which nothing is missing."""
    given = {"action": Action.FORWARD, "onward": Onward(recipient=recipient), "consent": True}
    return release(holder, originator, kind, **{**given, **changes})


def altered(name: str, old: str, new: str) -> Texts:
    """Return the shipped law with one passage of one text replaced."""
    text = SHIPPED.by_name[name]
    if old not in text:
        raise AssertionError(f"{name} does not hold {old!r}")
    return rewritten({name: text.replace(old, new, 1)})


def rewritten(texts: Mapping[str, str]) -> Texts:
    """Return the shipped law with whole texts replaced."""
    return Texts(MappingProxyType({**SHIPPED.by_name, **texts}))


PARTIES = st.sampled_from(NETWORK)
COUNTRIES = st.frozensets(st.sampled_from([CountryCode(code) for code in CODES]), max_size=2)
ROLES = st.sampled_from(SubjectRole)
PURPOSES = st.sampled_from(Purpose)
_ASKABLE = sorted(name for name, kind in KINDS.items() if kind.askable)
SUBJECTS = st.builds(Subject, role=ROLES, minor=st.booleans(), asylum_from=COUNTRIES)
RECORDS = st.builds(
    RecordFacts,
    issuer=PARTIES.map(lambda party: party.node),
    kind=st.sampled_from(_ASKABLE),
    purposes=st.frozensets(PURPOSES, min_size=1),
    role=ROLES,
    minor=st.booleans(),
    asylum_from=COUNTRIES,
    handling=st.frozensets(st.sampled_from(Handling)),
    contested=st.booleans(),
    statuses=st.frozensets(st.sampled_from(["stolen", "lost", "registered"]), max_size=1),
)
CASES = st.builds(CaseFacts, open=st.booleans(), supervised=st.booleans(), matches_purpose=st.booleans())


@st.composite
def requests(draw: st.DrawFn) -> Request:
    """Draw any request: mostly with keys that suffice, so that channels open often enough."""
    kind = draw(st.sampled_from(_ASKABLE))
    keys = draw(
        st.one_of(st.just(frozenset(KEYS[kind])), st.frozensets(st.sampled_from(sorted(KINDS[kind].searchable))))
    )
    return Request(
        action=draw(st.sampled_from(Action)),
        asker=draw(PARTIES),
        answerer=draw(PARTIES),
        kind=kind,
        keys=keys,
        exact=draw(st.booleans()),
        purpose=draw(PURPOSES),
        offence=draw(st.sampled_from([None, "no_such_offence", *OFFENCES])),
        instrument=None,
        subject=draw(SUBJECTS),
        case_file=draw(st.one_of(st.just(IN_ORDER), CASES)),
        authorisation=draw(st.booleans()),
        authorisation_void=draw(st.sampled_from([False, False, True])),
        authorised_here=draw(st.booleans()),
        necessity=draw(st.sampled_from([True, True, False])),
        on=draw(st.dates(min_value=date(2004, 1, 1), max_value=date(2032, 1, 1))),
        record=draw(st.one_of(st.none(), RECORDS)),
        approvals=draw(st.integers(min_value=0, max_value=3)),
        confirmed=draw(st.booleans()),
        onward=draw(st.one_of(st.none(), st.builds(Onward, recipient=PARTIES))),
        consent=draw(st.booleans()),
    )


@st.composite
def lawful_requests(draw: st.DrawFn) -> Request:
    """Draw a request in which little is missing, so that what opens and what closes it is put to the test."""
    kind = draw(st.sampled_from(_ASKABLE))
    purpose = draw(PURPOSES)
    request = draw(requests())
    return replace(
        request,
        kind=kind,
        keys=frozenset(KEYS[kind]),
        exact=True,
        purpose=purpose,
        offence="drug_trafficking",
        case_file=IN_ORDER,
        authorisation=True,
        authorisation_void=False,
        authorised_here=True,
        necessity=True,
        on=TODAY,
        approvals=2,
        confirmed=True,
        consent=True,
        record=record_of(request.answerer, kind, role=draw(ROLES), asylum_from=draw(COUNTRIES)),
        onward=Onward(recipient=draw(PARTIES)),
    )
