"""Partners: who is in the network, how fresh the directory is, what waits for whom; and the node's own state."""

from fastapi import APIRouter, Response

from egnatia import __version__
from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import show
from egnatia.casework.oversight import ledger_head
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
            },
            "law": office.law.version,
            "ledger": ledger_head(office),
            "records": office.store.read(lambda tx: tx.records.count()),
        }
    )
