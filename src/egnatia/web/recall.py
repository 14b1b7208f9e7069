"""Recalls at the desk: who was given something, who has attested that it is gone, who has not, and why not."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.errors import CaseworkError, NotAllowedError, NotFoundError
from egnatia.casework.recall import HeldView, Standing, find_recall, list_recalls, recall
from egnatia.casework.rights import Right
from egnatia.exchange.recall import RecallGround
from egnatia.model.errors import ParseError
from egnatia.model.identity import RecordId
from egnatia.web.languages import marked
from egnatia.web.shell import Visit, go, screen

#: What an officer reads of each state.
STANDINGS: Final[Mapping[Standing, str]] = MappingProxyType(
    {
        Standing.HELD: marked("has it"),
        Standing.ON_ITS_WAY: marked("told, has not attested yet"),
        Standing.NO_MEMBER: marked("not listed: it is told when it is again"),
        Standing.ERASED: marked("attests that it erased it"),
        Standing.HIDDEN: marked("attests that a legal hold keeps it, hidden from everybody"),
        Standing.ABSENT: marked("attests that it never had it"),
    }
)
GROUNDS: Final[Mapping[RecallGround, str]] = MappingProxyType(
    {
        RecallGround.INACCURATE: marked("it is inaccurate"),
        RecallGround.UNLAWFUL: marked("it should not have been given"),
        RecallGround.ERASED: marked("it was erased where it came from"),
        RecallGround.PROTECTION: marked("somebody must be protected"),
        RecallGround.ENDED: marked("what it was given for has come to its end"),
    }
)
#: How a state looks: done, kept, or still open.
_MARKS: Final[Mapping[Standing, str]] = MappingProxyType(
    {Standing.ERASED: "good", Standing.ABSENT: "good", Standing.HIDDEN: "bad", Standing.NO_MEMBER: "bad"}
)


def routes() -> list[Route]:
    """Return the screens."""
    return [
        screen("/recalls", show_recalls),
        screen("/records/{record}/recall", show_recall),
        screen("/records/{record}/recall", order, takes_form=True),
    ]


def show_recalls(visit: Visit) -> Response:
    """List what was taken back and where it stands, and what others took back and a legal hold keeps here."""
    found = list_recalls(visit.office, visit.account)
    return visit.show("recalls.html", recalls=found, **_words())


def show_recall(visit: Visit) -> Response:
    """Show who holds what of a record, with the button that takes it back."""
    return _recall(visit)


def order(visit: Visit) -> Response:
    """Take back what was given of a record."""
    record = RecordId(visit.path["record"])
    try:
        ground = RecallGround(visit.one("ground"))
    except ValueError:
        return _recall(visit, [("ground", visit.display.say(marked("choose a ground")))])
    try:
        recall(visit.office, visit.account, record, ground, visit.one("reason"))
    except (NotAllowedError, NotFoundError):
        raise
    except (CaseworkError, ParseError) as error:
        return _recall(visit, [("reason", visit.display.explain(error))])
    return go(f"/records/{record}/recall")


def _recall(visit: Visit, problems: list[tuple[str, str]] | None = None) -> Response:
    found = find_recall(visit.office, visit.account, RecordId(visit.path["record"]))
    return visit.show(
        "recall.html",
        422 if problems else 200,
        problems=problems or [],
        found=found,
        may_recall=visit.may(Right.REVIEW) and any(one.recall is None for one in found.holders),
        **_words(),
    )


def _words() -> dict[str, Any]:
    def mark(one: HeldView) -> str:
        return _MARKS.get(one.standing, "quiet")

    return {"standings": STANDINGS, "grounds": GROUNDS, "mark": mark}
