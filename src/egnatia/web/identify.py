"""Who the dead are, at the desk: a case file of a laboratory, or what this node has on record; matrix and pedigrees."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.casefiles import list_case_files
from egnatia.casework.identify.gather import Window
from egnatia.casework.identify.solve import IDENTIFYING, Wanted, identify
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Role
from egnatia.match.kinship.cases.comparison import ComparisonCase, read_comparison
from egnatia.match.kinship.cases.dvi import read_disaster
from egnatia.match.kinship.cases.familias import read_familias_disaster
from egnatia.match.kinship.cases.fields import parse_json
from egnatia.match.kinship.cases.hypotheses import read_familias_comparison
from egnatia.match.kinship.cases.projects import has_disaster
from egnatia.match.kinship.dvi.board import Finding
from egnatia.match.kinship.dvi.disaster import Disaster
from egnatia.match.kinship.dvi.policy import Policy
from egnatia.match.kinship.dvi.sampling import DISAGREEING, Plan
from egnatia.match.kinship.dvi.solution import Solution, solve
from egnatia.match.kinship.errors import KinshipError, TooLargeError
from egnatia.match.kinship.pedigree import Pedigree, Person, Sex
from egnatia.match.kinship.relatives import UNNAMED
from egnatia.model.identity import CaseId
from egnatia.model.values import parse_day
from egnatia.web.languages import marked
from egnatia.web.matrix import Show, conclude_least, make_matrix, posterior_in_words, ratio_in_words
from egnatia.web.pedigree import Drawing, draw_pedigree
from egnatia.web.shell import Visit, screen

#: Families that are drawn on one page; the matrix has all.
_DRAWN: Final = 40
#: How a case that is too large is sampled: enough for most disasters of 30 victims, in some seconds.
_PLAN: Final = Plan(steps=100_000, seed=1)
#: What the filter is called on the page.
SHOWN: Final[Mapping[Show, str]] = {
    Show.ALL: marked("all pairings"),
    Show.POSSIBLE: marked("what DNA speaks for"),
    Show.STRONG: marked("ratios of 100 and more"),
    Show.FOUND: marked("identified only"),
}


def routes() -> list[Route]:
    """Return the screens of identification."""
    return [
        screen("/identification", show_door),
        screen("/identification", solve_file, takes_form=True),
        screen("/cases/{case}/identification", show_records),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One person of a pedigree, as the table says it."""

    name: str  #: Empty: nobody named.
    sex: Sex
    father: str
    mother: str
    missing: bool
    typed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A pedigree with its picture, its table, and what its relatives consented to."""

    title: str
    drawing: Drawing
    people: tuple[Told, ...]
    consents: tuple[tuple[str, tuple[str, ...]], ...] = ()


def draw(title: str, pedigree: Pedigree, missing: Iterable[str], typed: Iterable[str]) -> Drawn:
    """Draw a pedigree, and say the same in rows."""
    sought, known = frozenset(missing), frozenset(typed)
    people = tuple(_told(person, sought, known) for person in pedigree.in_order())
    return Drawn(title=title, drawing=draw_pedigree(pedigree, sought, known), people=people)


def _told(person: Person, missing: frozenset[str], typed: frozenset[str]) -> Told:
    return Told(
        name=_named(person.id),
        sex=person.sex,
        father=_named(person.father or ""),
        mother=_named(person.mother or ""),
        missing=person.id in missing,
        typed=person.id in typed,
    )


def _named(name: str) -> str:
    return "" if name.startswith(UNNAMED) else name


def show_door(visit: Visit) -> Response:
    """Show where identification begins: the case files that are for it, and the form for a case of a laboratory."""
    require(visit.account, Right.CONSULT)
    return _door(visit)


def _door(visit: Visit, problems: Sequence[tuple[str, str]] = ()) -> Response:
    files = [one for one in list_case_files(visit.office, visit.account) if one.purpose in IDENTIFYING]
    mine = [one for one in files if visit.account.id in one.members and one.closed_at is None]
    status = 422 if problems else 200
    return visit.show("identification.html", status, files=mine, problems=problems, text=visit.one("text"))


def solve_file(visit: Visit) -> Response:
    """Solve the case that somebody gives; nothing of it is kept."""
    require(visit.account, Right.CONSULT)
    text = visit.one("file") or visit.one("text")
    try:
        if not text.startswith("{") and has_disaster(text):
            return _solved(visit, text, read_familias_disaster(text, "Familias"))
        if not text.startswith("{"):
            return _compared(visit, read_familias_comparison(text, "Familias"))
        given = parse_json(text)
        if isinstance(given, dict) and "hypotheses" in given:
            return _compared(visit, read_comparison(given, "case"))
        return _solved(visit, text, read_disaster(given))
    except KinshipError as error:
        return _door(visit, [("file", visit.display.explain(error))])


def _solved(visit: Visit, text: str, disaster: Disaster) -> Response:
    policy = Policy(listed=1)
    try:
        solution = solve(disaster, policy)
    except TooLargeError:
        if not visit.one("sample"):
            raise
        solution = solve(disaster, policy, _PLAN)
    families = [
        draw(family.id, family.pedigree, family.missing, family.profiles) for family in disaster.families[:_DRAWN]
    ]
    return _result(visit, [("", solution)], families, {"text": text, "title": disaster.name})


def _compared(visit: Visit, case: ComparisonCase) -> Response:
    ratios = case.compare().log_ratios(case.reference)
    typed = tuple(case.profiles)
    drawn = [
        (hypothesis, ratio_in_words(float(ratio)), draw(hypothesis.name, hypothesis.pedigree, (), typed))
        for hypothesis, ratio in zip(case.hypotheses, ratios, strict=True)
    ]
    return visit.show("hypotheses.html", case=case, drawn=drawn)


def show_records(visit: Visit) -> Response:
    """Show what this node's records say of who the dead are; that they were read is logged."""
    window = Window(
        country=visit.one("country").upper(),
        begins=parse_day(visit.one("begins"), "begins") if visit.one("begins") else None,
        ends=parse_day(visit.one("ends"), "ends") if visit.one("ends") else None,
    )
    found = identify(visit.office, visit.account, Wanted(case=CaseId(visit.path["case"]), window=window))
    families = []
    for kin in found.material.families[:_DRAWN]:
        drawn = draw(kin.missing, kin.placed.pedigree, (kin.missing,), kin.typed)
        consents = tuple((name, one.consent) for name, one in kin.typed.items())
        families.append(Drawn(title=kin.missing, drawing=drawn.drawing, people=drawn.people, consents=consents))
    shown = {
        "file": found.file,
        "title": found.file.reference,
        "left_out": found.left_out,
        "kept_back": found.kept_back,
        "unsolved": found.unsolved,
        "standard": visit.office.standard,
        "bodies": len(found.material.bodies),
        "searched": len(found.material.families),
        "may_propose": visit.may(Right.CONFIRM) and Role.FORENSIC in visit.account.roles,
    }
    return _result(visit, found.solutions, families, shown)


def _result(
    visit: Visit, solutions: Sequence[tuple[str, Solution]], families: Sequence[Drawn], more: Mapping[str, object]
) -> Response:
    show = Show(visit.one("show")) if visit.one("show") in set(Show) else Show.ALL
    solved = [solution for _, solution in solutions]
    usual = {"file": None, "text": "", "left_out": (), "kept_back": 0, "unsolved": "", "standard": None,
             "bodies": 0, "searched": 0, "may_propose": False, "findings": tuple(Finding)}  # fmt: skip
    return visit.show(
        "identified.html",
        200,
        **usual | dict(more),
        matrix=make_matrix(solved, show, visit.one("name")) if solved else None,
        conclusions=conclude_least(solved) if solved else (),
        policy=solved[0].policy if solved else None,
        possible=solved[0].joint.count if solved else 0,
        sample=solved[0].sample if solved else None,
        disagreeing=DISAGREEING,
        markers=len(solved[0].disaster.markers) if solved else 0,
        populations=[name for name, _ in solutions if name],
        families=families,
        show=show,
        shows=SHOWN,
        certainty=posterior_in_words,
    )
