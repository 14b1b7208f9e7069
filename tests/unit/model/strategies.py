"""Strategies of hypothesis for every noun of the model; other packages' tests draw from them too."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from egnatia.model.answer import Answer, Hit, Quality, Result
from egnatia.model.authorisation import Authorisation, Invocation, Measure
from egnatia.model.caveat import Caveat, Handling, Information, Nature, Purpose, Source, SubjectRole
from egnatia.model.identification import Identification
from egnatia.model.identity import (
    AccountId,
    CaseId,
    CountryCode,
    LineageId,
    MessageId,
    NodeId,
    QuestionId,
    RecordId,
    Reference,
    StatementId,
)
from egnatia.model.kinds import KINDS, Kind, Property
from egnatia.model.message import Message, MessageType
from egnatia.model.partial_date import PartialDate
from egnatia.model.passage import Passage
from egnatia.model.peril import Assurance, Danger, Peril
from egnatia.model.question import Question, Subject
from egnatia.model.record import Record
from egnatia.model.statement import OPERATING, PASSING, UNDOING, Statement, StatementAct
from egnatia.model.values import COUNTRIES, ValueType, tidy, write_number

Properties = Mapping[str, tuple[str, ...]]

#: 128 random bits, and the digits of a SHA-256.
hex128 = st.binary(min_size=16, max_size=16).map(bytes.hex)
hex256 = st.binary(min_size=32, max_size=32).map(bytes.hex)

nodes = st.sampled_from(["AL", "RS", "TR", "XK", "SELEC", "ICMP"]).map(NodeId)
countries = st.sampled_from(sorted(COUNTRIES)).map(CountryCode)
country_sets = st.frozensets(countries, max_size=3)
roles = st.sampled_from(SubjectRole)

#: Times as nodes write them: aware, to the millisecond.
instants = st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000)
)

_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cn", "Zl", "Zp"))
#: Words in any script, in the one spelling that the model keeps.
words = st.text(_LETTERS, min_size=1, max_size=30).map(tidy).filter(bool)


partial_dates = st.dates(date(1000, 1, 1), date(2099, 12, 31)).flatmap(
    lambda day: st.sampled_from(
        [
            PartialDate(year=day.year),
            PartialDate(year=day.year, month=day.month),
            PartialDate(year=day.year, month=day.month, day=day.day),
        ]
    )
)
points = st.tuples(st.floats(-90, 90), st.floats(-180, 180)).map(
    lambda pair: f"{write_number(pair[0])},{write_number(pair[1])}"
)
quantities = st.tuples(st.floats(0, 10**9), st.sampled_from(["kg", "km", "%", "cm", "EUR"])).map(
    lambda pair: f"{write_number(pair[0])} {pair[1]}"
)

_VALUES: Mapping[ValueType, st.SearchStrategy[str]] = {
    ValueType.NAME: words,
    ValueType.TEXT: words,
    ValueType.DATE: partial_dates.map(str),
    ValueType.COUNTRY: countries,
    ValueType.IDENTIFIER: words,
    ValueType.POINT: points,
    ValueType.QUANTITY: quantities,
    ValueType.INSTANT: instants.map(lambda at: at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"),
    ValueType.DIGEST: hex256,
    ValueType.RECORD: hex128,
}


def values_of(found: Property) -> st.SearchStrategy[tuple[str, ...]]:
    """Draw what a record can hold of one property."""
    one = st.sampled_from(sorted(found.codes)) if found.codes else _VALUES[found.type]
    most = min(3, len(found.codes) or 3) if found.many else 1
    return st.lists(one, min_size=1, max_size=most, unique=True).map(tuple)


@st.composite
def properties_of(draw: st.DrawFn, kind: Kind, names: frozenset[str], needed: frozenset[str]) -> Properties:
    """Draw properties of a kind, out of `names`; those of `needed` always."""
    some = draw(st.frozensets(st.sampled_from(sorted(names)), max_size=5)) if names else frozenset()
    return {name: draw(values_of(kind.properties[name])) for name in sorted(some | needed)}


@st.composite
def caveats(
    draw: st.DrawFn,
    subject: st.SearchStrategy[SubjectRole] = roles,
    restrictions: st.SearchStrategy[str] = words,
) -> Caveat:
    """Draw a caveat that does not contradict itself."""
    handling = draw(st.frozensets(st.sampled_from(Handling)))
    return Caveat(
        source=draw(st.sampled_from(Source)),
        information=draw(st.sampled_from(Information)),
        handling=handling,
        restriction=draw(restrictions) if Handling.RESTRICTED in handling else "",
        purposes=draw(st.frozensets(st.sampled_from(Purpose), min_size=1)),
        role=draw(subject),
        nature=draw(st.sampled_from(Nature)),
        contested=draw(st.booleans()),
        asylum_from=draw(country_sets),
        retain_until=draw(st.dates(date(2026, 1, 1), date(2060, 1, 1))),
    )


@st.composite
def records(draw: st.DrawFn, kinds: st.SearchStrategy[str] | None = None) -> Record:
    """Draw a record of any kind, with properties that may be kept of its subject."""
    kind = KINDS[draw(kinds or st.sampled_from(sorted(KINDS)))]
    ends = frozenset(kind.link or ())
    role = draw(roles.filter(lambda role: not kind.personal or role is not SubjectRole.NOBODY))
    allowed = frozenset(name for name, found in kind.properties.items() if role in found.roles)
    return Record(
        kind=kind.name,
        issuer=draw(nodes),
        lineage=LineageId(draw(hex128)),
        supersedes=draw(st.frozensets(hex256.map(RecordId), max_size=2)),
        derived_from=draw(st.frozensets(hex256.map(RecordId), max_size=2)),
        recorded_at=draw(instants),
        properties=draw(properties_of(kind, allowed, ends)),
        caveat=draw(caveats(st.just(role))),
        salt=draw(hex128),
    )


@st.composite
def authorisations(draw: st.DrawFn) -> Authorisation:
    """Draw an authorisation of any measure."""
    begins, ends = sorted(draw(st.tuples(st.dates(), st.dates())))
    return Authorisation(
        measure=draw(st.sampled_from(Measure)),
        matter=draw(hex128),
        purpose=draw(st.sampled_from(Purpose)),
        authority=draw(words),
        document=draw(st.none() | hex256),
        begins=begins,
        ends=ends,
    )


invocations = st.builds(Invocation, statement=hex256.map(StatementId), authorisation=authorisations())
perils = st.builds(Peril, danger=st.sampled_from([Danger.DEATH_PENALTY, Danger.TORTURE]), country=countries)
assurances = st.builds(Assurance, country=countries, authority=words, document=hex256, given=st.dates())
passages = st.builds(
    Passage,
    record=hex256.map(RecordId),
    recipient=nodes,
    purpose=st.sampled_from(Purpose),
    until=st.none() | st.dates(),
    conditions=st.just("") | words,
)


identifications = st.builds(Identification, remains=hex128.map(LineageId), missing=hex128.map(LineageId), report=words)


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """Draw a statement of any act."""
    apart = OPERATING | {StatementAct.PROPOSE, StatementAct.ALERT}  # test_operation.py and test_alert.py have those
    act = draw(st.sampled_from(sorted(set(StatementAct) - apart)))
    authorised = draw(authorisations()) if act is StatementAct.AUTHORISE else None
    passage = draw(passages) if act in PASSING else None
    named = ({authorised.matter} if authorised else set()) | ({passage.record, passage.matter} if passage else set())
    identified = draw(identifications) if act is StatementAct.IDENTIFY else None
    named |= {identified.remains, identified.missing} if identified else set()
    return Statement(
        act=act,
        issuer=draw(nodes),
        by=AccountId(draw(hex128)),
        at=draw(instants),
        about=draw(st.frozensets(hex256, min_size=1, max_size=3)) | named,
        undoes=StatementId(draw(hex256)) if act in UNDOING else None,
        authorises=authorised,
        warns=draw(perils) if act is StatementAct.WARN else None,
        assures=draw(assurances) if act is StatementAct.ASSURE else None,
        passes=passage,
        identifies=identified,
        reason=draw(words),
        salt=draw(hex128),
    )


subjects = st.builds(Subject, role=roles, minor=st.booleans(), asylum_from=country_sets)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Draw a question about any kind that may be asked for."""
    kind = KINDS[draw(st.sampled_from(sorted(name for name, kind in KINDS.items() if kind.askable)))]
    first, last = sorted(draw(st.tuples(instants, instants).filter(lambda pair: pair[0] != pair[1])))
    return Question(
        id=QuestionId(draw(hex128)),
        asker=draw(nodes),
        partner=draw(nodes),
        kind=kind.name,
        properties=draw(properties_of(kind, kind.searchable, frozenset([min(kind.searchable)]))),
        purpose=draw(st.sampled_from(Purpose)),
        offence=draw(st.none() | st.just("drug_trafficking")),
        instrument=draw(st.sampled_from(["prum", "interpol"])),
        case_file=CaseId(draw(hex128)),
        authorisation=draw(st.none() | invocations),
        subject=draw(subjects),
        necessity=draw(words),
        urgent=draw(st.booleans()),
        asked_at=first,
        expires_at=last,
        policy=draw(hex256),
        danger_to_life=draw(st.booleans()),
    )


@st.composite
def hits(draw: st.DrawFn) -> Hit:
    """Draw a hit on a record of any kind, with a view of it or without."""
    view = replace(draw(records()), derived_from=frozenset({RecordId(draw(hex256))}))
    return Hit(
        reference=Reference(draw(hex128)),
        quality=draw(st.sampled_from(Quality)),
        kind=view.kind,
        record=draw(st.sampled_from([view, None])),
    )


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Draw an answer that does not contradict itself."""
    result = draw(st.sampled_from(Result))
    return Answer(
        question=QuestionId(draw(hex128)),
        result=result,
        hits=tuple(draw(st.lists(hits(), min_size=1, max_size=2))) if result is Result.HIT else (),
        reasons=tuple(draw(st.lists(words, min_size=1, max_size=2))) if result is Result.REFUSED else (),
        instrument=draw(st.sampled_from(["prum", "interpol"])),
        answered_at=draw(instants),
        policy=draw(hex256),
    )


_ANY_TEXT = st.text(st.characters(codec="utf-8"))
#: Plain values that have a canonical form.
plain_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | _ANY_TEXT,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=12,
)


@st.composite
def messages(draw: st.DrawFn) -> Message:
    """Draw a message with any body."""
    first, last = sorted(draw(st.tuples(instants, instants).filter(lambda pair: pair[0] != pair[1])))
    return Message(
        id=MessageId(draw(hex128)),
        type=draw(st.sampled_from(MessageType)),
        sender=draw(nodes),
        recipient=draw(nodes),
        sent_at=first,
        expires_at=last,
        body=draw(st.dictionaries(_ANY_TEXT, plain_values, max_size=3)),
    )
