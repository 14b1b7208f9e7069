"""Hot pursuit and surveillance over a border, as messages: what is missing before officers cross."""

from dataclasses import dataclass

from egnatia.casework.dispatch.assisting import supposed_request
from egnatia.casework.errors import NotFoundError
from egnatia.casework.lawful import party
from egnatia.casework.office import Office
from egnatia.law.checklist import Said
from egnatia.law.crossings import ANSWER, CANNOT_WAIT, CROSSING, CROSSINGS, WAY, Crossing
from egnatia.law.messages import MessageFacts
from egnatia.model.dispatch import Dispatch
from egnatia.model.dispatch_forms import SORTS, Sort
from egnatia.model.identity import NodeId


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossingAdvice:
    """What one instrument says of crossing the border to a partner."""

    instrument: str
    name: str
    open: bool  #: It binds the two, and carries such a notice on this offence.
    rules: Crossing
    limits: str  #: What the state that is entered declared; empty: nothing that is known.
    lacking: tuple[str, ...]  #: What a notice that says this much still lacks.


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Whither officers would cross, behind somebody pursued or observed, and for which offence."""

    partner: NodeId
    sort: Sort
    offence: str
    said: Said


def advise_crossing(office: Office, heading: Heading) -> tuple[CrossingAdvice, ...]:
    """Say by which instruments officers may cross to a partner, what each wants before, and what ends it.

    Args:
        office: of this node.
        heading: whither, for what, and which fields of the notice are known already.

    Raises:
        NotFoundError: the partner or the offence is not known, or the sort is none of crossing a border.
    """
    offence = office.law.book.offences.get(heading.offence)
    if offence is None or heading.sort not in CROSSING:
        raise NotFoundError(f"no offence {heading.offence} in the list, or {heading.sort} crosses no border")
    entered = party(office.directory(), heading.partner).country
    facts = MessageFacts(sort=heading.sort, gives=True, replies=False, urgent=False, urgency_told=False)
    request = supposed_request(office, heading.partner, heading.offence)
    opened = {one.instrument for one in office.law.messages.carriers(request, facts)}
    known = [rules for rules in CROSSINGS.values() if rules.sort is heading.sort]
    return tuple(
        CrossingAdvice(
            instrument=rules.instrument,
            name=office.law.book.instruments[rules.instrument].name,
            open=rules.instrument in opened,
            rules=rules,
            limits=rules.limits.get(entered or "", ""),
            lacking=tuple(rules.lacking(heading.said, offence, entered)),
        )
        for rules in sorted(known, key=lambda rules: rules.instrument not in opened)
    )


def crossing_lacks(office: Office, dispatch: Dispatch, recipient: NodeId, first: Dispatch | None) -> tuple[str, ...]:
    """Say what a notice of a crossing, or the answer to one, lacks under its instrument.

    Args:
        office: of this node.
        dispatch: what is to be sent.
        recipient: whose border is crossed.
        first: what began the thread; None: this does.
    """
    if dispatch.sort is Sort.REPLY and first is not None and first.sort in CROSSING:
        return () if dispatch.facts.get(ANSWER) else (SORTS[Sort.REPLY].fields[ANSWER].label,)
    rules = CROSSINGS.get((dispatch.grounds.instrument, dispatch.sort))
    if rules is None:
        return ()
    offence = office.law.book.offences.get(dispatch.grounds.offence or "")
    entered = party(office.directory(), recipient).country
    waits = CANNOT_WAIT not in dispatch.facts.get(WAY, ()) or dispatch.grounds.urgency
    return (*rules.lacking(dispatch.facts, offence, entered), *(() if waits else ("why it cannot wait",)))


def crossing_terms(office: Office, dispatch: Dispatch, recipient: NodeId) -> tuple[str, ...]:
    """Say what officers may do over the border, what ends it, and what the state that is entered declared.

    Args:
        office: of this node.
        dispatch: what is to be sent; of what crosses no border, nothing is said.
        recipient: whose border is crossed.
    """
    rules = CROSSINGS.get((dispatch.grounds.instrument, dispatch.sort))
    if rules is None:
        return ()
    limits = rules.limits.get(party(office.directory(), recipient).country or "")
    return (*rules.terms, *(f"It ends: {words}" for words in rules.ends), *((limits,) if limits else ()))
