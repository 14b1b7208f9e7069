"""A joint action day: who takes part, what is looked for, and the results that each node tells as they come.

Results are figures and numbers of cases; there is no field in which a person could be named. Council Decision
2008/615/JHA Art. 17; PCC SEE Art. 27; Regulation (EU) 2016/794 Art. 4(1)(c).
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from egnatia.model.delivery import GoodsSort
from egnatia.model.errors import ContradictionError, ParseError
from egnatia.model.identity import CaseId, CountryCode, NodeId, parse_case, parse_digest, parse_node
from egnatia.model.reading import Fields, contradictions, distinct, listed, member, text, whole
from egnatia.model.values import parse_country, parse_day

#: Nodes and authorities that take part in one, at most.
MOST_PARTICIPANTS = 100
#: Priorities of one, at most.
MOST_PRIORITIES = 12
#: Days that one lasts, at most: what is longer is no action day.
MOST_DAYS = 31
#: What one result says that there were, at most.
MOST_COUNTED = 10_000_000

#: Whose number, and the number: case, seizure, report. It is in capitals, has a digit, and no run of digits as long as
#: the numbers by which states know people (ten, in Bulgaria, are the fewest along the route).
_REFERENCE = re.compile(r"[A-Z]{2,12}:(?=[A-Z0-9./-]*[0-9])(?![A-Z0-9./-]*[0-9]{10})[A-Z0-9][A-Z0-9./-]{0,58}")


class ResultKind(StrEnum):
    """What is counted."""

    CHECK = "check"  #: A person, vehicle or document that was checked.
    HIT = "hit"
    SEIZURE = "seizure"
    ARREST = "arrest"
    VICTIM = "victim"  #: Somebody who was found and is safe.


class Measured(StrEnum):
    """In what a seized amount is given."""

    GRAMS = "grams"
    MILLILITRES = "millilitres"
    PIECES = "pieces"
    EURO = "euro"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionDay:
    """A plan of a joint action day; a new one of the lead takes its place, and what was told stays told."""

    title: str
    priorities: tuple[str, ...]  #: Offences that are looked for, the most wanted first.
    participants: frozenset[NodeId]  #: Nodes that are asked to take part, beside the lead.
    guests: tuple[str, ...]  #: Authorities without a node; the lead tells their results.
    begins: date
    ends: date  #: The last day.
    coordination: str  #: The room, and how it is reached at any hour.
    case_file: CaseId  #: Of the node that leads.
    policy: str  #: Digest of the policies by which the lead decided.

    def __post_init__(self) -> None:
        """Refuse what nobody takes part in, looks for nothing, or has no end."""
        if not self.participants:
            raise ContradictionError("participants", "empty: it is joint with nobody")
        if not self.priorities or len(set(self.priorities)) != len(self.priorities):
            raise ContradictionError("priorities", "one or more, none of them twice")
        if not 0 <= (self.ends - self.begins).days < MOST_DAYS:
            raise ContradictionError("ends", f"before it begins, or more than {MOST_DAYS} days")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One result: so many, of what, where, when, for which priority; never who."""

    kind: ResultKind
    priority: str
    country: CountryCode  #: Where.
    day: date
    count: int
    reference: str | None = None  #: By which two nodes know one event: whose number, a colon, the number.
    goods: GoodsSort | None = None  #: Of a seizure.
    amount: int | None = None  #: Of a seizure, if it was measured.
    measured: Measured | None = None

    def __post_init__(self) -> None:
        """Refuse goods where nothing was seized, and an amount of nothing that is known."""
        if (self.kind is ResultKind.SEIZURE) != (self.goods is not None):
            raise ContradictionError("goods", "are said of a seizure, and of nothing else")
        if (self.amount is None) != (self.measured is None) or (self.amount is not None and self.goods is None):
            raise ContradictionError("amount", "is of a seizure, and says in what it is measured")


def plain_action_day(plan: ActionDay) -> dict[str, Any]:
    """Write a plan as plain values for canonical JSON."""
    return {
        "title": plan.title,
        "priorities": list(plan.priorities),
        "participants": sorted(plan.participants),
        "guests": list(plan.guests),
        "begins": plan.begins.isoformat(),
        "ends": plan.ends.isoformat(),
        "coordination": plan.coordination,
        "case_file": plan.case_file,
        "policy": plan.policy,
    }


def parse_action_day(value: object, path: str) -> ActionDay:
    """Read a plan strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    with contradictions(path):
        plan = ActionDay(
            title=fields.take("title", text(200)),
            priorities=fields.take("priorities", listed(text(60), limit=MOST_PRIORITIES)),
            participants=fields.take("participants", distinct(parse_node, limit=MOST_PARTICIPANTS)),
            guests=fields.take("guests", listed(text(200), limit=MOST_PARTICIPANTS)),
            begins=fields.take("begins", parse_day),
            ends=fields.take("ends", parse_day),
            coordination=fields.take("coordination", text(500)),
            case_file=fields.take("case_file", parse_case),
            policy=fields.take("policy", parse_digest),
        )
    fields.finish()
    return plan


def plain_result(result: Result) -> dict[str, Any]:
    """Write a result as plain values for canonical JSON."""
    return {
        "kind": result.kind,
        "priority": result.priority,
        "country": result.country,
        "day": result.day.isoformat(),
        "count": result.count,
        **({"reference": result.reference} if result.reference else {}),
        **({"goods": result.goods} if result.goods else {}),
        **({"amount": result.amount, "measured": result.measured} if result.amount is not None else {}),
    }


def parse_result(value: object, path: str) -> Result:
    """Read a result strictly.

    Raises:
        ParseError: with the path of the first fault; a reference in which a person could be named among them.
    """
    fields = Fields(value, path)
    with contradictions(path):
        result = Result(
            kind=fields.take("kind", member(ResultKind)),
            priority=fields.take("priority", text(60)),
            country=fields.take("country", parse_country),
            day=fields.take("day", parse_day),
            count=fields.take("count", whole(1, MOST_COUNTED)),
            reference=fields.take_optional("reference", parse_reference),
            goods=fields.take_optional("goods", member(GoodsSort)),
            amount=fields.take_optional("amount", whole(1, MOST_COUNTED * 1000)),
            measured=fields.take_optional("measured", member(Measured)),
        )
    fields.finish()
    return result


def parse_reference(value: object, path: str) -> str:
    """Read the number by which an event is known at more than one node.

    Raises:
        ParseError: it does not say whose number it is, or could be a name or the number of a person.
    """
    found = text(72)(value, path)
    if not _REFERENCE.fullmatch(found):
        raise ParseError(
            path, "not whose number, a colon and the number of a case, as in AL:KU-2019-0906: capitals, digits and ./-"
        )
    return found


def normal_reference(typed: str) -> str:
    """Return a reference as two people who type the same number would both have it."""
    return "".join(typed.upper().split())
