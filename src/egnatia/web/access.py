"""Requests of people who are, or may be, on record: taken in, looked through by somebody else, decided, answered.

What is shown of a request comes in answer to a form, never under an address of its own: each look is an act.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.access.answering import Answered, Closing, close_request, draft_letter
from egnatia.casework.access.handling import (
    Applying,
    check_identity,
    decide,
    list_requests,
    open_request,
    remedies_here,
)
from egnatia.casework.access.looking import look_at, look_at_message, look_through
from egnatia.casework.access.messages import Part, WrittenAbout, parts_of
from egnatia.casework.access.searching import Candidate
from egnatia.casework.errors import CaseworkError, NotAllowedError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.requests import AccessId, Applicant, Finding, Opinion, Outcome, Proof, Telling, Wish
from egnatia.casework.rights import Right
from egnatia.casework.rows import Account
from egnatia.casework.title import title_of
from egnatia.law.access import Restriction
from egnatia.model.errors import ParseError
from egnatia.model.identity import MessageId, RecordId
from egnatia.model.kinds import KINDS
from egnatia.model.record import Record
from egnatia.model.values import parse_day
from egnatia.web.languages import marked
from egnatia.web.shell import Visit, go, screen

#: What is asked of a person to be found by, in the order of the form.
_BY = ("first_name", "family_name", "father_name", "birth_date", "nationality")
#: What each ground means (LED Art. 15(1)).
GROUNDS = {
    Restriction.INQUIRY: marked("it would obstruct an inquiry, an investigation or a procedure"),
    Restriction.OFFENCE: marked("it would prejudice preventing, investigating or prosecuting an offence"),
    Restriction.PUBLIC_SECURITY: marked("public security"),
    Restriction.NATIONAL_SECURITY: marked("national security"),
    Restriction.OTHERS: marked("the rights and freedoms of others"),
}


Writer: TypeAlias = Callable[[Office, Account, AccessId, Closing], Answered]


def routes() -> list[Route]:
    """Return the screens of requests."""
    return [
        screen("/access", show_requests),
        screen("/access", take_in, takes_form=True, once="/access"),
        screen("/access/{request}/search", look, takes_form=True),
        screen("/access/{request}/identity", identify, takes_form=True),
        screen("/access/{request}/records/{record}", look_whole, takes_form=True),
        screen("/access/{request}/messages/{message}", look_at_words, takes_form=True),
        screen("/access/{request}/findings", find, takes_form=True),
        screen("/access/{request}/draft", draft, takes_form=True),
        screen("/access/{request}/closing", close, takes_form=True, once="/access"),
    ]


def show_requests(visit: Visit) -> Response:
    """List requests: ids and times, nothing about anybody."""
    return _requests(visit)


def take_in(visit: Visit) -> Response:
    """Take a request in; the time for the answer runs from the day on which it came."""
    try:
        open_request(visit.office, visit.account, _applying(visit))
    except NotAllowedError:
        raise
    except (CaseworkError, ParseError) as error:
        return _requests(visit, [_problem(visit, error)])
    return go("/access")


def look(visit: Visit) -> Response:
    """Show a request with all that may be about the person: records, questions, messages; the look is logged."""
    return _through(visit)


def identify(visit: Visit) -> Response:
    """Note that the person showed who he or she is."""
    try:
        proof = Proof(visit.one("proof"))
    except ValueError:
        raise ParseError("proof", "choose one") from None
    check_identity(visit.office, visit.account, AccessId(visit.path["request"]), proof, visit.one("shown"))
    return go("/access")


def look_whole(visit: Visit) -> Response:
    """Show the whole of one record that is marked for fewer eyes; who saw it and why is kept."""
    request, record = AccessId(visit.path["request"]), RecordId(visit.path["record"])
    whole = look_at(visit.office, visit.account, request, record, visit.one("reason"))
    return _through(visit, whole=whole)


def look_at_words(visit: Visit) -> Response:
    """Show the whole of one message that may say something of the person; who saw it and why is kept."""
    request, message = AccessId(visit.path["request"]), MessageId(visit.path["message"])
    return _through(visit, read=look_at_message(visit.office, visit.account, request, message, visit.one("reason")))


def find(visit: Visit) -> Response:
    """Decide what the person is told of one record; nothing that was typed is lost if it lacks something."""
    request = AccessId(visit.path["request"])
    try:
        decided = decide(visit.office, visit.account, request, _finding(visit))
    except (NotAllowedError, NotFoundError):
        raise
    except (CaseworkError, ParseError) as error:
        return _through(visit, [_problem(visit, error)])
    return visit.show("accessdone.html", request=request, decided=len(decided.findings))


def draft(visit: Visit) -> Response:
    """Write the letter as it would be sent now."""
    return _letter(visit, draft_letter, sent=False)


def close(visit: Visit) -> Response:
    """End a request with the letter that goes to the person; it is shown this once."""
    return _letter(visit, close_request, sent=True)


def _letter(visit: Visit, write: Writer, *, sent: bool) -> Response:
    request = AccessId(visit.path["request"])
    try:
        made = write(visit.office, visit.account, request, _closing(visit))
    except (NotAllowedError, NotFoundError):
        raise
    except (CaseworkError, ParseError) as error:
        if _closing(visit).refused:
            return _requests(visit, [_problem(visit, error)])
        return _through(visit, [_problem(visit, error)])
    return visit.show("accessletter.html", made=made, request=request, sent=sent, closing=_closing(visit))


def _requests(visit: Visit, problems: Sequence[tuple[str, str]] = ()) -> Response:
    return visit.show(
        "access.html",
        422 if problems else 200,
        problems=problems,
        faulty={field for field, _ in problems},
        once=visit.office.randomness.hex128(),
        requests=list_requests(visit.office, visit.account),
        may_review=visit.may(Right.REVIEW),
        wishes=list(Wish),
        proofs=list(Proof),
        fields=[KINDS["person"].properties[name] for name in _BY],
        remedies=remedies_here(visit.office),
        today=visit.office.clock.now().date(),
    )


def _through(
    visit: Visit,
    problems: Sequence[tuple[str, str]] = (),
    whole: Candidate | None = None,
    read: WrittenAbout | None = None,
) -> Response:
    request = AccessId(visit.path["request"])
    found = look_through(visit.office, visit.account, request)
    return visit.show(
        "accessone.html",
        422 if problems else 200,
        problems=problems,
        found=found,
        whole=whole,
        read=read,
        parts_of=parts_of,
        labels_of=_labels_of,
        properties_of=_properties_of,
        title_of=title_of,
        tellings=list(Telling),
        opinions=list(Opinion),
        grounds={ground: GROUNDS[ground] for ground in GROUNDS if ground in remedies_here(visit.office).grounds},
        once=visit.office.randomness.hex128(),
    )


def _labels_of(parts: Iterable[Part]) -> Mapping[str, str]:
    """Return what may be left out of a message, by what people call it."""
    return {part.name: part.label for part in parts}


def _properties_of(record: Record) -> Mapping[str, str]:
    """Return what may be left out of a record, by what people call it."""
    return {name: record.definition.properties[name].label for name in record.properties}


def _applying(visit: Visit) -> Applying:
    try:
        wish, proof = Wish(visit.one("wish")), Proof(visit.one("proof"))
    except ValueError:
        raise ParseError("wish", "choose what is asked for, and how it was checked who the person is") from None
    applicant = Applicant(
        properties={name: (visit.one(name),) for name in _BY if visit.one(name)},
        documents=tuple(visit.one("documents").replace(",", " ").split()),
        name=visit.one("name"),
        address=visit.one("address"),
        proof=proof,
        shown=visit.one("shown"),
    )
    return Applying(wish=wish, words=visit.one("words"), applicant=applicant, received_on=_came(visit))


def _came(visit: Visit) -> date | None:
    return parse_day(visit.one("received_on"), "received_on") if visit.one("received_on") else None


def _finding(visit: Visit) -> Finding:
    try:
        return Finding(
            record=RecordId(visit.one("record")),
            telling=Telling(visit.one("telling")),
            reason=visit.one("reason"),
            without=frozenset(visit.given.get("without", ())),
            ground=Restriction(visit.one("ground")) if visit.one("ground") else None,
            stated=bool(visit.one("stated")),
            opinion=Opinion(visit.one("opinion")) if visit.one("opinion") else None,
        )
    except ValueError:
        raise ParseError("telling", "choose what the person is told") from None


def _closing(visit: Visit) -> Closing:
    refused = visit.one("refused")
    known = {str(one): one for one in (Outcome.EXCESSIVE, Outcome.UNPROVEN)}
    return Closing(refused=known.get(refused), words=visit.one("words"))


def _problem(visit: Visit, error: Exception) -> tuple[str, str]:
    """Return the field to which an error belongs, and the error in words."""
    if isinstance(error, ParseError):
        field = error.path.rpartition(".")[2].split("[")[0]
        return field, f"{visit.display.say(field.replace('_', ' '))}: {visit.display.explain(error.problem)}"
    return "", visit.display.explain(error)
