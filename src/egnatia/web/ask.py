"""Asking: what, of whom, why; what the law says before anything is sent; the answers as they come."""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.ask import Enquiry, ask, follow, preview
from egnatia.casework.casefiles import list_case_files
from egnatia.casework.confirm import confirm
from egnatia.casework.errors import CaseworkError, NotFoundError
from egnatia.casework.inbox import due_at
from egnatia.casework.questions import Wanted, find_question, list_hits, list_waiting, page_questions
from egnatia.casework.reasons import sharing
from egnatia.casework.rights import Right
from egnatia.law.errors import LawError
from egnatia.match.asked import doubts_in
from egnatia.model.caveat import SubjectRole
from egnatia.model.errors import ParseError
from egnatia.model.identity import CaseId, CountryCode, NodeId, QuestionId, Reference
from egnatia.model.kinds import KINDS, Kind, Property
from egnatia.model.question import Subject
from egnatia.model.values import ValueType
from egnatia.web.authorise import authorisations_in
from egnatia.web.display import countries_in
from egnatia.web.hits import parse_verdict
from egnatia.web.languages import marked
from egnatia.web.shell import Visit, freshly, go, kept_of, screen
from egnatia.web.words import HIT, QUALITY, QUESTION

#: Kinds in the order in which people ask for them; further ones follow by name.
_FIRST: Final = ("person", "vehicle", "document", "firearm")
_ASKABLE: Final = (*_FIRST, *sorted(name for name, kind in KINDS.items() if kind.askable and name not in _FIRST))
_REASON: Final = "reason."
#: Digits of a number of days.
_LONGEST_DAYS: Final = 4
#: Fields of the form that are not properties: by the path of an error, the field and its label.
_LABELS: Final = {
    "case": ("case", marked("Case file")),
    "partners": ("reason", marked("Reason")),
    "same_because": ("same_because", marked("Why one reason holds for several partners, if it does")),
    "role": ("role", marked("Who is asked about")),
    "break_glass": ("break_glass", marked("Whose life is in danger, and why this cannot wait")),
    "watch_days": ("watch_days", marked("For how many days")),
    "tells": ("tells", marked("Who may know that we look for this, if they do and let us know")),
    "subject": ("asylum_from", marked("Seeks asylum from (countries, such as AFG)")),
}


def routes() -> list[Route]:
    """Return the screens of asking."""
    return [
        screen("/ask", show_form),
        screen("/ask/check", check, takes_form=True),
        screen("/ask/again", show_form, takes_form=True),
        screen("/ask", freshly(send, "break_glass"), takes_form=True, once="/questions"),
        screen("/questions", show_questions),
        screen("/questions/{question}", show_question),
        screen("/questions/{question}/verdict", judge, takes_form=True),
    ]


def show_form(visit: Visit) -> Response:
    """Show the form for one kind of question."""
    return _form(visit)


def show_form_with(visit: Visit, error: CaseworkError | ParseError | LawError) -> Response:
    """Show the form with what was typed, and what is wrong with it."""
    return _form(visit, [_words(visit, error)])


def check(visit: Visit) -> Response:
    """Say for each partner under which instrument it would be asked, or what is missing; nothing is sent."""
    if visit.part and not visit.given.get("partner"):
        hint = marked("Tick partners: here stands who may be asked, under which instrument, and what is missing.")
        return visit.show("part.html", prospects=(), going=(), name={}, problems=[("", visit.display.say(hint))])
    try:
        enquiry = _enquiry(visit)
        prospects = preview(visit.office, visit.account, enquiry)
    except (CaseworkError, ParseError, LawError) as error:
        return _problem(visit, error)
    going = [found for found in prospects if found.question]
    return visit.show(
        "part.html" if visit.part else "check.html",
        prospects=prospects,
        going=going,
        doubts=doubts_in(KINDS[enquiry.kind], enquiry.properties),
        name=_partner_names(visit),
        kept=kept_of(visit.given),
        here=_here(enquiry.kind),
        problems=(),
    )


def send(visit: Visit) -> Response:
    """Send what may be sent, to those who were shown, and show the answers as they come."""
    try:
        asked = ask(visit.office, visit.account, _as_shown(visit, _enquiry(visit)))
    except (CaseworkError, ParseError, LawError) as error:
        return _problem(visit, error)

    def parts() -> Iterator[str]:
        before, after = visit.write("sent.html", asked=asked, name=_partner_names(visit)).split("<!-- answers -->")
        yield before
        under = {found.question.id: found.question.instrument for found in asked.prospects if found.question}
        begun = time.monotonic()
        for delivered in follow(visit.office, asked):
            seconds = time.monotonic() - begun
            instrument = under.get(QuestionId(delivered.message), "")
            yield visit.write(
                "answer.html", delivered=delivered, seconds=seconds, quality=QUALITY, instrument=instrument
            )
        yield after

    return visit.stream(parts())


def show_questions(visit: Visit) -> Response:
    """List what was asked in the person's case files."""
    beyond = visit.number("beyond")
    page = page_questions(visit.office, visit.account, Wanted(received=False, waiting=False, beyond=beyond))
    waiting = () if beyond else reversed(list_waiting(visit.office, visit.account, received=False))
    return visit.show(
        "questions.html",
        rows=(*waiting, *page.rows),
        more=page.next,
        state=lambda row: visit.display.stands(QUESTION, row.state),
    )


def show_question(visit: Visit) -> Response:
    """Show one question with its hits."""
    row = find_question(visit.office, visit.account, QuestionId(visit.path["question"]))
    hits = list_hits(visit.office, visit.account, row.question.id)
    channel = visit.office.law.channel(row.question.instrument, row.question.kind)
    return visit.show(
        "question.html",
        row=row,
        due=due_at(row.question, channel),
        hits=hits,
        kind=KINDS[row.question.kind],
        state=visit.display.stands(QUESTION, row.state),
        hit_state=lambda hit: visit.display.stands(HIT, hit.state),
        quality=QUALITY,
        channel=channel,
        may_confirm=visit.may(Right.CONFIRM),
    )


def judge(visit: Visit) -> Response:
    """Confirm or reject a hit, where the asker's expert does."""
    reference, verdict = Reference(visit.one("reference")), visit.one("verdict")
    confirm(visit.office, visit.account, reference, parse_verdict(verdict), visit.one("reason"))
    return go(f"/questions/{visit.path['question']}")


def _as_shown(visit: Visit, enquiry: Enquiry) -> Enquiry:
    """Ask those only of whom the person read that they would see the question."""
    shown = visit.given.get("shown_to")
    if not shown:
        return enquiry
    partners = {node: why for node, why in enquiry.partners.items() if node in shown}
    return replace(enquiry, partners=partners, same_because=enquiry.same_because if sharing(partners) else "")


def _problem(visit: Visit, error: CaseworkError | ParseError | LawError) -> Response:
    """Show the form with what was typed and what is wrong with it; beside a form that grows, only the latter."""
    problems = [_words(visit, error)]
    if visit.part:
        return visit.show("part.html", prospects=(), going=(), name={}, problems=problems)
    return show_form_with(visit, error)


def _words(visit: Visit, error: CaseworkError | ParseError | LawError) -> tuple[str, str]:
    """Return the field to which an error belongs, and the error in words that name the field as the form does."""
    kind = KINDS[visit.one("kind")] if visit.one("kind") in KINDS else KINDS[_FIRST[0]]
    if not isinstance(error, ParseError):
        return "", visit.display.explain(error)
    problem = visit.display.explain(error.problem)
    for part in re.split(r"[.\[]", error.path):
        if part in kind.properties:
            return part, f"{visit.display.say(kind.properties[part].label)}: {problem}"
    field, label = _LABELS.get(error.path.partition(".")[0], ("", error.path))
    return field, f"{visit.display.say(label)}: {problem}"


def _form(visit: Visit, problems: Sequence[tuple[str, str]] = ()) -> Response:
    kind = KINDS.get(visit.one("kind") or "person")
    if kind is None or not kind.askable:
        raise NotFoundError(f"nobody may ask for a {visit.one('kind')}")
    cases = [case for case in list_case_files(visit.office, visit.account) if case.closed_at is None]
    return visit.show(
        "ask.html",
        422 if problems else 200,
        problems=problems,
        faulty={field for field, _ in problems},
        once=visit.office.randomness.hex128(),
        askable=[KINDS[name] for name in _ASKABLE],
        kind=kind,
        fields=_fields(kind),
        cases=cases,
        authorisations=list(authorisations_in(visit, cases)),
        countries=countries_in(visit.display.language),
        roles=list(SubjectRole),
        partners=sorted(_partner_names(visit).items()),
        reason=_REASON,
        here=_here(kind.name),
        carried=_carried(visit, kind),
    )


def _here(kind: str) -> str:
    """Return the address of the form for a kind: what is typed never stands in an address."""
    return f"/ask?kind={kind}"


def _carried(visit: Visit, kind: Kind) -> list[tuple[str, str]]:
    """Return what was typed for other kinds, which this form has no fields for: it is there again with its kind."""
    others = {field.name for name in _ASKABLE for field in _fields(KINDS[name])}
    own = {field.name for field in _fields(kind)}
    return [(name, visit.one(name)) for name in sorted(others - own) if visit.one(name)]


def _fields(kind: Kind) -> list[Property]:
    """Return what a question of a kind may name and a person can type."""
    return [found for found in kind.properties.values() if found.search and found.type is not ValueType.RECORD]


def _as_typed(value: str) -> str:
    """Return lines as they were typed: browsers end each as HTTP does (HTML, form submission)."""
    return value.replace("\r\n", "\n")


def _enquiry(visit: Visit) -> Enquiry:
    """Read the form. What is wrong with the values is found by the use case, as for every other caller."""
    kind = KINDS.get(visit.one("kind"))
    if kind is None:
        raise ParseError("kind", "no such kind")
    if not visit.one("case"):
        raise ParseError("case", "choose one")
    typed = {found.name: _as_typed(visit.one(found.name)) for found in _fields(kind)}
    properties = {name: (value,) for name, value in typed.items() if value}
    chosen = visit.given.get("partner", ())
    return Enquiry(
        kind=kind.name,
        properties=properties,
        case=CaseId(visit.one("case")),
        subject=_subject(visit),
        partners={NodeId(node): visit.one(_REASON + node) or visit.one("reason") for node in chosen},
        same_because=visit.one("same_because"),
        authorisation=visit.one("authorisation"),
        urgent=bool(visit.one("urgent")),
        watch_days=_days(visit.one("watch_days")),
        tells=frozenset(map(NodeId, visit.given.get("tells", ()))),
        break_glass=visit.one("break_glass"),
    )


def _days(typed: str) -> int:
    """Read for how many days a question stays; nothing: it is asked once."""
    if typed and not (typed.isascii() and typed.isdecimal() and len(typed) <= _LONGEST_DAYS):
        raise ParseError("watch_days", "not a number of days")
    return int(typed or 0)


def _subject(visit: Visit) -> Subject:
    countries = visit.one("asylum_from").replace(",", " ").upper().split()
    return Subject(
        role=_role(visit.one("role")),
        minor=bool(visit.one("minor")),
        asylum_from=frozenset(map(CountryCode, countries)),
    )


def _role(word: str) -> SubjectRole:
    try:
        return SubjectRole(word)
    except ValueError:
        raise ParseError("role", "no such role") from None


def _partner_names(visit: Visit) -> dict[NodeId, str]:
    members = visit.office.directory().members
    return {node: member.name for node, member in members.items() if node != visit.office.me}
