"""A list that may be long, a page at a time: by the number of the last row that was seen, so that none is left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Generic, TypeVar

from egnatia.ledger.entry import Act
from egnatia.model.caveat import Purpose
from egnatia.model.identity import AccountId, CaseId, NodeId

#: Rows of a page, unless fewer are wanted, and at most.
USUAL, MOST = 50, 200

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[_T]):
    """Some rows of a list, and where it goes on."""

    rows: tuple[_T, ...]
    next: int | None  #: What names the next page; None: this is the last.


def page_of(rows: Iterable[tuple[int, _T]]) -> Page[_T]:
    """Return the first page of rows, each with its number; no more of them are read than it needs."""
    found = list(islice(rows, USUAL + 1))
    shown = tuple(row for _, row in found[:USUAL])
    return Page(rows=shown, next=found[USUAL - 1][0] if len(found) > USUAL else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which questions a page shows: those that wait, the oldest first, or all others, the newest first."""

    received: bool  #: Those of partners; else those asked here.
    waiting: bool
    purposes: frozenset[Purpose]
    case_files: frozenset[CaseId] | None = None  #: None: any.
    partner: NodeId | None = None  #: Who asked, or was asked.
    kind: str | None = None
    beyond: int | None = None  #: `next` of the page before; None: from the beginning.
    limit: int = USUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Which entries of the log a page shows, the newest first; what is None is not asked for."""

    by: AccountId | NodeId | None = None  #: Who acted.
    case: CaseId | None = None  #: In which case file.
    about: str | None = None  #: The id of a record, question, hit, statement or account.
    act: Act | None = None
    begins: datetime | None = None
    ends: datetime | None = None  #: The first moment after the period.
    beyond: int | None = None  #: `next` of the page before; None: from the beginning.
    limit: int = USUAL
