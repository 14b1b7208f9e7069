"""The dispatch: what one desk writes to another, as it travels: typed, structured, in a thread, under one law."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from egnatia.model.attachment import MOST as MOST_ATTACHMENTS
from egnatia.model.attachment import Attachment, parse_attachment, plain_attachment
from egnatia.model.authorisation import Invocation, parse_invocation, plain_invocation
from egnatia.model.caveat import Handling, Information, Purpose, Source, SubjectRole
from egnatia.model.desk import Desk
from egnatia.model.dispatch_forms import AREAS, SORTS, Area, Sort, fields_of
from egnatia.model.errors import ContradictionError, ParseError
from egnatia.model.extent import check_extent
from egnatia.model.identity import CaseId, MessageId, parse_case, parse_digest, parse_message_id
from egnatia.model.kinds import KINDS, Kind, Property, carried, parse_kind_name, parse_properties
from egnatia.model.question import Subject, parse_subject, plain_subject
from egnatia.model.reading import Fields, below, contradictions, distinct, listed, member, text, whole

#: Things that one message describes, messages of one side in a thread, and people who stand behind one: at most.
MOST_THINGS, MOST_MESSAGES, MOST_APPROVALS = 20, 10_000, 9
#: Characters of a message's own words.
LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A person or thing that a message describes: no record, only what is said of it here."""

    kind: str
    properties: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a message stands among others."""

    thread: MessageId  #: The first message of the thread.
    number: int  #: Among the messages of its sender in the thread, from 1: they are taken in this order.
    replies_to: MessageId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Why and under what a message is written; what the law looks at."""

    purpose: Purpose
    offence: str | None
    instrument: str
    case_file: CaseId | None  #: Of the sender; a reply needs none of its own.
    authorisation: Invocation | None
    subject: Subject
    reason: str  #: Why this partner.
    urgency: str = ""  #: Why it cannot wait; empty: it can.
    approvals: int  #: Different people of the sender who stand behind it.
    policy: str  #: Digest of the policies by which the sender decided.


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """How reliable a message is, and what the recipient may not do with it."""

    source: Source
    information: Information
    handling: frozenset[Handling] = frozenset()
    restriction: str = ""  #: The words of H3.

    def __post_init__(self) -> None:
        """Refuse a marking that contradicts itself."""
        if (Handling.RESTRICTED in self.handling) != bool(self.restriction.strip()):
            raise ContradictionError("restriction", "H3 and its words go together")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """One message from desk to desk."""

    place: Place
    sort: Sort
    area: str
    sender_desk: Desk
    desk: Desk  #: Of the recipient.
    title: str
    text: str
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  #: The fields of sort and area.
    things: tuple[Thing, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    grounds: Grounds
    marking: Marking

    def __post_init__(self) -> None:
        """Refuse a message that stands in the wrong place, or names one attachment twice."""
        if len({found.id for found in self.attachments}) != len(self.attachments):
            raise ContradictionError("attachments", "one stands twice")
        begins = self.place.number == 1 and self.place.replies_to is None
        if begins and not SORTS[self.sort].opens:
            raise ContradictionError("sort", "a reply names the message that it replies to")


def plain_dispatch(dispatch: Dispatch) -> dict[str, Any]:
    """Write a dispatch as plain values for canonical JSON: the body of its letter."""
    place, grounds, marking = dispatch.place, dispatch.grounds, dispatch.marking
    return {
        "thread": place.thread,
        "number": place.number,
        **({"replies_to": place.replies_to} if place.replies_to else {}),
        "sort": dispatch.sort,
        "area": dispatch.area,
        "sender_desk": dispatch.sender_desk,
        "desk": dispatch.desk,
        "title": dispatch.title,
        "text": dispatch.text,
        "facts": _plain_values(dispatch.facts),
        "things": [{"kind": thing.kind, "properties": _plain_values(thing.properties)} for thing in dispatch.things],
        **({"attachments": list(map(plain_attachment, dispatch.attachments))} if dispatch.attachments else {}),
        "purpose": grounds.purpose,
        **({"offence": grounds.offence} if grounds.offence is not None else {}),
        "instrument": grounds.instrument,
        **({"case_file": grounds.case_file} if grounds.case_file else {}),
        **({"authorisation": plain_invocation(grounds.authorisation)} if grounds.authorisation else {}),
        "subject": plain_subject(grounds.subject),
        "reason": grounds.reason,
        **({"urgency": grounds.urgency} if grounds.urgency else {}),
        "approvals": grounds.approvals,
        "policy": grounds.policy,
        "source": marking.source,
        "information": marking.information,
        "handling": sorted(marking.handling),
        **({"restriction": marking.restriction} if marking.restriction else {}),
    }


def _plain_values(values: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {name: list(found) for name, found in values.items()}


def parse_dispatch(value: object, path: str = "") -> Dispatch:
    """Read a dispatch strictly: its fields against its sort and area, its things against their kinds and the role.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    with contradictions(path):
        dispatch = _take(fields)
    fields.finish()
    return dispatch


def _take(fields: Fields) -> Dispatch:
    sort, area = fields.take("sort", member(Sort)), fields.take("area", parse_area)
    grounds = _take_grounds(fields)
    return Dispatch(
        place=Place(
            thread=fields.take("thread", parse_message_id),
            number=fields.take("number", whole(1, MOST_MESSAGES)),
            replies_to=fields.take_optional("replies_to", parse_message_id),
        ),
        sort=sort,
        area=area.code,
        sender_desk=fields.take("sender_desk", member(Desk)),
        desk=fields.take("desk", member(Desk)),
        title=fields.take("title", text(200)),
        text=fields.take("text", text(LONGEST_TEXT, empty=True)),
        facts=fields.take("facts", lambda found, where: parse_facts(sort, area, found, where)),
        things=fields.take("things", lambda found, where: parse_things(grounds.subject.role, found, where)),
        attachments=fields.take_optional("attachments", listed(parse_attachment, limit=MOST_ATTACHMENTS)) or (),
        grounds=grounds,
        marking=Marking(
            source=fields.take("source", member(Source)),
            information=fields.take("information", member(Information)),
            handling=fields.take("handling", distinct(member(Handling))),
            restriction=fields.take_optional("restriction", text(2000)) or "",
        ),
    )


def _take_grounds(fields: Fields) -> Grounds:
    return Grounds(
        purpose=fields.take("purpose", member(Purpose)),
        offence=fields.take_optional("offence", text(60)),
        instrument=fields.take("instrument", text(60)),
        case_file=fields.take_optional("case_file", parse_case),
        authorisation=fields.take_optional("authorisation", parse_invocation),
        subject=fields.take("subject", parse_subject),
        reason=fields.take("reason", text(2000)),
        urgency=fields.take_optional("urgency", text(2000)) or "",
        approvals=fields.take("approvals", whole(1, MOST_APPROVALS)),
        policy=fields.take("policy", parse_digest),
    )


def parse_area(value: object, path: str) -> Area:
    """Find a crime area by its code.

    Raises:
        ParseError: there is none of that code.
    """
    if not isinstance(value, str) or value not in AREAS:
        raise ParseError(path, f"not a crime area; there are {', '.join(AREAS)}")
    return AREAS[value]


def parse_facts(sort: Sort, area: Area, value: object, path: str) -> Mapping[str, tuple[str, ...]]:
    """Read the fields of a message of a sort and area.

    Raises:
        ParseError: an unknown field, a value of the wrong type, or several where one is allowed.
    """
    return parse_properties(_form(fields_of(SORTS[sort], area)), value, path)


def _form(fields: Mapping[str, Property]) -> Kind:
    """Return fields as a kind, whose values are read the same way."""
    return Kind(name="message", label="Message", about="", personal=False, askable=False, link=None, properties=fields)


def parse_things(role: SubjectRole, value: object, path: str) -> tuple[Thing, ...]:
    """Read what a message describes, of people in one role.

    Raises:
        ParseError: an unknown kind or property, one that is never said of somebody in this role, or a sensitive one.
    """

    def parse(found: object, where: str) -> Thing:
        fields = Fields(found, where)
        kind = fields.take("kind", parse_kind_name)
        thing = Thing(kind=kind.name, properties=fields.take("properties", _properties(kind, role)))
        fields.finish()
        return thing

    return listed(parse, limit=MOST_THINGS)(value, path)


def _properties(kind: Kind, role: SubjectRole) -> Callable[[object, str], Mapping[str, tuple[str, ...]]]:
    """Build the reader of the properties of one thing."""

    def parse(value: object, path: str) -> Mapping[str, tuple[str, ...]]:
        found = parse_properties(kind, value, path)
        check_extent(found, path)
        if not found:
            raise ParseError(path, "empty: nothing is said of it")
        kept = carried(kind, found, role) if kind.personal else found
        for name in found:
            if name not in kept:
                raise ParseError(below(path, name), f"is not said of a person in the role {role}")
            if kind.properties[name].sensitive:
                raise ParseError(below(path, name), "sensitive: it is released as a record, not written in a message")
        return found

    return parse


def lacking(dispatch: Dispatch) -> tuple[str, ...]:
    """Say what a message lacks by its form, in words: fields that its sort needs, and what tells its things apart."""
    form, area = SORTS[dispatch.sort], AREAS[dispatch.area]
    words = [f"{form.fields[name].label}" for name in form.fields if name in form.needed and name not in dispatch.facts]
    if dispatch.facts.get("outcome") == ("refused",) and not {"ground", "assistance_ground"} & dispatch.facts.keys():
        words.append(form.fields["ground"].label)
    if dispatch.sort is not Sort.REPLY:
        words += [_told_apart(thing, area) for thing in dispatch.things if area.lacks(thing.kind, _given(thing))]
    return tuple(words)


def _given(thing: Thing) -> frozenset[str]:
    return frozenset(thing.properties)


def _told_apart(thing: Thing, area: Area) -> str:
    kind = KINDS[thing.kind]
    sets = area.lacks(thing.kind, _given(thing))
    ways = (" and ".join(kind.properties[name].label.lower() for name in sorted(wanted)) for wanted in sets)
    return f"{kind.label}: {', or '.join(ways)}"
