"""How JSON becomes the values of the use cases: what nobody asked for is refused."""

from fastapi import Response
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


def refuse_unknown_fields(*bodies: type) -> None:
    """Have FastAPI refuse fields that a dataclass does not have; by itself it passes them over."""
    for body in bodies:
        body.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined] # read by pydantic


def show(value: object, status: int = 200) -> Response:
    """Answer with a value."""
    return Response(canonical.to_bytes(plain(value)), status, media_type="application/json")
