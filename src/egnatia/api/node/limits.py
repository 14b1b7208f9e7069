"""What one partner may claim of this node's port, so that none can take it from the others."""

#: Connections of one partner at once.
CONNECTIONS = 64
#: Requests of one partner that are worked on at once; further ones wait, unread.
AT_WORK = 8
#: Seconds for a TLS handshake.
HANDSHAKE = 5.0
#: Seconds from the first byte of a request to its last, and from the opening of a connection to its first request.
REQUEST = 10.0
#: Seconds for which an idle connection is kept; more than a partner's client keeps it.
KEEP = 75
#: Bytes of a request before its body.
HEAD = 16 * 1024
#: Seconds in which the requests that are being worked on may finish when the port is stopped.
GRACE = 5.0
