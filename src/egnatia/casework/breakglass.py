"""Break glass: somebody states that a life is in danger, conditions give way at once, and oversight reviews it.

No channel opens by it, and neither asylum, torture, judges, case files nor handling codes give way (ADR 0034). It is
logged in the transaction of the act, and reviewed within 24 hours by a different person; until a review that is overdue
is done, whoever broke the glass does not break it again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.page import Page
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require, require_any
from egnatia.casework.rows import Account
from egnatia.casework.stated import every_statement, page_statements
from egnatia.casework.statements import Said, make_statement
from egnatia.casework.trail import Note, entry
from egnatia.law.decision import REVIEW_HOURS
from egnatia.ledger.entry import Act
from egnatia.model.caveat import Purpose
from egnatia.model.identity import AccountId, CaseId, StatementId
from egnatia.model.reading import text
from egnatia.model.statement import Statement, StatementAct, standing

#: Within what time somebody reviews.
REVIEW = timedelta(hours=REVIEW_HOURS)


class Finding(StrEnum):
    """What a review says."""

    UPHELD = "upheld"
    UNJUSTIFIED = "unjustified"


_ACTS = {Finding.UPHELD: StatementAct.UPHOLD, Finding.UNJUSTIFIED: StatementAct.DISAVOW}
_FINDINGS = {act: finding for finding, act in _ACTS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaking:
    """In which matter conditions give way, and whose life is in danger."""

    about: frozenset[str]  #: The enquiry and its questions; or the hit that is released.
    case: CaseId | None
    purpose: Purpose
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """One break glass with where its review stands."""

    statement: StatementId
    by: AccountId
    name: str  #: Of the account.
    at: datetime
    about: frozenset[str]
    reason: str
    due: datetime
    overdue: bool
    finding: Finding | None  #: None: nobody reviewed it yet.
    reviewed_by: AccountId | None
    reviewed_at: datetime | None
    why: str  #: The words of the review.


def break_glass(office: Office, tx: Transaction, actor: Account, breaking: Breaking) -> Statement:
    """State and log, in the transaction of the act itself, that conditions gave way to danger to life.

    Raises:
        ParseError: there is no reason.
    """
    text(2000)(breaking.reason, "break_glass")
    said = Said(act=StatementAct.BREAK_GLASS, about=breaking.about, reason=breaking.reason)
    statement = make_statement(office, actor, said)
    tx.statements.add(statement)
    note = Note(
        act=Act.STATEMENT,
        by=actor.id,
        about=(*sorted(breaking.about), statement.id),
        purpose=breaking.purpose,
        case=breaking.case,
        detail={"what": StatementAct.BREAK_GLASS},
    )
    tx.ledger.append([entry(office, note)])
    return statement


def refuse_overdue(office: Office, tx: Transaction, actor: Account) -> None:
    """Refuse another break glass to whom one is laid whose review is overdue.

    Raises:
        NotAllowedError: one is.
    """
    late = [one for one in _broken(office, tx) if one.overdue and one.by == actor.id]
    if late:
        raise NotAllowedError(
            f"{actor.name} broke the glass at {late[-1].at:%Y-%m-%d %H:%M} UTC and nobody has reviewed it within"
            f" {REVIEW_HOURS} hours: oversight reviews it first"
        )


def list_broken(
    office: Office, actor: Account, *, reviewed: bool | None = None, beyond: int | None = None
) -> Page[Broken]:
    """Return a page of when conditions gave way to danger to life, the newest first.

    Args:
        office: of this node.
        actor: whoever oversees or supervises.
        reviewed: only those that were reviewed, or only those still to be reviewed; None: both.
        beyond: `next` of the page before; None: from the newest on.

    Raises:
        NotAllowedError: the person neither oversees the node nor supervises.
    """
    require_any(actor, frozenset({Right.AUDIT, Right.REVIEW}))

    def work(tx: Transaction) -> Page[Broken]:
        reviews = _reviews(office, tx)

        def wanted(made: Statement) -> bool:
            return made.issuer == office.me and reviewed in (None, made.id in reviews)

        page = page_statements(tx.statements, StatementAct.BREAK_GLASS, wanted, beyond)
        return Page(rows=tuple(_with_review(office, tx, one, reviews) for one in page.rows), next=page.next)

    return office.store.read(work)


def count_reviews(office: Office) -> tuple[int, int]:
    """Return how many reviews are due, and how many of these are overdue; everybody may know."""
    found = office.store.read(lambda tx: tuple(_broken(office, tx)))
    waiting = [one for one in found if one.finding is None]
    return len(waiting), sum(one.overdue for one in waiting)


def review(office: Office, actor: Account, statement: StatementId, finding: Finding, reason: str) -> Statement:
    """Say whether it was right that conditions gave way; late is better than never, and stays visible.

    Raises:
        NotAllowedError: the person is not oversight, or broke the glass.
        NotFoundError: there is no such break glass.
        ConflictError: it was reviewed before.
        ParseError: there is no reason.
    """
    require(actor, Right.OVERSEE)
    text(2000)(reason, "reason")

    def work(tx: Transaction) -> Statement:
        stated = tx.statements.get(statement)
        if stated is None or stated.act is not StatementAct.BREAK_GLASS or stated.issuer != office.me:
            raise NotFoundError(f"no break glass {statement}")
        broken = _with_review(office, tx, stated, _reviews(office, tx))
        if broken.by == actor.id:
            raise NotAllowedError(f"{actor.name} broke the glass: somebody else must review it (four eyes)")
        if broken.finding:
            raise ConflictError(f"it was reviewed before: {broken.finding}")
        made = make_statement(office, actor, Said(act=_ACTS[finding], about=frozenset({statement}), reason=reason))
        tx.statements.add(made)
        detail = {"what": "break_glass_review", "finding": finding, "late": str(broken.overdue).lower()}
        note = Note(act=Act.STATEMENT, by=actor.id, about=(statement, made.id), detail=detail)
        tx.ledger.append([entry(office, note)])
        return made

    return office.store.write(work)


def _reviews(office: Office, tx: Transaction) -> Mapping[str, Statement]:
    """Return what this node's reviews say, by the statement that they are about."""
    return {
        about: made
        for act in _FINDINGS
        for made in standing(every_statement(tx.statements, act))
        if made.issuer == office.me
        for about in made.about
    }


def _broken(office: Office, tx: Transaction) -> Iterator[Broken]:
    """Return every break glass of this node with its review, the newest first."""
    reviews = _reviews(office, tx)
    for made in every_statement(tx.statements, StatementAct.BREAK_GLASS):
        if made.issuer == office.me:
            yield _with_review(office, tx, made, reviews)


def _with_review(office: Office, tx: Transaction, made: Statement, reviews: Mapping[str, Statement]) -> Broken:
    account, review = tx.accounts.get(made.by), reviews.get(made.id)
    due = made.at + REVIEW
    return Broken(
        statement=made.id,
        by=made.by,
        name=account.name if account else made.by,
        at=made.at,
        about=made.about,
        reason=made.reason,
        due=due,
        overdue=review is None and office.clock.now() > due,
        finding=_FINDINGS[review.act] if review else None,
        reviewed_by=review.by if review else None,
        reviewed_at=review.at if review else None,
        why=review.reason if review else "",
    )
