"""How JSON becomes the values of the use cases: what nobody asked for is refused."""

from collections.abc import Callable, Coroutine
from typing import Any

import orjson
from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import ConfigDict

from egnatia.api.plain import plain
from egnatia.casework.accounts import Newcomer
from egnatia.casework.ask import Enquiry
from egnatia.casework.authorisation import Granting
from egnatia.casework.casefiles import Opening
from egnatia.casework.collect import Draft
from egnatia.casework.release import Giving
from egnatia.casework.withhold import Refusing
from egnatia.model import canonical
from egnatia.model.caveat import Caveat
from egnatia.model.question import Subject

#: The values that come in as the body of a request.
BODIES = (Enquiry, Subject, Draft, Caveat, Giving, Refusing, Granting, Opening, Newcomer)


class _StrictRequest(Request):
    async def json(self) -> Any:  # noqa: ANN401 - as Starlette declares it; FastAPI checks what it is
        return orjson.loads(await self.body())


class StrictRoute(APIRoute):
    """Reads bodies as everything else that comes in is read: UTF-8, no NaN, and a thousand levels refused unread.

    The parser that FastAPI takes by itself counts Python's recursion instead: whatever was collected as garbage in
    the deepest level of a hostile body could not be closed.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what FastAPI would, over the request that reads strictly."""
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            return await handle(_StrictRequest(request.scope, request.receive))

        return handle_strictly


def refuse_unknown_fields(*bodies: type) -> None:
    """Have FastAPI refuse fields that a dataclass does not have; by itself it passes them over."""
    for body in bodies:
        body.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined] # read by pydantic


def show(value: object, status: int = 200) -> Response:
    """Answer with a value."""
    return Response(canonical.to_bytes(plain(value)), status, media_type="application/json")
