"""The engine that compares persons and organisations by name."""

from egnatia.match.engine import Properties, Term
from egnatia.match.names.compare import Meeting, explain, meet_companies, meet_persons, summarise
from egnatia.match.names.context import Context, weigh
from egnatia.match.names.dates import Agreement, years
from egnatia.match.names.forms import company_forms, person_forms
from egnatia.match.names.keys import name_terms
from egnatia.match.names.parameters import CLOSE, FULL, LONE, MOST, NAME_SHARE, POSSIBLE
from egnatia.match.scores import Score, miss
from egnatia.model.answer import Quality
from egnatia.model.kinds import Kind

_COMPANY = "organisation"
_FIRM = frozenset({Agreement.SAME, Agreement.PART, None})


class NameEngine:
    """Compares persons, missing persons and organisations by name, across scripts and spellings."""

    name = "names/1"

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
        likeness = meeting.alignment.value * NAME_SHARE
        if likeness + MOST < POSSIBLE:
            return miss(self.name, likeness, (summarise(meeting, "not alike enough, whatever else agrees"),))
        context = weigh(asked, found)
        value = _value(meeting, context)
        quality = _quality(value, context) if not exact or _exact(meeting, context) else None
        return Score(value=value, quality=quality, evidence=(*explain(meeting), *context.evidence), engine=self.name)


def _value(meeting: Meeting, context: Context) -> float:
    value = meeting.alignment.value * NAME_SHARE + context.worth
    if meeting.lone and context.date is not Agreement.SAME:
        value = min(value, LONE)
    return min(1.0, max(0.0, value))


def _exact(meeting: Meeting, context: Context) -> bool:
    return meeting.equal and context.date in _FIRM


def _quality(value: float, context: Context) -> Quality | None:
    if value >= FULL and context.date is Agreement.SAME:
        return Quality.FULL
    if value >= CLOSE:
        return Quality.CLOSE
    return Quality.POSSIBLE if value >= POSSIBLE else None
