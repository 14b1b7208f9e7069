"""Signed acts about records, lineages and matters: judgement, confirmation, release, authorisation, hold, caveat."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

from egnatia.model import canonical
from egnatia.model.alert import Alert, Proposal, parse_alert, parse_proposal, plain_alert, plain_proposal
from egnatia.model.authorisation import Authorisation, parse_authorisation, plain_authorisation
from egnatia.model.errors import ContradictionError
from egnatia.model.identification import Identification, parse_identification, plain_identification
from egnatia.model.identity import (
    AccountId,
    NodeId,
    StatementId,
    parse_account,
    parse_node,
    parse_salt,
    parse_statement_id,
)
from egnatia.model.instant import format_instant, parse_instant
from egnatia.model.operation import Step, parse_step, plain_step
from egnatia.model.passage import Passage, parse_passage, plain_passage
from egnatia.model.peril import Assurance, Peril, parse_assurance, parse_peril, plain_assurance, plain_peril
from egnatia.model.reading import Fields, contradictions, distinct, member, text


class StatementAct(StrEnum):
    """What a statement does."""

    SAME = "same"
    DIFFERENT = "different"
    UNDO = "undo"
    CONFIRM = "confirm"
    REJECT = "reject"
    RELEASE = "release"
    RECALL = "recall"
    HOLD = "hold"
    LIFT = "lift"
    WITHHOLD = "withhold"  #: A hit is confirmed, and its record is not given.
    ERASE = "erase"
    EXTEND = "extend"  #: A thing is kept longer than was planned.
    CONTEST = "contest"  #: The person says that the record is wrong (LED Art. 16(3)).
    SETTLE = "settle"  #: What was contested has been looked into.
    RECTIFY = "rectify"  #: What was given is put right, as the thing itself was (LED Art. 16(6)).
    RESTRICT = "restrict"  #: The record stays, and may be used for what the words say only (LED Art. 16(3)).
    AUTHORISE = "authorise"
    WARN = "warn"  #: The person is in danger of torture or death where the data would go (LED Art. 38(2)).
    ASSURE = "assure"  #: A state bound itself in a signed document not to carry out the death penalty.
    BREAK_GLASS = "break_glass"  #: A life is in danger: conditions give way, and somebody reviews.
    UPHOLD = "uphold"  #: On review: that conditions gave way was right.
    DISAVOW = "disavow"  #: On review: it was not justified.
    SEEK = "seek"  #: The originator's consent to a passage is asked for.
    CONSENT = "consent"  #: The originator consents to a passage.
    DENY = "deny"  #: The originator does not.
    FORWARD = "forward"  #: A received record goes on to a third party.
    REPEAT = "repeat"  #: An officer may ask one altered question more, in one case file.
    CLOSE = "close"  #: A case file is closed.
    LOOK = "look"  #: A record that is marked for fewer eyes is looked at, for the request of a person concerned.
    ACKNOWLEDGE = "acknowledge"  #: Somebody has read how a partner restricted the use of what it gave (H3).
    EXPORT = "export"  #: Records leave as a file.
    IDENTIFY = "identify"  #: Remains are said to be a missing person; a second person confirms or rejects it.
    NOTE = "note"  #: Oversight says what it found about something out of pattern.
    PLAN = "plan"  #: An operation of several states is planned, or planned anew.
    STEP = "step"  #: What else happens in one: a state consents, the lead starts, somebody intervenes.
    PROPOSE = "propose"  #: Somebody wants an alert published.
    VET = "vet"  #: Another looked it over: neutral, no refugee's pursuit, lawful, accurate, proportionate.
    ALERT = "alert"  #: It is published to one partner.


#: Acts that take back an earlier statement and therefore name it.
UNDOING = frozenset({StatementAct.UNDO, StatementAct.LIFT})
#: Acts about a passage, which they therefore name.
PASSING = frozenset({StatementAct.SEEK, StatementAct.CONSENT, StatementAct.DENY, StatementAct.FORWARD})
#: Acts within an operation, of which they therefore say which step they are.
OPERATING = frozenset({StatementAct.PLAN, StatementAct.STEP})

#: What an act says beside its reason: the field, and the acts that carry it and no others.
_CARRIED: Mapping[str, frozenset[StatementAct]] = MappingProxyType(
    {
        "undoes": UNDOING,
        "authorises": frozenset({StatementAct.AUTHORISE}),
        "warns": frozenset({StatementAct.WARN}),
        "assures": frozenset({StatementAct.ASSURE}),
        "passes": PASSING,
        "identifies": frozenset({StatementAct.IDENTIFY}),
        "operates": OPERATING,
        "proposes": frozenset({StatementAct.PROPOSE}),
        "alerts": frozenset({StatementAct.ALERT}),
    }
)


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One act, by one person of one node, about records, lineages or hits, with the reason in words."""

    act: StatementAct
    issuer: NodeId
    by: AccountId
    at: datetime
    about: frozenset[str]  #: Ids of records, lineages, case files, questions or references.
    undoes: StatementId | None = None
    authorises: Authorisation | None = None
    warns: Peril | None = None
    assures: Assurance | None = None
    passes: Passage | None = None
    identifies: Identification | None = None
    operates: Step | None = None
    proposes: Proposal | None = None
    alerts: Alert | None = None
    reason: str
    salt: str

    def __post_init__(self) -> None:
        """Refuse an act that lacks what it acts on."""
        for field, acts in _CARRIED.items():
            if (self.act in acts) != (getattr(self, field) is not None):
                raise ContradictionError(field, f"is said by {' and '.join(sorted(acts))}, and by nothing else")
        if self.authorises and self.authorises.matter not in self.about:
            raise ContradictionError("about", "does not name the matter of the authorisation")
        if self.passes and not {self.passes.record, self.passes.matter} <= self.about:
            raise ContradictionError("about", "does not name the record and the matter of the passage")
        if self.identifies and not {self.identifies.remains, self.identifies.missing} <= self.about:
            raise ContradictionError("about", "does not name the remains and the missing person")
        if self.operates and (self.operates.operation not in self.about or not self._plans_or_steps()):
            raise ContradictionError("about", "does not name the operation, or calls a plan a step")
        if not self.about or (self.alert and self.alert.id not in self.about):
            raise ContradictionError("about", "empty, or does not name the alert")

    def _plans_or_steps(self) -> bool:
        plans = self.operates is not None and self.operates.lead is not None
        return plans == (self.act is StatementAct.PLAN)

    @property
    def alert(self) -> Alert | None:
        """The alert that is proposed or published."""
        return self.proposes.alert if self.proposes else self.alerts

    @cached_property
    def id(self) -> StatementId:
        """SHA-256 of the canonical form, salt included."""
        return StatementId(canonical.digest(plain_statement(self)))


def plain_statement(statement: Statement) -> dict[str, Any]:
    """Write a statement as plain values for canonical JSON."""
    return {
        "act": statement.act,
        "issuer": statement.issuer,
        "by": statement.by,
        "at": format_instant(statement.at),
        "about": sorted(statement.about),
        **({"undoes": statement.undoes} if statement.undoes else {}),
        **({"authorises": plain_authorisation(statement.authorises)} if statement.authorises else {}),
        **({"warns": plain_peril(statement.warns)} if statement.warns else {}),
        **({"assures": plain_assurance(statement.assures)} if statement.assures else {}),
        **({"passes": plain_passage(statement.passes)} if statement.passes else {}),
        **({"identifies": plain_identification(statement.identifies)} if statement.identifies else {}),
        **({"operates": plain_step(statement.operates)} if statement.operates else {}),
        **({"proposes": plain_proposal(statement.proposes)} if statement.proposes else {}),
        **({"alerts": plain_alert(statement.alerts)} if statement.alerts else {}),
        "reason": statement.reason,
        "salt": statement.salt,
    }


def parse_statement(value: object, path: str = "") -> Statement:
    """Read a statement strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    with contradictions(path):
        statement = _take_statement(fields)
    fields.finish()
    return statement


def _take_statement(fields: Fields) -> Statement:
    return Statement(
        act=fields.take("act", member(StatementAct)),
        issuer=fields.take("issuer", parse_node),
        by=fields.take("by", parse_account),
        at=fields.take("at", parse_instant),
        about=fields.take("about", distinct(text(64))),
        undoes=fields.take_optional("undoes", parse_statement_id),
        authorises=fields.take_optional("authorises", parse_authorisation),
        warns=fields.take_optional("warns", parse_peril),
        assures=fields.take_optional("assures", parse_assurance),
        passes=fields.take_optional("passes", parse_passage),
        identifies=fields.take_optional("identifies", parse_identification),
        operates=fields.take_optional("operates", parse_step),
        proposes=fields.take_optional("proposes", parse_proposal),
        alerts=fields.take_optional("alerts", parse_alert),
        reason=fields.take("reason", text(2000)),
        salt=fields.take("salt", parse_salt),
    )


def standing(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements that nobody of the same issuer took back, oldest first.

    Taking back is final: who undoes an undo brings nothing back and has to state the matter anew. So the result
    depends on the set of statements only, not on the order in which they arrive.
    """
    known = sorted({found.id: found for found in statements}.values(), key=lambda found: (found.at, found.id))
    issuers = {found.id: found.issuer for found in known}
    undone = {found.undoes for found in known if found.undoes and issuers.get(found.undoes) == found.issuer}
    return tuple(found for found in known if found.id not in undone and found.act not in UNDOING)
