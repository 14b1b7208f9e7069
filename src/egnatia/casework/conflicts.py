"""Judgements that do not go together: A is B, B is C, and A is not C. They are shown; a person solves them."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from egnatia.model.identity import LineageId
from egnatia.model.statement import Statement, StatementAct

#: Of each thing, the things that it was judged the same as, in order.
_Ties: TypeAlias = Mapping[LineageId, list[LineageId]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two things that were judged not to be the same, and the chain of judgements by which they are."""

    apart: Statement
    chain: tuple[LineageId, ...]  #: From the one to the other, the shortest way; two, if both were said of the pair.


def find_conflicts(statements: Iterable[Statement]) -> tuple[Conflict, ...]:
    """Return every judgement of difference that others contradict.

    Args:
        statements: judgements that stand, of whatever agency; others are passed over.
    """
    made = list(statements)
    ties = _ties(made)
    apart = [one for one in made if one.act is StatementAct.DIFFERENT and len(one.about) == 2]  # noqa: PLR2004 - a pair
    found = ((one, _chain(ties, *sorted(map(LineageId, one.about)))) for one in apart)
    return tuple(Conflict(apart=one, chain=chain) for one, chain in found if chain)


def joined(statements: Iterable[Statement]) -> Mapping[LineageId, LineageId]:
    """Return of each thing that was judged the same as another one that stands for all that it is the same as."""
    ties, standing_for = _ties(statements), dict[LineageId, LineageId]()
    for thing in ties:
        if thing not in standing_for:
            for one in _reached(ties, thing):
                standing_for[one] = thing
    return standing_for


def _ties(statements: Iterable[Statement]) -> _Ties:
    found = defaultdict[LineageId, list[LineageId]](list)
    for made in statements:
        if made.act is StatementAct.SAME and len(made.about) == 2:  # noqa: PLR2004 - a pair
            one, other = sorted(map(LineageId, made.about))
            found[one].append(other)
            found[other].append(one)
    return found


def _chain(ties: _Ties, begin: LineageId, end: LineageId) -> tuple[LineageId, ...]:
    """Return the shortest chain from one thing to another; empty if there is none."""
    came = _reached(ties, begin)
    if end not in came:
        return ()
    chain = [end]
    while chain[-1] != begin:
        chain.append(came[chain[-1]])
    return tuple(reversed(chain))


def _reached(ties: _Ties, begin: LineageId) -> Mapping[LineageId, LineageId]:
    """Return what can be reached from a thing, breadth first, each with the thing before it."""
    came, waiting = {begin: begin}, deque([begin])
    while waiting:
        thing = waiting.popleft()
        for other in ties.get(thing, ()):
            if other not in came:
                came[other] = thing
                waiting.append(other)
    return came
