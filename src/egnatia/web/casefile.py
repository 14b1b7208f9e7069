"""One case file at the desk: who works in it, what is in it, and closing it."""

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.casefiles import close_case_file
from egnatia.casework.contents import Pages, look_in
from egnatia.casework.members import Membership, change_members
from egnatia.casework.rights import Right
from egnatia.model.errors import ParseError
from egnatia.model.identity import CaseId
from egnatia.web.oversight import names_of
from egnatia.web.shell import Visit, go, screen
from egnatia.web.words import QUESTION


def routes() -> list[Route]:
    """Return the screens."""
    return [
        screen("/cases/{case}", show_case),
        screen("/cases/{case}/closing", close, takes_form=True),
        screen("/cases/{case}/members", change_who_works, takes_form=True),
    ]


def show_case(visit: Visit) -> Response:
    """Show what is in a case file."""
    pages = Pages(asked=visit.number("beyond"), read=visit.number("read"))
    found = look_in(visit.office, visit.account, CaseId(visit.path["case"]), pages)
    people = visit.office.store.read(lambda tx: tx.accounts.list())
    return visit.show(
        "casefile.html",
        found=found,
        first=visit.number("beyond") is None,
        names=names_of(people),
        state=lambda row: visit.display.stands(QUESTION, row.state),
        may_close=visit.may(Right.OPEN_CASE_FILE) and found.file.closed_at is None,
        may_export=visit.may(Right.EXPORT),
        may_ask=visit.may(Right.ASK) and found.file.closed_at is None,
        today=visit.office.clock.now().date(),
    )


def close(visit: Visit) -> Response:
    """Close a case file, with a reason."""
    case = CaseId(visit.path["case"])
    if not visit.one("reason"):
        raise ParseError("reason", "say why it is closed")
    close_case_file(visit.office, visit.account, case, visit.one("reason"))
    return go("/cases")


def change_who_works(visit: Visit) -> Response:
    """Invite people, or remove them."""
    case = CaseId(visit.path["case"])
    invited = frozenset(visit.one("invite").replace(",", " ").split())
    change_members(
        visit.office, visit.account, case, Membership(invite=invited, remove=frozenset(visit.given.get("remove", ())))
    )
    return go(f"/cases/{case}")
