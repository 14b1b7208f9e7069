"""Refused letters at the desk: which partner sends what is not taken, and which takes nothing of ours, and why."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.refused import Side, list_refused
from egnatia.exchange.refusal import RefusalCode
from egnatia.web.languages import marked
from egnatia.web.shell import Visit, screen

SIDES: Final[Mapping[Side, str]] = MappingProxyType(
    {
        Side.LETTER: marked("sent by the partner, refused here"),
        Side.ANSWER: marked("said by the partner to a letter of ours, refused here"),
        Side.FILE: marked("attached by the partner, refused here"),
        Side.OURS: marked("sent by us, not taken there"),
        Side.STRANGER: marked("somebody called whom the directory does not list"),
    }
)
#: What each ground is called here.
GROUNDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        RefusalCode.BUSY: marked("it cannot be taken yet"),
        RefusalCode.EARLY: marked("what must come before it has not come yet"),
        RefusalCode.TOO_MANY: marked("more than the agreed rate"),
        RefusalCode.OVERSIZED: marked("too large"),
        RefusalCode.MALFORMED: marked("malformed, or of fields that are not known here"),
        RefusalCode.UNKNOWN_VERSION: marked("of another version of the protocol"),
        RefusalCode.WRONG_RECIPIENT: marked("meant for another node"),
        RefusalCode.WRONG_SENDER: marked("in another node's name"),
        RefusalCode.UNKNOWN_SENDER: marked("the sender is not listed"),
        RefusalCode.UNREADABLE: marked("it does not open with our key"),
        RefusalCode.BAD_SIGNATURE: marked("the signature is wrong"),
        RefusalCode.REVOKED_KEY: marked("signed by a key that does not count"),
        RefusalCode.NOT_YET_VALID: marked("signed in the future: a clock is wrong"),
        RefusalCode.EXPIRED: marked("its time had run out"),
        RefusalCode.UNKNOWN_TYPE: marked("of a type that is not known here"),
        RefusalCode.REPLAYED: marked("an envelope that came before"),
        RefusalCode.SUSPENDED: marked("exchange with the partner is stopped"),
        RefusalCode.OUT_OF_PLACE: marked("it belongs to nothing here, or to another's thread"),
        RefusalCode.FOUR_EYES: marked("too few people stand behind it"),
        "given_up": marked("given up"),
        "attachment_refused": marked("another file than its message names"),
        "attachment_gone": marked("the partner has it no more"),
    }
)


def routes() -> list[Route]:
    """Return the screen."""
    return [screen("/refused", show_refused)]


def show_refused(visit: Visit) -> Response:
    """List what was refused lately, by partner and ground; nothing of what the letters said."""
    found = list_refused(visit.office, visit.account)
    return visit.show("refused.html", refused=found, sides=SIDES, grounds=GROUNDS)
