"""Mutual legal assistance: by which instrument a partner is asked, and what a request or a refusal still lacks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from egnatia.casework.errors import NotFoundError
from egnatia.casework.lawful import party
from egnatia.casework.office import Office
from egnatia.law.assistance import ASSISTANCE, Assistance
from egnatia.law.bilateral import BILATERAL, Treaty, treaties_between
from egnatia.law.checklist import Said
from egnatia.law.facts import WHOLE, Action, Request
from egnatia.law.messages import MessageFacts
from egnatia.model.caveat import Purpose, SubjectRole
from egnatia.model.dispatch import Dispatch
from egnatia.model.dispatch_forms import Sort
from egnatia.model.identity import NodeId
from egnatia.model.question import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What one instrument says of assistance between this node and a partner."""

    instrument: str
    name: str
    open: bool  #: It binds the two, and carries requests on this offence.
    instead: tuple[str, ...]  #: If it does not: the instruments that do.
    article: str
    rules: Assistance
    lacking: tuple[str, ...]  #: What a request that says this much still lacks.
    treaties: tuple[Treaty, ...] = ()  #: What the two agreed beside it.


def advise(office: Office, partner: NodeId, offence: str, said: Said) -> tuple[Advice, ...]:
    """Say by which instruments a partner can be asked for assistance, what each wants, and which is closed.

    Args:
        office: of this node.
        partner: who is to be asked.
        offence: a code of the list.
        said: fields of the form that are known already; whatever is missing is listed.

    Raises:
        NotFoundError: the partner or the offence is not known.
    """
    if offence not in office.law.book.offences:
        raise NotFoundError(f"no offence {offence} in the list")
    request = supposed_request(office, partner, offence)
    carriers = office.law.messages.carriers(request, _FACTS)
    articles = {one.instrument: one.article for one in carriers}
    names = tuple(one.name for one in carriers)
    known = sorted(ASSISTANCE.values(), key=lambda rules: rules.instrument not in articles)
    return tuple(
        Advice(
            instrument=rules.instrument,
            name=office.law.book.instruments[rules.instrument].name,
            open=rules.instrument in articles,
            instead=() if rules.instrument in articles else names,
            article=articles.get(rules.instrument, ""),
            rules=rules,
            lacking=tuple(rules.lacking(said)),
            treaties=_treaties(request, rules.instrument) if rules.instrument in articles else (),
        )
        for rules in known
    )


def _treaties(request: Request, convention: str) -> tuple[Treaty, ...]:
    two = (request.asker.country, request.answerer.country)
    return treaties_between(*two, convention, BILATERAL.values(), request.on)


def assistance_lacks(dispatch: Dispatch, instrument: str, first: Dispatch | None) -> tuple[str, ...]:
    """Say what a request for assistance, or a refusal of one, lacks under its instrument.

    Args:
        dispatch: what is to be sent.
        instrument: under which it goes.
        first: what began the thread; None: this does.
    """
    rules = ASSISTANCE.get(instrument)
    if rules is None:
        return ()
    if dispatch.sort is Sort.ASSISTANCE:
        return tuple(rules.lacking(dispatch.facts))
    asked = first is not None and first.sort is Sort.ASSISTANCE
    return tuple(rules.lacking_of_refusal(dispatch.facts)) if asked and dispatch.sort is Sort.REPLY else ()


def closed_words(office: Office, request: Request, facts: MessageFacts, none: str) -> Iterator[str]:
    """Say that an instrument that was chosen carries no such message between the two, and which ones do."""
    instead = office.law.messages.carriers(replace(request, instrument=None), facts) if request.instrument else ()
    named = office.law.book.instruments.get(request.instrument or "")
    if named is None or not instead:
        yield none
        return
    others = " or ".join(one.name for one in instead)
    yield f"a channel: {named.name} carries no such message between the two; take {others}"


_FACTS = MessageFacts(sort=Sort.ASSISTANCE, gives=False, replies=False, urgent=False, urgency_told=False)


def supposed_request(office: Office, partner: NodeId, offence: str) -> Request:
    """Return what the law would be asked of a message about a suspect that lacks nothing but what an instrument wants.

    Raises:
        NotFoundError: the partner is not in the directory.
    """
    directory = office.directory()
    return Request(
        action=Action.ASK,
        asker=party(directory, office.me),
        answerer=party(directory, partner),
        kind="",
        purpose=Purpose.CRIMINAL_INVESTIGATION,
        offence=offence,
        subject=Subject(role=SubjectRole.SUSPECT, minor=False, asylum_from=frozenset()),
        case_file=WHOLE,
        authorisation=True,
        necessity=True,
        on=office.clock.now().date(),
        approvals=1,
    )
