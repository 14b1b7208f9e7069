"""Pairs of records at the desk: what may be about the same, side by side, and the judgement of a person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.beside import SetBeside, set_beside
from egnatia.casework.judge import FOUR_EYES, Judging, judge
from egnatia.casework.pairing import scan
from egnatia.casework.pairs import read_pair, write_pair
from egnatia.casework.queue import queue
from egnatia.casework.rights import Right
from egnatia.model.identity import CaseId, RecordId
from egnatia.model.kinds import KINDS, Property
from egnatia.model.statement import StatementAct
from egnatia.web.display import Display
from egnatia.web.oversight import names_of
from egnatia.web.shell import Visit, go, screen
from egnatia.web.words import QUALITY

#: Rows of the register that one press of the button compares.
_ROWS = 100


def routes() -> list[Route]:
    """Return the screens of pairs."""
    return [
        screen("/cases/{case}/pairs", show_queue),
        screen("/pairs/scan", compare_more, takes_form=True),
        screen("/cases/{case}/pairs/{record}/{other}", show_pair),
        screen("/cases/{case}/pairs/{record}/{other}/judgement", say, takes_form=True),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One property of two records, and how it agrees."""

    definition: Property
    one: Sequence[str]
    other: Sequence[str]
    why: Sequence[str]
    score: float | None  #: 0 contradicts, 1 agrees; None: it was not compared.


def show_queue(visit: Visit) -> Response:
    """Show the pairs that wait, and judgements that do not go together: nothing of what records say."""
    after = visit.one("after")
    found = queue(visit.office, visit.account, CaseId(visit.path["case"]), read_pair(after) if after else None)
    return visit.show(
        "pairs.html",
        found=found,
        following=write_pair(found.next) if found.next else None,
        first=not after,
        may_judge=visit.may(Right.CONFIRM),
        quality=QUALITY,
    )


def compare_more(visit: Visit) -> Response:
    """Compare the next rows of the register with all of it."""
    scan(visit.office, visit.account, _ROWS)
    return go(f"/cases/{CaseId(visit.one('case'))}/pairs")


def show_pair(visit: Visit) -> Response:
    """Show two records property by property, each in its script and in Latin letters; both readings are logged."""
    seen = set_beside(visit.office, visit.account, CaseId(visit.path["case"]), _records(visit))
    people = visit.office.store.read(lambda tx: tx.accounts.list())
    kind = KINDS[seen.one.kind]
    return visit.show(
        "pair.html",
        seen=seen,
        kind=kind,
        lines=list(_lines(seen, visit.display)),
        quality=QUALITY,
        names=names_of(people),
        may_judge=visit.may(Right.CONFIRM),
        two_needed=seen.one.kind in FOUR_EYES,
        same=StatementAct.SAME,
    )


def say(visit: Visit) -> Response:
    """Judge whether two records are about the same, and go back to the queue."""
    case, (one, other) = CaseId(visit.path["case"]), _records(visit)
    same = visit.one("judgement") != "different"
    judging = Judging(record=one, other=other, same=same, case=case, reason=visit.one("reason"))
    judge(visit.office, visit.account, judging)
    return go(f"/cases/{case}/pairs")


def _records(visit: Visit) -> tuple[RecordId, RecordId]:
    return RecordId(visit.path["record"]), RecordId(visit.path["other"])


def _lines(seen: SetBeside, display: Display) -> Iterator[Line]:
    """Return what either record says, what was compared first."""
    why: dict[str, list[str]] = {}
    worst: dict[str, float] = {}
    for item in seen.score.evidence:
        met = f"{item.asked or '–'} · {item.found or '–'}"
        why.setdefault(item.property, []).append(f"{met}: {display.explain(item.why)}")
        worst[item.property] = min(worst.get(item.property, 1.0), item.score)
    known = KINDS[seen.one.kind].properties
    named = [name for name in known if name in seen.one.properties or name in seen.other.properties]
    for name in sorted(named, key=lambda name: name not in why):
        yield Line(
            definition=known[name],
            one=seen.one.properties.get(name, ()),
            other=seen.other.properties.get(name, ()),
            why=why.get(name, ()),
            score=worst.get(name),
        )
