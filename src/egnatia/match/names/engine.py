"""The engine that compares persons and organisations by name."""

from egnatia.match.engine import Properties, Term
from egnatia.match.names.align import name_probability
from egnatia.match.names.compare import Meeting, explain, meet_companies, meet_persons, summarise
from egnatia.match.names.context import Context, weigh
from egnatia.match.names.dates import Agreement, compare_dates, years
from egnatia.match.names.forms import company_forms, person_forms
from egnatia.match.names.keys import name_terms
from egnatia.match.names.parameters import CLOSE, DATE_SAME, FULL, LEAST, LONE, MOST, POSSIBLE
from egnatia.match.scores import Evidence, Score, miss
from egnatia.model.answer import Quality
from egnatia.model.kinds import Kind

_COMPANY = "organisation"
_FIRM = frozenset({Agreement.SAME, Agreement.PART, None})


class NameEngine:
    """Compares persons, missing persons and organisations by name, across scripts and spellings."""

    name = "names/2"

    def terms(self, kind: Kind, properties: Properties) -> frozenset[Term]:
        """Return the keys of every name that a record has, and of these with the years of birth."""
        if kind.name == _COMPANY:
            return name_terms(company_forms(properties), "company")
        return name_terms(person_forms(properties), "name", years(properties.get("birth_date", ())))

    def probes(self, kind: Kind, asked: Properties, *, exact: bool) -> frozenset[Term]:  # noqa: ARG002 - the port's signature: a name is judged exactly, but looked up like any other
        """Return the keys that a question looks up: the same as a record of its properties would have."""
        return self.terms(kind, asked)

    def score(self, kind: Kind, asked: Properties, found: Properties, *, exact: bool) -> Score:
        """Judge by the two names that agree best, then by what else both sides know.

        Exact means that each word of one name sounds the same as one of the other, none is left, and no date of birth
        contradicts. A full hit needs the day of birth: a name alone tells no two persons apart.
        """
        company = kind.name == _COMPANY
        meeting = meet_companies(asked, found) if company else meet_persons(asked, found)
        if meeting is None:
            return miss(self.name)
        likeness = meeting.evidence
        if likeness < LEAST or likeness + MOST < POSSIBLE:
            return _unlike(meeting, likeness, near=_same_day(asked, found) and likeness + DATE_SAME >= POSSIBLE)
        context = weigh(asked, found)
        total = _total(meeting, context)
        quality = _quality(total, context) if not exact or _exact(meeting, context) else None
        if quality is None:
            return _unlike(meeting, total, context.evidence, near=likeness + max(context.worth, 0.0) >= POSSIBLE)
        evidence = (*explain(meeting), *context.evidence)
        return Score(value=name_probability(total), quality=quality, evidence=evidence, engine=NameEngine.name)


def _same_day(asked: Properties, found: Properties) -> bool:
    ours, theirs = asked.get("birth_date", ()), found.get("birth_date", ())
    return bool(ours and theirs) and compare_dates(ours, theirs) is Agreement.SAME


def _unlike(meeting: Meeting, total: float, rest: tuple[Evidence, ...] = (), *, near: bool) -> Score:
    """Return a miss: words are told apart for hits only, most candidates are none."""
    evidence = (summarise(meeting, "not alike enough"), *rest)
    return miss(NameEngine.name, name_probability(total), evidence, near=near)


def _total(meeting: Meeting, context: Context) -> float:
    name = meeting.evidence
    if meeting.lone and context.date is not Agreement.SAME:
        name = min(name, LONE)
    return name + context.worth


def _exact(meeting: Meeting, context: Context) -> bool:
    return meeting.equal and context.date in _FIRM


def _quality(total: float, context: Context) -> Quality | None:
    if total >= FULL and context.date is Agreement.SAME:
        return Quality.FULL
    if total >= CLOSE:
        return Quality.CLOSE
    return Quality.POSSIBLE if total >= POSSIBLE else None
