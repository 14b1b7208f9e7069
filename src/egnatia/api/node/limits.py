"""What one partner may claim of this node's port, so that none can take it from the others."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PortLimits:
    """Times are in seconds."""

    connections: int = 64  #: Of one partner at once.
    at_work: int = 8  #: Requests of one partner that are worked on at once; further ones wait, unread.
    handshake: float = 5.0  #: For TLS.
    request: float = 10.0  #: From the first byte of a request to its last; also from the handshake to a first request.
    keep: int = 75  #: For which an idle connection is kept; longer than a partner's client keeps it.
    head: int = 16 * 1024  #: Bytes of a request before its body.
    grace: float = 5.0  #: In which requests that are being worked on may finish when the port is stopped.
    goodbye: float = 1.0  #: In which the peer may take leave of a connection that is closed; what it sends is dropped.


#: As shipped.
LIMITS = PortLimits()
