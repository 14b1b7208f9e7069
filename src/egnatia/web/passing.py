"""Passing a received record on: its originator is asked, the law is asked, it goes; and deciding as the originator.

It goes on from its own page. Requests of partners for our consent stand beside the inbox.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.audience import Audience, audience_of_consent, audience_of_forward
from egnatia.casework.collect import consult
from egnatia.casework.consent import (
    Consenting,
    Seeking,
    Shown,
    Sought,
    bars_to,
    consent,
    deny,
    list_consents,
    seek_consent,
)
from egnatia.casework.errors import CaseworkError, NotAllowedError, NotFoundError, NotLawfulError
from egnatia.casework.forward import Passing, forward, list_forwarded, weigh
from egnatia.casework.page import Page
from egnatia.casework.rights import Right, require
from egnatia.casework.title import title_of
from egnatia.exchange.ground import Ground
from egnatia.exchange.passages import passage_of
from egnatia.model.caveat import Purpose
from egnatia.model.errors import ParseError
from egnatia.model.identity import CaseId, NodeId, RecordId, StatementId
from egnatia.model.kinds import KINDS, Kind
from egnatia.model.passage import Passage
from egnatia.model.statement import Statement
from egnatia.model.values import parse_day
from egnatia.web.audience import WORDS as WHO_AND_WHY
from egnatia.web.casefiles import sorted_offences
from egnatia.web.languages import marked
from egnatia.web.oversight import names_of
from egnatia.web.shell import Visit, freshly, go, screen
from egnatia.web.words import GROUNDS


def routes() -> list[Route]:
    """Return the screens of passing on."""
    return [
        screen("/records/{record}/passing", show_passing),
        screen("/passing/check", check, takes_form=True),
        screen("/passing/consent", ask_originator, takes_form=True, once="/consents"),
        screen("/passing", freshly(pass_on), takes_form=True, once="/consents"),
        screen("/consents", show_consents),
        screen("/consents/given", give, takes_form=True, once="/consents"),
        screen("/consents/denied", refuse, takes_form=True, once="/consents"),
    ]


def show_passing(visit: Visit) -> Response:
    """Show a received record with the form by which it goes on; that it was read is logged."""
    return _passing(visit, RecordId(visit.path["record"]))


def check(visit: Visit) -> Response:
    """Say what the law would say; nothing is asked or given."""
    require(visit.account, Right.RELEASE)
    if not visit.one("recipient"):
        return visit.show("passinglaw.html", weighed=None, words="")
    try:
        wanted = _wanted(visit)
        weighed = weigh(visit.office, visit.account, wanted)
        passage = Passage(record=wanted.record, recipient=wanted.recipient, purpose=wanted.purpose)
        audience = audience_of_forward(visit.office, visit.account, passage)
    except (CaseworkError, ParseError) as error:
        return visit.show("passinglaw.html", weighed=None, words=visit.display.explain(error))
    return visit.show(
        "passinglaw.html",
        weighed=weighed,
        words="",
        conditions=_conditions(weighed.consent),
        audience=audience,
        kind=KINDS[audience.kind],
        who_and_why=WHO_AND_WHY,
    )


def ask_originator(visit: Visit) -> Response:
    """Ask the originator whether the record may go on."""
    wanted = _wanted(visit)
    seeking = Seeking(
        record=wanted.record, recipient=wanted.recipient, purpose=wanted.purpose, necessity=wanted.necessity
    )
    try:
        seek_consent(visit.office, visit.account, seeking)
    except NotAllowedError:
        raise
    except (CaseworkError, ParseError) as error:
        return _passing(visit, wanted.record, [_problem(visit, error)])
    return go("/consents")


def pass_on(visit: Visit) -> Response:
    """Give the record to the third party, or approve that it is given; nothing that was typed is lost if it may not."""
    wanted = _wanted(visit)
    try:
        passed = forward(visit.office, visit.account, wanted)
    except NotLawfulError as error:
        return _passing(
            visit,
            wanted.record,
            [("", visit.display.explain(words)) for words in error.missing] or [_problem(visit, error)],
        )
    except NotAllowedError:
        raise
    except (CaseworkError, ParseError) as error:
        return _passing(visit, wanted.record, [_problem(visit, error)])
    return go("/consents") if passed.sent else visit.show("approved.html", given=passed, back="/consents")


def show_consents(visit: Visit) -> Response:
    """List requests for consent, those of partners first, and what went on."""
    return _consents(visit)


def give(visit: Visit) -> Response:
    """Consent, as the originator."""
    try:
        until = parse_day(visit.one("until"), "until") if visit.one("until") else None
        consent(visit.office, visit.account, _consenting(visit, until))
    except NotLawfulError as error:
        return _consents(visit, [("", visit.display.explain(words)) for words in error.missing])
    except (NotAllowedError, NotFoundError):
        raise
    except (CaseworkError, ParseError) as error:
        return _consents(visit, [_problem(visit, error)])
    return go("/consents")


def refuse(visit: Visit) -> Response:
    """Deny, as the originator, on a ground."""
    try:
        ground = Ground(visit.one("ground"))
    except ValueError:
        return _consents(visit, [("", visit.display.say(marked("Choose a ground.")))])
    deny(visit.office, visit.account, StatementId(visit.one("request")), ground)
    return go("/consents")


def _consenting(visit: Visit, until: date | None) -> Consenting:
    return Consenting(
        request=StatementId(visit.one("request")),
        until=until,
        conditions=visit.one("conditions"),
        reason=visit.one("reason"),
    )


def _passing(visit: Visit, record: RecordId, problems: Sequence[tuple[str, str]] = ()) -> Response:
    case = CaseId(visit.one("case"))
    stored = consult(visit.office, visit.account, record, case)
    if stored.record is None:
        raise NotFoundError("the record was erased")
    known = visit.office.directory().members
    return visit.show(
        "passing.html",
        422 if problems else 200,
        problems=problems,
        once=visit.office.randomness.hex128(),
        record=stored.record,
        own=stored.received_from is None,
        may_release=visit.may(Right.RELEASE),
        case=case,
        kind=KINDS[stored.record.kind],
        title=title_of(stored.record),
        purposes=[one for one in Purpose if one in visit.account.purposes],
        offences=sorted_offences(visit),
        recipients=sorted(
            (node, member.name) for node, member in known.items() if node not in (visit.office.me, stored.record.issuer)
        ),
    )


def _wanted(visit: Visit) -> Passing:
    try:
        purpose = Purpose(visit.one("purpose"))
    except ValueError:
        raise ParseError("purpose", "choose one") from None
    return Passing(
        record=RecordId(visit.one("record")),
        recipient=NodeId(visit.one("recipient")),
        purpose=purpose,
        offence=visit.one("offence") or None,
        necessity=visit.one("necessity"),
        conditions_met=bool(visit.one("conditions_met")),
        break_glass=visit.one("break_glass"),
    )


def _conditions(made: Statement | None) -> str:
    return passage_of(made).conditions if made else ""


def _consents(visit: Visit, problems: Sequence[tuple[str, str]] = ()) -> Response:
    def page(name: str, **which: bool) -> Page[Sought]:
        return list_consents(visit.office, visit.account, Shown(**which, beyond=visit.number(name)))

    asked = page("asked", received=True, decided=False)
    people = visit.office.store.read(lambda tx: tx.accounts.list())
    return visit.show(
        "consents.html",
        422 if problems else 200,
        problems=problems,
        once=visit.office.randomness.hex128(),
        asked=[_matter(visit, one) for one in asked.rows],
        who_and_why=WHO_AND_WHY,
        decided=page("decided", received=True, decided=True),
        ours=page("ours", received=False),
        forwarded=list_forwarded(visit.office, visit.account, visit.number("forwarded")),
        more={"asked": asked.next},
        names=names_of(people),
        grounds=GROUNDS,
        today=visit.office.clock.now().date(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request on which somebody decides now: what our law has against it, and who will see the record."""

    one: Sought
    bars: Sequence[str]
    audience: Audience | None  #: None: our law forbids it, or the record is gone.
    kind: Kind | None


def _matter(visit: Visit, one: Sought) -> Asked:
    bars = _bars(visit, one)
    if bars:
        return Asked(one=one, bars=bars, audience=None, kind=None)
    audience = audience_of_consent(visit.office, visit.account, one.request.id)
    return Asked(one=one, bars=bars, audience=audience, kind=KINDS[audience.kind])


def _bars(visit: Visit, one: Sought) -> Sequence[str]:
    """Say why our own law forbids to consent, or that the record is gone."""
    try:
        return bars_to(visit.office, visit.account, one.request.id)
    except NotFoundError as error:
        return (visit.display.explain(error),)


def _problem(visit: Visit, error: Exception) -> tuple[str, str]:
    """Return the field to which an error belongs, and the error in words."""
    if isinstance(error, ParseError):
        return error.path, f"{visit.display.say(error.path)}: {visit.display.explain(error.problem)}"
    return "", visit.display.explain(error)
