"""Legal assistance beside the form: what the instrument wants, what is missing, who helps, why it may be refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from egnatia.casework.dispatch.assisting import Advice, advise
from egnatia.casework.dispatches import Composition
from egnatia.casework.errors import NotFoundError
from egnatia.casework.rows import CaseFile
from egnatia.law.assistance import ASSISTANCE
from egnatia.law.checklist import is_said
from egnatia.model.dispatch_forms import SORTS, Sort
from egnatia.model.identity import NodeId
from egnatia.web.display import instrument_names
from egnatia.web.shell import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One field that an instrument wants."""

    field: str
    label: str
    article: str
    said: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One instrument by which the partner is asked for assistance, or that does not bind the two."""

    advice: Advice
    checklist: Sequence[Wanted]
    chosen: bool

    @property
    def missing(self) -> int:
        """How many fields still say nothing."""
        return sum(not one.said for one in self.checklist)


def instruments() -> Mapping[str, str]:
    """Return the instruments of legal assistance, each with what people call it."""
    return {code: instrument_names()[code] for code in ASSISTANCE}


def ways_of(visit: Visit, typed: Composition, cases: Sequence[CaseFile]) -> tuple[Way, ...]:
    """Return what each instrument says to a request as it was typed; nothing for any other sort of message.

    Args:
        visit: of whoever writes.
        typed: what the form says.
        cases: open case files of the person: the one of the request names the offence.
    """
    offence = next((case.offence for case in cases if case.id == typed.case), None)
    if typed.sort != Sort.ASSISTANCE or offence is None:
        return ()
    try:
        found = advise(visit.office, NodeId(typed.partner), offence, typed.facts)
    except NotFoundError:  # no partner yet, or one who left
        return ()
    chosen = typed.instrument or next((one.instrument for one in found if one.open), "")
    return tuple(
        Way(advice=one, checklist=_checklist(one, typed), chosen=one.instrument == chosen)
        for one in sorted(found, key=lambda one: (one.instrument != chosen, not one.open))
    )


def _checklist(advice: Advice, typed: Composition) -> Sequence[Wanted]:
    fields = SORTS[Sort.ASSISTANCE].fields
    return [
        Wanted(field=f"f.{name}", label=fields[name].label, article=article, said=is_said(name, typed.facts))
        for name, article in advice.rules.wanted(typed.facts).items()
    ]
