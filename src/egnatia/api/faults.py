"""What goes wrong, as problem details (RFC 9457): a title for machines, a sentence for people, never a trace."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from egnatia.casework.errors import (
    CaseworkError,
    ConflictError,
    DamagedError,
    NotAllowedError,
    NotFoundError,
    NotLawfulError,
    RestrictedError,
)
from egnatia.casework.tampering import damaged, note_tampering
from egnatia.law.errors import LawError
from egnatia.model import canonical
from egnatia.model.errors import ParseError

_STATUS: Mapping[type[Exception], int] = {
    NotAllowedError: 403,
    NotFoundError: 404,
    ConflictError: 409,
    NotLawfulError: 422,
    ParseError: 422,
    LawError: 422,
    DamagedError: 500,
}


def handle_faults(app: FastAPI) -> None:
    """Have every fault of the domain answered as a problem."""
    for fault in (CaseworkError, ParseError, LawError, DamagedError):
        app.add_exception_handler(fault, _problem)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _unknown)
    app.add_exception_handler(Exception, _failed)


def problem(status: int, title: str, detail: str, **more: object) -> Response:
    """Answer with a problem."""
    body: dict[str, Any] = {"status": status, "title": title, "detail": detail, **more}
    return Response(canonical.to_bytes(body), status, media_type="application/problem+json")


def _problem(request: Request, error: Exception) -> Response:
    status = next((code for sort, code in _STATUS.items() if isinstance(error, sort)), 409)
    title = type(error).__name__.removesuffix("Error")
    match error:
        case NotLawfulError():
            return problem(status, title, str(error), missing=list(error.missing))
        case RestrictedError():
            return problem(status, title, str(error), restriction=error.restriction)
        case ParseError():
            return problem(status, title, str(error), path=error.path)
        case DamagedError():
            note_tampering(request.state.node.office, [damaged(error.table, error.key)])
            return problem(status, title, f"{error}. It is not shown, and oversight was told")
        case _:
            return problem(status, title, str(error))


def _unknown(request: Request, error: Exception) -> Response:
    """Say that there is no such path, or that it takes another method."""
    if not isinstance(error, HTTPException):
        raise TypeError("only what no route takes comes here") from error
    return problem(error.status_code, "NoRoute", f"{request.method} {request.url.path}: {error.detail}")


def _failed(_request: Request, _error: Exception) -> Response:
    """Say that the fault is ours; what it was stands in the node's own output, for its operator only."""
    return problem(500, "Fault", "a fault in the node; its operator sees which")


def _malformed(_request: Request, error: Exception) -> Response:
    """Name the first fault by its path, as the model does."""
    if not isinstance(error, RequestValidationError):
        raise TypeError("only malformed requests come here") from error
    first = error.errors()[0]
    path = ".".join(str(part) for part in first["loc"] if part != "body")
    return problem(422, "Parse", f"{path or 'body'}: {first['msg']}", path=path)
