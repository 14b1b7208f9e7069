"""The engine that compares persons: their names first, then whatever else both sides know."""

from typing import Final

from egnatia.match.engine import Properties, Term
from egnatia.match.names.align import name_probability
from egnatia.match.names.compare import Meeting, explain, meet_persons, summarise
from egnatia.match.names.forms import person_forms
from egnatia.match.names.keys import name_terms
from egnatia.match.records.dates import Agreement, compare_dates, years
from egnatia.match.records.fields import Fields, compare_fields
from egnatia.match.records.parameters import CLOSE, FULL, LEAST, LONE, NEAR, POSSIBLE
from egnatia.match.records.weights import FieldWeights, field_weights, most
from egnatia.match.scores import Evidence, Score, miss
from egnatia.model.answer import Quality
from egnatia.model.kinds import Kind

#: With an exact question, no date of birth may be in doubt.
_FIRM: Final = frozenset({Agreement.SAME, Agreement.MONTH, Agreement.YEAR, None})


class RecordEngine:
    """Compares persons and missing persons: the evidence of names and of every field that both know, summed in nats."""

    name = "records/1"

    def __init__(self, weights: FieldWeights | None = None) -> None:
        """Take what the agreement of fields is worth; None: as it ships."""
        self._weights = weights or field_weights()
        self._most = most(self._weights)

    def terms(self, kind: Kind, properties: Properties) -> frozenset[Term]:  # noqa: ARG002 - the port's signature
        """Return the keys of every name that a record has, and of these with the years of birth."""
        return name_terms(person_forms(properties), "name", years(properties.get("birth_date", ())))

    def probes(self, kind: Kind, asked: Properties, *, exact: bool) -> frozenset[Term]:  # noqa: ARG002 - the port's signature: a name is judged exactly, but looked up like any other
        """Return the keys that a question looks up: the same as a record of its properties would have."""
        return self.terms(kind, asked)

    def score(self, kind: Kind, asked: Properties, found: Properties, *, exact: bool) -> Score:  # noqa: ARG002 - as above
        """Judge by the two names that agree best, then by what else both sides know.

        Exact means that each word of one name sounds the same as one of the other, none is left, and no date of birth
        contradicts. A full hit needs the day of birth: a name alone tells no two persons apart.
        """
        meeting = meet_persons(asked, found)
        if meeting is None:
            return miss(self.name)
        if meeting.evidence < LEAST or meeting.evidence + self._most < POSSIBLE:
            return _unlike(meeting, meeting.evidence, near=self._same_day(meeting, asked, found))
        fields = compare_fields(asked, found, weights=self._weights)
        total = _total(meeting, fields)
        quality = _quality(total, fields) if not exact or _exact(meeting, fields) else None
        if quality is None:
            near = meeting.evidence + max(fields.worth, 0.0) >= NEAR
            return _unlike(meeting, total, fields.evidence, near=near)
        evidence = (*explain(meeting), *fields.evidence)
        return Score(value=name_probability(total), quality=quality, evidence=evidence, engine=self.name)

    def _same_day(self, meeting: Meeting, asked: Properties, found: Properties) -> bool:
        """Tell whether people of unlike names were born on one day, so that another name might make a hit."""
        if meeting.evidence + self._weights["birth_date"]["same"] < NEAR:
            return False
        ours, theirs = asked.get("birth_date", ()), found.get("birth_date", ())
        return bool(ours and theirs) and compare_dates(ours, theirs) is Agreement.SAME


def _unlike(meeting: Meeting, total: float, rest: tuple[Evidence, ...] = (), *, near: bool) -> Score:
    """Return a miss: words are told apart for hits only, most candidates are none."""
    summary = summarise(meeting, "not alike enough")
    value = summary.score if total == meeting.evidence else name_probability(total)
    return miss(RecordEngine.name, value, (summary, *rest), near=near)


def _total(meeting: Meeting, fields: Fields) -> float:
    name = meeting.evidence
    if meeting.lone and fields.date is not Agreement.SAME:
        name = min(name, LONE)
    return name + fields.worth


def _exact(meeting: Meeting, fields: Fields) -> bool:
    return meeting.equal and fields.date in _FIRM


def _quality(total: float, fields: Fields) -> Quality | None:
    """Return the class; people of one name are told apart by their dates of birth, unless a number says otherwise.

    Of people of one name and day, those of another sex, place or parents are not taken for one without a question mark.
    """
    if fields.date is Agreement.OTHER and not fields.numbered:
        return None
    against = fields.contradictions
    if total >= FULL and fields.date is Agreement.SAME and not against:
        return Quality.FULL
    if total >= CLOSE and against <= 1:
        return Quality.CLOSE
    return Quality.POSSIBLE if total >= POSSIBLE else None
