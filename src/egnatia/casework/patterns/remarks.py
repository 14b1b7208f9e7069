"""Remarks: what oversight is told of what is out of pattern or was changed by hand, and what it found when it looked.

They are computed when somebody looks, from a log that nobody can rewrite; so nobody can take one away. An answer is a
statement of oversight about one remark, and stays.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from egnatia.casework.errors import ConflictError, DamagedError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.page import MOST, Page, Trace
from egnatia.casework.patterns.measures import HISTORY, Facts, Remark, measure
from egnatia.casework.patterns.names import Bearers
from egnatia.casework.patterns.rules import rules
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, Lodged
from egnatia.casework.stated import every_statement
from egnatia.casework.statements import Said, make_statement
from egnatia.casework.tallies import Period
from egnatia.casework.tampering import TAMPERING, noted
from egnatia.casework.trail import Note, entry
from egnatia.ledger.entry import Act
from egnatia.model.identity import AccountId, NodeId
from egnatia.model.reading import text
from egnatia.model.statement import Statement, StatementAct

#: Days that one look covers at most, and usually.
LONGEST: Final = 366
USUAL: Final = 30
#: What is done this moment is looked at too.
_JUST_NOW: Final = timedelta(seconds=1)
#: The rule under which a row stands that was changed by hand.
TAMPERED: Final = "tampered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What oversight found when it looked into a remark."""

    by: AccountId
    at: datetime
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A remark with the answer, if there is one."""

    id: str
    rule: str
    by: AccountId | NodeId  #: Whose acts it is about; the node's own name where nobody's are.
    on: date
    says: str
    about: tuple[str, ...]
    answer: Answer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarks:
    """What there is to look into."""

    listed: tuple[Listed, ...]  #: The newest first.
    cut: bool  #: More rows were changed by hand than are listed.


def list_remarks(office: Office, actor: Account, days: int = USUAL) -> Remarks:
    """Return what is out of pattern, and what was changed by hand, in the last days.

    The log of these days and of the sixty before is read, which takes some seconds where much was done.

    Raises:
        NotAllowedError: the person does not read the log.
        ConflictError: no such number of days.
    """
    require(actor, Right.AUDIT)
    if not 1 <= days <= LONGEST:
        raise ConflictError(f"from 1 to {LONGEST} days")

    def work(tx: Transaction) -> Remarks:
        answers = _answers(office, tx)
        period = _period(office, days)
        found = [_listed(one, answers) for one in _remarks(tx, period)]
        page = _page(tx)
        found += (_tampered(office, one, answers) for one in page.rows)
        return Remarks(listed=tuple(sorted(found, key=_rank, reverse=True)), cut=page.next is not None)

    return office.store.read(work)


def answer_remark(office: Office, actor: Account, remark: str, words: str, days: int = LONGEST) -> Statement:
    """Say what was found about a remark; a later answer stands beside the earlier one, and counts.

    Raises:
        NotAllowedError: the person does not oversee the node.
        NotFoundError: there is no such remark.
        ParseError: there are no words.
    """
    require(actor, Right.OVERSEE)
    text(2000)(words, "reason")

    def work(tx: Transaction) -> Statement:
        _find(office, tx, remark, days)
        said = Said(act=StatementAct.NOTE, about=frozenset({remark}), reason=words)
        made = make_statement(office, actor, said)
        tx.statements.add(made)
        note = Note(act=Act.STATEMENT, by=actor.id, about=(remark, made.id), detail={"what": "remark_answered"})
        tx.ledger.append([entry(office, note)])
        return made

    return office.store.write(work)


def count_open(office: Office) -> int:
    """Return how many rows were found changed by hand that oversight has not answered; everybody may know."""

    def work(tx: Transaction) -> int:
        answers = _answers(office, tx)
        return sum(_id(one) not in answers for one in _page(tx).rows)

    return office.store.read(work)


def _page(tx: Transaction) -> Page[Lodged]:
    return tx.ledger.page(Trace(about=TAMPERING, limit=MOST))


def _find(office: Office, tx: Transaction, remark: str, days: int) -> None:
    """Look whether there is such a remark: among what was changed by hand, then among what is out of pattern."""
    if any(TAMPERING in found.entry.about for found in tx.ledger.trail(remark, MOST)):
        return
    if not any(one.id == remark for one in _remarks(tx, _period(office, days))):
        raise NotFoundError(f"no remark {remark}")


def _period(office: Office, days: int) -> Period:
    now = office.clock.now()
    return Period(begins=datetime.combine(now.date() - timedelta(days=days - 1), time(), UTC), ends=now + _JUST_NOW)


def _remarks(tx: Transaction, period: Period) -> Iterator[Remark]:
    """Compute what is out of pattern in a period: months count from their first day, and one's usual from before."""
    since = min(period.begins.replace(day=1), period.begins - HISTORY)
    deeds = list(tx.deeds.of(Period(begins=since, ends=period.ends)))
    people = known_people(tx)
    facts = Facts(roles={one.id: one.roles for one in people}, bears=Bearers(tx, people).bears)
    first = period.begins.date()
    for rule in rules():
        yield from (one for one in measure(rule, deeds, facts) if one.on >= first or one.on == first.replace(day=1))


def known_people(tx: Transaction) -> tuple[Account, ...]:
    """Return all accounts; none if somebody broke one by hand, for what oversight sees must not hang on that."""
    try:
        return tx.accounts.list()
    except DamagedError:
        return ()


def _answers(office: Office, tx: Transaction) -> Mapping[str, Answer]:
    made = tuple(every_statement(tx.statements, StatementAct.NOTE))
    return {
        remark: Answer(by=one.by, at=one.at, words=one.reason)
        for one in reversed(made)
        if one.issuer == office.me
        for remark in one.about
    }


def _listed(found: Remark, answers: Mapping[str, Answer]) -> Listed:
    return Listed(
        id=found.id,
        rule=found.rule,
        by=found.by,
        on=found.on,
        says=found.says,
        about=found.about,
        answer=answers.get(found.id),
    )


def _tampered(office: Office, lodged: Lodged, answers: Mapping[str, Answer]) -> Listed:
    found = noted(lodged.entry)
    return Listed(
        id=_id(lodged),
        rule=TAMPERED,
        by=office.me,
        on=lodged.entry.at.date(),
        says=found.sentence,
        about=lodged.entry.about[2:],
        answer=answers.get(_id(lodged)),
    )


def _id(lodged: Lodged) -> str:
    return next(one for one in lodged.entry.about if one != TAMPERING)


def _rank(one: Listed) -> tuple[bool, date, str]:
    return one.answer is None, one.on, one.id
