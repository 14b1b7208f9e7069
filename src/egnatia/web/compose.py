"""Writing a message: the draft is kept at every change, and the law's word on it stands beside it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.casefiles import list_case_files
from egnatia.casework.dispatch.drafting import find_draft, save_draft
from egnatia.casework.dispatch.onpaper import enter
from egnatia.casework.dispatch.sending import Outlook, look_over, send
from egnatia.casework.dispatches import Composition, DispatchRow, Opened, fingerprint, plain_composition
from egnatia.casework.errors import CaseworkError, NotLawfulError, OvertakenError
from egnatia.casework.office import Office
from egnatia.casework.rows import Account, CaseFile
from egnatia.law.errors import LawError
from egnatia.model.authority import PAPER, Way, on_paper
from egnatia.model.caveat import Handling, Information, Source, SubjectRole
from egnatia.model.desk import Desk
from egnatia.model.dispatch import MOST_THINGS, Thing
from egnatia.model.dispatch_forms import AREAS, SORTS, Area, Sort, SortForm
from egnatia.model.errors import ParseError
from egnatia.model.identity import MessageId
from egnatia.model.kinds import KINDS, Kind, Property
from egnatia.model.values import ValueType
from egnatia.web.assistance import instruments, ways_of
from egnatia.web.authorise import authorisations_in
from egnatia.web.dispatch import message_of, open_cases, partner_names
from egnatia.web.display import countries_in
from egnatia.web.languages import marked
from egnatia.web.records import HANDLING
from egnatia.web.shell import Visit, go, screen

#: How a field of sort or area, and one of a thing, is called in the form, before its name.
_FACT, _THING = "f.", "t"
#: Properties of a thing that are shown where nothing says which matter.
_SHOWN = 6
#: What a person types into a message; files and references to records are none of it.
_TYPED = frozenset(ValueType) - {ValueType.RECORD, ValueType.DIGEST}

#: What the form calls a field of which something is wrong.
_LABELS = {
    **{name: found.label for form in SORTS.values() for name, found in form.fields.items()},
    **{name: found.label for area in AREAS.values() for name, found in area.fields.items()},
    **{name: found.label for kind in KINDS.values() for name, found in kind.properties.items() if found.type in _TYPED},
    "partner": marked("To"),
    "authority": marked("Authority, with its address"),
    "came": marked("Came on"),
    "way": marked("How"),
    "case": marked("Case file"),
    "title": marked("Subject"),
    "text": marked("Text"),
    "reason": marked("Why this partner"),
    "restriction": marked("Words of H3"),
    "sort": marked("Sort"),
    "area": marked("Crime area"),
    "desk": marked("Desk there"),
    "instrument": marked("Under"),
    "role": marked("The person is"),
    "minor": marked("may be under 18"),
    "another": marked("Describe a person or thing"),
}


def routes() -> list[Route]:
    """Return the screens on which a message is written."""
    return [
        screen("/messages/{message}/draft", show_draft),
        screen("/messages/{message}/draft", keep, takes_form=True),
        screen("/messages/{message}/check", check, takes_form=True),
        screen("/messages/{message}/send", send_it, takes_form=True),
        screen("/messages/{message}/entering", enter_it, takes_form=True),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of the form."""

    name: str  #: In the form.
    definition: Property
    value: str
    needed: bool = False
    source: str = ""  #: The article that wants it.
    of_thing: bool = False

    @property
    def is_long(self) -> bool:
        """Whether it takes several lines; what is said of a thing is short."""
        return self.definition.many or (self.definition.type is ValueType.TEXT and not self.of_thing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Fields under one heading of the form."""

    heading: str  #: Empty: those that stand under none.
    fields: Sequence[Field]


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """One thing of the form."""

    number: int
    label: str
    kind: str
    apart: Sequence[str]  #: Ways to tell it apart from its like, of which one is wanted.
    usual: Sequence[Field]
    further: Sequence[Field]


def show_draft(visit: Visit) -> Response:
    """Show a draft with the law's word on it."""
    return _form(visit, _draft(visit))


def keep(visit: Visit) -> Response:
    """Keep what was typed, and show the form anew: with the fields of another sort, or one thing more."""
    try:
        row = _kept(visit)
    except OvertakenError as error:
        return _overtaken(visit, error)
    onward = {"leave": "/messages?tab=drafts", "files": f"/messages/{row.id}/attachments"}
    return go(onward.get(visit.one("do"), f"/messages/{row.id}/draft"))


def check(visit: Visit) -> Response:
    """Keep what was typed, and say what the law says to it."""
    try:
        row = _kept(visit)
    except OvertakenError as error:
        return _overtaken(visit, error)
    if not visit.part:
        return go(f"/messages/{row.id}/draft")
    outlook, problems = _outlook(visit, row)
    ways = ways_of(visit, row.draft or Composition(), _open_files(visit))
    return visit.show("messagelaw.html", outlook=outlook, problems=problems, names=partner_names(visit), ways=ways)


def send_it(visit: Visit) -> Response:
    """Send what was typed; whatever is missing is said, and nothing is lost."""
    return _end(visit, send)


def enter_it(visit: Visit) -> Response:
    """Enter what came on paper; whatever is missing is said, and nothing is lost."""
    return _end(visit, enter)


def _end(visit: Visit, end: Callable[[Office, Account, MessageId], object]) -> Response:
    """Keep what was typed, and end the draft."""
    row = _draft(visit)
    try:
        row = _kept(visit)
        end(visit.office, visit.account, row.id)
    except OvertakenError as error:
        return _overtaken(visit, error)
    except NotLawfulError as error:
        return _form(visit, row, [("law", visit.display.explain(words)) for words in error.missing])
    except (CaseworkError, ParseError, LawError) as error:
        return _form(visit, row, [_problem(visit, error)])
    return go(f"/messages/{row.id}")


def _kept(visit: Visit) -> DispatchRow:
    """Keep what was typed, unless another form kept something else since this one was opened."""
    opened = Opened(form=visit.one("form"), seen=visit.one("seen")) if visit.one("form") else None
    return save_draft(visit.office, visit.account, _typed(visit), message_of(visit), opened)


def _overtaken(visit: Visit, error: OvertakenError) -> Response:
    """Say that somebody else changed the draft: what was typed stays in the form, what stands now is shown with it."""
    row, problem = _draft(visit), ("", visit.display.explain(error))
    if visit.part:  # the form that is open keeps what was typed; nothing of it is on record
        return visit.show("messagelaw.html", outlook=None, problems=[problem], names={}, ways=())
    return _form(visit, replace(row, draft=_typed(visit)), [problem], row.draft or Composition())


def _differing(visit: Visit, typed: Composition, standing: Composition) -> Iterator[tuple[str, str]]:
    """Yield what else stands in a draft than was typed: the field, as the form calls it, and what stands there."""
    ours, theirs = _spread(typed), _spread(standing)
    for name in sorted(ours.keys() | theirs.keys()):
        if ours.get(name) != theirs.get(name):
            label, number = name.partition(" ")[::2]
            said = visit.display.say(_LABELS.get(label, label.replace("_", " ")))
            yield f"{said} {number}".strip(), visit.display.say(theirs.get(name, ""))


def _spread(composition: Composition) -> dict[str, str]:
    """Return what is typed, by field; of a thing, also by its number."""
    plain = plain_composition(composition)
    facts, things = plain.pop("facts"), plain.pop("things")
    described = {
        f"{name} ({number})": "; ".join(values)
        for number, thing in enumerate(things, 1)
        for name, values in {"another": [KINDS[thing["kind"]].label], **thing["properties"]}.items()
    }
    ticked = {name: "✓" if plain[name] else "" for name in ("urgent", "minor")}
    several = {**plain, **ticked, **facts}
    return {
        **{name: found if isinstance(found, str) else "; ".join(found) for name, found in several.items()},
        **described,
    }


def _draft(visit: Visit) -> DispatchRow:
    return visit.office.store.read(lambda tx: find_draft(tx, visit.account, message_of(visit)))


def _outlook(visit: Visit, row: DispatchRow) -> tuple[Outlook | None, list[tuple[str, str]]]:
    try:
        return look_over(visit.office, visit.account, row.id), []
    except (CaseworkError, ParseError, LawError) as error:
        return None, [_problem(visit, error)]


def _problem(visit: Visit, error: Exception) -> tuple[str, str]:
    """Return the field to which an error belongs, and the error in words that name the field as the form does."""
    if not isinstance(error, ParseError):
        return "", visit.display.explain(error)
    name = error.path.split(".")[-1].partition("[")[0]
    said = visit.display.say(_LABELS.get(name, name.replace("_", " ")))
    return error.path.replace("facts.", _FACT).partition("[")[0], f"{said}: {visit.display.explain(error.problem)}"


def _form(
    visit: Visit,
    row: DispatchRow,
    problems: Sequence[tuple[str, str]] = (),
    standing: Composition | None = None,
) -> Response:
    """Show the form; `standing` is what is on record, where that is something else than what was typed."""
    typed = row.draft or Composition()
    sort = SORTS[Sort(typed.sort)] if typed.sort in set(Sort) else SORTS[Sort.REQUEST]
    area = AREAS.get(typed.area) or AREAS["other"]
    outlook, faults = _outlook(visit, row)
    cases = _open_files(visit)
    return visit.show(
        "compose.html",
        409 if standing else 422 if problems else 200,
        row=row,
        typed=typed,
        opened=Opened(form=visit.office.randomness.hex128(), seen=fingerprint(standing or row.draft)),
        standing=list(_differing(visit, typed, standing)) if standing else (),
        problems=problems,
        outlook=outlook,
        faults=faults,
        sort=sort,
        area=area,
        sorts=SORTS,
        areas=AREAS,
        groups=_groups(sort, _facts(typed, sort, area)),
        ways=ways_of(visit, typed, cases),
        instruments=instruments() if sort.sort is Sort.ASSISTANCE else {},
        things=[_described(number, thing, area) for number, thing in enumerate(typed.things)],
        cases=open_cases(visit),
        authorisations=list(authorisations_in(visit, cases)),
        names=partner_names(visit),
        countries=countries_in(visit.display.language),
        desks=list(Desk),
        on_paper=list(Way) if on_paper(typed.partner or row.partner) else (),
        roles=list(SubjectRole),
        sources=list(Source),
        information=list(Information),
        handling=HANDLING,
    )


def _open_files(visit: Visit) -> list[CaseFile]:
    return [case for case in list_case_files(visit.office, visit.account) if case.closed_at is None]


def _groups(sort: SortForm, fields: Sequence[Field]) -> list[Group]:
    """Put fields under the headings of their sort; those of the crime area stand under none."""
    under = {_FACT + name: heading for heading, names in sort.sections.items() for name in names}
    return [
        Group(heading=heading, fields=[one for one in fields if under.get(one.name, "") == heading])
        for heading in ("", *sort.sections)
    ]


def _facts(typed: Composition, sort: SortForm, area: Area) -> list[Field]:
    fields = {**sort.fields, **area.fields}
    return [
        Field(
            name=_FACT + name,
            definition=found,
            value="\n".join(typed.facts.get(name, ())),
            needed=name in sort.needed,
            source=sort.sources.get(name, ""),
        )
        for name, found in fields.items()
    ]


def _described(number: int, thing: Thing, area: Area) -> Described:
    kind = KINDS[thing.kind]
    wanted = frozenset[str]().union(*area.wanted.get(kind.name, ()))
    fields = [
        Field(
            name=f"{_THING}{number}.{name}",
            definition=found,
            value="\n".join(thing.properties.get(name, ())),
            of_thing=True,
        )
        for name, found in kind.properties.items()
        if found.type in _TYPED and not found.sensitive
    ]
    usual = [field for field in fields if field.definition.name in wanted or field.value] or fields[:_SHOWN]
    return Described(
        number=number,
        label=kind.label,
        kind=kind.name,
        apart=[_ways(kind, one) for one in area.wanted.get(kind.name, ())],
        usual=usual,
        further=[field for field in fields if field not in usual],
    )


def _ways(kind: Kind, names: frozenset[str]) -> str:
    return " + ".join(kind.properties[name].label for name in sorted(names))


def _typed(visit: Visit) -> Composition:
    """Read the form as it was typed; what is wrong with it is found by the use case."""
    before = _draft(visit).draft or Composition()
    if "title" not in visit.given:  # not the form, but a button beside it
        return before
    return replace(
        before,
        partner=_typed_partner(visit) or before.partner,
        authority=visit.one("authority"),
        came=visit.one("came") if before.came else "",
        way=visit.one("way"),
        sort=visit.one("sort") or before.sort,
        area=visit.one("area") or before.area,
        case=visit.one("case") or before.case,
        sender_desk=visit.one("sender_desk"),
        desk=visit.one("desk") or before.desk,
        title=visit.one("title"),
        text=visit.one("text").replace("\r\n", "\n"),
        reason=visit.one("reason"),
        urgency=visit.one("urgency"),
        urgent=bool(visit.one("urgency")),
        authorisation=visit.one("authorisation"),
        instrument=visit.one("instrument") if "instrument" in visit.given else before.instrument,
        role=visit.one("role") or before.role,
        minor=bool(visit.one("minor")),
        asylum_from=tuple(visit.one("asylum_from").replace(",", " ").upper().split()),
        source=visit.one("source") or before.source,
        information=visit.one("information") or before.information,
        handling=tuple(code for code in visit.given.get("handling", ()) if code in set(Handling)),
        restriction=visit.one("restriction"),
        facts=_typed_facts(visit),
        things=_typed_things(visit),
    )


def _typed_partner(visit: Visit) -> str:
    """Return to whom it goes; where that is an authority without a node, its country stands in a field of its own."""
    return PAPER + visit.one("code").upper() if visit.one("partner") == PAPER else visit.one("partner")


def _typed_facts(visit: Visit) -> dict[str, tuple[str, ...]]:
    """Read the fields of sort and area: of those that have many values, each line is one."""
    forms = [*(form.fields for form in SORTS.values()), *(area.fields for area in AREAS.values())]
    many = {name for fields in forms for name, found in fields.items() if found.many}
    named = [name for name in visit.given if name.startswith(_FACT)]
    return {name[len(_FACT) :]: _values(visit.one(name), many=name[len(_FACT) :] in many) for name in named}


def _typed_things(visit: Visit) -> tuple[Thing, ...]:
    found = []
    for number in range(MOST_THINGS):
        kind = KINDS.get(visit.one(f"{_THING}{number}"))
        if kind and not visit.one(f"drop{number}"):
            given = {name: visit.one(f"{_THING}{number}.{name}") for name in kind.properties}
            values = {name: _values(text, many=kind.properties[name].many) for name, text in given.items() if text}
            found.append(Thing(kind=kind.name, properties=values))
    if visit.one("another") in KINDS and visit.one("do") == "thing":
        found.append(Thing(kind=visit.one("another"), properties={}))
    return tuple(found[:MOST_THINGS])


def _values(text: str, *, many: bool) -> tuple[str, ...]:
    whole = text.replace("\r\n", "\n")
    return tuple(line.strip() for line in whole.split("\n") if line.strip()) if many else (whole,) if whole else ()
