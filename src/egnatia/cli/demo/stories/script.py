"""What happens in a story, act by act: the demo plays it on the running network, and tests replay it.

Everything is named by labels of the story, because ids exist only once the network runs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from egnatia.casework.rows import Role
from egnatia.model.actionday import Result
from egnatia.model.alert_sorts import AlertSort
from egnatia.model.delivery import Goods
from egnatia.model.identity import CountryCode, NodeId
from egnatia.model.question import Subject


class Outcome(StrEnum):
    """What must come of asking one partner."""

    HIT = "hit"
    NOTHING = "nothing"
    WAITING = "waiting"  #: The instrument has no automatic reply: a person answers, in a later act.
    UNLAWFUL = "unlawful"  #: No question may go; the system says why.


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Why a partner is asked, and what comes of it."""

    because: str
    outcome: Outcome
    found: tuple[str, ...]  #: Labels of the partner's records.


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A hit, by the question that it answers, the partner who gave it, and the partner's label for the record."""

    question: str
    partner: NodeId
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Somebody asks one or more partners."""

    node: NodeId
    role: Role
    says: str  #: What the officer thinks or does, in a sentence.
    label: str
    case: str
    kind: str
    properties: Mapping[str, tuple[str, ...]]
    subject: Subject
    authorisation: str
    instrument: str  #: Empty: the best channel that is open.
    urgent: bool
    stays: int  #: For so many days, as a watch; 0: it is asked once.
    tells: frozenset[NodeId]  #: Who may know of a watch, if they look for the same and let this node know.
    partners: Mapping[NodeId, Expected]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Somebody answers a waiting question by hand, with these records or with nothing."""

    node: NodeId
    role: Role
    says: str
    question: str
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm:
    """Somebody compares and says that a hit is the one."""

    node: NodeId
    role: Role
    says: str
    hit: Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Somebody records that an authority without a node, from whom the data came, consents to their release."""

    node: NodeId
    role: Role
    says: str
    hit: Found
    of: str  #: The authority's country, or its name.


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Somebody else gives the record to the partner who asked."""

    node: NodeId
    role: Role
    says: str
    hit: Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliver:
    """A controlled delivery is planned, consented to by every state on its way, and started."""

    node: NodeId  #: Leads it.
    role: Role
    says: str
    title: str
    case: str
    authorisation: str
    goods: Goods
    way: tuple[CountryCode, ...]  #: A state without a node here is an authority of the story, and consents on paper.
    places: tuple[str, ...]  #: Where it is handed over, border by border.
    decision: str
    observers: frozenset[NodeId]
    seen: str  #: Where the goods are, after the first border: latitude and longitude.


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A result that a node tells in a joint action day."""

    node: NodeId
    result: Result  #: Its day is the first of the story; the demo tells it as of today.


@dataclass(frozen=True, slots=True, kw_only=True)
class JointAction:
    """A joint action day is planned, all take part, and tell what they found."""

    node: NodeId  #: Leads it.
    role: Role
    says: str
    title: str
    case: str
    priorities: tuple[str, ...]
    participants: frozenset[NodeId]
    coordination: str
    results: tuple[Counted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerting:
    """An alert on a record of the story is proposed, looked over by another, and published."""

    node: NodeId
    role: Role
    says: str  #: What whoever looks it over says.
    sort: AlertSort
    record: str
    case: str
    because: Mapping[NodeId, str]
    details: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identify:
    """Remains are put before the board as a missing person; that is left for somebody else to decide."""

    node: NodeId
    role: Role
    says: str
    remains: str
    missing: str
    case: str
    speaks_for: tuple[str, ...]  #: Secondary evidence, in words.


Act = Ask | Reply | Confirm | Consent | Release | Deliver | JointAction | Alerting | Identify
