"""What can go wrong on the line; a partner that cannot be reached is no error, but a reply that says so.

LineError    the line of this node is closed, or its TLS files cannot be used
"""


class LineError(Exception):
    """The line of this node cannot be used; one sentence says why."""
