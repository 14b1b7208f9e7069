"""Asking the register of the bench: who is among the first twenty, and after how long."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from egnatia.bootstrap import RegisterIndex
from egnatia.match.names.align import weigh_names
from egnatia.match.names.forms import name_form
from egnatia.match.records.dates import compare_dates
from egnatia.match.records.weights import field_weights
from egnatia.model.kinds import KINDS

KIND: Final = KINDS["person"]
#: So many of those whose names are near are compared; who is meant must be among the first of them.
COMPARED: Final = 60
FIRST: Final = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register holds of somebody, or a question says."""

    name: str
    born: str = ""  #: A date, or its year; empty: not known, or not asked by.


@dataclass(frozen=True, slots=True)
class Question:
    """Somebody is asked for under another name than the registered one."""

    no: int  #: The number of the row.
    asked: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of some questions."""

    recall: float  #: The share of those that found who is meant among the first `FIRST`.
    seconds: tuple[float, ...]  #: That each took.


def ask(index: RegisterIndex, entry: Callable[[int], Entry], questions: Sequence[Question]) -> Outcome:
    """Ask: the index names rows, and their names (and dates of birth, if asked by) are compared; both are timed."""
    found, seconds = 0, list[float]()
    for question in questions:
        begun = time.perf_counter()
        numbers = index.nearest(KIND, properties(question.asked), COMPARED)
        ranked = sorted(numbers, key=lambda no: -_weigh(question.asked, entry(no)))
        seconds.append(time.perf_counter() - begun)
        found += question.no in ranked[:FIRST]
    return Outcome(recall=found / max(len(questions), 1), seconds=tuple(seconds))


def properties(entry: Entry) -> dict[str, tuple[str, ...]]:
    """Return an entry as the engines take it."""
    return {"full_name": (entry.name,), **({"birth_date": (entry.born,)} if entry.born else {})}


def _weigh(asked: Entry, found: Entry) -> float:
    """Return the evidence of the names and, if asked by, of the dates of birth, in nats."""
    ours, theirs = name_form(asked.name), name_form(found.name)
    if ours is None or theirs is None:
        return float("-inf")
    agreement = compare_dates((asked.born,), (found.born,)) if asked.born and found.born else None
    return weigh_names(ours, theirs) + (field_weights()["birth_date"][agreement] if agreement else 0.0)
