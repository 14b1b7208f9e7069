"""Giving the chunks of a file to the partner to whom its message went, and to nobody else."""

from egnatia.casework.blobs import BlobState
from egnatia.casework.charge import stopped
from egnatia.casework.office import Office
from egnatia.exchange.chunks import SEALED
from egnatia.exchange.errors import Refused
from egnatia.exchange.refusal import RefusalCode
from egnatia.model.identity import AttachmentId, NodeId


def serve_chunk(office: Office, peer: NodeId, attachment: AttachmentId, number: int) -> bytes | None:
    """Return a chunk as it is sealed; None if there is none that this partner may have.

    Raises:
        Refused: exchange with the partner is stopped.
    """
    if peer in stopped(office):
        raise Refused(RefusalCode.SUSPENDED, "your log contradicts itself; this node exchanges nothing with you")
    blob = office.store.read(lambda tx: tx.blobs.get(attachment))
    if blob is None or blob.received or blob.partner != peer or blob.state is not BlobState.HERE:
        return None
    return office.shelf.read(attachment, number * SEALED, SEALED) or None
