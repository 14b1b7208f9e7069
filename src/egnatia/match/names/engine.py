"""The engine that compares organisations by name; persons are compared by more (`match/records`)."""

from egnatia.match.engine import Properties, Term
from egnatia.match.names.align import name_probability
from egnatia.match.names.compare import explain, meet_companies, summarise
from egnatia.match.names.forms import company_forms
from egnatia.match.names.keys import name_terms
from egnatia.match.names.parameters import CLOSE, LONE, POSSIBLE
from egnatia.match.scores import Score, miss
from egnatia.model.answer import Quality
from egnatia.model.kinds import Kind


class NameEngine:
    """Compares organisations by name, across scripts and spellings."""

    name = "names/2"

    def terms(self, kind: Kind, properties: Properties) -> frozenset[Term]:  # noqa: ARG002 - the port's signature
        """Return the keys of every name that a record has."""
        return name_terms(company_forms(properties), "company")

    def probes(self, kind: Kind, asked: Properties, *, exact: bool) -> frozenset[Term]:  # noqa: ARG002 - the port's signature: a name is judged exactly, but looked up like any other
        """Return the keys that a question looks up: the same as a record of its properties would have."""
        return self.terms(kind, asked)

    def score(self, kind: Kind, asked: Properties, found: Properties, *, exact: bool) -> Score:  # noqa: ARG002 - as above
        """Judge by the two names that agree best; exact means that each word sounds the same as one of the other name.

        A full hit needs a number: a name alone tells no two companies apart.
        """
        meeting = meet_companies(asked, found)
        if meeting is None:
            return miss(self.name)
        total = min(meeting.evidence, LONE) if meeting.lone else meeting.evidence
        if total < POSSIBLE or (exact and not meeting.equal):
            evidence = (summarise(meeting, "not alike enough"),)
            return miss(self.name, name_probability(total), evidence, near=total >= POSSIBLE)
        quality = Quality.CLOSE if total >= CLOSE else Quality.POSSIBLE
        return Score(value=name_probability(total), quality=quality, evidence=tuple(explain(meeting)), engine=self.name)
