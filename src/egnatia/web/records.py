"""A record at the desk: everything known about a thing, where it came from, who may see it; edits and judgements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.acknowledge import acknowledge_record
from egnatia.casework.dossier import Dossier, Value, open_dossier, values_of
from egnatia.casework.edit import Editing, edit
from egnatia.casework.errors import CaseworkError, NotAllowedError, NotFoundError, OvertakenError
from egnatia.casework.judge import Judging, Undoing, judge, undo
from egnatia.casework.rights import Right
from egnatia.casework.viewas import view_as
from egnatia.model.alert_sorts import ALERTS
from egnatia.model.caveat import Handling
from egnatia.model.errors import ParseError
from egnatia.model.identity import CaseId, NodeId, RecordId, StatementId
from egnatia.model.kinds import KINDS, Kind, Property
from egnatia.web.comparison import Line as Compared
from egnatia.web.comparison import beside_question
from egnatia.web.languages import marked
from egnatia.web.oversight import names_of
from egnatia.web.shell import Visit, go, screen

#: What the form calls its fields: a property is called alike in every kind, or nearly.
_LABELS = {name: found.label for kind in KINDS.values() for name, found in kind.properties.items()}
#: How a field of the form is called, before the property's name.
_FIELD = "p."
#: What a handling code means to a reader (Regulation (EU) 2016/794 Art. 19).
HANDLING = {
    Handling.CRIME_ONLY: marked("only to fight crime"),
    Handling.NOT_IN_COURT: marked("not in court without the leave of who gave it"),
    Handling.NOT_ONWARD: marked("not to others without the leave of who gave it"),
    Handling.RESTRICTED: marked("only as the words beside it say"),
}


def routes() -> list[Route]:
    """Return the screens of one thing."""
    return [
        screen("/records/{record}", show_record),
        screen("/records/{record}/views", show_views),
        screen("/records/{record}/acknowledgement", acknowledge, takes_form=True),
        screen("/records/{record}/versions", change, takes_form=True),
        screen("/records/{record}/judgements", say_of_two, takes_form=True),
        screen("/records/{record}/judgements/{statement}/undoing", take_back, takes_form=True),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A property with the values that stand, and what somebody typed in their place."""

    definition: Property
    values: Sequence[Value]
    typed: str

    @property
    def text(self) -> str:
        """The values, a line each."""
        return "\n".join(found.value for found in self.values)


def show_record(visit: Visit) -> Response:
    """Show everything known about the thing of a record, in a case file; that it was read is logged."""
    return _record(visit)


def acknowledge(visit: Visit) -> Response:
    """Acknowledge how a partner restricted the use of its record, and show it."""
    record, case = RecordId(visit.path["record"]), CaseId(visit.one("case"))
    acknowledge_record(visit.office, visit.account, record, case)
    return go(f"/records/{record}?case={case}")


def show_views(visit: Visit) -> Response:
    """Show what a partner would learn of a record."""
    record, case = RecordId(visit.path["record"]), CaseId(visit.one("case"))
    partner = visit.one("partner")
    seen = view_as(visit.office, visit.account, record, case, NodeId(partner)) if partner else None
    found = seen.record if seen else open_dossier(visit.office, visit.account, record, case).stored.record
    if found is None:
        raise NotFoundError("the record was erased")
    return visit.show(
        "viewas.html", record=found, case=case, seen=seen, partners=_partners(visit), kind=KINDS[found.kind]
    )


def change(visit: Visit) -> Response:
    """Put a new version on record; nothing that was typed is lost if it cannot be."""
    record, case = RecordId(visit.path["record"]), CaseId(visit.one("case"))
    seen = frozenset(map(RecordId, visit.given.get("seen", ())))
    editing = Editing(record=record, case=case, properties=_typed(visit), seen=seen)
    try:
        made = edit(visit.office, visit.account, editing)
    except (NotAllowedError, NotFoundError):
        raise
    except (CaseworkError, ParseError) as error:
        return _record(visit, [_problem(visit, error)], 409 if isinstance(error, OvertakenError) else 422)
    return go(f"/records/{made.id}?case={case}")


def say_of_two(visit: Visit) -> Response:
    """Judge whether two records are about the same."""
    record, case = RecordId(visit.path["record"]), CaseId(visit.one("case"))
    other = RecordId(visit.one("other"))
    judging = Judging(
        record=record, other=other, same=visit.one("judgement") != "different", case=case, reason=visit.one("reason")
    )
    judge(visit.office, visit.account, judging)
    return go(f"/records/{record}?case={case}#judgements")


def take_back(visit: Visit) -> Response:
    """Take a judgement back."""
    record, case = RecordId(visit.path["record"]), CaseId(visit.one("case"))
    statement = StatementId(visit.path["statement"])
    undo(
        visit.office,
        visit.account,
        Undoing(record=record, statement=statement, case=case, reason=visit.one("reason")),
    )
    return go(f"/records/{record}?case={case}#judgements")


def _record(visit: Visit, problems: Sequence[tuple[str, str]] = (), status: int = 200) -> Response:
    record, case = RecordId(visit.path["record"]), CaseId(visit.one("case"))
    dossier = open_dossier(visit.office, visit.account, record, case)
    kind = KINDS[dossier.stored.record.kind] if dossier.stored.record else None
    own = dossier.versions is not None and dossier.versions.issuer == visit.office.me and not dossier.hidden
    people = visit.office.store.read(lambda tx: tx.accounts.list())
    return visit.show(
        "record.html",
        status,
        problems=problems,
        dossier=dossier,
        kind=kind,
        lines=_lines(visit, dossier, kind) if kind else [],
        compared=_compared(visit, dossier),
        changes=_changes(dossier),
        may_edit=own and visit.may(Right.COLLECT) and not _is_view(dossier),
        may_judge=visit.may(Right.CONFIRM),
        may_pass=bool(dossier.stored.received_from) and visit.may(Right.RELEASE),
        may_alert=own
        and not _is_view(dossier)
        and visit.may(Right.CORRESPOND)
        and any(form.kind == dossier.stored.record.kind for form in ALERTS.values() if dossier.stored.record),
        may_recall=own and not _is_view(dossier) and visit.may(Right.REVIEW),
        may_view_as=own and not _is_view(dossier),
        partners=_partners(visit),
        names=names_of(people),
        channel=_channel(visit, dossier),
        field=_FIELD,
        handling=HANDLING,
    )


def _is_view(dossier: Dossier) -> bool:
    """Tell whether the thing is a partial view: it is not edited, and nobody is answered with it."""
    return any(head.derived_from for head in dossier.heads)


def _channel(visit: Visit, dossier: Dossier) -> object:
    came = dossier.came
    return visit.office.law.channel(came.hit.instrument, came.hit.kind) if came else None


def _compared(visit: Visit, dossier: Dossier) -> list[Compared]:
    """Set what we asked beside what was given for it: nothing for other records, or when the question is forgotten."""
    question, record = dossier.came.question if dossier.came else None, dossier.stored.record
    return beside_question(visit, question.question, record) if question and record else []


def _partners(visit: Visit) -> list[str]:
    return sorted(visit.office.directory().members.keys() - {visit.office.me})


def _lines(visit: Visit, dossier: Dossier, kind: Kind) -> list[Line]:
    versions = dossier.versions
    return [
        Line(
            definition=found,
            values=tuple(values_of(versions, name)) if versions else (),
            typed=visit.one(_FIELD + name),
        )
        for name, found in kind.properties.items()
        if any(head.caveat.role in found.roles for head in dossier.heads)
    ]


def _changes(dossier: Dossier) -> Mapping[RecordId, Sequence[str]]:
    """Return for each version the properties in which it differs from those that it superseded."""
    if dossier.versions is None:
        return {}
    known = {found.id: found for found in dossier.versions.records}
    changed: dict[RecordId, Sequence[str]] = {}
    for version in dossier.versions.records:
        before = [known[one] for one in version.supersedes if one in known]
        names = {name for one in before for name in {*version.properties, *one.properties}}
        differs = (
            name
            for name in version.definition.properties
            if name in names and any(version.properties.get(name) != one.properties.get(name) for one in before)
        )
        changed[version.id] = tuple(differs)
    return changed


def _typed(visit: Visit) -> dict[str, tuple[str, ...]]:
    """Read the form: a value a line. What is wrong with the values is found by the use case."""
    given = {name.removeprefix(_FIELD): visit.one(name) for name in visit.given if name.startswith(_FIELD)}
    lines = {name: tuple(filter(None, map(str.strip, text.splitlines()))) for name, text in given.items()}
    return {name: values for name, values in lines.items() if values}


def _problem(visit: Visit, error: Exception) -> tuple[str, str]:
    """Say what is wrong, and in which field it stands."""
    if isinstance(error, ParseError) and error.path.startswith("properties."):
        name = error.path.removeprefix("properties.").split("[")[0]
        return _FIELD + name, visit.display.faulty(ParseError(name, error.problem), _LABELS)[1]
    return "", visit.display.explain(error)
