"""Partners: who is in the network, how fresh the directory is, what waits for whom; and the node's own state."""

from fastapi import APIRouter, Response

from egnatia import __version__
from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import show
from egnatia.casework.office import Office
from egnatia.casework.oversight import ledger_head
from egnatia.casework.witnesses import witnesses
from egnatia.exchange.directory import freshness

router = APIRouter(tags=["partners"])


@router.get("/partners")
def partners(node: TheNode, _actor: Actor) -> Response:
    """List the members of the network, with the letters that wait for each."""
    directory = node.office.directory()
    waiting = node.office.store.read(lambda tx: tx.outbox.waiting())
    return show(
        [
            {
                "node": member.node,
                "name": member.name,
                "country": member.country,
                "sort": member.sort,
                "endpoint": member.endpoint,
                "waiting": waiting.get(member.node, 0),
            }
            for member in directory.members.values()
        ]
    )


@router.get("/directory")
def directory_as_held(node: TheNode, _actor: Actor) -> Response:
    """Return the directory as the governors signed it, in one document."""
    return Response(node.directory.bundle(), media_type="application/json")


@router.get("/status")
def status(node: TheNode, _actor: Actor) -> Response:
    """Say how the node is: directory, law, log, register."""
    office = node.office
    directory = office.directory()
    return show(
        {
            "node": office.me,
            "version": __version__,
            "directory": {
                "version": directory.version,
                "issued_at": directory.issued_at,
                "freshness": freshness(directory, office.clock.now()),
                "members": len(directory.members),
                "root": directory.known.root_digest,
                "disputes": office.disputes,
            },
            "law": office.law.version,
            "ledger": ledger_head(office),
            "witnesses": _witnesses(office),
            "records": office.store.read(lambda tx: tx.records.count()),
        }
    )


def _witnesses(office: Office) -> dict[str, object]:
    """Say how many partners vouch for the newest checkpoint, and which logs contradict themselves."""
    known = witnesses(office)
    partners = len(office.directory().members.keys() - {office.me})
    return {"up_to_date": known.up_to_date, "partners": partners, "contradicted": known.contradicted}
