"""The excerpt of a statement: what of it crosses the border. Who did what and when; the words stay at home.

An expert's reason may hold what nobody has released. The id is a salted digest of the whole, reason included: whoever
is shown the statement later, such as a court, can tell that it is this one.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from egnatia.model.identity import AccountId, StatementId, parse_account, parse_statement_id
from egnatia.model.instant import format_instant, parse_instant
from egnatia.model.reading import Fields, member
from egnatia.model.statement import Statement, StatementAct


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """One act of one person of the sender's node; what it is about, the letter says that carries it."""

    act: StatementAct
    by: AccountId  #: A number; who that is, only the own node knows.
    at: datetime
    statement: StatementId


def excerpt_of(statement: Statement) -> Excerpt:
    """Return what may travel of a statement."""
    return Excerpt(act=statement.act, by=statement.by, at=statement.at, statement=statement.id)


def plain_excerpt(excerpt: Excerpt) -> dict[str, Any]:
    """Write an excerpt as plain values for canonical JSON."""
    return {
        "act": excerpt.act,
        "by": excerpt.by,
        "at": format_instant(excerpt.at),
        "statement": excerpt.statement,
    }


def parse_excerpt(value: object, path: str = "") -> Excerpt:
    """Read an excerpt strictly.

    Raises:
        ParseError: with the path of the first fault, such as a reason that should have stayed at home.
    """
    fields = Fields(value, path)
    excerpt = Excerpt(
        act=fields.take("act", member(StatementAct)),
        by=fields.take("by", parse_account),
        at=fields.take("at", parse_instant),
        statement=fields.take("statement", parse_statement_id),
    )
    fields.finish()
    return excerpt
