"""The port to the requests of people concerned; a part of a `ports.Transaction`."""

from datetime import datetime
from typing import Protocol

from egnatia.casework.requests import AccessId, Request, RequestRow


class AccessRequests(Protocol):
    """Requests, open and closed."""

    def add(self, request: Request) -> None:
        """Keep a new request."""
        ...

    def get(self, request: AccessId) -> RequestRow | None:
        """Return one request."""
        ...

    def change(self, request: Request) -> None:
        """Keep what was decided since; the request is there and open."""
        ...

    def close(self, request: AccessId, at: datetime, outcome: str) -> None:
        """Note how a request ended."""
        ...

    def list(self, limit: int) -> tuple[RequestRow, ...]:
        """Return open requests, the one that is due first before the others; then closed ones, newest first."""
        ...

    def forget(self, before: datetime) -> int:
        """Drop what requests say that were closed before a time; returns how many."""
        ...
