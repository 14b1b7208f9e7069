"""The board of two at the desk: what is proposed, with its report; a second person decides; the report on paper."""

from collections.abc import Sequence

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.errors import ConflictError, NotFoundError, NotLawfulError
from egnatia.casework.identify.basis import frequencies_behind
from egnatia.casework.identify.board import Deciding, Decision, Proposing, decide, list_proposals, propose
from egnatia.casework.identify.genotypes import read_genotypes
from egnatia.casework.rights import Right
from egnatia.match.kinship.dvi.board import Finding, Secondary
from egnatia.model.errors import ParseError
from egnatia.model.identity import CaseId, StatementId
from egnatia.web.languages import marked
from egnatia.web.matrix import posterior_in_words
from egnatia.web.oversight import names_of
from egnatia.web.shell import Visit, go, screen


def routes() -> list[Route]:
    """Return the screens of the board."""
    path = "/cases/{case}/identifications"
    return [
        screen(path, show_board),
        screen(path, put_before, takes_form=True),
        screen(path + "/{statement}/decision", decide_one, takes_form=True),
        screen(path + "/{statement}/report", show_report),
    ]


def show_board(visit: Visit) -> Response:
    """Show what stands before the board of a case file."""
    return _board(visit)


def put_before(visit: Visit) -> Response:
    """Put an identification before the board."""
    case = CaseId(visit.path["case"])
    told = [Secondary(what=visit.one(name), speaks_for=name == "for") for name in ("for", "against") if visit.one(name)]
    try:
        proposing = Proposing(
            case=case,
            victim=visit.one("victim"),
            missing=visit.one("missing"),
            reason=visit.one("reason"),
            prints=Finding(visit.one("prints") or Finding.OPEN),
            dental=Finding(visit.one("dental") or Finding.OPEN),
            secondary=tuple(told),
        )
        propose(visit.office, visit.account, proposing)
    except NotLawfulError:
        raise
    except (ConflictError, ParseError, ValueError) as error:
        return _board(visit, [("", visit.display.explain(error))])
    return go(f"/cases/{case}/identifications")


def decide_one(visit: Visit) -> Response:
    """Confirm or reject a proposal."""
    case = CaseId(visit.path["case"])
    try:
        deciding = Deciding(
            case=case,
            proposal=StatementId(visit.path["statement"]),
            decision=Decision(visit.one("decision")),
            reason=visit.one("reason"),
        )
        decide(visit.office, visit.account, deciding)
    except (ConflictError, ParseError, ValueError) as error:
        return _board(visit, [("", visit.display.explain(error))])
    return go(f"/cases/{case}/identifications")


def show_report(visit: Visit) -> Response:
    """Show the report on one identification, to be printed and signed by hand as well."""
    case = CaseId(visit.path["case"])
    found = [one for one in list_proposals(visit.office, visit.account, case) if one.said.id == visit.path["statement"]]
    if not found:
        raise NotFoundError(visit.display.say(marked("No such identification stands before the board.")))
    report = found[0].report
    typed = read_genotypes(visit.office, visit.account, case, found[0])
    read = {locus for one in typed for locus in one.loci}
    table = report.get("frequencies")
    frequencies = frequencies_behind(visit.office.populations, table, (one.loci for one in typed)) if table else {}
    return visit.show(
        "identity.html",
        one=found[0],
        report=report,
        case=case,
        names=_names(visit),
        typed=typed,
        frequencies=frequencies,
        loci=(*report["LR_by_marker"], *sorted(read - set(report["LR_by_marker"]))),
    )


def _board(visit: Visit, problems: Sequence[tuple[str, str]] = ()) -> Response:
    case = CaseId(visit.path["case"])
    return visit.show(
        "board.html",
        422 if problems else 200,
        problems=problems,
        case=case,
        proposals=list_proposals(visit.office, visit.account, case),
        names=_names(visit),
        may_decide=visit.may(Right.CONFIRM),
        certainty=posterior_in_words,
    )


def _names(visit: Visit) -> object:
    return names_of(visit.office.store.read(lambda tx: tx.accounts.list()))
