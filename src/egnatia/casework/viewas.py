"""Viewing as a partner: what a node would learn of an own record, under each instrument by which it may ask.

Nothing here decides anew. The partner's question is supposed; whether it is answered, with what, and what a release
would give is worked out by the functions that do so when a question comes (`answer`, `release`), through the law.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from egnatia.casework.answer import may_tell
from egnatia.casework.atonce import disclosed
from egnatia.casework.collect import read_in_case
from egnatia.casework.errors import ConflictError, NotFoundError
from egnatia.casework.explain import Between, Supposition, suppose
from egnatia.casework.lawful import Backing, decide_answer, decide_release, party, record_facts
from egnatia.casework.office import Office
from egnatia.casework.release import names_given
from egnatia.casework.rows import Account, CaseFile
from egnatia.law.channels import Channel
from egnatia.model.identity import CaseId, NodeId, QuestionId, RecordId
from egnatia.model.question import Question, Subject
from egnatia.model.record import Record

#: So many people may be found to stand behind a release: what is missing then is not a second one.
_ENOUGH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a partner would learn under one instrument."""

    channel: Channel
    asked_by: tuple[str, ...]  #: Properties by which it would have to ask; empty: too few are on record.
    told: bool  #: Whether it is told of the record at all.
    missing: tuple[str, ...]  #: Why not, or what a question still needs.
    at_once: Mapping[str, tuple[str, ...]]  #: What the automatic reply contains.
    released: Mapping[str, tuple[str, ...]]  #: What a release would give.
    kept_back: tuple[str, ...]  #: Properties that a release gives only by name, or never.
    release_missing: tuple[str, ...]  #: What stands against a release.


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewed:
    """What a partner would learn of a record, for the purpose of the case file in which it is looked at."""

    record: Record
    partner: NodeId
    case: CaseFile
    views: tuple[View, ...]  #: By instrument, the best first; none: it may not ask at all.
    closed: tuple[str, ...]  #: Why not, if it may not.


def view_as(office: Office, actor: Account, record: RecordId, case: CaseId, partner: NodeId) -> Viewed:
    """Work out what a partner would learn of one of our own records; that it was read is logged.

    Raises:
        NotAllowedError: the person may not read records, or does not work in the case file.
        NotLawfulError: the record may not be read for the case file's purpose.
        NotFoundError: the record is not here (any more), or the partner is no member.
        ConflictError: it is another node's: it is not ours to answer with.
    """
    stored, file = office.store.write(lambda tx: read_in_case(office, tx, actor, record, case))
    if stored.record is None:
        raise NotFoundError("the record was erased")
    if stored.record.issuer != office.me or partner == office.me:
        raise ConflictError(f"only what {office.me} issued is answered with here, and to others")
    found = stored.record
    supposed = Supposition(
        asker=partner,
        answerer=office.me,
        kind=found.kind,
        purpose=file.purpose,
        offence=file.offence,
        subject=_subject(found),
    )
    directory = office.directory()
    between = Between(asker=party(directory, partner), answerer=party(directory, office.me))
    explained = office.law.explain(suppose(office.law, supposed, between, office.clock.now().date()))
    channels = [opened.channel for opened in explained.channels]
    views = [_view(office, _question(office, file, partner, found, channel), found, channel) for channel in channels]
    closed = () if views else tuple(dict.fromkeys(explained.decision.words))
    return Viewed(record=found, partner=partner, case=file, views=tuple(views), closed=closed)


def _view(office: Office, question: Question, record: Record, channel: Channel) -> View:
    facts = record_facts(record, office.clock.now().date())
    told = bool(question.properties) and may_tell(office, question, record, office.clock.now().date())
    released = decide_release(office, question, facts, Backing(approvals=_ENOUGH))
    names = names_given(record) if told and released.open and channel.release else frozenset()
    return View(
        channel=channel,
        asked_by=tuple(sorted(question.properties)),
        told=told,
        missing=() if told else decide_answer(office, question, facts).words,
        at_once=disclosed(channel, record) if told else {},
        released={name: values for name, values in record.properties.items() if name in names},
        kept_back=tuple(name for name in record.properties if name not in names),
        release_missing=() if released.open else released.words,
    )


def _subject(record: Record) -> Subject:
    return Subject(role=record.caveat.role, asylum_from=record.caveat.asylum_from)


def _question(office: Office, file: CaseFile, partner: NodeId, record: Record, channel: Channel) -> Question:
    """Suppose the question by which the partner would find the record: by what the instrument takes."""
    now = office.clock.now()
    return Question(
        id=QuestionId("0" * 32),
        asker=partner,
        partner=office.me,
        kind=record.kind,
        properties={name: record.properties[name][:1] for name in _keys(record, channel)},
        purpose=file.purpose,
        offence=file.offence,
        instrument=channel.instrument,
        case_file=file.id,
        authorisation=None,
        subject=_subject(record),
        necessity="supposed",
        urgent=False,
        asked_at=now,
        expires_at=now,
        policy=office.law.version,
    )


def _keys(record: Record, channel: Channel) -> Iterator[str]:
    """Yield the properties of the first set by which the instrument lets ask and which the record has."""
    there = frozenset(record.properties)
    keys = next((found for found in channel.keys if found.met_by(there)), None)
    yield from sorted(keys.of & there) if keys else ()
