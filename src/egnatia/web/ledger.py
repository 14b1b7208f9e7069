"""The log itself at the desk: an entry with its proof, which the reader's own browser recomputes, and the witnesses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.errors import NotFoundError
from egnatia.casework.inspection import inspect_entry
from egnatia.casework.oversight import Proven, ledger_head, prove
from egnatia.casework.patterns.remarks import count_open
from egnatia.casework.rights import Right, require
from egnatia.casework.witnesses import witnesses
from egnatia.exchange.log import log_verifiers
from egnatia.exchange.proofcheck import Finding, check_proof
from egnatia.exchange.prooffile import Kind, ProofFile, write_proof
from egnatia.ledger.errors import LedgerError
from egnatia.ledger.note import KeyType, Verifier
from egnatia.ledger.proof import parse_inclusion
from egnatia.model.canonical import from_bytes
from egnatia.web.deeds import deed
from egnatia.web.display import HEADERS
from egnatia.web.oversight import names_of
from egnatia.web.shell import Visit, screen


def routes() -> list[Route]:
    """Return the screens of the log."""
    return [
        screen("/trail/log", show_log),
        screen("/trail/entries/{index}", show_entry),
        screen("/trail/entries/{index}/proof", take_proof),
    ]


#: After this time a missing cosignature is worth a question: a partner that runs is offered each checkpoint in seconds.
_LATE: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What this node finds when it checks its own proof; anybody else can check it as well."""

    finding: Finding | None
    problem: str


def show_log(visit: Visit) -> Response:
    """Show where the log stands and who vouches for it."""
    require(visit.account, Right.AUDIT)
    known = witnesses(visit.office)
    return visit.show(
        "log.html",
        head=ledger_head(visit.office),
        witnesses=known,
        late=frozenset(node for node, since in known.lacking.items() if since <= visit.office.clock.now() - _LATE),
        tampered=count_open(visit.office),
    )


def show_entry(visit: Visit) -> Response:
    """Show one entry, and prove that it stands in the log."""
    index = _index(visit)
    proven = prove(visit.office, visit.account, index)
    lodged = visit.office.store.read(lambda tx: tx.ledger.entry(index))
    if lodged is None:
        raise NotFoundError(f"the log has no entry {index}")
    step = inspect_entry(visit.office, visit.account, lodged)
    people = visit.office.store.read(lambda tx: tx.accounts.list())
    return visit.show(
        "entry.html",
        step=step,
        said=from_bytes(step.entry.to_bytes()),
        text=proven.entry.decode(),
        proof=proven.proof.decode(),
        under=parse_inclusion(proven.proof).checkpoint.checkpoint,
        index=index,
        checked=_check(visit, proven),
        keys=[str(key.key) for key in _keys(visit) if key.key.type is KeyType.ED25519],
        names=names_of(people),
        deed=deed,
    )


def take_proof(visit: Visit) -> Response:
    """Give the proof as a file that stands by itself: `egnatia ledger check` needs no node and no account."""
    index = _index(visit)
    proven = prove(visit.office, visit.account, index)
    directory = visit.node.directory.bundle()
    file = ProofFile(kind=Kind.ENTRY, subject=proven.entry.decode(), proof=proven.proof.decode(), directory=directory)
    name = f"{visit.office.me}-entry-{index}.proof"
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(write_proof(file), 200, headers, "application/json")


def _index(visit: Visit) -> int:
    word = visit.path["index"]
    if not word.isdecimal() or len(word) > 18:  # noqa: PLR2004 - no log is longer
        raise NotFoundError(f"the log has no entry {word}")
    return int(word)


def _check(visit: Visit, proven: Proven) -> Checked:
    file = ProofFile(kind=Kind.ENTRY, subject=proven.entry.decode(), proof=proven.proof.decode(), directory=b"")
    try:
        return Checked(finding=check_proof(file, _keys(visit)), problem="")
    except LedgerError as error:
        return Checked(finding=None, problem=str(error))


def _keys(visit: Visit) -> Sequence[Verifier]:
    """Return the keys of all logs and witnesses by the directory in force."""
    members = visit.office.directory().members.values()
    return [key for member in members for key in log_verifiers(member, visit.office.keys.verifier.verify)]
